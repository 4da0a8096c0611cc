"""Only under its own names is the site served: another site's name that was made to lead here gets nothing.

Else a hostile page could point its own name at this machine (DNS rebinding) and would be, to the browser, our own page.
An address in figures cannot be pointed anywhere.
"""

import logging
import socket
from collections.abc import Iterable, Set
from ipaddress import ip_address
from urllib.parse import urlsplit
from wsgiref.types import StartResponse

from werkzeug.wrappers import Response

from handler.server.wsgi import Application, Environ

_LONGEST = 200
_LOG = logging.getLogger("handler.hosts")
_REFUSED = "这个网址不是本站的，请从本站发布的网址打开。网址无误的，请将此提示告知本站的技术人员（启动时用 --site 写明网址）。\n"


def own_names(origin: str) -> frozenset[str]:
    """This machine's, and the one of the site's origin, if that is told."""
    told = urlsplit(origin).hostname or "localhost"
    return frozenset(name.lower() for name in (told, "localhost", socket.gethostname(), socket.getfqdn()))


def only_under(names: Set[str], application: Application) -> Application:
    """The application for who asks it by one of these names or by an address in figures; 421 for others."""

    def answering(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        host = str(environ.get("HTTP_HOST", ""))
        if not host or _bare(host) in names or _is_address(_bare(host)):
            return application(environ, start_response)
        _LOG.warning(
            "asked as %a, which is not this site; if it is, tell the server so: --site", host[:_LONGEST]
        )
        return Response(_REFUSED, 421)(environ, start_response)

    return answering


def _bare(host: str) -> str:
    """The name without its port, `[::1]` without its brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
