"""Reading every stored object of an edition, many at a time."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from handler.records.keys import attachment_folder, folder
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


def read_sizes(store: Store, edition: str) -> dict[str, int]:
    """The bytes of every stored attachment of the edition, by its name in the store. Raises StoreError."""
    return dict(store.sizes(attachment_folder(edition)))
