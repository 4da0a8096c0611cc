"""A stub of Aliyun OSS that answers as its documents say: what a name that is taken gets, and what versioning does to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape


@dataclass(kw_only=True)
class Bucket:
    """versioning: '' for never, else Enabled or Suspended, and then x-oss-forbid-overwrite is ignored.

    portal: the page that answers everything in its place. refusal: status and code with which every call is refused; refused_looks: the same for its versioning alone.
    """

    versioning: str = ""
    portal: str = ""
    refusal: tuple[int, str] | None = None
    refused_looks: tuple[int, str] | None = None
    objects: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    page: int = 3


@contextmanager
def serve_oss(bucket: Bucket) -> Iterator[str]:
    """The endpoint at which `bucket` is a bucket of that name."""

    class Handler(_Oss):
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


class _Oss(BaseHTTPRequestHandler):
    kept: Bucket
    lock: threading.Lock
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at answers."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key, _ = self._asked()
        if self._is_portal() or self._refused(self.kept.refusal):
            return
        forbids = self.headers.get("x-oss-forbid-overwrite") == "true" and not self.kept.versioning
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
        if (
            self._is_portal()
            or self._refused(self.kept.refusal)
            or ("versioning" in query and self._refused(self.kept.refused_looks))
        ):
            return
        if "versioning" in query:
            status = f"<Status>{self.kept.versioning}</Status>" if self.kept.versioning else ""
            self._xml(f"<VersioningConfiguration>{status}</VersioningConfiguration>")
        elif "list-type" in query:
            self._list(query)
        elif key in self.kept.objects:
            self._answer(200, self.kept.objects[key])
        else:
            self._refuse(404, "NoSuchKey")

    def _list(self, query: dict[str, list[str]]) -> None:
        after = query.get("continuation-token", [""])[0]
        prefix = query.get("prefix", [""])[0]
        keys = sorted(key for key in self.kept.objects if key.startswith(prefix) and key > after)
        page, more = keys[: self.kept.page], keys[self.kept.page :]
        items = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.kept.objects[key])}</Size></Contents>"
            for key in page
        )
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        truncated = "true" if more else "false"
        self._xml(
            f"<ListBucketResult><Name>bucket</Name><IsTruncated>{truncated}</IsTruncated>{token}{items}</ListBucketResult>"
        )

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        path, _, query = self.path.partition("?")
        return unquote(path).removeprefix("/bucket/"), parse_qs(query, keep_blank_values=True)

    def _is_portal(self) -> bool:
        if self.kept.portal:
            self._xml(self.kept.portal)
        return bool(self.kept.portal)

    def _refused(self, refusal: tuple[int, str] | None) -> bool:
        if refusal:
            self._refuse(*refusal)
        return refusal is not None

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>as documented</Message></Error>".encode())

    def _xml(self, text: str) -> None:
        self._answer(200, text.encode())

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        known = {"Content-Type": "application/xml", "Content-Length": str(len(body))}
        for name, value in {**known, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
