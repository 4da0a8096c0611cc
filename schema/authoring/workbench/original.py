"""The document as it was read, to be looked at beside what became of it, and where on it a question stands."""

import re
from collections.abc import Iterable, Iterator

from schema.authoring.importer.document import Paper, Rows
from schema.authoring.importer.ledger import squeezed

Part = str | list[list[list[object]]]
"""A paragraph, or a table: its rows of cells, each its text, the columns and the rows that it covers."""
At = tuple[int, ...]
"""Which part, and of a table which row and cell, from 0; () where nobody can say."""
_QUOTED = re.compile("“([^“”]*(?:“[^”]*”)?[^“”]*)”")
_LEFT = "没有收进表里："


def parts_of(paper: Paper) -> list[Part]:
    return [part if isinstance(part, str) else _table(part) for part in paper.parts]


def _table(rows: Rows) -> list[list[list[object]]]:
    """What is merged downwards is one cell."""
    drawn: list[list[list[object]]] = []
    above: dict[int, list[object]] = {}
    for row in rows:
        cells, column = [], 0
        for cell in row:
            if cell.continued and column in above:
                above[column][2] = int(str(above[column][2])) + 1
            else:
                above[column] = ["\n".join(cell.lines), cell.span, 1]
                cells.append(above[column])
            column += cell.span
        drawn.append(cells)
    return drawn


def find(parts: list[Part], words: Iterable[str]) -> tuple[At, str]:
    """Where the first of these words that the document has stand, and all that stands there."""
    for wanted in filter(None, map(squeezed, words)):
        places = [(at, text) for at, text in _places(parts) if wanted in squeezed(text)]
        if places:
            return min(places, key=lambda each: len(each[1]))
    return (), ""


def quoted(doubt: str) -> list[str]:
    """The words of the paper that a doubt is about."""
    return [*doubt.split(_LEFT)[1:], *_QUOTED.findall(doubt)]


def _places(parts: Iterable[Part]) -> Iterator[tuple[At, str]]:
    for number, part in enumerate(parts):
        if isinstance(part, str):
            yield (number,), part
            continue
        for r, row in enumerate(part):
            yield from (((number, r, c), str(cell[0])) for c, cell in enumerate(row))
