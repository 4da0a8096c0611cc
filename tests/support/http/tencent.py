"""A stub of Tencent COS that answers as its documents say: what a name that is taken gets, and what versioning does to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote
from xml.sax.saxutils import escape


@dataclass(kw_only=True)
class Bucket:
    """versioning: '' for never, else Enabled or Suspended, and then x-cos-forbid-overwrite is ignored.

    portal: the page that answers everything in its place. refusal: status and code with which every call is refused;
    refused_looks: the same for its versioning alone. tokens: those that came with the calls.
    """

    versioning: str = ""
    portal: str = ""
    refusal: tuple[int, str] | None = None
    refused_looks: tuple[int, str] | None = None
    objects: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    page: int = 3


@contextmanager
def serve_cos(bucket: Bucket) -> Iterator[str]:
    """The address at which `bucket` is the bucket `forms-125`."""

    class Handler(_Cos):
        kept = bucket
        lock = threading.Lock()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Cos(BaseHTTPRequestHandler):
    kept: Bucket
    lock: threading.Lock
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at answers."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key, _ = self._asked()
        if self._stands_off(self.kept.refusal):
            return
        forbids = self.headers.get("x-cos-forbid-overwrite") == "true" and not self.kept.versioning
        with self.lock:
            taken = forbids and key in self.kept.objects
            if not taken:
                self.kept.objects[key] = body
                self.kept.media[key] = self.headers["Content-Type"]
        if taken:
            self._refuse(409, "FileAlreadyExists")
        else:
            self._answer(200, b"", ETag='"x"')

    def do_GET(self) -> None:
        key, query = self._asked()
        if self._stands_off(
            self.kept.refusal or (self.kept.refused_looks if "versioning" in query else None)
        ):
            return
        if "versioning" in query:
            status = f"<Status>{self.kept.versioning}</Status>" if self.kept.versioning else ""
            self._answer(200, f"<VersioningConfiguration>{status}</VersioningConfiguration>".encode())
        elif not key:
            self._list(query)
        elif key in self.kept.objects:
            self._answer(200, self.kept.objects[key], ETag='"x"')
        else:
            self._refuse(404, "NoSuchKey")

    def _list(self, query: dict[str, list[str]]) -> None:
        after, prefix = (query.get(name, [""])[0] for name in ("marker", "prefix"))
        keys = sorted(key for key in self.kept.objects if key.startswith(prefix) and key > after)
        page, more = keys[: self.kept.page], keys[self.kept.page :]
        items = "".join(
            f"<Contents><Key>{escape(quote(key))}</Key><Size>{len(self.kept.objects[key])}</Size></Contents>"
            for key in page
        )
        following = f"<NextMarker>{escape(quote(page[-1]))}</NextMarker>" if more else ""
        truncated = "true" if more else "false"
        head = f"<Name>forms-125</Name><EncodingType>url</EncodingType><IsTruncated>{truncated}</IsTruncated>"
        self._answer(200, f"<ListBucketResult>{head}{following}{items}</ListBucketResult>".encode())

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        self.kept.tokens.append(self.headers.get("x-cos-security-token", ""))
        path, _, query = self.path.partition("?")
        return unquote(path).removeprefix("/"), parse_qs(query, keep_blank_values=True)

    def _stands_off(self, refusal: tuple[int, str] | None) -> bool:
        """Whether it is answered by something else, or refused."""
        if self.kept.portal:
            self._answer(200, self.kept.portal.encode())
        elif refusal:
            self._refuse(*refusal)
        return bool(self.kept.portal or refusal)

    def _refuse(self, status: int, code: str) -> None:
        told = f"<Code>{code}</Code><Message>as documented</Message><Resource>x</Resource>"
        self._answer(status, f"<Error>{told}<RequestId>1</RequestId><TraceId>1</TraceId></Error>".encode())

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        known = {"Content-Type": "application/xml", "Content-Length": str(len(body))}
        for name, value in {**known, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
