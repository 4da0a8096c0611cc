"""What the units' answers come to, blank by blank. Exact, and to be added up from parts: whole numbers, amounts in hundredths."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from schema.edition.kinds import Answer, Count, as_typed
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation.validate import Answers

Counts = dict[str, int]
HUNDREDTHS = 100


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
        blank.id: sum(map(int if isinstance(blank.kind, Count) else _hundredths, _column(blank.id, tables)))
        for blank in blanks
        if blank.kind.adds_up
    }
    choices = {
        blank.id: _times(words, Counter(_column(blank.id, tables)))
        for blank in blanks
        if (words := blank.kind.words)
    }
    return Total(numbers=numbers, choices=choices)


def told(edition: Edition, sums: Counts) -> dict[str, int | str]:
    """Sums as they are said: of amounts as a decimal text."""
    kinds = {blank.id: blank.kind for blank in edition.blanks}
    return {
        blank: total if isinstance(kinds[blank], Count) else f"{total // HUNDREDTHS}.{total % HUNDREDTHS:02}"
        for blank, total in sums.items()
    }


def plus(one: Mapping[str, int], other: Mapping[str, int]) -> Counts:
    """Of the same things."""
    return {name: number + other[name] for name, number in one.items()}


def _column(blank: str, tables: Sequence[Answers]) -> list[Answer]:
    return list(map(itemgetter(blank), tables))


def _hundredths(amount: Answer) -> int:
    return int(str(amount).replace(".", ""))


def _times(words: Sequence[str], answered: Counter[Answer]) -> Counts:
    times = {as_typed(answer): often for answer, often in answered.items()}
    return {word: times.get(word, 0) for word in words}
