"""Which blank of this year's paper is which of last year's, by text, unit of measure and place.

A pair's score runs from 0 to 1. SURE and more keep the id; from MAYBE on a person decides.

    last year  集中学习（sessions）次，参与（attendance）人次；
    this year  组织集中学习（□）次，参与（□）人次；         0.89 and 0.96: both keep their ids
    this year  组织集中培训和学习（□）次；                  0.66: a person says whether it is `sessions`

Rows and sentences are paired likewise, but by the ids they share, once the ids are settled.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar

from schema.authoring.text_diff import words
from schema.edition.kinds import Kind
from schema.edition.model import HEADING, Activity, Edition, Place, Section
from schema.edition.notation import CLOSE, OPEN
from schema.edition.sentence import Sentence

SURE, MAYBE = 0.8, 0.55


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A blank with the words around it. own: the words between the blank before and this one."""

    kind: Kind
    own: str
    sentence: str
    place: str
    rank: float
    id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A blank of this year (by its number on the paper) and the one of last year it looks like."""

    new: int
    old: int
    score: float


def asked(edition: Edition) -> list[Asked]:
    """Every blank in the order of the paper."""
    found: list[Asked] = []
    total = max(1, len(edition.blanks))
    for place, line in edition.lines():
        row = "" if place == HEADING else edition.name_of(place[:2])
        sentence = "".join(part if isinstance(part, str) else "□" for part in line.parts)
        own = ""
        for part in line.parts:
            if isinstance(part, str):
                own = part
                continue
            rank = len(found) / total
            found.append(Asked(kind=part.kind, own=own, sentence=sentence, place=row, rank=rank, id=part.id))
            own = ""
    return found


def best_pairs(new: list[Asked], old: list[Asked]) -> list[Pair]:
    """The best partner of each blank, greedily from the highest score down; none below MAYBE."""
    every = (
        Pair(new=n, old=o, score=score)
        for n, this in enumerate(new)
        for o, that in enumerate(old)
        if (score := _score(this, that)) >= MAYBE
    )
    # Greedily: the best pair takes both its blanks off the list. Of pairs that are equally alike (参与（□）人次 on two
    # lines) the one whose blanks stand at the same height of the paper comes first, so that each finds its own.
    pairs: list[Pair] = []
    used_new: set[int] = set()
    used_old: set[int] = set()
    for pair in sorted(every, key=lambda p: (-p.score, abs(new[p.new].rank - old[p.old].rank), p.new, p.old)):
        if pair.new not in used_new and pair.old not in used_old:
            pairs.append(pair)
            used_new.add(pair.new)
            used_old.add(pair.old)
    return pairs


def _score(new: Asked, old: Asked) -> float:
    """How alike two blanks are; a number is never a choice, but a count may become an amount.

    The words right before the blank weigh as much as its whole line: 参与（□）人次 stands in many lines, and many lines
    hold several blanks; only both together tell which is meant. Kind, rank and row decide between equals.
    """
    if _family(new.kind) != _family(old.kind):
        return 0.0
    same_kind = 1.0 if new.kind == old.kind else 0.0
    near = 1.0 - abs(new.rank - old.rank)
    whole = _alike(new.sentence, old.sentence)
    if whole < MAYBE / 2:  # 参与（□）人次 in quite another line is another question
        return 0.0
    own = _alike(_words(new.own), _words(old.own))
    return 0.4 * own + 0.4 * whole + 0.1 * same_kind + 0.05 * near + 0.05 * _alike(new.place, old.place)


def _family(kind: Kind) -> str:
    return "number" if kind.measure else "choice" if kind.words else type(kind).__name__


def _words(own: str) -> str:
    """Without brackets and the blank's neighbours' punctuation."""
    return own.strip(f"{OPEN}{CLOSE} 　，、；。：")


@cache
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.2 else 0.0


ALIKE = 0.6
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of an edition, known by its place there."""

    edition: Edition
    at: Place

    @property
    def section(self) -> Section:
        return self.edition.sections[self.at[0] - 1]

    @property
    def activity(self) -> Activity:
        return self.section.activities[self.at[1] - 1]

    @property
    def place(self) -> str:
        return self.edition.name_of(self.at)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(blank.id for line in self.activity.progress for blank in line.blanks)

    @property
    def text(self) -> str:
        return f"{self.activity.title}{self.activity.requirement}"

    def place_of(self, line: int) -> str:
        """Of one of its lines, counted from 0."""
        return self.edition.name_of((*self.at, line + 1))


def rows_of(edition: Edition) -> list[Row]:
    return [
        Row(edition=edition, at=(s, r))
        for s, section in enumerate(edition.sections, 1)
        for r in range(1, len(section.activities) + 1)
    ]


def pair_rows(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of places in both lists."""
    return _pair(old, new, lambda row: row.ids, lambda row: row.text)


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs of places in both lists."""
    return _pair(old, new, lambda line: frozenset(blank.id for blank in line.blanks), words)


def _pair(
    old: Sequence[T], new: Sequence[T], ids: Callable[[T], frozenset[str]], text: Callable[[T], str]
) -> list[tuple[int, int]]:
    """Greedily: most ids in common first, then the most alike; a pair without a common id must be ALIKE."""
    scored = (
        (len(ids(one) & ids(other)), _likeness(text(one), text(other)), -abs(i - j), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
    )
    likely = (pair for pair in scored if pair[0] or pair[1] >= ALIKE)
    return _greedy((i, j) for *_, i, j in sorted(likely, reverse=True))


def _greedy(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for i, j in pairs:
        if all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return sorted(chosen, key=lambda pair: pair[1])


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0
