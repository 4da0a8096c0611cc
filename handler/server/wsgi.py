"""The WSGI platform: for self-hosting and for trying everything on one's own machine."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse

from handler.http.body import LARGEST_BODY
from handler.http.message import RefusedError, Request, Responder, problem_response
from handler.http.refusals import BAD_LENGTH, refused

_THIS_MACHINE = ("127.0.0.1", "::1")
Environ = dict[str, Any]
_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def make_application(respond: Responder, largest: int = LARGEST_BODY) -> Application:
    """A WSGI application around a responder. largest: bytes of a body that is read."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            response = respond(_request(environ, largest))
        except RefusedError as error:
            response = problem_response(error.refusal)
        length = {"Content-Length": str(len(response.body))} if response.status not in _BODILESS else {}
        start_response(
            f"{response.status} {HTTPStatus(response.status).phrase}",
            list({**response.headers, **length}.items()),
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    return application


def mount(path: str, application: Application) -> Application:
    """The application below `path` (`/forms/`), whether or not the proxy before it takes that part away."""
    above = path.rstrip("/")

    def mounted(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if above and f"{asked}/".startswith(f"{above}/"):
            asked = asked.removeprefix(above)
        return application(
            {**environ, "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + above, "PATH_INFO": asked},
            start_response,
        )

    return mounted


def with_headers(application: Application, headers: Mapping[str, str]) -> Application:
    """The application, whose every answer carries these headers besides, but where it has its own of that name."""

    def answering(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            has = {name.lower() for name, _ in given}
            added = [(name, value) for name, value in headers.items() if name.lower() not in has]
            return start_response(status, [*given, *added], *error)

        return application(environ, start)

    return answering


def _request(environ: Environ, largest: int) -> Request:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_") or name == "CONTENT_TYPE"
    }
    length = _length(environ.get("CONTENT_LENGTH") or "0")
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        headers=headers,
        body=environ["wsgi.input"].read(length) if length <= largest else None,
        address=sender(environ),
    )


def sender(environ: Environ) -> str:
    """The sender's address, by a proxy on this machine as it says; empty where that says nothing, as stock nginx."""
    peer = str(environ.get("REMOTE_ADDR", ""))
    if peer not in _THIS_MACHINE:
        return peer
    return str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()


def _length(said: str) -> int:
    if not (said.isascii() and said.isdigit()) or len(said) > 18:
        raise refused(BAD_LENGTH)
    return int(said)
