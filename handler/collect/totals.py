"""What the units' answers come to, blank by blank. Exact, and to be added up from parts: whole numbers, amounts in hundredths."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

from schema.edition.kinds import Answer, Count, as_typed
from schema.edition.model import Edition
from schema.validation.validate import Answers

Counts = dict[str, int]
HUNDREDTHS = 100


def add_up(edition: Edition, tables: Sequence[Answers]) -> Counts:
    """Number id → sum; rates have none."""
    return {
        blank.id: sum(map(int if isinstance(blank.kind, Count) else _hundredths, _column(blank.id, tables)))
        for blank in edition.blanks
        if blank.kind.adds_up
    }


def told(edition: Edition, sums: Counts) -> dict[str, int | str]:
    """The same as it is said: of amounts as a decimal text."""
    kinds = {blank.id: blank.kind for blank in edition.blanks}
    return {
        blank: total if isinstance(kinds[blank], Count) else f"{total // HUNDREDTHS}.{total % HUNDREDTHS:02}"
        for blank, total in sums.items()
    }


def totals(edition: Edition, tables: Sequence[Answers]) -> dict[str, int | str]:
    return told(edition, add_up(edition, tables))


def tallies(edition: Edition, tables: Sequence[Answers]) -> dict[str, Counts]:
    """Choice id → word → how often."""
    return {
        blank.id: _times(words, Counter(_column(blank.id, tables)))
        for blank in edition.blanks
        if (words := blank.kind.words)
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
