"""Reading every stored object of an edition, many at a time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from handler.records import folder
from handler.stores import Store
from handler.tickets import attachment_folder

WORKERS = 32
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
    """Every object of the edition in the order of its names. Raises StoreError."""
    keys = list(store.list(folder(edition)))
    with ThreadPoolExecutor(WORKERS) as pool:
        for done, (key, data) in enumerate(zip(keys, pool.map(store.read, keys), strict=True), 1):
            progress(done, len(keys))
            yield Stored(key=key, data=data)


def read_sizes(store: Store, edition: str) -> dict[str, int]:
    """The bytes of every stored attachment of the edition, by its name in the store. Raises StoreError."""
    return dict(store.sizes(attachment_folder(edition)))
