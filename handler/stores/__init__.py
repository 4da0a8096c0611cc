"""The object store behind one small interface: create if absent, read, list."""

from collections.abc import Iterator
from typing import Protocol

from schema.errors import UserError


class StoreError(UserError):
    """The store could not do it now; the message names the store and the cause, never what was stored."""


class NotAllowedError(StoreError):
    """The role may not do this."""


class MissingError(StoreError):
    """There is no object of that name."""


class Store(Protocol):
    """Objects under `/`-separated names. Every method may raise StoreError."""

    def create(self, key: str, data: bytes) -> bool:
        """Store `data` whole and durably; False, and nothing changed, if the name is taken."""

    def read(self, key: str) -> bytes:
        """The object's bytes. Raises MissingError."""

    def list(self, prefix: str) -> Iterator[str]:
        """The names that begin with `prefix`, sorted."""


def open_store(address: str) -> Store:
    """The store at `s3://bucket/prefix` or in a folder. Raises StoreError if the address cannot be one."""
    if address.startswith("s3://"):
        from handler.stores.s3 import S3Store

        return S3Store.at(address)
    from handler.stores.folder import FolderStore

    return FolderStore(address)
