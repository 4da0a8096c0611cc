"""An edition that is being made: what its file will say, and what an officer has to look at in it.

A doubt is a remark (Chinese) about one place; it becomes a comment in the file and a line on the screen.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from schema.edition.blocks import ActivityTable, Block, Lines, Section
from schema.edition.grid import Grid
from schema.edition.model import HEADING, Edition, Place
from schema.edition.sentence import Blank, Sentence

Doubts = Mapping[Place, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """Between cells, by place: the left come to the right, or are at least as much. said: it in words (Chinese).

    written: the paper's own formula, if it says so itself. sure: it holds on every right paper; the left may be filled in.
    """

    left: tuple[Place, ...]
    operator: str
    right: tuple[Place, ...]
    said: str
    written: str
    sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """edition: so far; it has no checks and no digest yet. doubts: those at () stand at the head of the file.

    relations: what the paper says of its figures.
    """

    edition: Edition
    doubts: Doubts = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()

    def all_doubts(self) -> Iterator[tuple[str, str]]:
        """Place (in words) and remark of everything that is to be looked at; single lines come last."""
        for place in sorted(self.doubts, key=_order):
            yield from ((self.edition.name_of(place), doubt) for doubt in self.doubts[place])


def _order(place: Place) -> tuple[bool, tuple[int, ...]]:
    return len(place) == 3 or place == HEADING, tuple(map(abs, place))


def with_lines(edition: Edition, lines: Iterator[Sentence]) -> Edition:
    """The edition with its lines replaced, as many and in the same order."""
    return replace(
        edition, heading=next(lines), blocks=tuple(_with(block, lines) for block in edition.blocks)
    )


def with_blanks(edition: Edition, change: Callable[[Blank], Blank]) -> Edition:
    """The edition with each of its blanks changed, in order."""
    return with_lines(edition, (line.put(change) for _, line in edition.lines()))


def _with(block: Block, lines: Iterator[Sentence]) -> Block:
    match block:
        case ActivityTable():
            return replace(block, sections=tuple(_section(section, lines) for section in block.sections))
        case Grid():
            rows = (
                tuple(cell and replace(cell, sentence=next(lines)) for cell in cells) for cells in block.rows
            )
            return replace(block, rows=tuple(rows))
        case Lines():
            return replace(block, sentences=tuple(next(lines) for _ in block.sentences))
        case _:  # pragma: no cover  # mypy proves that no block is left
            assert_never(block)


def _section(section: Section, lines: Iterator[Sentence]) -> Section:
    activities = (
        replace(activity, progress=tuple(next(lines) for _ in activity.progress))
        for activity in section.activities
    )
    return replace(section, activities=tuple(activities))
