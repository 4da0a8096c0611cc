"""Exact coincidences that betray a slip: a figure that stands elsewhere already, a year, a sum, two figures exchanged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handler.collect.suspects.compare import WIDE, Usual
from handler.collect.suspects.figures import Figures
from handler.collect.suspects.suspect import Sign

WEIGHTS = {"copied": 3.0, "year": 3.0, "group_sum": 1.0, "swapped": 1.0}
"""What a sign adds to the score; a kind that is not here adds nothing."""
UNUSUAL = 1.0
"""A figure less surprising than this is no coincidence but ordinary."""
_SUM_UNUSUAL = 1.5
_LEAST, _LEAST_SUM = 10, 20
"""Small figures are often equal."""
_SUM_ROOM = 1.35
"""The sum of a group holds the unit's own figure besides the others'."""
_FEWEST = 3
"""Units of a group worth a sum."""


@dataclass(frozen=True)  # no slots: what is computed of it is kept beside its fields
class Signs:
    """What is looked at to find them."""

    figures: Figures
    row: Mapping[str, Usual]

    def of(self, unit: str, blank: str, surprise: float) -> Iterator[Sign]:
        """The signs of a figure whose mean surprise this is."""
        figure = self.figures.now[blank][unit]
        before = self._before.get(blank, "")
        if figure >= _LEAST and self.figures.now.get(before, {}).get(unit) == figure:
            yield Sign(kind="copied", text=f"与前一空“{self.figures.edition.labels[before]}”完全相同")
        if figure in self._years:
            yield Sign(kind="year", text="像是填了年份")
        if surprise > _SUM_UNUSUAL and figure >= _LEAST_SUM:
            yield from self._sums(unit, blank, figure)
        if self.swapped(unit, blank):
            yield Sign(kind="swapped", text="同一句里的两个数像是填反了")

    def swapped(self, unit: str, blank: str) -> bool:
        """Whether the figure and its partner would be ordinary the other way round, and are not as they stand."""
        usual = self.row.get(blank)
        distance = usual.distances.get(unit) if usual else None
        if usual is None or distance is None or abs(distance) < WIDE * usual.spread:
            return False
        return abs(distance + 2 * usual.middle) < usual.spread

    def _sums(self, unit: str, blank: str, figure: float) -> Iterator[Sign]:
        group = self.figures.rows[unit].unit.group
        (members, sums), total = self.figures.whole.groups[group], self.figures.totals[blank]
        others = sums[blank] - figure
        if group and members >= _FEWEST and others <= figure <= _SUM_ROOM * others:
            yield Sign(kind="group_sum", text=f"像是填了{group}的合计")
        elif total - figure <= figure <= _SUM_ROOM * (total - figure):
            yield Sign(kind="group_sum", text="像是填了所有单位的合计")

    @cached_property
    def _before(self) -> dict[str, str]:
        """Number → the number before it on the paper."""
        ids = list(self.figures.blanks)
        return dict(zip(ids[1:], ids, strict=False))

    @cached_property
    def _years(self) -> set[float]:
        year = self.figures.edition.due.year
        return {year - 1.0, float(year), year + 1.0}
