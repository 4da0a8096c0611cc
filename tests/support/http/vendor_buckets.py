"""Stubs of Aliyun OSS and Tencent COS that answer as their documents say: what a name that is taken gets, and what versioning does to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, quote, unquote
from xml.sax.saxutils import escape


@dataclass(kw_only=True)
class Bucket:
    """versioning: '' for never, else Enabled or Suspended, and then the vendor's forbid-overwrite is ignored.

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


class _Vendor(BaseHTTPRequestHandler):
    """What both answer alike."""

    kept: Bucket
    lock: threading.Lock
    protocol_version = "HTTP/1.1"
    lead: ClassVar[str]
    """How the vendor's own headers begin."""
    root: ClassVar[str]
    """What stands before a key in the path."""

    def listing(self, query: dict[str, list[str]]) -> str:
        raise NotImplementedError

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at answers."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key, _ = self._asked()
        if self._stands_off(self.kept.refusal):
            return
        forbids = self.headers.get(f"{self.lead}forbid-overwrite") == "true" and not self.kept.versioning
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
            self._answer(200, f"<ListBucketResult>{self.listing(query)}</ListBucketResult>".encode())
        elif key in self.kept.objects:
            self._answer(200, self.kept.objects[key], ETag='"x"')
        else:
            self._refuse(404, "NoSuchKey")

    def paged(self, query: dict[str, list[str]], after: str) -> tuple[list[str], bool]:
        """The keys of one page after the one that the query names so, and whether there are more."""
        last, prefix = (query.get(name, [""])[0] for name in (after, "prefix"))
        keys = sorted(key for key in self.kept.objects if key.startswith(prefix) and key > last)
        return keys[: self.kept.page], len(keys) > self.kept.page

    def contents(self, key: str, written: str) -> str:
        size = len(self.kept.objects[key])
        return f"<Contents><Key>{escape(written)}</Key><Size>{size}</Size></Contents>"

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        self.kept.tokens.append(self.headers.get(f"{self.lead}security-token", ""))
        path, _, query = self.path.partition("?")
        return unquote(path).removeprefix(self.root), parse_qs(query, keep_blank_values=True)

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


class _Oss(_Vendor):
    lead = "x-oss-"
    root = "/bucket/"

    def listing(self, query: dict[str, list[str]]) -> str:
        page, more = self.paged(query, "continuation-token")
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        items = "".join(self.contents(key, key) for key in page)
        return f"<Name>bucket</Name><IsTruncated>{str(more).lower()}</IsTruncated>{token}{items}"


class _Cos(_Vendor):
    lead = "x-cos-"
    root = "/"

    def listing(self, query: dict[str, list[str]]) -> str:
        page, more = self.paged(query, "marker")
        following = f"<NextMarker>{escape(quote(page[-1]))}</NextMarker>" if more else ""
        items = "".join(self.contents(key, quote(key)) for key in page)
        head = f"<Name>forms-125</Name><EncodingType>url</EncodingType><IsTruncated>{str(more).lower()}</IsTruncated>"
        return f"{head}{following}{items}"


@contextmanager
def _serve(vendor: type[_Vendor], bucket: Bucket) -> Iterator[str]:
    handler = type("Handler", (vendor,), {"kept": bucket, "lock": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_oss(bucket: Bucket) -> Iterator[str]:
    """The endpoint at which `bucket` is a bucket of that name."""
    with _serve(_Oss, bucket) as address:
        yield address


@contextmanager
def serve_cos(bucket: Bucket) -> Iterator[str]:
    """The address at which `bucket` is the bucket `forms-125`."""
    with _serve(_Cos, bucket) as address:
        yield address
