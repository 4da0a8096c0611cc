"""A Word document → the paper: its body walked as Word nests it.

    w:body
      w:p                         a paragraph: title, heading, note
      w:sdt > w:sdtContent > …    a content control around anything, as is w:ins around inserted text: looked through
      w:tbl                       a table, or a part of one after a page break

Whatever is not read is named in the paper's notes.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from schema.authoring.importer.document import MOST_ROWS, DocumentError, Paper, Rows, width
from schema.authoring.importer.word.controls import settle_controls
from schema.authoring.importer.word.numbering import Numbering
from schema.authoring.importer.word.package import SAVE_AS, Package, W, open_package, text_of
from schema.authoring.importer.word.read_tables import TABLE, P, flatten, is_frame, read_grid
from schema.authoring.importer.word.styles import Styles
from schema.authoring.importer.word.words import Words, note_mark, short

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element


def read_docx(file: Path) -> Paper:
    """The paper. Raises DocumentError when the document holds far too much, or only pictures."""
    package = open_package(file)
    body = package.body
    controls = tuple(settle_controls(body))
    parts = list(_unframed(flatten(body, (P, TABLE))))
    _refuse_scans(body, parts)
    if sum(1 for _ in body.iter(f"{W}tr")) > MOST_ROWS:
        raise DocumentError(f"表格超过 {MOST_ROWS} 行，不像是统计表。请核对文件。")
    words = Words(Styles(package.others["styles"]), Numbering(package.others["numbering"]))
    said = (*_parts(parts, words), *_footnotes(package, words))
    return Paper(parts=said, notes=(*controls, *_notes(package, words)))


def _parts(parts: "list[Element]", words: Words) -> list[str | Rows]:
    """Lines and tables; tables of the same width that touch are one, cut by a page break; those in its cells follow it."""
    found: list[str | Rows] = []
    for part in parts:
        if part.tag == P:
            lines = words.lines([part])
            found += [*(_nested(words) if lines else ()), *lines]
            continue
        rows = tuple(read_grid(part, words))
        before = found[-1] if found else ""
        if rows and not isinstance(before, str) and width(before) == width(rows):
            found[-1] = before + rows
        elif rows:
            found.append(rows)
    return [*found, *_nested(words)]


def _nested(words: Words) -> Iterator[str | Rows]:
    """The tables in cells that were met, each under the name of its row."""
    while words.nested:
        name, table = words.nested.pop(0)
        if rows := tuple(read_grid(table, words)):
            words.moved.append(f"“{name}”一行里的表格" if name else "表格里的表格")
            yield from [name] if re.fullmatch(r"[\w、]{1,20}", name) else []
            yield rows


def _unframed(parts: "Iterable[Element]") -> "Iterator[Element]":
    """A table of one cell that is drawn around another table is no table."""
    for part in parts:
        if is_frame(part):
            yield from _unframed(flatten(next(part.iter(f"{W}tc")), (P, TABLE)))
        else:
            yield part


def _refuse_scans(body: "Element", parts: "list[Element]") -> None:
    """Raises DocumentError."""
    said = any(part.tag == TABLE or text_of(part).strip() for part in parts)
    if not said and any(child.tag.endswith(("}blip", "}imagedata")) for child in body.iter()):
        raise DocumentError(
            "文件里只有图片（像是扫描件），现在还不支持从图片里认字。请向制表机关索取 Word 表（.docx）。"
        )


def _footnotes(package: Package, words: Words) -> Iterator[str]:
    """The footnotes in the order of their marks, each after its mark."""
    for place, (sort, name) in enumerate(list(words.noted), 1):
        for part in package.others[f"{sort}s"]:
            for note in part.iter(f"{W}{sort}"):
                if note.get(f"{W}id") == name:
                    yield note_mark(place) + "".join(words.lines(note.iter(P)))


def _notes(package: Package, words: Words) -> Iterator[str]:
    for what, said in dict.fromkeys(words.left):
        yield f"{what}没有收进{f'：{said}' if said else '，请核对上面有没有字'}"
    for table in dict.fromkeys(words.moved):
        yield f"{table}移到了整张表的下面，请核对"
    for word, name in (("header", "页眉"), ("footer", "页脚")):
        for said in dict.fromkeys(short(part) for part in package.others[word]):
            if any(c.isalpha() for c in said):
                yield f"{name}没有收进：{said}"
    body = package.body
    if any(True for _ in body.iter(f"{W}del", f"{W}ins", f"{W}moveFrom")):
        yield "文件里有修订痕迹：按“接受所有修订”读取，请核对"
    if any(True for _ in body.iter(f"{W}commentReference")):
        yield "文件里有批注，没有读"
    if any(True for _ in body.iter(f"{W}altChunk")):
        yield f"文件里嵌有另一份文件，没有读。{SAVE_AS}"
