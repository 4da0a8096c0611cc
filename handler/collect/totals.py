"""What the units' answers come to, blank by blank."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from schema.edition.kinds import Answer, Count, Kind, as_typed
from schema.edition.model import Edition
from schema.validation.validate import Answers


def totals(edition: Edition, tables: Sequence[Answers]) -> dict[str, int | str]:
    """Number id → sum, of amounts as a decimal text; rates have none."""
    return {
        blank.id: _sum(blank.kind, list(map(itemgetter(blank.id), tables)))
        for blank in edition.blanks
        if blank.kind.adds_up
    }


def _sum(kind: Kind, answers: list[Answer]) -> int | str:
    """Exact: counts as whole numbers, amounts in hundredths."""
    if isinstance(kind, Count):
        return sum(map(int, answers))
    hundredths = sum(int(str(answer).replace(".", "")) for answer in answers)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def tallies(edition: Edition, tables: Sequence[Answers]) -> dict[str, dict[str, int]]:
    """Choice id → word → how often."""
    return {
        blank.id: _times(words, Counter(map(itemgetter(blank.id), tables)))
        for blank in edition.blanks
        if (words := blank.kind.words)
    }


def _times(words: Sequence[str], answered: Counter[Answer]) -> dict[str, int]:
    times = {as_typed(answer): often for answer, often in answered.items()}
    return {word: times.get(word, 0) for word in words}
