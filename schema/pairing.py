"""Which row and which sentence of this year's table are which of last year's: by the ids in them, then by their words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from schema.authoring.text_diff import words
from schema.edition.model import Activity, Edition, Section, Sentence

ALIKE = 0.6
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row with the section it stands in and its place for people."""

    section: Section
    activity: Activity
    place: str

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(blank.id for line in self.activity.progress for blank in line.blanks)

    @property
    def text(self) -> str:
        return f"{self.activity.title}{self.activity.requirement}"


def rows_of(edition: Edition) -> list[Row]:
    return [
        Row(
            section=section,
            activity=activity,
            place=f"{section.title} › {activity.title or f'第{number}项'}",
        )
        for section in edition.sections
        for number, activity in enumerate(section.activities, 1)
    ]


def pair_rows(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of places in both lists."""
    return _pair(old, new, lambda row: row.ids, lambda row: row.text)


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs of places in both lists."""
    return _pair(old, new, lambda line: frozenset(blank.id for blank in line.blanks), words)


def _pair(
    old: Sequence[T], new: Sequence[T], ids: Callable[[T], frozenset[str]], text: Callable[[T], str]
) -> list[tuple[int, int]]:
    """Greedily: most ids in common first, then the most alike; a pair without a common id must be ALIKE."""
    scored = (
        (len(ids(one) & ids(other)), _alike(text(one), text(other)), -abs(i - j), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
    )
    likely = (pair for pair in scored if pair[0] or pair[1] >= ALIKE)
    return _greedy((i, j) for *_, i, j in sorted(likely, reverse=True))


def _greedy(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for i, j in pairs:
        if all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return sorted(chosen, key=lambda pair: pair[1])


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0
