"""Records as they lie in the store, read many at a time: all of an edition, or one unit's own.

Each record of a unit is a **revision**, counted from 1 in the order in which they came; the newest counts.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from handler.records.keys import attachment_folder, folder, object_key
from handler.records.parse import objection, parse_record
from handler.records.record import Record
from handler.stores import Store

WORKERS = 32
_AHEAD = 8 * WORKERS
"""Objects."""
Progress = Callable[[int, int], None]
"""Called with how many objects are read and how many there are."""


def quiet(done: int, total: int) -> None:  # the shape of every Progress
    """No progress shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """An object as it lies in the store."""

    key: str
    data: bytes


def read_all(store: Store, edition: str, progress: Progress = quiet) -> Iterator[Stored]:
    """Every object of the edition in the order of its names, as they are when this is called. Raises StoreError.

    What is listed afterwards, attachments say, is therefore never older than what is read.
    """
    return _read_keys(store, list(store.list(folder(edition))), progress)


def _read_keys(store: Store, keys: Sequence[str], progress: Progress) -> Iterator[Stored]:
    with ThreadPoolExecutor(WORKERS) as pool:
        for done, stored in enumerate(_read_ahead(pool, store, keys), 1):
            progress(done, len(keys))
            yield stored


def _read_ahead(pool: ThreadPoolExecutor, store: Store, keys: Sequence[str]) -> Iterator[Stored]:
    """In the order of the names; what is read and not yet merged stays within bounds."""
    reads = ((key, pool.submit(store.read, key)) for key in keys)
    waiting = deque(islice(reads, _AHEAD))
    while waiting:
        key, read = waiting.popleft()
        waiting.extend(islice(reads, 1))
        yield Stored(key=key, data=read.result())


def read_revisions(store: Store, edition: str, unit: str, holding: str = "") -> list[Record]:
    """The unit's records, oldest first; what is not whole, or not as it was written, is left out. Raises StoreError.

    holding: an id; nothing is read where the unit has no record of it.
    """
    keys = list(store.list(f"{folder(edition)}{unit}/"))
    if holding and object_key(edition, unit, holding) not in keys:
        return []
    found = []
    for stored in _read_keys(store, keys, quiet):
        record = parse_record(stored.data)
        if isinstance(record, Record) and not objection(stored.key, record):
            found.append(record)
    return sorted(found, key=lambda record: (record.received_at, record.id))


def number_of(revisions: list[Record], id_: str) -> int | None:
    """Which revision the record of that id is; None if it is none of them."""
    ids = [record.id for record in revisions]
    return ids.index(id_) + 1 if id_ in ids else None


def read_sizes(store: Store, edition: str) -> dict[str, int]:
    """The bytes of every stored attachment of the edition, by its name in the store. Raises StoreError."""
    return dict(store.sizes(attachment_folder(edition)))
