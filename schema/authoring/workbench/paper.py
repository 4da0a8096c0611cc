"""The paper of a piece of work as the page draws it, its blanks numbered, and each question beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import assert_never

from schema.authoring.changes.text_diff import difference
from schema.authoring.workbench.wording import as_printed, write_wording
from schema.authoring.workbench.work import Question
from schema.edition.blocks import ActivityTable, Lines, Section
from schema.edition.grid import Grid
from schema.edition.kinds import kind_in_words
from schema.edition.model import HEADING, Edition, Place
from schema.edition.sentence import Blank, Sentence

Document = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """reworded: id → what it was called, what it is. before: the last edition's ids with their labels."""

    edition: Edition
    numbered: Mapping[str, int]
    reworded: Mapping[str, list[str]]
    before: Mapping[str, str]
    asked: set[str]

    def paper(self) -> Document:
        edition = self.edition
        return {
            "annex": edition.annex,
            "marks": "\n".join(edition.marks),
            "title": edition.title,
            "heading": self.line(HEADING, edition.heading),
            "blocks": list(self.blocks()),
            "note": edition.note,
            "attachments": edition.attachments,
        }

    def blocks(self) -> Iterator[Document]:
        """In the order of the paper; a cell that is covered by another is null."""
        lines = (self.line(place, line) for place, line in list(self.edition.lines())[1:])
        first = 1
        for block in self.edition.blocks:
            match block:
                case ActivityTable():
                    yield {
                        "kind": "table",
                        "first": first,
                        "columns": block.columns,
                        "sections": [self.section(each, lines) for each in block.sections],
                    }
                    first += len(block.sections)
                case Grid():
                    rows = [
                        [cell and {**next(lines), "across": cell.across, "down": cell.down} for cell in row]
                        for row in block.rows
                    ]
                    yield {
                        "kind": "grid",
                        "caption": block.caption,
                        "head": block.head,
                        "stub": block.stub,
                        "rows": rows,
                    }
                case Lines():
                    yield {"kind": "lines", "lines": [next(lines) for _ in block.sentences]}
                case _:  # pragma: no cover  # mypy proves that no block is left
                    assert_never(block)

    def section(self, section: Section, lines: Iterator[Document]) -> Document:
        rows = [
            {"title": row.title, "requirement": row.requirement, "lines": [next(lines) for _ in row.progress]}
            for row in section.activities
        ]
        return {"title": section.title, "rows": rows}

    def line(self, place: Place, line: Sentence) -> Document:
        """parts: a text, or the number of a blank."""
        parts = [self.numbered[part.id] if isinstance(part, Blank) else part for part in line.parts]
        return {"place": place, "parts": parts, "wording": write_wording(line, self.numbered)}

    def blanks(self) -> Iterator[Document]:
        """In the order of their numbers. state: ask, same, reworded or new."""
        states = {"ask": self.asked, "reworded": self.reworded, "same": self.before}
        for blank in self.edition.blanks:
            state = next((name for name, ids in states.items() if blank.id in ids), "new")
            yield {
                "id": blank.id,
                "label": self.edition.labels[blank.id],
                "place": self.edition.places[blank.id],
                "kind": kind_in_words(blank.kind),
                "word": blank.kind.word,
                "measure": blank.kind.measure,
                "state": state,
                "changed": self.reworded.get(blank.id, []),
            }

    def question(self, asked: Question) -> Document:
        """difference: what its sentence was, and what it is, piece by piece."""
        lines = dict(self.edition.lines())
        now = as_printed(lines[asked.place]) if asked.old and asked.place in lines else ""
        return {
            **asdict(asked),
            "where": self.edition.name_of(asked.place),
            "number": self.numbered.get(asked.about, 0),
            "difference": [[each.mark.value, each.text] for each in difference(asked.last_year, now)],
        }

    def free(self) -> list[Document]:
        """What the last edition asked and this one does not, so far."""
        there = self.numbered.keys()
        return [{"id": name, "label": label} for name, label in self.before.items() if name not in there]
