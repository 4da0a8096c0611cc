"""A cell of a grid → its text with its blanks."""

import re

from schema.authoring.importer.blanks import Line, find_blanks, joined, sentences, with_room
from schema.authoring.importer.document import Cell, join_paragraphs
from schema.authoring.importer.measures import KNOWN, kind_of
from schema.authoring.importer.tables.asked import EITHER, Named, asked
from schema.authoring.importer.tables.rows import is_hint
from schema.edition.kinds import Choice, LongText, Text, YesNo
from schema.edition.sentence import Blank

_SEVERAL = "可多选"


def read_cell(cell: Cell, named: Named) -> Line:
    """Its text with its blanks. A doubt that begins with “没有写计量单位” is the same for many cells."""
    if cell.lines:
        return _written(cell, named)
    if cell.shaded:
        return Line(parts=())
    kind, doubt = asked(named)
    return Line(parts=(Blank(id="", kind=kind),), doubts=(doubt,) if doubt else ())


def _written(cell: Cell, named: Named) -> Line:
    told = any("多选" in text for text in (named.measure, *named.titles, *named.names))
    several = f"（{_SEVERAL}）" if told and _SEVERAL not in cell.text else ""
    lines = [find_blanks(line + several) for line in sentences(cell.lines)]
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
        own = (*line.parts[:-1], str(line.parts[-1]).removesuffix(several)) if several else line.parts
        parts += ["\n"] if parts else []
        parts += [part for part in own if part]
    words = [part for part in parts if isinstance(part, str)]
    alone = len(words) <= 2 and not re.search(r"\w", "".join(words))
    if alone and any(map(_is_written, parts)):  # a bracket alone is an empty cell
        kind, doubt = asked(named)
        doubts = (doubt,) if doubt else ()
        parts = [Blank(id="", kind=kind) if _is_written(part) else part for part in parts]
    return Line(parts=tuple(_signed(part, named) for part in joined(parts)), doubts=doubts)


def _signed(part: str | Blank, named: Named) -> str | Blank:
    """（　）% under 增减 may be negative."""
    if isinstance(part, str) or not part.kind.measure:
        return part
    kind = kind_of(part.kind.measure, *named.titles, *named.names)
    return Blank(id="", kind=kind) if kind.signed else part


def _is_written(part: str | Blank) -> bool:
    return isinstance(part, Blank) and isinstance(part.kind, Text | LongText)
