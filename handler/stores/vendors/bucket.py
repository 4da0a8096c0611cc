"""What stores by a vendor's own library have alike. They were never run on a real service, but on stubs of its documents.

What differs from S3: a name is created once by a header of the vendor's, which a bucket ignores that is or was versioned;
and no form fixes a file's SHA-256, so attachments go through the site.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, ClassVar, Self
from xml.etree.ElementTree import ParseError

from handler.stores import MissingError, NotAllowedError, StoreError, Upload

_PORTAL = "可能是登录页或代理的网页，请核对 {own_address} 和网络"
_VERSIONED = "开着或开过版本控制，同名的记录会互相覆盖，不能用来存填报；请换一个从没有开过版本控制的桶"
_WORDS = {"RequestTimeTooSkewed": "本设备的时钟与存储服务相差太多，请先校准时钟"}


class _TakenError(StoreError):
    """The name is taken."""


class VendorStore(ABC):
    """Objects in `bucket`, every name led by `prefix` (empty, or ending in `/`).

    What each vendor has of its own: shape, of an address, to be shown; needed, what must stand in the environment;
    own_address, what there names the bucket's own address; errors, what a call may raise; words, what to do, by the
    service's code.
    """

    scheme: ClassVar[str]
    shape: ClassVar[str]
    needed: ClassVar[tuple[str, ...]]
    own_address: ClassVar[str]
    errors: ClassVar[tuple[type[Exception], ...]]
    words: ClassVar[dict[str, str]]
    at_once = 32

    @abstractmethod
    def versioning(self) -> str | None:
        """Empty for never."""

    @abstractmethod
    def put(self, key: str, body: bytes | IO[bytes], media: str) -> str | None:
        """Create the object, which the vendor refuses where the name is taken; its ETag."""

    @abstractmethod
    def get(self, key: str) -> tuple[str | None, Iterable[bytes]]:
        """Its ETag and its bytes."""

    @abstractmethod
    def pages(self, prefix: str) -> Iterator[tuple[str | None, Iterable[tuple[str, int]]]]:
        """The name of the bucket that is listed, and names with sizes."""

    @abstractmethod
    def cause(self, error: Exception) -> tuple[str, BaseException]:
        """The code that the service gave, empty where nothing answered; and what it really was."""

    def __init__(self, bucket: str, prefix: str = "") -> None:
        self.bucket = bucket
        self._prefix = prefix

    @classmethod
    def at(cls, address: str) -> Self:
        """The store at that address, set up by the environment. Raises StoreError, also for a bucket that was versioned."""
        bucket, _, prefix = address.removeprefix(cls.scheme).partition("/")
        if not bucket:
            raise StoreError(f"地址 {address} 里没有桶名，应写成 {cls.shape}")
        if lacking := [name for name in cls.needed if not os.environ.get(name)]:
            raise StoreError(f"{address}：请设 {'、'.join(lacking)}")
        store = cls(bucket, f"{prefix.strip('/')}/".lstrip("/"))
        store.refuse_versioned()
        return store

    def refuse_versioned(self) -> None:
        """Return if the bucket never was; who may not ask is left to the probe. Raises StoreError."""
        try:
            with self._told():
                status = self.versioning()
        except NotAllowedError:
            return
        if status:
            raise StoreError(f"{self} {_VERSIONED}")

    def create(self, key: str, data: bytes) -> bool:
        return self.create_from(key, data, "application/json")

    def create_from(self, key: str, file: IO[bytes] | bytes, media: str) -> bool:
        try:
            with self._told():
                self._check(self.put(self._prefix + key, file, media))
        except _TakenError:
            return False
        return True

    def read(self, key: str) -> bytes:
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        with self._told():
            etag, chunks = self.get(self._prefix + key)
            self._check(etag)
            yield from chunks

    def list(self, prefix: str) -> Iterator[str]:
        return (key for key, _ in self.sizes(prefix))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        with self._told():
            for bucket, items in self.pages(self._prefix + prefix):
                if bucket != self.bucket:  # any other XML would pass for a list of nothing
                    raise self._portal("答的不是文件列表")
                for key, size in items:
                    yield key.removeprefix(self._prefix), size

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:  # noqa: ARG002  # the shape of every store
        raise StoreError(f"{self}：浏览器不能直接传到这里，附件请经本站传（--uploads origin）")

    def __str__(self) -> str:
        return f"{self.scheme}{self.bucket}/{self._prefix}"

    def _check(self, etag: str | None) -> None:
        if not etag:  # a portal's page, a 200 as well, has none
            raise self._portal("没有答复这个对象")

    def _portal(self, what: str) -> StoreError:
        return StoreError(f"{self} {what}，{_PORTAL.format(own_address=self.own_address)}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What fails within, as the error of stores, in words."""
        try:
            yield
        except ParseError as error:
            raise self._portal("答的不是 XML") from error
        except self.errors as error:
            raise self._failure(*self.cause(error)) from error

    def _failure(self, code: str, cause: BaseException) -> StoreError:
        match code:
            case "":
                return StoreError(f"连不上 {self}（{type(cause).__name__}）")
            case "FileAlreadyExists":
                return _TakenError(str(self))
            case "AccessDenied":
                return NotAllowedError(f"无权访问 {self}（{code}）")
            case "NoSuchKey":
                return MissingError(f"{self} 里没有这个对象")
        return StoreError(f"{self}：{(_WORDS | self.words).get(code, '未能办理')}（{code}）")
