"""Which sites' pages may post here: our own and the listed ones.

There is no session to ride on, but a hostile page must not make its visitors' browsers file invented tables.
A browser says where a request comes from, and no page can forge it: Sec-Fetch-Site, or, where it is too old
for that and to every site that is not https, Origin, or Referer where it is older still. A sender that says none of them
is no browser.
"""

import logging
import re
from collections.abc import Set
from dataclasses import replace

from handler.http.message import RefusedError, Request, Response
from handler.http.refusals import OTHER_ADDRESS, OTHER_SITE, Reason, refused

_OWN = ("same-origin", "none")
_LONGEST = 200
"""Characters of a header that a log line holds."""
_LOG = logging.getLogger("handler.origins")


def refuse_other_sites(request: Request, listed: Set[str], own: str = "") -> None:
    """Return if the request comes from our own page, a listed site or no browser. Raises RefusedError (403).

    own: our pages' origin; where it is not told, the host that was asked stands for it.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site is None and origin is None:  # IE 11 and Firefox before 70 post a form without them
        origin = _origin_of(request.headers.get("referer"))
    if site in _OWN or (origin and origin in listed):
        return
    if site is not None:
        raise _refused(OTHER_SITE, request)
    if origin is None or _is_ours(origin, request, own):
        return
    _LOG.warning(
        "other site: the page is at %a, the server is %s %a; if the page is our own, tell the server so: --site",
        origin[:_LONGEST],
        "told to be" if own else "asked as",
        own or request.headers.get("host", "")[:_LONGEST],
    )
    raise _refused(OTHER_ADDRESS, request)


def _origin_of(referer: str | None) -> str | None:
    """The origin of the page that a Referer names; None where there is none."""
    if referer is None:
        return None
    scheme, _, rest = referer.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest)[0]}"


def _refused(reason: Reason, request: Request) -> RefusedError:
    """The refusal of what a browser sent from another page than ours; the log says from which to which."""
    names = ("host", "origin", "sec-fetch-site")
    seen = {name: request.headers[name][:_LONGEST] for name in names if name in request.headers}
    return refused(reason, seen=seen)


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
