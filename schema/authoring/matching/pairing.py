"""Pairs of questions in the making: which are found, and what is left on both papers."""

from collections.abc import Callable
from dataclasses import dataclass

from schema.authoring.matching.questions import Asked
from schema.authoring.matching.same_question import same_sort
from schema.edition.model import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A blank of this year and the one of last year it is, or may be: by their numbers on the paper."""

    new: int
    old: int
    doubt: str = ""


class Pairs:
    """The pairs so far, and what is left on both papers."""

    def __init__(self, new: list[Asked], old: list[Asked]) -> None:
        self.new, self.old = new, old
        self.new_lines, self.old_lines = _by_line(new), _by_line(old)
        self.found: list[Pair] = []
        self.left_new, self.left_old = dict.fromkeys(range(len(new))), dict.fromkeys(range(len(old)))

    def add(self, pair: Pair) -> None:
        self.found.append(pair)
        del self.left_new[pair.new], self.left_old[pair.old]

    def same(self, key: "Callable[[Asked], object | None]", fits: "Callable[[Asked, Asked], bool]") -> None:
        """Pair what has the same key, if nothing else of either paper has it, and it fits."""
        here, there = (_alone(papers, left, key) for papers, left in self.both())
        for words, n in here.items():
            o = there.get(words)
            if o is not None and same_sort(self.new[n], self.old[o]) and fits(self.new[n], self.old[o]):
                self.add(Pair(new=n, old=o))

    def both(self) -> list[tuple[list[Asked], dict[int, None]]]:
        return [(self.new, self.left_new), (self.old, self.left_old)]

    def lines(self) -> dict[Place, Place]:
        """Lines of this year that share a sure pair with one of last year."""
        return {self.new[pair.new].line: self.old[pair.old].line for pair in self.found if not pair.doubt}


def _by_line(papers: list[Asked]) -> dict[Place, list[Asked]]:
    lines: dict[Place, list[Asked]] = {}
    for blank in papers:
        lines.setdefault(blank.line, []).append(blank)
    return lines


def _alone(
    papers: list[Asked], left: dict[int, None], key: Callable[[Asked], object | None]
) -> dict[object, int]:
    found: dict[object, list[int]] = {}
    for number in left:
        if (words := key(papers[number])) is not None:
            found.setdefault(words, []).append(number)
    return {words: numbers[0] for words, numbers in found.items() if len(numbers) == 1}
