"""A Word document → the paper: its body walked as Word nests it.

    w:body
      w:p                         a paragraph: title, heading, note
      w:sdt > w:sdtContent > …    a content control around anything, as is w:ins around inserted text: looked through
      w:tbl                       a table: the form itself, a part of it after a page break, or another one

Whatever is not read is named in the paper's notes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from schema.authoring.importer.document import MOST_ROWS, DocumentError, Paper, clean_lines
from schema.authoring.importer.word.controls import settle_controls
from schema.authoring.importer.word.numbering import Numbering
from schema.authoring.importer.word.package import SAVE_AS, Package, W, open_package
from schema.authoring.importer.word.styles import Styles
from schema.authoring.importer.word.tables import TABLE, P, flatten, is_frame, main_tables, plain, read_grid
from schema.authoring.importer.word.words import Words, note_mark

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element


def read_docx(file: Path) -> Paper:
    """The paper. Raises DocumentError when the document holds no table, or far too much of one."""
    package = open_package(file)
    body = package.body
    controls = tuple(settle_controls(body))
    parts = list(_unframed(flatten(body, (P, TABLE))))
    tables = [part for part in parts if part.tag == TABLE]
    if not tables:
        _refuse(body, parts)
    if sum(1 for _ in body.iter(f"{W}tr")) > MOST_ROWS:
        raise DocumentError(f"表格超过 {MOST_ROWS} 行，不像是统计表。请核对文件。")
    chosen = main_tables(parts, tables)
    first, last = parts.index(chosen[0]), parts.index(chosen[-1])
    words = Words(Styles(_of(package, "styles")), Numbering(_of(package, "numbering")))
    before = words.lines(_paragraphs(parts[:first]))
    grid = tuple(row for table in chosen for row in read_grid(table, words))
    after = words.lines(_paragraphs(parts[last + 1 :]))
    others = [table for table in tables if table not in chosen]
    return Paper(
        before=before,
        grid=grid,
        after=after + tuple(_footnotes(package, words)),
        notes=(*controls, *_notes(package, words, others)),
    )


def _unframed(parts: "Iterable[Element]") -> "Iterator[Element]":
    """A table of one cell that is drawn around another table is no table."""
    for part in parts:
        if is_frame(part):
            yield from _unframed(flatten(next(part.iter(f"{W}tc")), (P, TABLE)))
        else:
            yield part


def _refuse(body: "Element", parts: "list[Element]") -> None:
    """There is no table: a scan, or a form of paragraphs. Raises DocumentError."""
    said = any(plain(part) for part in parts)
    if not said and any(child.tag.endswith(("}blip", "}imagedata")) for child in body.iter()):
        raise DocumentError(
            "文件里只有图片（像是扫描件），现在还不支持从图片里认字。请向市局要 Word 表（.docx）。"
        )
    raise DocumentError("文件里没有表格，只有段落；这种版式现在还不支持。请选用市局下发的那份 Word 表。")


def _paragraphs(parts: "Iterable[Element]") -> "Iterator[Element]":
    return (part for part in parts if part.tag == P)


def _of(package: Package, sort: str) -> "list[Element]":
    return package.others.get(sort, [])


def _footnotes(package: Package, words: Words) -> Iterator[str]:
    """The footnotes in the order of their marks, each after its mark."""
    for place, (sort, name) in enumerate(list(words.noted), 1):
        for part in _of(package, f"{sort}s"):
            for note in part.iter(f"{W}{sort}"):
                if note.get(f"{W}id") == name:
                    yield note_mark(place) + "".join(words.lines(note.iter(P)))


def _notes(package: Package, words: Words, others: "list[Element]") -> Iterator[str]:
    for table in others:
        yield f"另有一个表格没有读，它的内容：{_short(table)}"
    for what, said in dict.fromkeys(words.left):
        yield f"{what}没有收进{f'：{said}' if said else '，请核对上面有没有字'}"
    for word, name in (("header", "页眉"), ("footer", "页脚")):
        for said in dict.fromkeys(_short(part) for part in _of(package, word)):
            if any(c.isalpha() for c in said):
                yield f"{name}没有收进：{said}"
    body = package.body
    if any(True for _ in body.iter(f"{W}del", f"{W}ins", f"{W}moveFrom")):
        yield "文件里有修订痕迹：按“接受所有修订”读取，请核对"
    if any(True for _ in body.iter(f"{W}commentReference")):
        yield "文件里有批注，没有读"
    if any(True for _ in body.iter(f"{W}altChunk")):
        yield f"文件里嵌有另一份文件，没有读。{SAVE_AS}"


def _short(element: "Element") -> str:
    return " ".join(clean_lines("\n".join(text.text or "" for text in element.iter(f"{W}t"))))[:200]
