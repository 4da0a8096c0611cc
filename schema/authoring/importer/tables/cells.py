"""A cell of a grid → its text with its blanks."""

import re
from dataclasses import replace
from functools import partial

from schema.authoring.importer.blanks import Line, find_blanks, joined, sentences, with_room
from schema.authoring.importer.document import Cell, join_paragraphs
from schema.authoring.importer.measures import KNOWN, kind_of
from schema.authoring.importer.tables.asked import EITHER, Named, asked
from schema.authoring.importer.tables.rows import is_hint
from schema.edition.kinds import Choice, LongText, Several, Text, YesNo
from schema.edition.sentence import Blank


def read_cell(cell: Cell, named: Named) -> Line:
    """Its text with its blanks. A doubt that begins with “没有写计量单位” is the same for many cells."""
    if cell.lines:
        return _written(cell, named)
    if cell.shaded:
        return Line(parts=())
    kind, doubt = asked(named)
    return Line(parts=(Blank(id="", kind=kind),), doubts=(doubt,) if doubt else ())


def _written(cell: Cell, named: Named) -> Line:
    lines = [find_blanks(line) for line in sentences(cell.lines)]
    lines[-1] = with_room(lines[-1])
    doubts = tuple(doubt for line in lines for doubt in line.doubts)
    if cell.text in KNOWN:  # spaces that stood before it are gone
        blank = Blank(id="", kind=kind_of(cell.text, *named.titles, *named.names))
        return Line(parts=(blank, cell.text), doubts=("“" + cell.text + "”前面当作要填的，请核对",))
    if EITHER.fullmatch(cell.text):
        chosen = YesNo() if "是" in cell.text else Choice(options=("有", "无"))
        return Line(parts=(cell.text[0], Blank(id="", kind=chosen), cell.text[-1]))
    if not any(line.blanks for line in lines):
        text = join_paragraphs(cell.lines).replace("{", "｛").replace("}", "｝")
        if is_hint(text) and not doubts:
            doubts = (f"“{text}”像是要填的，没有当作空",)
        return Line(parts=(text,), doubts=doubts)
    parts: list[str | Blank] = []
    for line in lines:
        parts += ["\n"] if parts else []
        parts += line.parts
    words = [part for part in parts if isinstance(part, str)]
    alone = len(words) <= 2 and not re.search(r"\w", "".join(words))
    if alone and any(map(_is_written, parts)):  # a bracket alone is an empty cell
        kind, doubt = asked(named)
        doubts = (doubt,) if doubt else ()
        parts = [Blank(id="", kind=kind) if _is_written(part) else part for part in parts]
    return Line(parts=tuple(joined(parts)), doubts=doubts).put(partial(_under, named))


def _under(named: Named, blank: Blank) -> Blank:
    """（　）% under 增减 may be negative; of options under 多选 several are chosen."""
    names = (*named.titles, *named.names)
    if blank.kind.words and any("多选" in text for text in (named.measure, *names)):
        return replace(blank, kind=Several(options=blank.kind.words))
    signed = kind_of(blank.kind.measure, *names)
    return replace(blank, kind=signed) if blank.kind.measure and signed.signed else blank


def _is_written(part: str | Blank) -> bool:
    return isinstance(part, Blank) and isinstance(part.kind, Text | LongText)
