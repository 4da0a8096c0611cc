"""Everything on one origin: the frozen site and the functions under a production WSGI server."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from wsgiref.types import StartResponse

from werkzeug.wrappers import Request as StaticRequest

from handler.collect import function as collect_function
from handler.http.access_log import Write, watch
from handler.http.body import LARGEST_BODY
from handler.http.message import SECURITY, Responder
from handler.lookup import function as lookup_function
from handler.records.record import now
from handler.routes import find_route
from handler.server.rate import Rate, limited
from handler.server.static import static
from handler.server.trial import no_log
from handler.server.uploads import take_uploads
from handler.server.wsgi import Application, Environ, make_application, with_headers
from handler.stores import Store
from handler.submit import function as submit_function
from handler.submit.settings import Settings
from handler.workbench.files import LARGEST
from handler.workbench.function import ADDRESS
from webform.config import Place

_API = re.compile(r"/api/.*", re.DOTALL)


def make_local(
    settings: Settings,
    store: Store,
    key: str,
    public: Path,
    write: Write = no_log,
    *,
    policy: str = Place().policy,
    workbench: Responder | None = None,
) -> Application:
    """The site frozen into `public` with the functions on one store; `write` takes the log's lines.

    workbench: answers below /api/workbench, where there is one. policy: the pages' own, which they name themselves too; but who may frame them a page cannot say.
    """
    rate = Rate()

    def watched(responder: Responder) -> Responder:
        return watch(limited(responder, rate, settings.shell), write, alarm=_tell, shell=settings.shell)

    functions = {
        "submit": submit_function.make_responder(replace(settings, reads=True), store),
        "lookup": lookup_function.make_responder(settings, store),
        "collect": collect_function.make_responder(_for_bureau(settings, key), store),
        **({"workbench": workbench} if workbench else {}),
    }
    answering = {name: watched(function) for name, function in functions.items()}
    site = make_site(public, answering, settings.clock)
    return with_headers(take_uploads(site, store), _headers(policy, secure=settings.secure))


def _for_bureau(settings: Settings, key: str) -> collect_function.Settings:
    return collect_function.Settings(
        catalogue=settings.catalogue,
        key=key,
        sealer=settings.sealer,
        own=settings.own,
        origins=settings.origins,
        clock=settings.clock,
    )


def _headers(policy: str, *, secure: bool) -> dict[str, str]:
    """What every answer says that does not say otherwise: the functions' own policy is stricter."""
    lasting = {"Strict-Transport-Security": "max-age=31536000"} if secure else {}
    frames = {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'", "X-Frame-Options": "DENY"}
    kept = {name: SECURITY[name] for name in ("X-Content-Type-Options", "Referrer-Policy")}
    return {**frames, **kept, **lasting}


def _tell(line: str) -> None:
    """Says it to whoever runs the server, log or no log."""
    sys.stderr.write(f"{line}\n")


def make_site(
    public: Path, functions: Mapping[str, Responder], clock: Callable[[], datetime] = now
) -> Application:
    """The WSGI application of the whole site; functions: what answers below /api/, by the names of `routes.py`.

    Pages carry the clock's Date: the form counts down by it.
    """
    applications = {
        name: make_application(function, LARGEST if name == "workbench" else LARGEST_BODY)
        for name, function in functions.items()
    }

    def site(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if "workbench" in applications and ADDRESS.fullmatch(path):
            return applications["workbench"](environ, start_response)
        if found := find_route(path):
            return applications[found.route.function](environ, start_response)
        if _API.fullmatch(path):
            return applications["submit"](environ, start_response)  # it says that there is no such address
        response = static(public, StaticRequest(environ))
        response.date = clock()
        return response(environ, start_response)

    return site
