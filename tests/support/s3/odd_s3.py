"""A small S3 server that goes wrong in one way, for what no well-behaved server can be made to answer."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

import boto3
import pytest

from handler.stores.s3 import S3Store
from tests.support.s3.sessions import share

LIST = (
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated>'
    "{items}</ListBucketResult>"
)
PAGE = b"<html><body>portal login</body></html>"
"""What a captive portal or a proxy answers to everything: as XML it is well formed."""


@dataclass(frozen=True, kw_only=True)
class Oddity:
    """taken: the status by which a conditional put says that the name is taken; 0 to write over it.

    refusal: status and code with which every call is refused. pages: the last is the answer to everything, as a portal's.
    read_only: puts are denied. noisy: what is read differs each time from what was stored.
    """

    taken: int = 412
    refusal: tuple[int, str] | None = None
    pages: list[bytes] = field(default_factory=list)
    read_only: bool = False
    noisy: bool = False
    objects: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def serve(oddity: Oddity) -> Iterator[str]:
    """The endpoint of a running server."""

    class Handler(_Handler):
        odd = oddity

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    odd: Oddity

    def _tag(self, key: str) -> str:
        return next(str(hash(data)) for name, data in self.odd.objects.items() if name.endswith(f"/{key}"))

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._odd():
            return
        name, objects = self.path.partition("?")[0], self.odd.objects
        if self.odd.read_only:
            self._refuse(403, "AccessDenied")
        elif name in objects and self.odd.taken:
            self._refuse(self.odd.taken, "" if self.odd.taken == 304 else "PreconditionFailed")
        else:
            objects[name] = body
            self._answer(200, b"", ETag='"x"')

    def do_GET(self) -> None:
        if self._odd():
            return
        name = self.path.partition("?")[0]
        if "list-type" in self.path:
            keys = sorted(each.split("/", 2)[2] for each in self.odd.objects)
            prefix = parse_qs(self.path.partition("?")[2]).get("prefix", [""])[0]
            found = (escape(key) for key in keys if key.startswith(prefix))
            items = "".join(
                f"<Contents><Key>{key}</Key><Size>2</Size><ETag>{self._tag(key)}</ETag></Contents>"
                for key in found
            )
            self._answer(200, LIST.format(items=items).encode())
        elif name in self.odd.objects:
            noise = secrets.token_bytes(8) if self.odd.noisy else b""
            self._answer(200, self.odd.objects[name] + noise, ETag='"x"')
        else:
            self._refuse(404, "NoSuchKey")

    def _odd(self) -> bool:
        if self.odd.pages:
            self._answer(200, self.odd.pages[-1])
        elif self.odd.refusal:
            self._refuse(*self.odd.refusal)
        return bool(self.odd.pages) or self.odd.refusal is not None

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code></Error>".encode() if code else b"")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Kept quiet."""


@cache
def session() -> boto3.Session:
    """Made once: it reads what takes longer than most tests."""
    return boto3.Session("a", "b", region_name="us-east-1")


@contextmanager
def odd_store(patched: pytest.MonkeyPatch, **oddity: object) -> Iterator[S3Store]:
    """The store at a server of that oddity; nobody waits before a call is tried again."""
    patched.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    with serve(Oddity(**oddity)) as endpoint:  # type: ignore[arg-type]  # passed on
        yield store_at(patched, endpoint)


def store_at(patched: pytest.MonkeyPatch, endpoint: str) -> S3Store:
    share(patched, session())
    patched.setenv("NO_PROXY", "127.0.0.1")
    patched.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    return S3Store.at("s3://bucket/p")
