"""How surprising a figure is, on the log scale, against up to three expectations.

peers: the blank's median over the units, times the unit's size, which is how far it lies above the medians of its other
blanks. row: the ratio to the first figure of the same clause (人次 per 场). last_year: the unit's own figure of then,
times the usual growth. A **surprise** is the distance from the expectation in **spreads**: 1.4826 times the median
absolute deviation, pulled to what is usual for all blanks with the weight of ten units, and at least a factor of 1.4.
Medians throughout, because the figures that are looked for would spoil means.

Units may come in parts: first the logarithms of all are measured, then their distances, then each part is compared with
what is usual over all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from statistics import median

from handler.collect.suspects.medians import Values

FEWEST = 5
"""Units; fewer figures say nothing of what is usual."""
WIDE = 2
"""Spreads on either side of the expectation within which a figure is ordinary."""
_FLOOR = 0.35
_WEIGHT = 10
_NORMAL = 1.4826
"""Makes of a median absolute deviation what is a standard deviation of normal data."""
Column = Mapping[str, float]
"""Unit → figure, or its logarithm, of one blank; zeros and what was not filed left out."""
Columns = Mapping[str, Column]
"""By blank."""
Measured = Mapping[str, Values]
"""All values of a column, by blank."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is usual of one blank in one comparison, over all units. middle: of a ratio its usual logarithm."""

    middle: float
    spread: float


@dataclass(frozen=True, slots=True)
class Usual(Frame):
    """The same, and unit → log distance from its expectation."""

    distances: Column

    @property
    def band(self) -> tuple[float, float]:
        """Of a ratio: where most lie."""
        wide = WIDE * self.spread
        return exp(self.middle - wide), exp(self.middle + wide)


Comparison = Mapping[str, Usual]
"""By blank; without those of which too little is known."""
COMPARISONS = ("peers", "row", "last_year")


def logs_of(figures: Columns) -> dict[str, Column]:
    return {
        blank: {unit: log(figure) for unit, figure in column.items()} for blank, column in figures.items()
    }


def measure(columns: Columns, *, exact: bool) -> Measured:
    return {blank: Values.of(column.values(), exact=exact) for blank, column in columns.items()}


def together(one: Measured, other: Measured) -> Measured:
    """What both parts measured, of the same blanks."""
    return {blank: values + other[blank] for blank, values in one.items()}


def medians(measured: Measured) -> dict[str, float]:
    return {blank: values.median() for blank, values in measured.items() if len(values)}


def distances(
    logs: Columns, partners: Mapping[str, str], then: Columns, middles: Mapping[str, float]
) -> dict[str, Columns]:
    """By comparison; before they are centred.

    logs: of now by blank; partners: blank → the first one of its clause; then: of last year by blank; middles: the medians
    of those of now.
    """
    return {
        "peers": _without_size(logs, middles),
        "row": {blank: _minus(logs[blank], logs[head]) for blank, head in partners.items()},
        "last_year": {blank: _minus(logs[blank], column) for blank, column in then.items()},
    }


def _minus(column: Column, other: Column) -> Column:
    return {unit: figure - other[unit] for unit, figure in column.items() if unit in other}


def _without_size(logs: Columns, middles: Mapping[str, float]) -> dict[str, Column]:
    """The logarithms less the unit's size."""
    above: dict[str, list[float]] = {}
    for blank, middle in middles.items():
        for unit, figure in logs[blank].items():
            above.setdefault(unit, []).append(figure - middle)
    sizes = {unit: median(parts) if len(parts) >= FEWEST else 0.0 for unit, parts in above.items()}
    return {
        blank: {unit: figure - sizes[unit] for unit, figure in column.items()}
        for blank, column in logs.items()
    }


def usual(measured: Measured) -> dict[str, Frame]:
    """Of each blank's distances; those of too few units left out."""
    known = {blank: values for blank, values in measured.items() if len(values) >= FEWEST}
    middles = medians(known)
    own = {blank: _NORMAL * values.deviation(middles[blank]) for blank, values in known.items()}
    pooled = _pooled(own.values())
    return {
        blank: Frame(
            middle=middles[blank],
            spread=max((len(values) * own[blank] + _WEIGHT * pooled) / (len(values) + _WEIGHT), _FLOOR),
        )
        for blank, values in known.items()
    }


def centred(columns: Columns, frames: Mapping[str, Frame]) -> Comparison:
    return {
        blank: Usual(
            frame.middle, frame.spread, {unit: far - frame.middle for unit, far in columns[blank].items()}
        )
        for blank, frame in frames.items()
    }


def _pooled(spreads: Iterable[float]) -> float:
    known = [spread for spread in spreads if spread > 0]
    return median(known) if known else _FLOOR
