"""A small official table as Word makes it, changed a little, and what the importer reads in it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml

from schema.authoring.draft import Draft
from schema.authoring.importer.document import Cell
from schema.authoring.importer.open_file import read_document
from schema.authoring.importer.to_draft import read_paper
from schema.edition.kinds import Kind
from schema.edition.sentence import Sentence
from tests.support.documents.word import Sheet, SheetRow, write_docx

DUE = datetime.fromisoformat("2022-07-01T12:00:00+08:00")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = tuple(Cell(lines=(title,), span=span) for title, span in (("项目", 2), ("要求", 1), ("进展", 1)))


def sheet(*progress: str) -> Sheet:
    row = SheetRow(section="宣传", title="学习", requirement="要学习。", progress=list(progress), starts=True)
    return Sheet(before=["统计表", "填报单位："], columns=("项目", "要求", "进展"), rows=[row], after=[])


def imported(folder: Path, made: Sheet, change: Callable[[Any], None] = lambda _: None) -> Draft:
    file = write_docx(made, folder / "form.docx")
    document = Document(str(file))
    change(document)
    document.save(str(file))
    return read_paper(read_document(file), 2022, DUE)


def lines(draft: Draft) -> list[Sentence]:
    return [line for _, line in draft.edition.lines()][1:]


def kinds(draft: Draft) -> list[Kind]:
    return [blank.kind for line in lines(draft) for blank in line.blanks]


def paragraph(xml: str) -> Callable[[Any], None]:
    """Put these runs of Word XML into the first paragraph of the progress cell."""

    def change(document: Any) -> None:
        target = document.tables[0].rows[1].cells[3].paragraphs[0]
        for child in parse_xml(f"<w:p {W}>{xml}</w:p>"):
            target._p.append(child)  # noqa: SLF001  # Word's own element

    return change
