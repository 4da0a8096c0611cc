"""Which sites' pages may post here: our own and the listed ones.

There is no session to ride on, but a hostile page must not make its visitors' browsers file invented tables.
A browser says where a request comes from, and no page can forge it: Sec-Fetch-Site, or, where it is too old
for that and to every site that is not https, Origin. A sender that says neither is no browser.
"""

import logging
from collections.abc import Set
from dataclasses import replace

from handler.http.message import RefusedError, Request, Response

_OWN = ("same-origin", "none")
_LONGEST = 200
"""Characters of a header that a log line holds."""
_LOG = logging.getLogger("handler.origins")


class OtherSiteError(RefusedError):
    """A browser sent it from a page that is not ours; the log says from which to which."""

    def __init__(self, request: Request, detail: str) -> None:
        super().__init__(403, "other_site", detail)
        names = ("host", "origin", "sec-fetch-site")
        seen = {name: request.headers[name][:_LONGEST] for name in names if name in request.headers}
        self.refusal = replace(self.refusal, seen=seen)


def refuse_other_sites(request: Request, listed: Set[str], own: str = "") -> None:
    """Return if the request comes from our own page, a listed site or no browser. Raises OtherSiteError (403).

    own: our pages' origin; where it is not told, the host that was asked stands for it.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site in _OWN or (origin and origin in listed):
        return
    if site is not None:
        raise OtherSiteError(request, "这次提交来自别的网站，没有接受。请从市局发布的网址打开表格，再填报。")
    if origin is None or _is_ours(origin, request, own):
        return
    _LOG.warning(
        "other site: the page is at %a, the server is %s %a; if the page is our own, tell the server so: --site",
        origin[:_LONGEST],
        "told to be" if own else "asked as",
        own or request.headers.get("host", "")[:_LONGEST],
    )
    raise OtherSiteError(
        request,
        "打开表格的网址与服务器登记的不同，这次提交没有接受。请从市局发布的网址打开表格，再填报；"
        "网址没有错的，请把这句话告诉市局。",
    )


def _is_ours(origin: str, request: Request, own: str) -> bool:
    if own:
        return origin.lower() == own
    return origin.partition("://")[2].lower() == request.headers.get("host", "").lower() != ""


def allow_origin(request: Request, listed: Set[str], response: Response) -> Response:
    """CORS: only for the listed origins, and without credentials."""
    origin = request.headers.get("origin", "")
    if origin not in listed:
        return response
    allowed = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
    return replace(response, headers={**response.headers, **allowed})
