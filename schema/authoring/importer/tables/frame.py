"""What names the cells of a grid: its head and its stub, the columns of units of measure and of the rows' own numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from schema.authoring.importer.document import BELOW, width
from schema.authoring.importer.measures import UNITS, measure_of
from schema.authoring.importer.tables.asked import EITHER, is_figure
from schema.authoring.importer.tables.pieces import Piece
from schema.authoring.importer.tables.rows import FORMULA, OF_UNITS, are_numbers, asks, is_across, not_asked
from schema.authoring.importer.tables.square import Box, Square, square
from schema.edition.grid import OF_WHICH

_SHORT = re.compile(rf"[（(]?(?:{UNITS}|[^（）()]{{1,6}})[）)]?")
_CODE = re.compile(r"(?:指标)?代\s*码|编\s*[号码]|[行列栏]\s*[次号]|序\s*号")
_FORMULA = re.compile(f"{FORMULA}$")
ORDER = re.compile(r"序\s*号")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A piece as a rectangle. head, stub: how many first rows and columns name the others.

    units: the column of units of measure, codes: that of the rows' own numbers; -1 for none.
    numbers: the row of the head that numbers the columns; -1 for none.
    """

    at: Square
    head: int
    stub: int
    units: int
    codes: int
    numbers: int

    @property
    def mixed(self) -> bool:
        """Whether a column of it tells its own unit of measure."""
        return any(measure_of(self.titles(column)) for column in range(self.stub, len(self.at[0])))

    def titles(self, column: int) -> tuple[str, ...]:
        """What the head calls a column, the nearest first; what stands under 其中 is a part of the column before."""
        rows = [row for row in range(self.head) if row != self.numbers]
        over = [self.at[row][column] for row in reversed(rows)]
        whole = next((box.column - 1 for box in over if OF_WHICH.fullmatch(box.text) and box.column), -1)
        return _once(iter(over)) if whole < self.stub else (*_once(iter(over)), *self.titles(whole)[:1])

    def beside(self, box: Box) -> tuple[str, ...]:
        """Where no head names it (单位名称 | □ | 电话 | □): the text next to it at the left."""
        return _once(self.at[box.row][column] for column in range(box.column - 1, -1, -1))[:1]

    def names(self, row: int) -> tuple[str, ...]:
        """What the stub calls a row, the nearest first."""
        columns = [column for column in range(self.stub) if column not in (self.units, self.codes)]
        return _once(self.at[row][column] for column in reversed(columns))

    def code(self, row: int) -> str:
        return _FORMULA.sub("", self.at[row][self.codes].text) if self.codes >= 0 else ""

    def number(self, column: int) -> str:
        return _FORMULA.sub("", self.at[self.numbers][column].text) if self.numbers >= 0 else ""

    def measure(self, row: int) -> str:
        return self.at[row][self.units].text if self.units >= 0 else ""

    def tells_measure(self, column: int) -> bool:
        """Whether its unit of measure is not only guessed from what others tell."""
        titles = self.titles(column)
        known = bool(measure_of(titles)) or is_figure("".join(titles[:1]))
        return self.units >= 0 or not self.mixed or known

    def is_coded(self, column: int) -> bool:
        """Whether it bears codes."""
        return bool(_CODE.fullmatch("".join(self.titles(column)[:1])))

    @property
    def columns(self) -> range:
        """Those that may be filled in."""
        return range(self.stub, len(self.at[0]))

    @property
    def body(self) -> list[int]:
        """The rows under the head but those across the table."""
        across = len(self.at[0])
        return [row for row in range(self.head, len(self.at)) if self.at[row][0].across < across]

    def boxes(self) -> Iterable[Box]:
        return dict.fromkeys(box for line in self.at for box in line)


def _once(boxes: Iterator[Box]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(box.text for box in boxes if box.text and not box.text.isdigit()))


def frame_of(piece: Piece) -> Frame:
    rows = (*piece.head, *piece.body)
    head = min(len(piece.head), len(rows) - 1)
    at = square(rows, head)
    numbers = next((row for row, cells in enumerate(piece.head) if are_numbers(cells)), -1)
    named = Frame(at=at, head=head, stub=0, units=-1, codes=-1, numbers=numbers)
    body = [row for row in range(head, len(rows)) if not is_across(rows[row])]
    stub = _stub(named, body)
    across = range(width(rows))
    of_units = (c for c in across if c and _is_units(named, c, body))
    of_codes = [c for c in range(stub) if named.is_coded(c) and _are_codes(at, c, body)]
    codes = next(
        (c for c in of_codes if not ORDER.fullmatch(named.titles(c)[0])), of_codes[0] if of_codes else -1
    )
    units = next(of_units, -1)
    if not set(range(stub)) - {units, *of_codes}:  # 序号 | 单位 | 人数: it names the rows
        units = -1
    return replace(named, stub=stub, units=units, codes=codes)


def _stub(named: Frame, body: list[int]) -> int:
    """The first columns in which at least half of the rows have words, or codes; one remains to be filled in."""
    at = named.at
    if not named.head and any(_is_beside(*pair) for row in body for pair in pairwise(at[row])):
        return 0
    for column in range(len(at[0])):
        coded = not column or named.is_coded(column)
        told = [row for row in body if _names(at[row][column], coded=coded)]
        if column and OF_UNITS.fullmatch("".join(named.titles(column)[:1])) and column + 1 < len(at[0]):
            continue
        if 2 * len(told) < len(body) or not body or not_asked(at[body[0]][column].text):
            return column
    return len(at[0]) - 1


def _is_beside(room: Box, text: Box) -> bool:
    """Whether room is followed by a text: 单位名称 | □ | 电话 | □."""
    return room is not text and asks(room.cell) and bool(text.text)


def _names(box: Box, *, coded: bool) -> bool:
    """coded: figures are its name, too."""
    said = box.text not in ("", BELOW) and not not_asked(box.text) and not EITHER.fullmatch(box.text)
    return said and not asks(box.cell) and (coded or not re.fullmatch(r"\d[\d,.]*", box.text))


def _is_units(named: Frame, column: int, body: list[int]) -> bool:
    said = [text for row in body if (text := named.at[row][column].text)]
    short = [text for text in said if _SHORT.fullmatch(text.replace(" ", ""))]
    return bool(OF_UNITS.fullmatch("".join(named.titles(column)[:1]))) and 2 * len(short) >= len(said)


def _are_codes(at: Square, column: int, body: list[int]) -> bool:
    return all(re.fullmatch(r"[\w.\-]{0,8}", _FORMULA.sub("", at[row][column].text)) for row in body)
