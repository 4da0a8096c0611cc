"""Records as they lie in the store, read many at a time: all of an edition, or one unit's own.

Each record of a unit is a **revision**, counted from 1 in the order in which they came; the newest counts. What lies
among them and is not whole has no place in that order, but is counted: a unit that filed is never told that it did not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from handler.records.keys import attachment_folder, folder, review_folder
from handler.records.parse import objection, parse_record
from handler.records.parse_review import parse_review
from handler.records.prefetch import ahead_of
from handler.records.read_again import read_again, shown
from handler.records.record import Record
from handler.records.review import Review, in_order
from handler.records.seal import Sealer
from handler.stores import Store, StoreError

_AHEAD = 8
"""Objects read and not yet merged, for each reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """An object as it lies in the store; unread: why it could not be read (Chinese). again: reads it once more."""

    key: str
    data: bytes
    unread: str = ""
    again: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)


def read_all(store: Store, edition: str) -> Iterator[Stored]:
    """Every object of the edition in the order of its names, as they are when this is called.

    One that cannot be read is given as such. Raises StoreError where none can be, or the role may not.
    What is listed afterwards, attachments say, is therefore never older than what is read.
    """
    return _read_keys(store, list(store.list(folder(edition))))


def read_all_reviews(store: Store, edition: str) -> Iterator[Stored]:
    """Every review of the edition in the order of its names. Raises StoreError."""
    return _read_keys(store, list(store.list(review_folder(edition))))


def read_reviews(
    store: Store, edition: str, codes: Iterable[str], sealer: Sealer | None = None
) -> tuple[Review, ...]:
    """What the bureau said of the unit of these codes, oldest first. Raises StoreError.

    What is not whole, or whose seal does not fit, is left out, as in the merge. sealer: as `parse_review` has it.
    """
    keys = [key for code in codes for key in store.list(f"{review_folder(edition)}{code}/")]
    found = (parse_review(stored.key, stored.data, sealer) for stored in _read_all_of(store, keys))
    return in_order(review for review in found if isinstance(review, Review))


def _read_keys(store: Store, keys: Sequence[str]) -> Iterator[Stored]:
    unread = 0
    for stored in read_in_order(store, keys):
        unread += bool(stored.unread)
        if unread == len(keys):
            raise StoreError(stored.unread)
        yield stored


def _read_all_of(store: Store, keys: Sequence[str]) -> Iterator[Stored]:
    """Raises StoreError where one cannot be read: it may be the newest, and nothing can be said of the others."""
    for stored in _read_keys(store, keys):
        if stored.unread:
            raise StoreError(stored.unread)
        yield stored


def read_in_order(store: Store, keys: Iterable[str]) -> Iterator[Stored]:
    """In the order of the names; what is read and not yet merged stays within bounds. Raises NotAllowedError."""
    if store.at_once == 1:
        yield from map(partial(_read, store), keys)
        return
    with ThreadPoolExecutor(store.at_once) as pool:
        yield from ahead_of(pool, partial(_read, store), keys, _AHEAD * store.at_once)


def _read(store: Store, key: str) -> Stored:
    """Raises NotAllowedError."""
    data, unread = read_again(store, key)
    return Stored(key=shown(key), data=data, unread=unread, again=partial(store.read, key))


@dataclass(frozen=True, kw_only=True, slots=True)
class Revisions:
    """A unit's records, oldest first, and how many more there are that are not whole, or not as they were written."""

    records: tuple[Record, ...]
    damaged: int = 0

    def number(self, id_: str) -> int | None:
        """Which revision the record of that id is; None if it is none, or if nobody can say."""
        place = self._place(id_)
        return None if place is None or self.damaged else place + 1

    def find(self, id_: str) -> Record | None:
        place = self._place(id_)
        return None if place is None else self.records[place]

    def before(self, id_: str) -> Record | None:
        """The record that the one of that id took the place of; None for the first."""
        place = self._place(id_)
        return self.records[place - 1] if place else None

    def newer(self, id_: str) -> Record | None:
        """The newest record, where that is not the one of that id."""
        newest = self.records[-1]
        return None if newest.id == id_ else newest

    def _place(self, id_: str) -> int | None:
        return next((place for place, record in enumerate(self.records) if record.id == id_), None)


def read_revisions(store: Store, edition: str, codes: Iterable[str], holding: str = "") -> Revisions:
    """What was filed under these codes, which are one unit's. Raises StoreError.

    holding: an id; nothing is read where the unit has no record of it.
    """
    keys = list_revisions(store, edition, codes)
    if holding and not any(key.endswith(f"/{holding}.json") for key in keys):
        return Revisions(records=())
    return read_listed(store, keys)


def list_revisions(store: Store, edition: str, codes: Iterable[str]) -> Sequence[str]:
    """The names of what was filed under these codes. Raises StoreError."""
    return [key for code in codes for key in store.list(f"{folder(edition)}{code}/")]


def read_listed(store: Store, keys: Sequence[str]) -> Revisions:
    """One unit's revisions, by their names. Raises StoreError."""
    found, damaged = [], 0
    for stored in _read_all_of(store, keys):
        record = parse_record(stored.data)
        if isinstance(record, Record) and not objection(stored.key, record):
            found.append(record)
        else:
            damaged += 1
    in_order = sorted(found, key=lambda record: (record.received_at, record.id))
    return Revisions(records=tuple(in_order), damaged=damaged)


def read_sizes(store: Store, edition: str) -> dict[str, int]:
    """The bytes of every stored attachment of the edition, by its name in the store. Raises StoreError."""
    return dict(store.sizes(attachment_folder(edition)))
