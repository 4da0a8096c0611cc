"""Why a figure is listed: exact coincidences that betray a slip, and what it is beside others, clause by clause.

In plain numbers: no logarithm and no spread is shown to anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handler.collect.suspects.compare import WIDE, Usual
from handler.collect.suspects.figure_view import Seen
from handler.collect.suspects.figures import Figures
from handler.collect.suspects.suspect import Sign
from schema.edition.kinds import Amount
from schema.edition.period import sides

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
_SLIPS = (
    (100.0, "像是多了两位"),
    (10.0, "像是多了一位"),
    (1000.0, "像是多了三位"),
    (10_000.0, "像是多了四位"),
    (0.1, "像是少了一位"),
    (0.01, "像是少了两位"),
    (0.0001, "像是按“万”填的"),
)


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
        (members, sums), total = self.figures.whole.groups[group], self.figures.whole.totals[blank]
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


def factor_sign(figures: Figures, seen: Seen) -> tuple[Sign, ...]:
    """The one slip of digits that would make all comparisons fit; none where several would, or none."""
    fitting = [(factor, slip) for factor, slip in _SLIPS if all(seen.would_fit(factor, WIDE))]
    if not fitting:
        return ()
    factor, slip = min(fitting, key=lambda each: _rest(seen, each[0]))
    about = "约 " if factor < 1 else ""
    instead = f"{about}{_number(figures, seen.blank, seen.figure / factor)} 就与各项相符"
    return (Sign(kind="factor", text=f"{slip}：{instead}"),)


def _rest(seen: Seen, factor: float) -> int:
    """How narrow the fit is: the number of looser limits that it needs."""
    return sum(not all(seen.would_fit(factor, limit)) for limit in (0.25, 0.5, 1.0, 1.5))


def clauses(figures: Figures, seen: Seen) -> Iterator[str]:
    """By its peers, by last year, by its row, and its share."""
    blank = figures.blanks[seen.blank]
    usual = seen.expected
    yield f"按本单位规模，同类单位一般在 {usual.low:,}–{usual.high:,} {blank.kind.measure}"
    if "last_year" in seen.surprises:
        before = figures.before[seen.blank][seen.unit]
        was = _number(figures, seen.blank, before)
        then, now = sides(figures.edition.id, figures.whole.earlier)
        gap = " " if then[0].isascii() else ""
        yield f"{then} {was} {blank.kind.measure}，{now}是{gap}{then}的{_times(seen.figure / before)}"
    yield from _ratio(figures, seen)
    share = seen.figure / figures.whole.totals[seen.blank]
    yield f"占合计的 {share:.0%}" if share >= 0.01 else "占合计不到 1%"  # one in a hundred


def _ratio(figures: Figures, seen: Seen) -> Iterator[str]:
    """平均每场 4,615 人次，各单位多在 26–138, of the figure or of the one that is compared with it."""
    for view in seen.views:
        if view.name != "row" or "row" not in seen.surprises:
            continue
        blank, head = view.blank, figures.partners[view.blank]
        each = figures.now[blank][seen.unit] / figures.now[head][seen.unit]
        low, high = view.usual.band
        measures = figures.blanks[blank].kind.measure, figures.blanks[head].kind.measure
        yield (f"平均每{measures[1]} {_plain(each)} {measures[0]}，各单位多在 {_plain(low)}–{_plain(high)}")


def _number(figures: Figures, blank: str, figure: float) -> str:
    kind = figures.blanks[blank].kind
    return f"{figure:,.{kind.places if isinstance(kind, Amount) else 0}f}"


def _plain(number: float) -> str:
    """Whole where it is large, one decimal where it is small, a fraction where it is less than a tenth."""
    if number >= 10:  # two digits
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 0.1 else f"1/{1 / number:,.0f}"  # a tenth


def _times(ratio: float) -> str:
    """100 倍, 1/88."""
    return f" {_plain(ratio)} 倍" if ratio >= 1 else f" 1/{_plain(1 / ratio)}"
