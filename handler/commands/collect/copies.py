"""A copy of what was read from S3, so that collecting again costs the listing and what is new.

What the store lists now decides: a copy counts for an object of the same name and ETag, and the merge checks it as if it had
just come. One that was damaged here is none; what is no longer listed is removed here, too.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handler.stores import FileStore, open_store
from handler.stores.folder.private_file import FOLDER, create_private

COPIES = Path("var/copies")
"""Beside the keys of this machine: names and telephone numbers stand in it."""


def open_copied(address: str, copies: Path = COPIES) -> FileStore:
    """As `open_store`, with a copy of what lies in S3. Another process reads the store itself."""
    if not address.startswith("s3://"):
        return open_store(address)
    from handler.stores.s3 import S3Store

    class CopiedStore(S3Store):
        def listed(self, prefix: str) -> Iterator[tuple[str, int, str]]:
            folder = copies / _name(str(self)) / _name(prefix)
            gone: set[Path] = set()
            with suppress(OSError):  # a copy is a help: where none can be kept, all is read from the store
                folder.mkdir(FOLDER, parents=True, exist_ok=True)
                gone = set(folder.iterdir())
            for key, size, tag in super().listed(prefix):
                known[key] = folder / _name(key), tag.encode()
                gone.discard(known[key][0])
                yield key, size, tag
            with suppress(OSError):
                for file in gone:
                    file.unlink(missing_ok=True)

        def read(self, key: str) -> bytes:
            file, tag = known.pop(key, (None, b""))  # asked for again it comes from the store
            with suppress(OSError):
                copy = file.read_bytes() if file else b""
                if copy[:32] == hashlib.sha256(tag + copy[32:]).digest():
                    return copy[32:]
            data = super().read(key)
            if file and tag:
                _keep(file, hashlib.sha256(tag + data).digest() + data)
            return data

    known: dict[str, tuple[Path, bytes]] = {}
    return CopiedStore.at(address)


def _keep(file: Path, copy: bytes) -> None:
    """Whole, and in place of what was damaged. What a full disk leaves of it goes with the next listing."""
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")  # another may collect at the same time
    with suppress(OSError):
        with create_private(made) as writing:
            writing.write(copy)
        made.replace(file)


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
