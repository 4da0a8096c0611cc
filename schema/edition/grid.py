"""A grid: a table whose cells are the blanks, named by the head above them and the stub at their left.

指标名称 ｜ 代码 ｜ 本期 ｜ 累计      a head of one row, a stub of two columns
予以公开 ｜ 01   ｜ （□）｜ （□）    予以公开 · 本期, 予以公开 · 累计
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from schema.edition.sentence import Sentence

_CODE = re.compile(r"[A-Za-z]{0,2}[\W\d_]*")
"""A 代码 or 栏号 (01, R2, 1=2+3, —): no words."""
_NUMBERS = (
    r"[一二三四五六七八九十]+、",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d+\s*[.．、](?!\d)",
    r"[（(]\d+[）)]",
)
NUMBER = re.compile(f"^(?:{'|'.join(_NUMBERS)})")
"""What leads an item, and is none of its words; 1.5倍 has none."""
UNNUMBERED = len(_NUMBERS)
OF_WHICH = re.compile(r"其\s*中\s*[：:]?")
_AT_THE_END = re.compile(r"[合总小共]\s*计|其\s*[他它]")
_GAPS = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
"""Space that only spreads a word over its cell (合　计); between words of Latin letters it stays."""
_NO_TITLE = re.compile(r"(?:计量)?单位[:：]")


def level_of(name: str) -> int:
    """Of the number that leads it: 一、 0, （一） 1, 1. 2, （1） 3."""
    said = OF_WHICH.sub("", name, count=1)
    return next((level for level, form in enumerate(_NUMBERS) if re.match(form, said)), UNNUMBERED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """across, down: the columns and rows it covers. The lines of its text are parted by line ends."""

    sentence: Sentence
    across: int = 1
    down: int = 1

    @property
    def said(self) -> str:
        """Its words."""
        return "".join(part for part in self.sentence.parts if isinstance(part, str))

    @property
    def name(self) -> str:
        """What it calls its row or column, without number, gaps and blanks; '' where it is a mere code."""
        words = NUMBER.sub("", re.sub(r"[（(]\s*[）)]", "", _GAPS.sub("", self.said)))
        return "" if _CODE.fullmatch(words) else " ".join(words.split())


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed of it is kept beside its fields
class Grid:
    """A rectangle of cells; None stands where the cell at the left or above goes on.

    caption: what the paper prints above it (一、主动公开情况, 单位：万元), '' for nothing.
    head, stub: how many first rows and columns name what is below and beside them; rows and columns count from 1.
    """

    caption: str
    head: int
    stub: int
    rows: tuple[tuple[Cell | None, ...], ...]

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Each cell with its row and column, row by row."""
        for row, cells in enumerate(self.rows, 1):
            yield from ((row, column, cell) for column, cell in enumerate(cells, 1) if cell)

    @property
    def title(self) -> str:
        """The first line of the caption that names more than a unit of measure."""
        return next((line for line in self.caption.split("\n") if not _NO_TITLE.match(line.strip())), "")

    def path(self, row: int, column: int) -> tuple[str, ...]:
        """What names a cell, its row first; a cell of the stub is named by its column alone."""
        rows = self.row_names(row) if column > self.stub else ()
        names = (
            rows
            if self._stub_names[row] and self.of_one_column and rows
            else (*rows, *self.column_names(row, column))
        )
        return _once(names) or (f"第{row}行第{column}格",)

    def row_names(self, row: int, *, whole: bool = False) -> tuple[str, ...]:
        """What the stub calls it, led by the rows it is a part of where two are called the same (教师 · 其中：女).

        whole: led by them in any case.
        """
        own = self._stub_names[row]
        if row <= self.head or not (own or self.head):
            return own
        if self._times[own] == 1 and not (whole and self._ranks[row][0]):
            return own
        names, at = own, row
        while at := self._whole_of(at):
            names = (*self._stub_names[at], *names)
            if self._times[self._stub_names[at]] == 1:
                break
        return _once(names) or (f"第{row - self.head}行",)

    def _whole_of(self, row: int) -> int:
        """The row above that it is a part of, by 其中, by their numbers, else the next that is called like no other; 0: none."""
        part, level = self._ranks[row]
        above = [each for each in range(row - 1, self.head, -1) if self._stub_names[each]]
        if part:
            return next((each for each in above if not self._ranks[each][0]), 0)
        over = next((each for each in above if self._ranks[each][1] < level), 0)
        if level < UNNUMBERED:
            heads = (each for each in above if self._ranks[each] == (False, UNNUMBERED))
            return max(over, next((each for each in heads if not self._closes(each)), 0))
        alone = next((each for each in above if self._times[self._stub_names[each]] == 1), 0)
        return alone if alone > over else self._whole_of(over) if over and self._closes(row) else over

    def _closes(self, row: int) -> bool:
        """Whether it stands at the end of its group: 合计, 其他."""
        return bool(_AT_THE_END.match("".join(self._stub_names[row][-1:])))

    def column_names(self, row: int, column: int) -> tuple[str, ...]:
        """What it is chosen from does not name it: a choice may lie across the columns 是 and 否."""
        head = _once(self.at(above, column)[-1].name for above in range(1, min(self.head, row - 1) + 1))
        words = {word for blank in self.at(row, column)[-1].sentence.blanks for word in blank.kind.words}
        return tuple(name for name in head if name not in words) if head else self._neighbour(row, column)

    def _neighbour(self, row: int, column: int) -> tuple[str, ...]:
        """Where no head names it (填报单位 ｜ □ ｜ 电话 ｜ □): the text next to it at the left, else above it."""
        left = ((row, each) for each in range(column - 1, self.stub, -1))
        above = ((each, column) for each in range(row - 1, self.head, -1))
        near = (self.at(*at)[-1] for at in (*left, *above))
        return next(((cell.name,) for cell in near if cell.name and not cell.sentence.blanks), ())

    def at(self, row: int, column: int) -> tuple[int, int, Cell]:
        """The cell that covers this place, with the row and column where it begins."""
        return self._covering[row, column]

    def __getstate__(self) -> dict[str, object]:
        """What it is made of; what was computed of it is computed anew where it arrives."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def _covering(self) -> dict[tuple[int, int], tuple[int, int, Cell]]:
        return {
            (below, right): (row, column, cell)
            for row, column, cell in self.cells()
            for below in range(row, row + cell.down)
            for right in range(column, column + cell.across)
        }

    @cached_property
    def of_one_column(self) -> bool:
        """项目 ｜ 单位 ｜ 数量: only one column is to be filled in, so its rows are named enough."""
        return len({column for _, column, cell in self.cells() if cell.sentence.blanks}) == 1

    @cached_property
    def _stub_names(self) -> dict[int, tuple[str, ...]]:
        columns = range(1, self.stub + 1)
        return {
            row: _once(self.at(row, column)[-1].name for column in columns)
            for row in range(1, len(self.rows) + 1)
        }

    @cached_property
    def _ranks(self) -> dict[int, tuple[bool, int]]:
        """Of each row below the head: whether it is 其中, and the level of its number."""
        found = {}
        for row in range(self.head + 1, len(self.rows) + 1):
            stub = (self.at(row, column)[-1] for column in range(self.stub, 0, -1))
            said = next((cell.said for cell in stub if cell.name), "")
            found[row] = bool(OF_WHICH.match(said)), level_of(said)
        return found

    @cached_property
    def _times(self) -> Counter[tuple[str, ...]]:
        """How many rows below the head are called so."""
        return Counter(names for row, names in self._stub_names.items() if row > self.head)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
