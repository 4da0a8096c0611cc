"""Papers of one table, and their parts."""

from schema.authoring.importer.document import Cell, Paper, Rows

BEFORE = ("统计表", "填报单位：")


def paper_of(grid: Rows, *, before: tuple[str, ...] = BEFORE, after: tuple[str, ...] = ()) -> Paper:
    return Paper(parts=(*before, grid, *after))


def paper(*rows: tuple[str, ...], before: tuple[str, ...] = BEFORE, after: tuple[str, ...] = ()) -> Paper:
    """Each cell by its text; an empty one is room."""
    return paper_of(tuple(map(cells, rows)), before=before, after=after)


def cells(texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(lines=tuple(text.split("\n")) if text else ()) for text in texts)


def table_of(paper: Paper) -> Rows:
    (table,) = (part for part in paper.parts if not isinstance(part, str))
    return table


def around(paper: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines before and after its table."""
    at = paper.parts.index(table_of(paper))
    before, after = (tuple(map(str, parts)) for parts in (paper.parts[:at], paper.parts[at + 1 :]))
    return before, after


def drawn(*rows: str) -> Rows:
    """Rows drawn as they look: 项目>2|数量#||^ is a cell two columns wide, a shaded one, room, one merged with that above."""
    return tuple(tuple(map(_cell, row.split("|"))) for row in rows)


def _cell(drawing: str) -> Cell:
    text, _, span = drawing.partition(">")
    said = text.rstrip("#^")
    return Cell(
        lines=tuple(said.split("\\")) if said else (),
        span=int(span or 1),
        shaded=text.endswith("#"),
        continued=text.endswith("^"),
    )
