"""A proxy such as stock nginx is with `proxy_pass http://127.0.0.1:8000;` and no more.

What comes upstream names the upstream as its Host and says nothing of the address that the browser asked.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_OF_A_HOP = ("host", "connection", "keep-alive", "transfer-encoding", "upgrade")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    upstream = 0
    largest: int | None = None
    keeps_host = False
    takes_away = ""

    def _pass(self) -> None:
        body = self.rfile.read(
            int(self.headers.get("Content-Length", "0"))
        )  # as nginx, it takes all of it first
        if self.largest is not None and len(body) > self.largest:
            self._answer(413, [("Content-Type", "text/html")], b"<h1>413 Request Entity Too Large</h1>")
            return
        kept = {name: value for name, value in self.headers.items() if name.lower() not in _OF_A_HOP}
        host = self.headers["Host"] if self.keeps_host else f"127.0.0.1:{self.upstream}"
        with closing(HTTPConnection("127.0.0.1", self.upstream)) as above:
            path = self.path.removeprefix(self.takes_away)
            above.request(self.command, path, body, {**kept, "Host": host, "Connection": "close"})
            answer = above.getresponse()
            headers = [
                (n, v) for n, v in answer.getheaders() if n.lower() not in (*_OF_A_HOP, "content-length")
            ]
            self._answer(answer.status, headers, answer.read())

    do_GET = do_HEAD = do_POST = do_OPTIONS = _pass  # noqa: N815  # the names that http.server calls

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serve_proxy(
    upstream: int, *, largest: int | None = None, keeps_host: bool = False, takes_away: str = ""
) -> Iterator[int]:
    """The port of a proxy before `upstream`.

    largest: bytes of a request's body that it lets through (`client_max_body_size`); None where it has no limit.
    keeps_host: passes the browser's Host on (`proxy_set_header Host $http_host`).
    takes_away: what it takes from the beginning of a path (`location /forms/ { proxy_pass http://127.0.0.1:8000/; }`).
    """
    made = {"upstream": upstream, "largest": largest, "keeps_host": keeps_host, "takes_away": takes_away}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), made))
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
