"""One figure as the comparisons see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, log

from handler.collect.suspects.compare import COMPARISONS, WIDE, Comparison, Usual
from handler.collect.suspects.suspect import Range, Sign


@dataclass(frozen=True, slots=True)
class View:
    """One comparison of one blank. blank: itself, or the one whose ratio to it is compared.

    sign: -1 where a large distance means a small figure, as of the partner in a ratio.
    """

    name: str
    blank: str
    usual: Usual
    sign: int = 1

    def surprise(self, unit: str) -> float | None:
        """In spreads, negative for a small figure; None where the unit cannot be compared."""
        distance = self.usual.distances.get(unit)
        return None if distance is None else self.sign * distance / self.usual.spread


def views_of(blank: str, compared: Mapping[str, Comparison], heads: Mapping[str, str]) -> list[View]:
    """The comparisons that there are of a blank, the peers first: without them there is none.

    compared: by name. heads: the first of a clause → the one that is compared with it.
    """
    if blank not in compared["peers"]:
        return []
    found = [View(name, blank, compared[name][blank]) for name in COMPARISONS if blank in compared[name]]
    partner = heads.get(blank, "")
    if blank not in compared["row"] and partner in compared["row"]:
        found.insert(1, View("row", partner, compared["row"][partner], -1))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A figure that is far off. score: what it is listed by."""

    unit: str
    blank: str
    figure: float
    score: float
    views: tuple[View, ...]
    signs: tuple[Sign, ...]

    @property
    def surprises(self) -> dict[str, float]:
        """Of the comparisons that can be made of the unit, by name."""
        found = {view.name: view.surprise(self.unit) for view in self.views}
        return {name: surprise for name, surprise in found.items() if surprise is not None}

    @property
    def is_by_ratio_alone(self) -> bool:
        """Whether it would be ordinary but for the figure that it is compared with."""
        return max(abs(surprise) for name, surprise in self.surprises.items() if name != "row") < WIDE

    @property
    def expected(self) -> Range:
        """By its peers."""
        peers = self.views[0].usual
        middle, wide = log(self.figure) - peers.distances[self.unit], WIDE * peers.spread
        return Range(low=max(1, round(exp(middle - wide))), high=max(1, round(exp(middle + wide))))

    def would_fit(self, factor: float, most: float) -> Iterator[bool]:
        """Of each comparison, whether the figure divided by this is no more surprising than `most` spreads."""
        for view in self.views:
            surprise = view.surprise(self.unit)
            if surprise is not None:
                yield abs(surprise - log(factor) / view.usual.spread) <= most
