"""Made-up collections with planted slips, for measuring what the desk's list of suspects finds.

Figures follow the sentences of the edition: the first number of a clause is drawn by a typical figure, the size of the
unit and chance with heavy tails; another one (人次) is the first one times a rate. Last year is drawn by the same
habits. Some true figures are unusually large, as a really large event is. Then slips are planted, by kind.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import exp, log10

from handler.collect.collection import Collection
from handler.collect.suspects.figures import Figures, Whole
from schema.edition.model import Edition
from tests.support.documents.tables import collection_of

Table = dict[str, int]
TRUE_BUT_LARGE = 0.007
"""Share of the figures that are 4 to 25 times what is usual, and right."""
LARGEST = 999_999_999


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How a blank is usually answered. size: how far it grows with the unit. zeros: share of the units that have none."""

    typical: float
    spread: float
    size: float
    zeros: float


@dataclass(kw_only=True)
class World:
    """wrong: (unit, blank) → the kind of the slip. right: what would have been filed without slips."""

    collection: Collection
    right: dict[str, Table]
    now: dict[str, Table]
    wrong: dict[tuple[str, str], str] = field(default_factory=dict)


def make_world(edition: Edition, units: int, share: float, seed: int) -> World:
    """A year of so many units with slips in this share of the figures, and the year before."""
    chance = random.Random(seed)  # the same world each time
    figures = Figures(edition=edition, rows={}, whole=Whole(totals={}, groups={}))
    habits = {blank: _habit(chance, blank in figures.partners) for blank in figures.blanks}
    codes = [f"{number:06}" for number in range(units)]
    sizes = {code: exp(chance.gauss(0, 0.8)) * (6 if chance.random() < 0.02 else 1) for code in codes}
    ways = {code: {blank: chance.gauss(0, 1) for blank in figures.blanks} for code in codes}
    groups = {code: f"片区{chance.randrange(max(2, units // 30))}" for code in codes}
    right = {code: _table(chance, figures, habits, sizes[code], ways[code]) for code in codes}
    last = {code: _table(chance, figures, habits, sizes[code], ways[code]) for code in codes}
    now = {code: dict(table) for code, table in right.items()}
    wrong = _plant(chance, figures, now, groups, share)
    _plant(chance, figures, last, groups, 0.0015)  # what nobody found then
    last = {code: table for code, table in last.items() if chance.random() < 0.93}
    collection = collection_of(edition, now, last=last, groups=groups)
    return World(collection=collection, right=right, now=now, wrong=wrong)


def without_last_year(collection: Collection) -> Collection:
    return replace(collection, units=tuple(replace(row, last_year=None) for row in collection.units))


def _habit(chance: random.Random, follows: bool) -> Habit:  # of a clause's later number
    if follows:
        return Habit(
            typical=exp(chance.uniform(0, 5.5)),
            spread=chance.uniform(0.4, 1),
            size=chance.uniform(0, 0.4),
            zeros=0,
        )
    return Habit(
        typical=exp(chance.uniform(0.5, 6)),
        spread=chance.uniform(0.4, 1.3),
        size=chance.uniform(0.3, 1),
        zeros=chance.choice((0, 0.05, 0.15, 0.3, 0.6, 0.8)),
    )


def _table(
    chance: random.Random, figures: Figures, habits: dict[str, Habit], size: float, ways: dict[str, float]
) -> Table:
    table: Table = {}
    for blank, habit in habits.items():
        tail = chance.gauss(0, 1) / (chance.gammavariate(2, 2) / 4) ** 0.5 / 1.41
        drawn = habit.typical * size**habit.size * exp(habit.spread * (0.75 * ways[blank] + 0.66 * tail))
        head = figures.partners.get(blank)
        if head:
            table[blank] = _rounded(chance, drawn * table[head])
        else:
            table[blank] = 0 if chance.random() < habit.zeros else max(1, _rounded(chance, drawn))
        if table[blank] and chance.random() < TRUE_BUT_LARGE:
            table[blank] = min(LARGEST, round(table[blank] * exp(chance.uniform(1.4, 3.2))))
    return table


def _rounded(chance: random.Random, figure: float) -> int:
    """A third of the larger figures are rounded by those who file them."""
    whole = min(LARGEST, round(figure))
    if whole < 100 or chance.random() > 0.35:
        return whole
    step = 10.0 ** int(log10(whole) - chance.choice((0, 1)))
    return round(round(whole / step) * step)


SLIPS = {
    "x10": 28,
    "x100": 12,
    "x1000": 6,
    "lost digit": 10,
    "swapped": 12,
    "in 万": 6,
    "times 万": 4,
    "copied": 12,
    "group's sum": 6,
    "year": 4,
}
"""How often each, in a hundred."""


def _plant(
    chance: random.Random, figures: Figures, now: dict[str, Table], groups: dict[str, str], share: float
) -> dict[tuple[str, str], str]:
    wrong: dict[tuple[str, str], str] = {}
    codes, blanks = list(now), list(figures.blanks)
    wanted = max(3, int(share * len(codes) * len(blanks)))
    sums = {blank: _sums(now, groups, blank) for blank in blanks}
    for _ in range(wanted * 80):
        if len(wrong) >= wanted:
            break
        slip = chance.choices(list(SLIPS), list(SLIPS.values()))[0]
        code, blank = chance.choice(codes), chance.choice(blanks)
        table, head = now[code], figures.partners.get(blank, "")
        if (code, blank) in wrong or (code, head) in wrong or not table[blank]:
            continue
        if slip == "swapped":
            if head and table[head] and table[head] != table[blank]:
                table[blank], table[head] = table[head], table[blank]
                wrong[code, blank] = wrong[code, head] = slip
            continue
        before = blanks[blanks.index(blank) - 1]
        typed = _slip(chance, slip, table[blank], table[before], sums[blank][groups[code]])
        if typed and typed != table[blank] and typed <= LARGEST:
            table[blank], wrong[code, blank] = typed, slip
    return wrong


def _sums(now: dict[str, Table], groups: dict[str, str], blank: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for code, group in groups.items():
        sums[group] = sums.get(group, 0) + now[code][blank]
    return sums


def _slip(chance: random.Random, slip: str, right: int, before: int, group: int) -> int:
    """What is typed instead; 0 where this slip is not made with this figure."""
    more = chance.randrange(10) if chance.random() < 0.4 else 0
    made: dict[str, Callable[[], int]] = {
        "x10": lambda: right * 10 + more,
        "x100": lambda: right * 100 + more,
        "x1000": lambda: right * 1000 + more,
        "lost digit": lambda: right // 10 if right >= 20 else 0,
        "in 万": lambda: max(1, round(right / 10_000)) if right >= 5_000 else 0,
        "times 万": lambda: right * 10_000 if right >= 20 else 0,
        "copied": lambda: before,
        "group's sum": lambda: group if group > right * 1.5 else 0,
        "year": lambda: 2021,
    }
    return made[slip]()
