"""A small writer of official tables: an edition → its printed sheet → a Word document."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.table import Table, _Cell

from schema.edition.model import Edition
from schema.edition.sentence import Blank, Sentence


@dataclass(kw_only=True)
class SheetRow:
    section: str
    title: str
    requirement: str
    progress: list[str]
    starts: bool = False
    """Its section's cell is printed again, as after a page break."""


@dataclass(kw_only=True)
class Sheet:
    """What stands on the paper, open to changes. breaks: rows before which the head is printed again."""

    before: list[str]
    columns: tuple[str, ...]
    rows: list[SheetRow]
    after: list[str]
    breaks: Collection[int] = field(default=())

    def replace(self, old: str, new: str) -> None:
        """Change one text wherever it stands; it must stand somewhere."""
        printed = str(self)
        assert old in printed, old
        self.before = [text.replace(old, new) for text in self.before]
        self.after = [text.replace(old, new) for text in self.after]
        for row in self.rows:
            row.section, row.title = row.section.replace(old, new), row.title.replace(old, new)
            row.requirement = row.requirement.replace(old, new)
            row.progress = [line.replace(old, new) for line in row.progress]


def sheet_of(edition: Edition) -> Sheet:
    rows = [
        SheetRow(
            section=section.title,
            title=activity.title,
            requirement=activity.requirement,
            progress=[printed(line) for line in activity.progress],
            starts=activity is section.activities[0],
        )
        for section, activity in edition.rows()
    ]
    heading = printed(edition.heading, heading=True)
    before = [edition.annex, *edition.title.split("\n"), heading]
    return Sheet(
        before=[text for text in before if text],
        columns=edition.columns,
        rows=rows,
        after=edition.note.split("\n") if edition.note else [],
    )


def printed(sentence: Sentence, *, heading: bool = False) -> str:
    return "".join(
        part if isinstance(part, str) else _room(part, sentence, heading) for part in sentence.parts
    )


def _room(blank: Blank, sentence: Sentence, heading: bool) -> str:
    if heading:
        return "      "
    if blank.kind.words:
        return " ".join(f"□{word}" for word in blank.kind.words)
    before = sentence.parts[sentence.parts.index(blank) - 1]
    return "   " if str(before).endswith(("（", "(", "【")) else "＿＿＿"


def write_docx(sheet: Sheet, file: Path) -> Path:
    """The sheet as a Word table of four columns, merged as the official one is."""
    document = Document()
    for text in sheet.before:
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=4)
    _head(table, sheet.columns)
    anchors: list[tuple[_Cell, SheetRow]] = []
    for number, row in enumerate(sheet.rows):
        if number in sheet.breaks:
            _head(table, sheet.columns)
        _row(table, row, anchors, fresh=row.starts or number in sheet.breaks)
    for text in sheet.after:
        document.add_paragraph(text)
    document.save(str(file))
    return file


def _head(table: Table, columns: tuple[str, ...]) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    cells[0].merge(cells[1]).text = columns[0]
    cells[2].text, cells[3].text = columns[1:]


def _row(table: Table, row: SheetRow, anchors: list[tuple[_Cell, SheetRow]], *, fresh: bool) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    first = cells[0] if row.title else cells[0].merge(cells[1])
    if fresh or not anchors:
        first.text = row.section
        anchors.append((first, row))
    else:
        anchors[-1] = (anchors[-1][0].merge(first), row)
    if row.title:
        cells[1].text = row.title
    cells[2].text = row.requirement
    _put(cells[3], row.progress)


def _put(cell: _Cell, lines: list[str]) -> None:
    cell.text = lines[0] if lines else ""
    for line in lines[1:]:
        cell.add_paragraph(line)
