"""What is being made, kept on the server: a file for each edition, read and written by nobody else, each state in place of the last.

A tab that is closed loses nothing, and two people do not write over each other: who changes a state names it.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from handler.stores.folder.private_file import FOLDER, write_private
from schema.authoring.workbench.work import Work, from_document

_FORMAT = 2
"""The first had no `site` and no `original`, and is read as well."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A state of the work. version: how many there were before it. by, at: the window that made it, and when (ISO 8601)."""

    work: Work
    version: int
    by: str
    at: str
    published: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A state that says nothing to this version: its file is damaged, or a later version wrote it."""

    edition: str
    file: Path
    newer: bool


class StaleError(Exception):
    """Somebody else has changed it meanwhile."""


class Drafts:
    """The folder. One process writes it, in several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    def all(self) -> Iterator[Kept | Unread]:
        return map(_read, sorted(self._folder.glob("*.json"), reverse=True))

    def find(self, edition: str) -> Kept | Unread | None:
        file = self._file(edition)
        return _read(file) if file.is_file() else None

    def begin(self, work: Work, by: str, at: datetime) -> Kept:
        """The first state; one that is there already is put aside, not lost."""
        with self._lock:
            before = self.find(work.edition)
            self._put_aside(work.edition, at)
            version = before.version if isinstance(before, Kept) else 0
            return self._write(Kept(work=work, version=version + 1, by=by, at=at.isoformat()))

    def change(self, work: Work, version: int, by: str, at: datetime, *, published: bool = False) -> Kept:
        """The next state after `version`. Raises StaleError."""
        with self._lock:
            self.check(work.edition, version)
            moment = at.isoformat()
            told = moment if published else ""
            return self._write(Kept(work=work, version=version + 1, by=by, at=moment, published=told))

    def check(self, edition: str, version: int) -> None:
        """That this is the state that there is; of one that cannot be read, 0. Raises StaleError."""
        now = self.find(edition)
        if now is None or version != (now.version if isinstance(now, Kept) else 0):
            raise StaleError(edition)

    def discard(self, edition: str, version: int, at: datetime) -> None:
        """Put aside, not lost. Raises StaleError."""
        with self._lock:
            self.check(edition, version)
            self._put_aside(edition, at)

    def _put_aside(self, edition: str, at: datetime) -> None:
        file = self._file(edition)
        if file.is_file():
            file.replace(file.with_name(f"{edition}.{at:%Y%m%d-%H%M%S}.aside"))

    def _write(self, kept: Kept) -> Kept:
        self._folder.mkdir(FOLDER, parents=True, exist_ok=True)
        document = {"format": _FORMAT, **asdict(kept)}
        write_private(self._file(kept.work.edition), json.dumps(document, ensure_ascii=False))
        return kept

    def _file(self, edition: str) -> Path:
        return self._folder / f"{edition}.json"


def _read(file: Path) -> Kept | Unread:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        if said["format"] > _FORMAT:
            return Unread(edition=file.stem, file=file, newer=True)
        return Kept(
            work=from_document(said["work"]),
            version=said["version"],
            by=said["by"],
            at=said["at"],
            published=said["published"],
        )
    except (OSError, ValueError, KeyError, TypeError):  # named in the list, with what to do
        return Unread(edition=file.stem, file=file, newer=False)
