"""A suspect: one sentence of one unit in which a figure is far from what is usual, and everything to judge it by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from handler.records.review import Review


class Band(Enum):
    """How much of its total the figure is: the first is looked at first."""

    LARGE = 1
    MIDDLE = 2
    SMALL = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """An exact coincidence that betrays a slip. kind: a word for programs; text: the same for the officer (Chinese)."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Where such a figure usually lies."""

    low: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspect:
    """unit: its code. blanks: those of the sentence that are far off, the farthest first; values: their figures.

    score: the mean of the surprises, each at most 10, over those of `comparisons` that could be made (the others are
    None), with the signs. share: of the farthest one's total. reason: the unit's own. verified: by the bureau, and
    the figure has not changed since.
    """

    unit: str
    unit_name: str
    blanks: tuple[str, ...]
    values: Mapping[str, int]
    score: float
    share: float
    band: Band
    signs: tuple[Sign, ...]
    comparisons: Mapping[str, float | None]
    expected: Range | None
    reason: str | None = None
    verified: Review | None = None
