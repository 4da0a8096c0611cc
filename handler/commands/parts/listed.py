"""What lies in the store of an edition, unit by unit."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handler.collect.reviews.apply import Reviews, read
from handler.records.fetch import read_all_reviews, read_sizes
from handler.records.keys import attachment_folder, folder
from handler.records.review import Review
from handler.records.seal import Sealer
from handler.stores import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """keys, attachments: names of records and of attachments, sorted, as a folder each would take more room than its name.
    sizes: bytes of the attachments. said: the reviews of each unit.
    """

    edition: str
    keys: Sequence[str]
    attachments: Sequence[str]
    sizes: Mapping[str, int]
    reviews: Reviews
    said: Mapping[str, list[Review]]

    def keys_of(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(_below(self.keys, folder(self.edition), codes))

    def sizes_of(self, codes: Iterable[str]) -> dict[str, int]:
        found = _below(self.attachments, attachment_folder(self.edition), codes)
        return {name: self.sizes[name] for name in found}

    def said_of(self, codes: Iterable[str]) -> tuple[Review, ...]:
        return tuple(review for code in codes for review in self.said.get(code, ()))


def list_all(store: Store, edition: str, sealer: Sealer | None = None) -> Listed:
    """Records first: what is listed after them, attachments and reviews, is never older than they are. Raises StoreError."""
    keys = sorted(store.list(folder(edition)))
    sizes = read_sizes(store, edition)
    reviews = read(edition, read_all_reviews(store, edition), sealer)
    said: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews.said:
        said[review.unit].append(review)
    return Listed(
        edition=edition, keys=keys, attachments=sorted(sizes), sizes=sizes, reviews=reviews, said=said
    )


def _below(names: Sequence[str], above: str, codes: Iterable[str]) -> Iterator[str]:
    """Those in the folders of these units, which are named by their codes."""
    for code in codes:
        start, end = (bisect_left(names, f"{above}{code}{mark}") for mark in "/0")  # 0 is what follows /
        yield from names[start:end]


def folder_of(key: str) -> str:
    """What follows the edition; '' where it lies in no folder."""
    code, below, _ = key.split("/", 2)[2].partition("/")
    return code if below else ""
