"""What the units' answers come to, blank by blank. Exact, and to be added up from parts: amounts in units of their last place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from schema.edition.kinds import Amount, Answer, Answers, Kind, chosen
from schema.edition.model import Edition
from schema.edition.sentence import Blank

Counts = dict[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """numbers: id → sum; rates have none. choices: id → word → how often."""

    numbers: Counts
    choices: Mapping[str, Counts]

    def __add__(self, other: "Total") -> "Total":
        choices = {blank: plus(times, other.choices[blank]) for blank, times in self.choices.items()}
        return Total(numbers=plus(self.numbers, other.numbers), choices=choices)


def add_up(blanks: Iterable[Blank], tables: Sequence[Answers]) -> Total:
    """What the tables' answers to these blanks come to."""
    blanks = tuple(blanks)
    numbers = {
        blank.id: sum(map(_units if isinstance(blank.kind, Amount) else int, _column(blank.id, tables)))
        for blank in blanks
        if blank.kind.adds_up
    }
    choices = {
        blank.id: _times(blank.kind, Counter(_column(blank.id, tables)))
        for blank in blanks
        if blank.kind.words
    }
    return Total(numbers=numbers, choices=choices)


def told(edition: Edition, sums: Counts) -> dict[str, int | str]:
    """Sums as they are said: of amounts as a decimal text."""
    kinds = {blank.id: blank.kind for blank in edition.blanks}
    return {
        blank: in_places(total, kind.places) if isinstance(kind := kinds[blank], Amount) else total
        for blank, total in sums.items()
    }


def in_places(total: int, places: int) -> str:
    """A number of units of the last place as a decimal text: -5 hundredths are -0.05."""
    digits = f"{abs(total):0{places + 1}}"
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if total < 0 else ''}{whole}{'.' if places else ''}{decimals}"


def plus(one: Mapping[str, int], other: Mapping[str, int]) -> Counts:
    """Of the same things."""
    return {name: number + other[name] for name, number in one.items()}


def _column(blank: str, tables: Sequence[Answers]) -> list[Answer]:
    return list(map(itemgetter(blank), tables))


def _units(amount: Answer) -> int:
    return int(str(amount).replace(".", ""))


def _times(kind: Kind, answered: Counter[Answer]) -> Counts:
    times = dict.fromkeys(kind.words, 0)
    for answer, often in answered.items():
        for word in chosen(kind, answer):
            times[word] += often
    return times
