"""What lies in the store of an edition, unit by unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handler.collect.reviews.apply import Reviews, read
from handler.records.fetch import read_all_reviews, read_sizes
from handler.records.keys import folder
from handler.records.review import Review
from handler.records.seal import Sealer
from handler.stores import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """keys, sizes: names of records, and bytes of attachments by name, of each folder, which is a unit's code; under '' what
    lies in none. said: the reviews of each unit.
    """

    keys: Mapping[str, list[str]]
    sizes: Mapping[str, dict[str, int]]
    reviews: Reviews
    said: Mapping[str, list[Review]]

    @property
    def number(self) -> int:
        """Of records."""
        return sum(map(len, self.keys.values()))

    def keys_of(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for code in codes for key in self.keys.get(code, ()))

    def sizes_of(self, codes: Iterable[str]) -> dict[str, int]:
        return {key: size for code in codes for key, size in self.sizes.get(code, {}).items()}

    def said_of(self, codes: Iterable[str]) -> tuple[Review, ...]:
        return tuple(review for code in codes for review in self.said.get(code, ()))


def list_all(store: Store, edition: str, sealer: Sealer | None = None) -> Listed:
    """Records first: what is listed after them, attachments and reviews, is never older than they are. Raises StoreError."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for key in store.list(folder(edition)):
        keys[folder_of(key)].append(key)
    sizes: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, size in read_sizes(store, edition).items():
        sizes[folder_of(key)][key] = size
    reviews = read(edition, read_all_reviews(store, edition), sealer)
    said: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews.said:
        said[review.unit].append(review)
    return Listed(keys=keys, sizes=sizes, reviews=reviews, said=said)


def folder_of(key: str) -> str:
    """What follows the edition."""
    code, below, _ = key.split("/", 2)[2].partition("/")
    return code if below else ""
