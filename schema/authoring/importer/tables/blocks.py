"""The blocks that a paper's tables and lines become, one after another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from schema.authoring.draft import Relation
from schema.authoring.importer.blanks import Line, find_blanks
from schema.authoring.importer.heading import has_fields, read_fields
from schema.authoring.importer.measures import is_measure, measure_above
from schema.authoring.importer.tables.activity_table import read_activities
from schema.authoring.importer.tables.around import Trimmed
from schema.authoring.importer.tables.either import with_choices
from schema.authoring.importer.tables.frame import Frame, frame_of
from schema.authoring.importer.tables.layout import goes_on, is_activities
from schema.authoring.importer.tables.pieces import Piece, panels, pieces
from schema.authoring.importer.tables.read_grid import read_grid
from schema.authoring.importer.tables.rules.clauses import left_over
from schema.authoring.importer.tables.rules.relations import relations
from schema.edition.blocks import Block, Lines, sections_of
from schema.edition.grid import Grid
from schema.edition.model import Place

_FOR_THE_NOTE = re.compile(r"[。！；;]\s*[）)]?$|^[（(]?(?:注|说明|备注|填[报表]说明)\s*[：:1１]")

_LEADS = re.compile(
    r"(?:[\w（）()、.]{0,8}?(?:(?:指标|名词|术语)\w?(?:解释|释义)|口径|公式"
    r"|(?:统计|填[报表写]|报送|适用|调查|指标|上报|审核)(?:范围|对象|方法|要求|依据|关系))"
    r"|注|[填编报制表指标统计]*(?:说明|要求))\s*[：:]"
)
"""指标解释：, 计算公式："""


@dataclass(kw_only=True, slots=True)
class Body:
    """above: the lines that stand above what is to be filled in. lists: the heads of tables that are to come as files."""

    above: list[str]
    blocks: list[Block] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    doubts: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    grids: list[tuple[Frame, Grid, int]] = field(default_factory=list)

    def relations(self) -> tuple[Relation, ...]:
        """What its grids and notes say of their figures."""
        return tuple(
            each for frame, grid, place in self.grids for each in relations(frame, grid, place, self.note)
        )

    def left_over(self) -> Iterator[str]:
        """What they say of their figures in words that were not read, as doubts."""
        own = (box.text for frame, _, _ in self.grids for box in frame.boxes())
        return left_over([*own, *self.note], (each.written for each in self.relations() if each.written))

    def doubt(self, *said: str) -> None:
        self.doubts[()] = (*self.doubts.get((), ()), *said)


def goes_to_the_note(text: str) -> bool:
    """Whether it is a sentence to read."""
    return bool(_FOR_THE_NOTE.search(text))


def leads(text: str) -> bool:
    """Whether what stands below it is its text, to be read."""
    return bool(_LEADS.fullmatch(text.strip()))


def asks_something(text: str) -> bool:
    return has_fields(text) or bool(find_blanks(text).blanks)


def _line(text: str) -> Line:
    line = read_fields(text, ()) if has_fields(text) else find_blanks(text)
    if line.blanks or not text.endswith(("：", ":")):
        return line
    return replace(line, doubts=(*line.doubts, f"“{text[-12:]}”后面像是要填的，没有当作空"))


def add_lines(body: Body, texts: list[str], *, keep: bool = False) -> None:
    """keep: sentences to read stay between the lines to fill in."""
    lines: list[Line] = []
    led = False
    for text in texts:
        asks = asks_something(text)
        led = not asks and (leads(text) or (led and not text.endswith(("：", ":"))))
        if asks or keep or not (led or goes_to_the_note(text)):
            lines.append(_line(text))
        else:
            body.note.append(text)
    if lines:
        place = -len(body.blocks) - 1
        body.doubts |= {(place, n): line.doubts for n, line in enumerate(lines, 1)}
        body.blocks.append(Lines(sentences=tuple(Line(parts=line.parts) for line in lines)))


def add_table(body: Body, table: Trimmed, caption: list[str]) -> None:
    if is_activities(table.rows):
        add_lines(body, caption, keep=True)
        _add_activities(body, table)
        return
    measure = measure_above("\n".join([*body.above, *caption]))
    every = (part for piece in pieces(table.rows, table.first) for part in panels(piece))
    for number, piece in enumerate(every):
        title = [*(caption if not number else ()), *piece.caption]
        if not any(cell.lines for row in (*piece.head, *piece.body) for cell in row):
            body.doubt(f"有一个没有字的表格（{len(table.rows)} 行），没有收进")
        elif goes_on(piece.head, piece.body):
            _add_list(body, piece, title)
        else:
            _add_grid(body, piece, title, measure)


def _add_activities(body: Body, table: Trimmed) -> None:
    read, doubts = read_activities(table.rows, table.first, len(sections_of(body.blocks)))
    body.doubt(*doubts.pop(()))
    body.doubts |= doubts
    body.blocks.append(read)


def _add_grid(body: Body, piece: Piece, title: list[str], measure: str) -> None:
    units = [text for text in title if is_measure(text)]
    *above, name = [text for text in title if text not in units] or [""]
    add_lines(body, above, keep=True)
    caption = "\n".join(filter(None, [name, *units]))
    odd, measure = list(piece.doubts), measure_above(caption) or measure
    frame = with_choices(frame_of(piece), measure, odd)
    grid, doubts = read_grid(frame, odd, caption, measure)
    place = -len(body.blocks) - 1
    body.doubts |= {(place, *at) if at != (0, 0) else (place,): said for at, said in doubts.items()}
    body.blocks.append(grid)
    body.grids.append((frame, grid, len(body.blocks)))


def _add_list(body: Body, piece: Piece, title: list[str]) -> None:
    heads = "、".join(dict.fromkeys(cell.text for row in piece.head for cell in row if cell.lines))
    name = title[0] if title else heads[:20]
    body.lists.append(f"“{name}”（Excel，表头：{heads}）")
    body.doubt(
        f"“{name}”一表有几条填几条，没有收进网页：改为请填报单位附一份 Excel，表头是 {heads}；"
        f"不合适就改 attachments。没有收进的行：{'；'.join(_words(piece))[:200]}"
    )


def _words(piece: Piece) -> list[str]:
    return [" ".join(cell.text for cell in row if cell.lines) for row in (*piece.head, *piece.body)]
