"""Which sites' pages may post here: our own and the listed ones.

There is no session to ride on, but a hostile page must not make its visitors' browsers file invented tables.
A browser says where a request comes from, and no page can forge it: Sec-Fetch-Site, or, where it is too old
for that, Origin. A sender that says neither is no browser.
"""

from collections.abc import Set
from dataclasses import replace

from handler.messages import RefusedError, Request, Response

_OWN = ("same-origin", "none")


def refuse_other_sites(request: Request, listed: Set[str]) -> None:
    """Return if the request comes from our own page, a listed site or no browser. Raises RefusedError (403)."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site in _OWN or (origin and origin in listed):
        return
    if site is None and (origin is None or _is_ours(origin, request)):
        return
    raise RefusedError(
        403, "other_site", "这次提交来自别的网站，没有接受。请从市局发布的网址打开表格，再填报。"
    )


def _is_ours(origin: str, request: Request) -> bool:
    """Whether an origin is the host that was asked, behind a proxy the one that the proxy was asked."""
    host = request.headers.get("x-forwarded-host") or request.headers.get("host", "")
    return origin.partition("://")[2].lower() == host.lower() != ""


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
