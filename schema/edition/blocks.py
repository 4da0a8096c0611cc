"""What stands on the paper below the heading, block by block: the activity table, grids, lines between and after them.

section / activity / requirement / progress: 活动项目 group / its row / 内容要求 / 进展情况.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from schema.edition.grid import Grid
from schema.edition.sentence import Sentence

_LONGEST_NAME = 30
"""Characters of a requirement that names its row; a longer one is prose."""
Place = tuple[int, ...]
"""Where something stands, counted from 1: (2,) a section, (2, 1) its first row, (2, 1, 3) that row's third line;
(-2,) the second block, a grid or lines, (-2, 1) its first row or line, (-2, 1, 3) that row's third column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """One row. `title` is empty where the paper merges it with the section's cell."""

    title: str
    requirement: str
    progress: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    title: str
    activities: tuple[Activity, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityTable:
    """columns: the three column titles on the paper; the first spans section and activity."""

    columns: tuple[str, str, str]
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """Paragraphs, with or without blanks: the heading of a second table, who signs (单位负责人：…　填表人：…)."""

    sentences: tuple[Sentence, ...]


Block = ActivityTable | Grid | Lines


def sections_of(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Those of every activity table; places count them through."""
    return tuple(
        section for block in blocks if isinstance(block, ActivityTable) for section in block.sections
    )


def lines_of(blocks: Sequence[Block]) -> Iterator[tuple[Place, Sentence]]:
    """Every line and cell with its place, in the order of the paper."""
    done = 0
    for number, block in enumerate(blocks, 1):
        match block:
            case ActivityTable(sections=sections):
                for s, section in enumerate(sections, done + 1):
                    for r, activity in enumerate(section.activities, 1):
                        yield from (((s, r, n), line) for n, line in enumerate(activity.progress, 1))
                done += len(sections)
            case Grid():
                yield from (((-number, row, column), cell.sentence) for row, column, cell in block.cells())
            case Lines(sentences=sentences):
                yield from (((-number, n), line) for n, line in enumerate(sentences, 1))
            case _:  # pragma: no cover  # mypy proves that no block is left
                assert_never(block)


def names_of(blocks: Sequence[Block], place: Place) -> Iterator[str]:
    """A place in the words of the paper, the widest first: 安全生产月活动, “五进”活动, 第2行."""
    if place[0] > 0:
        section = sections_of(blocks)[place[0] - 1]
        yield section.title
        yield from (section.activities[row - 1].title or f"第{row}项" for row in place[1:2])
        yield from (f"第{line}行" for line in place[2:])
        return
    block = blocks[-place[0] - 1]
    tables = [-number for number, each in enumerate(blocks, 1) if not isinstance(each, Lines)]
    if not isinstance(block, Grid):
        yield "表尾" if place[0] < min(tables, default=0) else "表间"
        yield from (f"第{line}行" for line in place[1:])
        return
    yield block.title or f"第{tables.index(place[0]) + 1}张表"
    if len(place) == 2:
        yield " · ".join(block.row_names(place[1])) or f"第{max(place[1] - block.head, 1)}行"
    elif len(place) == 3:
        yield from block.path(*place[1:])


def named_by(blocks: Sequence[Block], place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the row of a line is called, the nearest words first (监管部门会议 ｜ 次 ｜ （□）); what names a grid's cell."""
    if place[0] > 0:
        section = sections_of(blocks)[place[0] - 1]
        row = section.activities[place[1] - 1]
        short = row.requirement if len(row.requirement) <= _LONGEST_NAME else ""
        return (row.title, short, section.title), ()
    block = blocks[-place[0] - 1]
    return (), block.path(*place[1:]) if isinstance(block, Grid) else ()
