"""What the words of a paper say of its rows and columns: 1=2+3+4, 01=02+03, 第一项加第二项之和等于第三项."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema.authoring.importer.tables.frame import Frame
from schema.authoring.importer.tables.totals import totals_of

_TERM = r"第?[（(]?\d{1,3}[）)]?(?:\s{0,2}[行栏列项])?"
_FORMULA = re.compile(rf"(?<![\d.+＋])({_TERM})\s*[=＝]\s*({_TERM}(?:\s*[+＋]\s*(?:{_TERM}|[.…]+))+)")
_ITEM = "第[一二三四五六七八九十]+项"
_SENTENCE = re.compile(rf"(?P<left>{_ITEM}[^。；;]{{0,99}}?)等于(?P<right>[^。；;）)]{{0,99}}{_ITEM})")
_MOST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """Of rows or of columns, counted from 0: those at the left come to those at the right. said: the paper's words."""

    rows: bool
    left: tuple[int, ...]
    right: tuple[int, ...]
    said: str


def formulas(texts: Sequence[str], frame: Frame) -> Iterator[Formula]:
    rows = {frame.code(row): row for row in frame.body if frame.code(row)}
    columns = {frame.number(column): column for column in frame.columns if frame.number(column)}
    for text in texts:
        for match in _FORMULA.finditer(text):
            left, right = _numbers(match[1]), _numbers(match[2])
            yield from _of_numbers(left, right, rows, columns, match[0])
        for match in _SENTENCE.finditer(text):
            sides = [_items(match[name], frame) for name in ("left", "right")]
            if all(sides):
                yield Formula(rows=True, left=sides[0], right=sides[1], said=match[0])


def _numbers(text: str) -> list[str]:
    """11+..+16 names all between."""
    found: list[str] = []
    for term in re.split("[+＋]", text):
        number = re.search(r"\d+", term)
        if number is None:
            found += [""] if found[-1] else []  # 11+..+..+16 is 11+..+16
        elif found and not found[-1]:
            first, last = int(found[-2]), int(number[0])
            found[-1:] = [
                str(each).zfill(len(number[0])) for each in range(first + 1, min(last, first + _MOST) + 1)
            ]
        else:
            found.append(number[0])
    return found


def _of_numbers(
    left: list[str], right: list[str], rows: Mapping[str, int], columns: Mapping[str, int], said: str
) -> Iterator[Formula]:
    """Rows and columns may bear the same numbers; then it is said which are meant."""
    in_rows, in_columns = (set(left + right) <= numbers.keys() for numbers in (rows, columns))
    if in_rows or in_columns:
        of_rows = in_rows and ("行" in said or not in_columns)
        found = rows if of_rows else columns
        yield Formula(
            rows=of_rows,
            left=tuple(found[each] for each in left),
            right=tuple(found[each] for each in right),
            said=said,
        )


def _items(text: str, frame: Frame) -> tuple[int, ...]:
    """The rows that 第一项加第三项 means: 一、… itself, or the total of what stands under it."""
    found: list[int] = []
    for item in re.findall(_ITEM, text):
        named = [row for row in frame.body if frame.at[row][0].text.startswith(f"{item[1:-1]}、")]
        found += totals_of(frame, named)[:1] or named
    return tuple(found)
