"""The frozen pages, as the server on one machine sends them."""

from contextlib import suppress
from pathlib import Path

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.security import safe_join
from werkzeug.utils import send_from_directory
from werkzeug.wrappers import Request, Response

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""Named here because what a Windows registry says of `.js` can stop every script."""
FOR_EVER = "public, max-age=31536000, immutable"


def static(public: Path, request: Request) -> Response:
    """The file of `public` that was asked for, or why there is none."""
    if request.method not in ("GET", "HEAD"):
        return Response("只接受 GET。\n", 405, {"Allow": "GET, HEAD"})
    if _is_folder(public, request.path) and not request.path.endswith("/"):
        return Response(status=308, headers={"Location": f"{request.root_path}{request.path}/"})
    path = request.path.lstrip("/")
    try:
        response = _file(public, request, f"{path}index.html" if request.path.endswith("/") else path)
    except NotFound:
        response = _file(public, request, "404.html")
        response.status_code = 404
    except HTTPException as error:  # a part was asked for that the file does not have
        return Response("没有这一部分。\n", error.code)
    response.headers["Cache-Control"] = FOR_EVER if path.startswith("assets/") else "no-cache"
    return response


def _is_folder(public: Path, path: str) -> bool:
    """Whether it is one below `public`: of what lies elsewhere nothing is told, not even that it is there."""
    found = safe_join(str(public), path.lstrip("/"))
    with suppress(OSError, ValueError):  # what cannot be a name is none
        return found is not None and Path(found).is_dir()
    return False


def _file(public: Path, request: Request, name: str) -> Response:
    media = TYPES.get(Path(name).suffix)
    return send_from_directory(public.resolve(), name, request.environ, mimetype=media)
