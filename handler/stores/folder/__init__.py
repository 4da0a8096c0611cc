"""A folder as store: the embedded default. It survives a kill at any moment.

An object appears whole or not at all: it is written to a temporary file, flushed to the disk,
then linked to its name, which fails if the name is taken.
"""

import io
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import ELOOP
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import IO

from handler.stores import CHUNK, MissingError, StoreError, Upload
from handler.stores.folder.presigned import Forms, Policy
from handler.stores.folder.private_file import FOLDER, create_private

_UNFINISHED = ".unfinished-"
_READING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
"""No lines, as Windows would read; no link followed (but on Windows, where a plain user mostly can make none); no pipe waited for."""
_NO_NAMES = frozenset(("", ".", ".."))


class FolderStore:
    """Objects as files below `root`, made when first needed."""

    at_once = 1  # a disk makes nobody wait: threads cost more than the reading

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        self.forms = Forms()
        self._kept: set[Path] = set()

    def create(self, key: str, data: bytes) -> bool:
        return self.create_from(key, io.BytesIO(data))

    def create_from(self, key: str, file: IO[bytes], media: str = "") -> bool:  # noqa: ARG002  # a folder keeps no types
        path = self._path(key)
        unfinished = path.with_name(_UNFINISHED + secrets.token_hex(8))
        try:
            self._make_folder(path.parent)
            _write_through(unfinished, iter(lambda: file.read(CHUNK), b""))
            created = _link(unfinished, path)
            _sync_folder(path.parent)
        except OSError as error:
            raise StoreError(f"写不进文件夹 {self.root}：{error.strerror}") from error
        finally:
            with suppress(OSError):  # what is left over is never listed
                unfinished.unlink()
        return created

    def read(self, key: str) -> bytes:
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        """As the system hands it over: a file object costs as much again as a record's reading."""
        try:
            handle = os.open(self._name(key), _READING)
            try:
                about = os.fstat(handle)
                if not S_ISREG(about.st_mode):
                    raise self._no_file(key)
                yield from iter(partial(os.read, handle, min(about.st_size + 1, CHUNK)), b"")
            finally:
                os.close(handle)
        except OSError as error:
            raise self._failed(key, error) from error

    def list(self, prefix: str) -> Iterator[str]:
        if not self.root.is_dir():
            raise StoreError(f"没有文件夹 {self.root}")
        above = prefix.rpartition("/")[0]
        folder = self._path(above) if above else self.root
        try:
            names = _files(folder, f"{above}/" if above else "")
            return iter(sorted(name for name in names if name.startswith(prefix) and _UNFINISHED not in name))
        except OSError as error:
            raise self._failed(prefix, error) from error

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        return ((key, self._size(key)) for key in self.list(prefix))

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:
        return self.forms.make(Policy(key=key, size=size, media=media, sha256=sha256))

    def _size(self, key: str) -> int:
        try:
            return self._path(key).lstat().st_size
        except OSError as error:
            raise self._failed(key, error) from error

    def _failed(self, key: str, error: OSError) -> StoreError:
        """The system's error as the store's."""
        if isinstance(error, FileNotFoundError):
            return MissingError(f"文件夹 {self.root} 里没有 {key}")
        if error.errno == ELOOP:
            return self._no_file(key)
        return StoreError(f"读不出文件夹 {self.root}：{error.strerror}")

    def _no_file(self, key: str) -> StoreError:
        """Where a link or a pipe stands in the place of an object, somebody else has put it there."""
        return StoreError(f"文件夹 {self.root} 里的 {key} 不是普通文件（可能是链接或管道），未打开")

    def _path(self, key: str) -> Path:
        return Path(self._name(key))

    def _name(self, key: str) -> str:
        """As text: a third of the time of reading thirty thousand would go into `Path`."""
        if "\\" in key or ":" in key or not _NO_NAMES.isdisjoint(key.split("/")):
            raise StoreError(f"名称 {key!r} 不能作为文件名")
        return f"{self.root}/{key}"

    def _make_folder(self, folder: Path) -> None:
        """The folder, its name as durable as what will be put into it: of each folder above, made sure of once."""
        if self._is_kept(folder):
            return
        below = len(folder.relative_to(self.root).parts)
        for made in reversed((folder, *folder.parents)[: below + 1]):
            if not self._is_kept(made):
                made.mkdir(FOLDER, parents=True, exist_ok=True)
                _sync_folder(made.parent)
                self._kept.add(made)

    def _is_kept(self, folder: Path) -> bool:
        """Whether it is there and this process has made its name durable; another may just have made it."""
        return folder in self._kept and folder.is_dir()


def _files(folder: Path | str, above: str) -> list[str]:
    """The names of all that is no folder in it and below, without asking the disk for each: a third of the time of `rglob`.

    A link to a folder is listed, as any thing that is no object: it must be named, not passed over.
    """
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return []
    names = []
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                names += _files(entry.path, f"{above}{entry.name}/")
            else:
                names.append(above + entry.name)
    return names


def _write_through(path: Path, chunks: Iterable[bytes]) -> None:
    with create_private(path) as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())


def _link(unfinished: Path, path: Path) -> bool:
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Make names in the folder durable. Windows cannot open a folder, and makes them so by itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
