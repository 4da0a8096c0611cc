"""What stands for a collection: every record that counts or did, by the digest of what is stored, and theirs together."""

from collections.abc import Iterable
from hashlib import sha256

from handler.collect.collection import Collection


def digest_of(records: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over lines as `sha256sum` writes them."""
    together = sha256()
    for key, digest in records:
        together.update(f"{digest}  {key}\n".encode())
    return together.hexdigest()


def collection_digest(collection: Collection) -> str:
    return digest_of(collection.records)
