"""The object store behind one small interface: create if absent, read, list; and forms to upload a file by."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Protocol
from urllib.parse import urlsplit

from schema.errors import UserError


class StoreError(UserError):
    """The store could not do it now; the message names the store and the cause, never what was stored."""


class NotAllowedError(StoreError):
    """The role may not do this."""


class NotSetUpError(StoreError):
    """Trying again helps nobody: the bucket, its address, a key or the region is not what it should be."""


class MissingError(StoreError):
    """There is no object of that name."""


_LIBRARIES = {"oss://": "alibabacloud-oss-v2", "cos://": "cos-python-sdk-v5"}
"""Of whom a store is opened by the vendor's own library, which nothing else needs."""
FORM_SECONDS = 15 * 60
"""How long a form to upload by is good: 20 MB over a slow line."""
CHUNK = 1024 * 1024
"""Bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A form that stores one file: POST its fields, then the file as `file`, as multipart/form-data to `url`."""

    url: str
    fields: Mapping[str, str]


class Store(Protocol):
    """Objects under `/`-separated names. Every method may raise StoreError.

    at_once: how many reads at once pay.
    """

    at_once: int

    def create(self, key: str, data: bytes) -> bool:
        """Store `data` whole and durably; False, and nothing changed, if the name is taken."""

    def read(self, key: str) -> bytes:
        """The object's bytes. Raises MissingError."""

    def stream(self, key: str) -> Iterator[bytes]:
        """The object's bytes, CHUNK at most at a time. Raises MissingError."""

    def list(self, prefix: str) -> Iterator[str]:
        """The names that begin with `prefix`, sorted."""

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """The same, each with the object's bytes."""

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:
        """A form by which whoever holds it may store exactly this file under exactly this name, and soon."""


class FileStore(Store, Protocol):
    """A store that a server can put a file into by itself."""

    def create_from(self, key: str, file: IO[bytes], media: str) -> bool:
        """As `create`, of a file that is never whole in memory; media: its type, where the store keeps one."""


def bucket_scheme(address: str) -> str:
    """`s3://`, `oss://` or `cos://`; empty for the address of a folder."""
    return next((scheme for scheme in ("s3://", *_LIBRARIES) if address.startswith(scheme)), "")


def upload_origin(store: Store) -> str:
    """Where the store's forms go, as an origin; empty where that is the site itself. Raises StoreError."""
    to = urlsplit(store.presign("attachments/", size=1, media="", sha256="0" * 64).url)
    return f"{to.scheme}://{to.netloc}" if to.netloc else ""


def open_store(address: str) -> FileStore:
    """The store at `s3://bucket/prefix`, `oss://bucket/prefix` or `cos://bucket/prefix`, or in a folder.

    Raises StoreError if the address cannot be one.
    """
    scheme = bucket_scheme(address)
    if scheme == "s3://":
        from handler.stores.s3 import S3Store

        return S3Store.at(address)
    try:
        if scheme == "oss://":
            from handler.stores.vendors.oss import OssStore

            return OssStore.at(address)
        if scheme == "cos://":
            from handler.stores.vendors.cos import CosStore

            return CosStore.at(address)
    except ModuleNotFoundError as error:
        raise StoreError(f"{scheme} 要先装厂商的库：pip install {_LIBRARIES[scheme]}") from error
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", address):  # one letter is a Windows drive
        raise StoreError(
            f"“{address}”不是存放填报的地方，应写成 s3://桶/前缀、oss://桶/前缀、cos://桶/前缀（小写，两道斜线），或一个文件夹"
        )
    from handler.stores.folder import FolderStore

    return FolderStore(address)
