"""A suspect: one sentence of one unit in which a figure is far from what is usual, and everything to judge it by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from handler.records.review import Review
from schema.edition.kinds import Answer


class Band(Enum):
    """How much of its total the figure is, or would be: the first is looked at first."""

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

    score: the mean of the surprises, each at most 10, and the signs. comparisons: the farthest one's surprise against
    peers, row and last_year, negative where it is small; None where that could not be compared. expected: by its peers. share: of its total.
    says: why, clause by clause, for the officer (Chinese). reason: the unit's own. verified: by the bureau, and the
    figure has not changed since.
    """

    unit: str
    unit_name: str
    blanks: tuple[str, ...]
    values: Mapping[str, Answer]
    score: float
    share: float
    band: Band
    signs: tuple[Sign, ...]
    comparisons: Mapping[str, float | None]
    expected: Range
    says: tuple[str, ...]
    reason: str | None = None
    verified: Review | None = None
