"""The totals of a grid: which rows a row called 合计 is of, and which columns a column called so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.authoring.importer.tables.frame import Frame
from schema.authoring.importer.tables.square import Box
from schema.edition.grid import OF_WHICH, level_of

_TOTAL = re.compile(r"(?:[一二三四五六七八九十\d]+[、.]|[（(].{1,2}[）)])?\s*[合总小共]\s*计\s*(?:[（(].*)?")
COUNTED = (2, 3)
"""The levels whose numbers are digits."""
_MOST_NAMES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Of whole rows or columns, counted from 0: the left come to the right, or are at least as much.

    written: the paper's own words, if any. sure: it holds on every right paper.
    """

    rows: bool
    left: tuple[int, ...]
    operator: str
    right: tuple[int, ...]
    written: str = ""
    sure: bool = True

    def said(self, frame: Frame) -> str:
        left, right = ([self._name(each, frame) for each in side] for side in (self.left, self.right))
        parts = "、".join(right[:_MOST_NAMES]) + ("等" if len(right) > _MOST_NAMES else "")
        together = "之和" if len(right) > 1 else ""
        why = f"（{self.written}）" if self.written else ""
        must = "应等于" if self.operator == "=" else "不应小于"
        return f"{'加'.join(left)}{must}{parts}{together}{why}"

    def _name(self, place: int, frame: Frame) -> str:
        names = frame.names(place) if self.rows else frame.titles(place)
        return f"“{' '.join(reversed(names[: 2 if _is_total(names) else 1]))}”"


def _is_total(names: Sequence[str]) -> bool:
    """合计, （七）总计"""
    return bool(names) and bool(_TOTAL.fullmatch(names[0]))


def is_part(names: Sequence[str]) -> bool:
    """其中：…"""
    return bool(names) and bool(OF_WHICH.match(names[0]))


def totals_of(frame: Frame, rows: Sequence[int]) -> list[int]:
    """Those of the rows that are totals."""
    return [row for row in rows if _is_total(frame.names(row))]


def row_totals(frame: Frame) -> Iterator[Rule]:
    """Of the rows in the same merged cell of the stub, else of all; what is listed under a row is no part of its own."""
    for row in totals_of(frame, frame.body):
        over = _over(frame, row)
        scope = [each for each in frame.body if over is None or over.row <= each < over.row + over.down]
        others = [each for each in scope if not _is_total(frame.names(each))]
        levels = {
            each: level_of("".join(frame.names(each)[:1])) for each in others if _over(frame, each) == over
        }
        top = min(levels.values(), default=0)
        parts = [each for each in others if levels.get(each, top) == top and not is_part(frame.names(each))]
        if len(parts) > 1:
            yield Rule(rows=True, left=(row,), operator="=", right=tuple(parts))


def _over(frame: Frame, row: int) -> Box | None:
    """The nearest merged cell of the stub that holds other rows, too."""
    return next((box for box in reversed(frame.at[row][: frame.stub]) if box.down > 1), None)


def column_totals(frame: Frame) -> Iterator[Rule]:
    """Of the columns under the same head; where there is none above, it is not sure which are parts of it."""
    for column in frame.columns:
        if not _is_total(frame.titles(column)):
            continue
        above = (frame.at[row][column] for row in range(frame.head - 1, -1, -1))
        over = next((box for box in above if box.across > 1), None)
        scope = range(over.column, over.column + over.across) if over else frame.columns
        parts = [each for each in scope if each >= frame.stub and _is_whole(frame.titles(each))]
        if len(parts) > 1:
            yield Rule(rows=False, left=(column,), operator="=", right=tuple(parts), sure=over is not None)


def _is_whole(titles: Sequence[str]) -> bool:
    return not _is_total(titles) and not any(is_part([title]) for title in titles)
