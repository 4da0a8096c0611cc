"""How surprising a figure is, on the log scale, against up to three expectations.

peers: the blank's median over the units, times the unit's size, which is how far it lies above the medians of its other
blanks. row: the ratio to the first figure of the same clause (人次 per 场). last_year: the unit's own figure of then,
times the usual growth. A **surprise** is the distance from the expectation in **spreads**: 1.4826 times the median
absolute deviation, pulled to what is usual for all blanks with the weight of ten units, and at least a factor of 1.4.
Medians throughout, because the figures that are looked for would spoil means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from statistics import median

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


@dataclass(frozen=True, slots=True)
class Usual:
    """Of one blank in one comparison: unit → log distance from its expectation, and the spread of these.

    middle: what was taken off to centre them; of a ratio its usual logarithm.
    """

    distances: Column
    spread: float
    middle: float

    @property
    def band(self) -> tuple[float, float]:
        """Of a ratio: where most lie."""
        wide = WIDE * self.spread
        return exp(self.middle - wide), exp(self.middle + wide)


Comparison = Mapping[str, Usual]
"""By blank; without those of which too little is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparisons:
    """row: the ratios of the figures after the first of their clause to that first one, their **partner**."""

    peers: Comparison
    row: Comparison
    last_year: Comparison


def compare(
    figures: Mapping[str, Column], partners: Mapping[str, str], before: Mapping[str, Column]
) -> Comparisons:
    """figures: of now by blank; partners: blank → the first one of its clause; before: of last year by blank."""
    logs = {blank: _logs(column) for blank, column in figures.items()}
    return Comparisons(
        peers=_usual(_without_size(logs)),
        row=_usual({blank: _minus(logs[blank], logs[head]) for blank, head in partners.items()}),
        last_year=_usual({blank: _minus(logs[blank], _logs(column)) for blank, column in before.items()}),
    )


def _logs(column: Column) -> Column:
    return {unit: log(figure) for unit, figure in column.items()}


def _minus(column: Column, other: Column) -> Column:
    return {unit: figure - other[unit] for unit, figure in column.items() if unit in other}


def _without_size(logs: Mapping[str, Column]) -> dict[str, Column]:
    """The logarithms less the blank's median and the unit's size."""
    middles = {blank: median(column.values()) for blank, column in logs.items() if column}
    above: dict[str, list[float]] = {}
    for blank, middle in middles.items():
        for unit, figure in logs[blank].items():
            above.setdefault(unit, []).append(figure - middle)
    sizes = {unit: median(parts) if len(parts) >= FEWEST else 0.0 for unit, parts in above.items()}
    return {
        blank: {unit: figure - sizes[unit] for unit, figure in column.items()}
        for blank, column in logs.items()
    }


def _usual(columns: Mapping[str, Column]) -> Comparison:
    """Each centred on its median, with its spread; those of too few units left out."""
    known = {blank: column for blank, column in columns.items() if len(column) >= FEWEST}
    middles = {blank: median(column.values()) for blank, column in known.items()}
    centred = {
        blank: {unit: figure - middles[blank] for unit, figure in column.items()}
        for blank, column in known.items()
    }
    own = {blank: _NORMAL * median(map(abs, column.values())) for blank, column in centred.items()}
    pooled = _pooled(own.values())
    return {
        blank: Usual(
            distances=column,
            spread=max((len(column) * own[blank] + _WEIGHT * pooled) / (len(column) + _WEIGHT), _FLOOR),
            middle=middles[blank],
        )
        for blank, column in centred.items()
    }


def _pooled(spreads: Iterable[float]) -> float:
    known = [spread for spread in spreads if spread > 0]
    return median(known) if known else _FLOOR
