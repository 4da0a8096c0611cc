"""Which row and which sentence of this year's paper is which of last year's, by the ids they share, then by their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from schema.edition.blocks import Activity, Section
from schema.edition.model import HEADING, Edition, Place

ALIKE = 0.6
Said = tuple[frozenset[str], str]
"""What is to be paired: the ids in it, and its words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of an edition, known by its place there."""

    edition: Edition
    at: Place

    @property
    def section(self) -> Section:
        return self.edition.sections[self.at[0] - 1]

    @property
    def activity(self) -> Activity:
        return self.section.activities[self.at[1] - 1]

    @property
    def place(self) -> str:
        return self.edition.name_of(self.at)

    @property
    def said(self) -> Said:
        ids = frozenset(blank.id for line in self.activity.progress for blank in line.blanks)
        return ids, f"{self.activity.title}{self.activity.requirement}"

    def place_of(self, line: int) -> str:
        """Of one of its lines, counted from 0."""
        return self.edition.name_of((*self.at, line + 1))


def rows_of(edition: Edition) -> list[Row]:
    return [
        Row(edition=edition, at=(s, r))
        for s, section in enumerate(edition.sections, 1)
        for r in range(1, len(section.activities) + 1)
    ]


def carried(old: Edition, new: Edition) -> Iterator[tuple[str, str, str]]:
    """Ids of both whose words, row or unit of measure are not the same: each with what it was and what it is."""
    before, after = rows_of(old), rows_of(new)
    rows = {after[j].at: before[i].at for j, i in pair_rows(before, after).items()} | {HEADING: HEADING}
    there = {blank.id: place for place, line in old.lines() for blank in line.blanks}
    for place, line in new.lines():
        for name in (blank.id for blank in line.blanks if blank.id in there):
            was, now = old.labels[name], new.labels[name]
            above = old.name_of(there[name][:2]), new.name_of(place[:2])
            # A row of a grid goes by its name.
            stayed = place[0] < 0 and (above[0] == above[1] or len(place) == 2)
            if rows.get(place[:2]) != there[name][:2] and not stayed:
                was, now = f"{above[0]} › {was}", f"{above[1]} › {now}"
            if was != now:
                yield name, was, now


def pair_rows(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    return pair_said([row.said for row in old], [row.said for row in new])


def pair_said(old: Sequence[Said], new: Sequence[Said]) -> dict[int, int]:
    """Place in the new → place in the old, greedily: most ids in common first, then the most alike; without one, ALIKE."""
    scored = (
        (len(ids & others), _likeness(text, other), -abs(i - j), i, j)
        for i, (ids, text) in enumerate(old)
        for j, (others, other) in enumerate(new)
    )
    found: dict[int, int] = {}
    for *_, i, j in sorted((pair for pair in scored if pair[0] or pair[1] >= ALIKE), reverse=True):
        if j not in found and i not in found.values():
            found[j] = i
    return found


@lru_cache(10_000)  # the same rows are compared at each change of a table
def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0
