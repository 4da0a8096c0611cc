"""A Word document → the paper. python-docx opens it; the cells are read as Word nests them.

python-docx's own `document.tables` and `cell.text` would lose what official documents hold, so the XML is walked here:

    w:body
      w:p                         a paragraph: title, heading, note
      w:sdt > w:sdtContent > …    a content control around anything, as is w:ins around inserted text: looked through
      w:tbl > w:tr > w:tc         w:tcPr/w:gridSpan: the cell is that many columns wide
                                  w:tcPr/w:vMerge without w:val="restart": it goes on with the cell above
        w:p > w:r > w:t           a run of text; spaces with w:rPr/w:u are underlined: a line to write on (MARK)
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.authoring.importer.document import (
    MARK,
    MOST_ROWS,
    Cell,
    DocumentError,
    GridRow,
    Paper,
    clean_lines,
)

if TYPE_CHECKING:
    Element = Any  # lxml's own types do not know Word's elements

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
# Deleted text is no text; a text box and a table in a cell are told as left out; Fallback says once more, for old
# versions of Word, what stands beside it; properties (…Pr) hold no text of the paper.
_SKIPPED = {f"{W}{name}" for name in ("txbxContent", "del", "moveFrom", "pPr", "rPr", "sdtPr", "tbl")} | {
    _FALLBACK
}
_BOXES = {"F06F", "F071", "F072", "F0A3", "F0A8"}
"""Empty boxes in Wingdings and its like."""


def read_docx(file: Path) -> Paper:
    """The paper. Raises DocumentError when the document holds no table, or far too much of one."""
    body = _open(file)
    parts = list(_flatten(body, (f"{W}p", f"{W}tbl")))
    tables = [part for part in parts if part.tag == f"{W}tbl"]
    if not tables:
        raise DocumentError("文件里没有表格，不像是统计表。请选用市局下发的那份 Word 表。")
    if sum(1 for _ in body.iter(f"{W}tr")) > MOST_ROWS:
        raise DocumentError(f"表格超过 {MOST_ROWS} 行，不像是统计表。请核对文件。")
    chosen = _main_tables(parts, tables)
    first, last = parts.index(chosen[0]), parts.index(chosen[-1])
    return Paper(
        before=_paragraphs(parts[:first]),
        grid=tuple(row for table in chosen for row in _grid(table)),
        after=_paragraphs(parts[last + 1 :]),
        notes=tuple(_notes(body, len(tables) - len(chosen))),
    )


def _open(file: Path) -> "Element":
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        return Document(str(file)).element.body
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise DocumentError(
            "这个 .docx 文件不完整或已损坏，打不开。请用 Word 打开后另存为一份新的 .docx。"
        ) from error


def _flatten(element: "Element", wanted: tuple[str, ...]) -> "Iterator[Element]":
    """The wanted children, content controls and tracked insertions looked through."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _flatten(child, wanted)


def _main_tables(parts: "list[Element]", tables: "list[Element]") -> "list[Element]":
    """The table with the most text, and those of the same width that touch it: a table cut by a page break."""
    runs: list[list[Element]] = [[]]
    for part in parts:
        if part.tag == f"{W}tbl":
            if runs[-1] and _width(runs[-1][-1]) != _width(part):
                runs.append([])
            runs[-1].append(part)
        elif "".join(_text(part)).strip():
            runs.append([])
    main = max(tables, key=lambda table: len("".join(_text(table, whole=True))))
    return next(run for run in runs if main in run)


def _width(table: "Element") -> int:
    return max((sum(cell.span for cell in row) for row in _grid(table)), default=0)


def _grid(table: "Element") -> tuple[GridRow, ...]:
    return tuple(
        tuple(_cell(cell) for cell in _flatten(row, (f"{W}tc",))) for row in _flatten(table, (f"{W}tr",))
    )


def _cell(cell: "Element") -> Cell:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return Cell(
        lines=_paragraphs(_flatten(cell, (f"{W}p",))),
        span=1 if span is None else int(span.get(f"{W}val")),
        continued=merge is not None and merge.get(f"{W}val", "continue") == "continue",
    )


def _paragraphs(parts: "Iterable[Element]") -> tuple[str, ...]:
    return tuple(line for part in parts if part.tag == f"{W}p" for line in clean_lines("".join(_text(part))))


def _text(element: "Element", *, whole: bool = False) -> Iterator[str]:
    """The text of everything inside, deleted text, text boxes and (unless `whole`) nested tables left out."""
    for child in element:
        name = str(child.tag).removeprefix(W)
        if name == "t":
            yield _underlined(child.getparent(), child.text or "")
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield MARK * 4 if _is_underlined(child.getparent()) else "\t"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym" and child.get(f"{W}char", "").upper() in _BOXES:
            yield "□"
        elif child.tag not in _SKIPPED or (whole and name == "tbl"):
            yield from _text(child, whole=whole)


def _is_underlined(run: "Element") -> bool:
    mark = run.find(f"{W}rPr/{W}u")
    return mark is not None and mark.get(f"{W}val") not in (None, "none")


def _underlined(run: "Element", text: str) -> str:
    """Underlined spaces are a blank to write on; underlined words are only words."""
    return MARK * len(text) if text and not text.strip() and _is_underlined(run) else text


def _notes(body: "Element", other_tables: int) -> Iterator[str]:
    boxes = [
        box for box in body.iter(f"{W}txbxContent") if not any(True for _ in box.iterancestors(_FALLBACK))
    ]
    if boxes:
        yield f"文件里有 {len(boxes)} 个文本框，没有读：{'；'.join(''.join(_text(box)).strip() for box in boxes)[:60]}"
    if other_tables:
        yield f"文件里另有 {other_tables} 个表格，没有读"
    if any(True for _ in body.iter(f"{W}del", f"{W}ins")):
        yield "文件里有修订痕迹：按“接受所有修订”读取，请核对"
