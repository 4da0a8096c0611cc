"""Everything on one origin: the frozen site and the functions under a production WSGI server."""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound
from werkzeug.utils import send_from_directory
from werkzeug.wrappers import Request as StaticRequest
from werkzeug.wrappers import Response as StaticResponse

from handler.attachments.upload_token import UploadTokens
from handler.collect import function as collect_function
from handler.http.access_log import Write, watch
from handler.http.message import Responder
from handler.lookup import function as lookup_function
from handler.lookup import settings as lookup_settings
from handler.routes import find_route
from handler.server.trial import no_log
from handler.server.uploads import take_uploads
from handler.server.wsgi import Application, Environ, make_application
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.submit import function as submit_function
from handler.submit.settings import Settings, now

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""Named here because what a Windows registry says of `.js` can stop every script."""
_API = re.compile(r"/api/.*", re.DOTALL)
FOR_EVER = "public, max-age=31536000, immutable"


def make_local(
    settings: Settings, store: Store, key: str, public: Path, write: Write = no_log
) -> Application:
    """The site frozen into `public` with the functions on one store; `write` takes the log's lines."""
    bureau = collect_function.Settings(catalogue=settings.catalogue, key=key)
    units = lookup_settings.Settings(
        catalogue=settings.catalogue,
        shell=settings.shell,
        own=settings.own,
        origins=settings.origins,
        codes=settings.codes,
        pause=settings.pause,
        upload_tokens=settings.upload_tokens if isinstance(settings.upload_tokens, UploadTokens) else None,
    )
    watched = partial(watch, write=write, alarm=_tell)
    functions = Functions(
        submit=watched(submit_function.make_responder(replace(settings, reads=True), store)),
        lookup=watched(lookup_function.make_responder(units, store)),
        collect=watched(collect_function.make_responder(bureau, store)),
    )
    site = make_site(public, functions, settings.clock)
    return take_uploads(site, store) if isinstance(store, FolderStore) else site


def _tell(line: str) -> None:
    """Says it to whoever runs the server, log or no log."""
    sys.stderr.write(f"{line}\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Functions:
    """What answers below /api/."""

    submit: Responder
    lookup: Responder
    collect: Responder


def make_site(public: Path, functions: Functions, clock: Callable[[], datetime] = now) -> Application:
    """The WSGI application of the whole site. Pages carry the clock's Date: the form counts down by it."""
    applications = {
        "submit": make_application(functions.submit),
        "lookup": make_application(functions.lookup),
        "collect": make_application(functions.collect),
    }

    def site(environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        found = find_route(path)
        if found:
            return applications[found.route.function](environ, start_response)
        if _API.fullmatch(path):
            return applications["submit"](environ, start_response)  # it says that there is no such address
        response = _static(public, StaticRequest(environ))
        response.date = clock()
        return response(environ, start_response)

    return site


def _static(public: Path, request: StaticRequest) -> StaticResponse:
    if request.method not in ("GET", "HEAD"):
        return StaticResponse("只接受 GET。\n", 405, {"Allow": "GET, HEAD"})
    path = request.path.lstrip("/")
    if (public / path).is_dir() and not request.path.endswith("/"):
        return StaticResponse(status=308, headers={"Location": f"{request.root_path}{request.path}/"})
    try:
        response = _file(public, request, f"{path}index.html" if request.path.endswith("/") else path)
    except NotFound:
        response = _file(public, request, "404.html")
        response.status_code = 404
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = FOR_EVER if path.startswith("assets/") else "no-cache"
    return response


def _file(public: Path, request: StaticRequest, name: str) -> StaticResponse:
    media = TYPES.get(Path(name).suffix)
    return send_from_directory(public.resolve(), name, request.environ, mimetype=media)
