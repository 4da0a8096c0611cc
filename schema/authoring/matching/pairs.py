"""Pairs of questions in the making: which are found, and what is left on both papers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from schema.authoring.matching.questions import Asked
from schema.authoring.matching.same_question import same_sort
from schema.edition.model import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A blank of this year and the one of an earlier year that it is, or may be."""

    new: Asked
    old: Asked
    doubt: str = ""


class Pairs:
    """The pairs so far, and what is left on both papers, by id in the order of the paper."""

    def __init__(self, new: list[Asked], old: list[Asked]) -> None:
        self.new_lines, self.old_lines = _by_line(new), _by_line(old)
        self.found: list[Pair] = []
        self.left_new, self.left_old = ({blank.id: blank for blank in paper} for paper in (new, old))

    def add(self, new: Asked, old: Asked, doubt: str = "") -> None:
        self.found.append(Pair(new=new, old=old, doubt=doubt))
        del self.left_new[new.id], self.left_old[old.id]

    def same(self, key: "Callable[[Asked], object | None]", fits: "Callable[[Asked, Asked], bool]") -> None:
        """Pair what has the same key, if nothing else of either paper has it, and it fits."""
        here, there = (_alone(left.values(), key) for left in (self.left_new, self.left_old))
        for words, new in here.items():
            old = there.get(words)
            if old and same_sort(new, old) and fits(new, old):
                self.add(new, old)

    def lines(self) -> dict[Place, Place]:
        """Lines of this year that share a sure pair with one of last year."""
        return {pair.new.line: pair.old.line for pair in self.found if not pair.doubt}


def _by_line(paper: list[Asked]) -> dict[Place, list[Asked]]:
    lines: dict[Place, list[Asked]] = {}
    for blank in paper:
        lines.setdefault(blank.line, []).append(blank)
    return lines


def _alone(left: Iterable[Asked], key: Callable[[Asked], object | None]) -> dict[object, Asked]:
    found: dict[object, list[Asked]] = {}
    for blank in left:
        if (words := key(blank)) is not None:
            found.setdefault(words, []).append(blank)
    return {words: blanks[0] for words, blanks in found.items() if len(blanks) == 1}
