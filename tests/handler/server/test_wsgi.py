"""The WSGI platform: environ in, response out."""

import io
from typing import Any

import pytest

from handler.http.body import LARGEST_BODY
from handler.http.message import Request, Response, respond
from handler.server.wsgi import make_application, mount


def environ(
    method: str = "POST", path: str = "/api/2021/submissions", body: bytes = b"", **more: str
) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/json",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        **more,
    }


class Call:
    """Calls an application once; keeps what the responder saw and what came back."""

    def __init__(self, response: Response, environ: dict[str, Any]) -> None:
        self.request: Request | None = None
        self.status = ""
        self.headers: list[tuple[str, str]] = []

        def responder(request: Request) -> Response:
            self.request = request
            return response

        def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Any:
            self.status, self.headers = status, headers

        self.body = b"".join(make_application(responder)(environ, start))


HELLO = respond(200, "text/plain", b"hello")


def test_a_request_is_read_whole() -> None:
    call = Call(HELLO, environ(body=b"{}", HTTP_ACCEPT="text/html", HTTP_IDEMPOTENCY_KEY="k1"))

    assert call.request == Request(
        method="POST",
        path="/api/2021/submissions",
        headers={"content-type": "application/json", "accept": "text/html", "idempotency-key": "k1"},
        body=b"{}",
    )


def test_a_body_that_is_too_large_is_not_read() -> None:
    unread = environ()
    unread["CONTENT_LENGTH"] = str(LARGEST_BODY + 1)

    assert Call(HELLO, unread).request == Request(
        method="POST", path="/api/2021/submissions", headers={"content-type": "application/json"}, body=None
    )


@pytest.mark.parametrize("length", ["-1", "x", "１", "1 2", "9" * 5000])
def test_a_length_that_is_none_is_refused_unread(length: str) -> None:
    wrong = environ(body=b"{}")
    wrong["CONTENT_LENGTH"] = length

    call = Call(HELLO, wrong)

    assert (call.request, call.status) == (None, "400 Bad Request")
    assert wrong["wsgi.input"].tell() == 0


def test_a_missing_content_length_is_an_empty_body() -> None:
    bare = environ(method="GET", path="/api/health")
    del bare["CONTENT_LENGTH"], bare["CONTENT_TYPE"]

    assert Call(HELLO, bare).request == Request(method="GET", path="/api/health", headers={}, body=b"")


def test_a_response_is_sent_with_its_length() -> None:
    call = Call(HELLO, environ())

    assert (call.status, call.body) == ("200 OK", b"hello")
    assert dict(call.headers) == {**HELLO.headers, "Content-Length": "5"}


def test_head_sends_the_headers_alone() -> None:
    call = Call(HELLO, environ(method="HEAD"))

    assert call.body == b""
    assert dict(call.headers)["Content-Length"] == "5"


def test_no_content_has_no_length() -> None:
    call = Call(Response(status=204, headers={"Allow": "POST"}, body=b""), environ(method="OPTIONS"))

    assert (call.status, call.headers) == ("204 No Content", [("Allow", "POST")])


def test_nor_has_what_has_not_changed() -> None:
    call = Call(Response(status=304, headers={"ETag": 'W/"a"'}, body=b""), environ())

    assert (call.status, call.headers) == ("304 Not Modified", [("ETag", 'W/"a"')])


@pytest.mark.parametrize(
    ("path", "asked", "above", "inside"),
    [
        ("/", "/2021/", "", "/2021/"),
        ("/forms/", "/forms/2021/", "/forms", "/2021/"),
        ("/forms/", "/2021/", "/forms", "/2021/"),
        ("/forms/", "/forms", "/forms", ""),
        ("/forms/", "/forms/", "/forms", "/"),
        ("/forms/", "/formsandmore/", "/forms", "/formsandmore/"),
        ("/forms/", "/forms/forms/", "/forms", "/forms/"),
        ("/a/b/", "/a/b/2021/", "/a/b", "/2021/"),
        ("/a/b/", "/a/2021/", "/a/b", "/a/2021/"),
    ],
)
def test_an_application_is_mounted_below_a_path_that_a_proxy_may_take_away(
    path: str, asked: str, above: str, inside: str
) -> None:
    seen: list[dict[str, Any]] = []
    mounted = mount(path, lambda environ, _: [seen.append(environ) or b""])  # type: ignore[func-returns-value]  # kept

    given = environ(method="GET", path=asked)
    mounted(given, lambda *_: lambda _: None)

    assert (seen[0]["SCRIPT_NAME"], seen[0]["PATH_INFO"]) == (above, inside)
    assert given["PATH_INFO"] == asked
