"""An edition that is being made: what its file will say, before anyone has validated it.

A doubt is a remark (Chinese) about one place that an officer has to look at; it becomes a
comment in the file and a line on the screen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from schema.edition.model import Edition
from schema.edition.sentence import Blank, Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A sentence in the making; a blank without an id has the id ''."""

    parts: tuple[str | Blank, ...]
    doubts: tuple[str, ...] = ()

    @property
    def blanks(self) -> tuple[Blank, ...]:
        return tuple(part for part in self.parts if isinstance(part, Blank))

    def put(self, change: Callable[[Blank], Blank]) -> "Line":
        """The line with each of its blanks changed, in order."""
        parts = tuple(change(part) if isinstance(part, Blank) else part for part in self.parts)
        return replace(self, parts=parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRow:
    title: str
    requirement: str
    progress: tuple[Line, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftSection:
    title: str
    rows: tuple[DraftRow, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """doubts: those that belong to no single line; they stand at the head of the file."""

    year: str
    annex: str
    title: str
    columns: tuple[str, ...]
    heading: Line
    sections: tuple[DraftSection, ...]
    note: str
    due: datetime
    attachments: str = ""
    opens: datetime | None = None
    closes: datetime | None = None
    doubts: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line with its place on the table, the heading first."""
        yield "表头", self.heading
        for section in self.sections:
            for number, row in enumerate(section.rows, 1):
                for line_number, line in enumerate(row.progress, 1):
                    yield f"{section.title} › {row.title or f'第{number}项'} › 第{line_number}行", line

    def with_lines(self, lines: Iterator[Line]) -> "Draft":
        """The draft with its lines replaced, as many and in the same order."""
        heading = next(lines)
        sections = tuple(
            replace(
                section,
                rows=tuple(
                    replace(row, progress=tuple(next(lines) for _ in row.progress)) for row in section.rows
                ),
            )
            for section in self.sections
        )
        return replace(self, heading=heading, sections=sections)

    def all_doubts(self) -> Iterator[tuple[str, str]]:
        """Place and remark of everything that is to be looked at."""
        yield from (("整张表", doubt) for doubt in self.doubts)
        for section in self.sections:
            yield from ((section.title, doubt) for doubt in section.doubts)
            for number, row in enumerate(section.rows, 1):
                place = f"{section.title} › {row.title or f'第{number}项'}"
                yield from ((place, doubt) for doubt in row.doubts)
        for place, line in self.lines():
            yield from ((place, doubt) for doubt in line.doubts)


def draft_of(edition: Edition) -> Draft:
    """A finished edition as a draft, without doubts."""
    return Draft(
        year=edition.id,
        annex=edition.annex,
        title=edition.title,
        columns=edition.columns,
        heading=_line(edition.heading),
        sections=tuple(
            DraftSection(
                title=section.title,
                rows=tuple(
                    DraftRow(
                        title=activity.title,
                        requirement=activity.requirement,
                        progress=tuple(map(_line, activity.progress)),
                    )
                    for activity in section.activities
                ),
            )
            for section in edition.sections
        ),
        note=edition.note,
        attachments=edition.attachments,
        due=edition.due,
        opens=edition.opens,
        closes=edition.closes,
    )


def _line(sentence: Sentence) -> Line:
    return Line(
        parts=tuple(
            part if isinstance(part, str) else Blank(id=part.id, kind=part.kind) for part in sentence.parts
        )
    )
