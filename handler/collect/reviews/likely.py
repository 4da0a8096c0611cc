"""Whose other name a name outside the roster may be: the units whose names share with it what few units share.

Characters and pairs of them are weighed by how rare they are in the roster, so that 街道市场监管所 says nothing where every
unit is one. A unit that has not filed comes before one that has. A hint for the officer: nothing is counted by it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import log

from handler.collect.collection import Collection, Row
from schema.edition.roster import Roster, Unit

MOST = 3
_LEAST = 0.18
"""Share of all that both names say that they must have in common."""
_FILED = 0.5
"""How much less likely a unit is that has filed under its own name."""


def with_likely(collection: Collection, roster: Roster) -> Collection:
    """The collection, each stranger with the units that it may be, the likeliest first."""
    if not collection.unknown:
        return collection
    names = _Names.of(roster)
    filed = {row.unit.code for row in collection.units if row.revisions or row.damaged}
    unknown = tuple(replace(row, likely=tuple(names.likely(row, filed))) for row in collection.unknown)
    return replace(collection, unknown=unknown)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Names:
    """spoken: every name of every unit by what it says. weights: how much each part says."""

    roster: Roster
    spoken: tuple[tuple[Unit, frozenset[str]], ...]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, roster: Roster) -> "_Names":
        spoken = tuple(
            (unit, _parts(roster.short(name))) for unit in roster.units for name in (unit.name, *unit.aliases)
        )
        times = Counter(part for _, parts in spoken for part in parts)
        weights = {part: log((1 + len(spoken)) / number) for part, number in times.items()}
        return cls(roster=roster, spoken=spoken, weights=weights)

    def likely(self, row: Row, filed: Iterable[str]) -> list[Unit]:
        typed = row.revisions[-1].record.unit.name if row.revisions else row.unit.name
        parts = _parts(self.roster.short(typed))
        scores: dict[Unit, float] = {}
        for unit, said in self.spoken:
            if parts.isdisjoint(said):
                continue
            share = self._weigh(parts & said) / self._weigh(parts | said)
            if share >= _LEAST:
                score = share * (_FILED if unit.code in filed else 1)
                scores[unit] = max(score, scores.get(unit, 0))
        return sorted(scores, key=lambda unit: -scores[unit])[:MOST]

    def _weigh(self, parts: Iterable[str]) -> float:
        """A part that no unit has says as much as one that a single unit has."""
        rarest = log(1 + len(self.spoken))
        return sum(self.weights.get(part, rarest) for part in parts)


def _parts(name: str) -> frozenset[str]:
    return frozenset((*name, *(name[place : place + 2] for place in range(len(name) - 1))))
