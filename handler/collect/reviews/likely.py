"""Whose other name a name outside the roster may be: the units whose names share with it what few units share.

Characters and pairs of them are weighed by how rare they are in the roster, so that 街道市场监管所 says nothing where every
unit is one. A unit that has not filed comes before one that has. A hint for the officer: nothing is counted by it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
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
    spoken = [
        (unit, _parts(roster.short(name))) for unit in roster.units for name in (unit.name, *unit.aliases)
    ]
    filed = {row.unit.code for row in collection.units if row.revisions or row.damaged}
    weigh = _weighing([parts for _, parts in spoken])

    def likely(row: Row) -> tuple[Unit, ...]:
        typed = _parts(roster.short(row.revisions[-1].record.unit.name if row.revisions else row.unit.name))
        scores: dict[Unit, float] = {}
        for unit, said in spoken:
            share = 0 if typed.isdisjoint(said) else weigh(typed & said) / weigh(typed | said)
            if share >= _LEAST:
                score = share * (_FILED if unit.code in filed else 1)
                scores[unit] = max(score, scores.get(unit, 0))
        return tuple(sorted(scores, key=lambda unit: -scores[unit])[:MOST])

    return replace(collection, unknown=tuple(replace(row, likely=likely(row)) for row in collection.unknown))


def _weighing(names: Sequence[Iterable[str]]) -> Callable[[Iterable[str]], float]:
    """How much parts of a name say together. One that no unit has says as much as one that a single unit has."""
    times = Counter(chain.from_iterable(names))
    weights = {part: log((1 + len(names)) / number) for part, number in times.items()}
    rarest = log(1 + len(names))
    return lambda parts: sum(weights.get(part, rarest) for part in parts)


def _parts(name: str) -> frozenset[str]:
    return frozenset((*name, *(name[place : place + 2] for place in range(len(name) - 1))))
