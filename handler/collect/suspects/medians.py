"""Medians of values that come in parts: exact of as many as a bureau has units, of more by counting them in steps.

Which of the two it is depends on how many units there are in all, not on the parts: so the same values give the same median
however they were cut. A step is 1/64, of a logarithm 1.6 %, where the least spread is a factor of 1.4.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

MOST = 4_000
"""Units, of whose values the medians are exact."""
STEP = 64


@dataclass(frozen=True, slots=True)
class Values:
    """exact: the values, in any order; or steps: how many lie nearest to each multiple of 1/STEP."""

    exact: "array[float]" = field(default_factory=lambda: array("d"))
    steps: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, values: Iterable[float], *, exact: bool) -> "Values":
        if exact:
            return cls(array("d", values))
        return cls(steps=Counter([round(value * STEP) for value in values]))

    def __add__(self, other: "Values") -> "Values":
        steps = self.steps.copy()
        steps.update(other.steps)
        return Values(self.exact + other.exact, steps)

    def __len__(self) -> int:
        return len(self.exact) + self.steps.total()

    def median(self) -> float:
        return _median((value, times) for value, times in self._counted())

    def deviation(self, middle: float) -> float:
        """The median distance from it."""
        return _median((abs(value - middle), times) for value, times in self._counted())

    def _counted(self) -> Iterator[tuple[float, int]]:
        yield from ((value, 1) for value in self.exact)
        yield from ((step / STEP, times) for step, times in self.steps.items())


def _median(counted: Iterable[tuple[float, int]]) -> float:
    """Of each value so many times: the one in the middle, or the mean of the two."""
    ranked = sorted(counted)
    ends = list(accumulate(times for _, times in ranked))
    low, high = (ends[-1] - 1) // 2, ends[-1] // 2
    below, above = (
        next(value for (value, _), end in zip(ranked, ends, strict=True) if end > place)
        for place in (low, high)
    )
    return (below + above) / 2
