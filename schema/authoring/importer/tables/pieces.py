"""A table cut into pieces, each a head and the rows under it: a second head within begins another one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schema.authoring.importer.document import Cell, GridRow
from schema.authoring.importer.measures import measure_of
from schema.authoring.importer.tables.rows import is_across, is_head, is_room

_NOTHING: GridRow = (Cell(lines=(), shaded=True),)


@dataclass(kw_only=True, slots=True)
class Piece:
    """A head and what stands under it. caption: rows across the table above it. doubts: by nobody's place."""

    caption: list[str] = field(default_factory=list)
    head: list[GridRow] = field(default_factory=list)
    body: list[GridRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def pieces(rows: Sequence[GridRow], first: int) -> list[Piece]:
    """One for every head; a head that stands again after a page break is none."""
    found = [Piece()]
    across: list[GridRow] = []
    for number, row in enumerate(rows, first):
        piece = found[-1]
        if is_across(row):
            across.append(row)
            continue
        if not is_head(row):
            piece.body += [*across, row]
        elif not piece.body:
            _begin(piece, across, row)
        elif not across and _words(row) in map(_words, piece.head):
            pass
        elif across or _names_as_much(row, piece):
            found.append(Piece())
            _begin(found[-1], across, row)
        else:
            piece.body.append(row)
            piece.doubts.append(f"第 {number} 行像是又一个表头，当作了内容，请核对")
        across = []
    found[-1].body += across
    return found


def _begin(piece: Piece, across: list[GridRow], row: GridRow) -> None:
    if empty := sum(is_room(each[0]) for each in across):
        piece.doubts.append(f"表头上面有 {empty} 行是空的（1 格），没有当作要填的")
    if piece.head:
        piece.head += across
    else:
        piece.caption += [line for each in across for line in each[0].lines]
    piece.head.append(row)


def _words(row: GridRow) -> list[str]:
    return [cell.text for cell in row]


def _names_as_much(row: GridRow, piece: Piece) -> bool:
    """Whether it begins as the head does, names several columns anew, or tells another unit of measure: 类别 | 人数（人）."""
    said = [cell.text for cell in row[1:] if cell.lines]
    return (
        len(set(said)) > 1
        or bool(measure_of(said))
        or (bool(piece.head) and row[0].text == piece.head[0][0].text)
    )


def panels(piece: Piece) -> list[Piece]:
    """项目 | 数量 | 项目 | 数量: two lists side by side, one after the other; any other piece alone."""
    titles = _words(piece.head[0]) if piece.head else []
    half, odd = divmod(len(titles), 2)
    if half < 2 or odd or titles[:half] != titles[half:]:
        return [piece]
    at = sum(cell.span for cell in piece.head[0][:half])
    head, body = ([_cut(row, at) for row in part] for part in (piece.head, piece.body))
    told = f"“{'、'.join(titles[:half])}”左右并排，"
    if not all(right for _, right in head + body):
        piece.doubts.append(f"{told}没有拆开，右边各格的名称请核对")
        return [piece]
    left, right = (
        Piece(head=[row[side] for row in head], body=[row[side] for row in body if row[side] != _NOTHING])
        for side in (0, 1)
    )
    left.caption = piece.caption
    left.doubts = [*piece.doubts, f"{told}改成了上下两张，请核对"]
    return [left, right]


def _cut(row: GridRow, at: int) -> tuple[GridRow, GridRow]:
    """The row before and from that column; () from it where a cell covers both sides, but one across the table."""
    if is_across(row):
        return row, _NOTHING
    covered = 0
    for number, cell in enumerate(row):
        if covered == at:
            return row[:number], row[number:]
        covered += cell.span
    return row, ()
