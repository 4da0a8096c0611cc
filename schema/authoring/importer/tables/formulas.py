"""What the words of a paper say of its rows and columns: 1=2+3+4, 01≥02, 合计=男+女, 第一项加第二项之和等于第三项."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema.authoring.importer.tables.frame import Frame
from schema.authoring.importer.tables.totals import totals_of

_TERM = r"第?[（(]?(?:\d{1,3}|[①-⑳])[）)]?(?:\s{0,2}[行栏列项])?"
_PLUS, _MINUS = "+＋", r"\-－−"
_SIGN = rf"\s*[{_PLUS}{_MINUS}]\s*"
_SIDE = rf"{_TERM}(?:{_SIGN}(?:{_TERM}|[.…]+)){{0,99}}+"
_IS = r"\s*(=|＝|≥|≧|≤|≦)\s*"
_ENDS = rf"(?!\s*[{_PLUS}{_MINUS}×xX*÷/=＝≥≤\d.%％])"
_FORMULA = re.compile(rf"(?<![\d.{_PLUS}{_MINUS}=＝/×*])({_SIDE}){_IS}({_SIDE}){_ENDS}")
_NAME = rf"[^\s，,。；;：:=＝≥≧≤≦{_PLUS}]{{1,30}}"
_NAMES = rf"{_NAME}+(?:\s*[{_PLUS}]\s*{_NAME}+){{0,20}}+"
_OF_NAMES = re.compile(rf"({_NAMES}){_IS}({_NAMES})")
_ITEM = "第[一二三四五六七八九十]+项"
_SENTENCE = re.compile(rf"(?P<left>{_ITEM}[^。；;]{{0,99}}?)等于(?P<right>[^。；;）)]{{0,99}}{_ITEM})")
_LIKE = re.compile(r"[=＝≥≧≤≦]|等于|[大小]于")
_MOST = 200
_Terms = list[tuple[str, str]]
"""Each with its sign: '' or a minus."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """Of rows or of columns, counted from 0: those at the left come to those at the right, or are at least as much.

    said: the paper's words.
    """

    rows: bool
    left: tuple[int, ...]
    operator: str
    right: tuple[int, ...]
    said: str


def formulas(texts: Sequence[str], frame: Frame) -> Iterator[Formula]:
    by_code = (
        {_number(frame.code(row)): row for row in frame.body if frame.code(row)},
        {_number(frame.number(column)): column for column in frame.columns if frame.number(column)},
    )
    unpadded = [{code.lstrip("0"): at for code, at in codes.items()} for codes in by_code]
    by_name = (
        _alone((frame.names(row), row) for row in frame.body),
        _alone((frame.titles(column), column) for column in frame.columns),
    )
    for text in texts:
        for match in _FORMULA.finditer(text):
            sides = [_numbers(match[side]) for side in (1, 3)]
            bare = [[(sign, number.lstrip("0")) for sign, number in side] for side in sides]
            yield from list(_read(match, sides, by_code)) or _read(match, bare, unpadded)
        for match in _OF_NAMES.finditer(text):
            names = ([("", _plain(name)) for name in re.split(f"[{_PLUS}]", match[side])] for side in (1, 3))
            yield from _read(match, list(names), by_name)
        for match in _SENTENCE.finditer(text):
            left, right = (_items(match[name], frame) for name in ("left", "right"))
            if left and right:
                yield Formula(rows=True, left=left, operator="=", right=right, said=match[0])


def left_over(texts: Iterable[str], read: Iterable[str]) -> Iterator[str]:
    """What else in these texts says something of figures. read: the formulas that became rules."""
    done = sorted(set(read), key=len, reverse=True)
    for text in dict.fromkeys(texts):
        for formula in done:
            text = text.replace(formula, "；")
        for clause in re.split("[，,。；;\n]", text):
            if _LIKE.search(clause):
                yield f"“{clause.strip()[:60]}”像是纸上的关系，没有写成审核关系，请核对"


def _number(text: str) -> str:
    """（1）, ① → 1"""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


def _plain(name: str) -> str:
    """Without its number, and its unit of measure in brackets."""
    return re.sub(r"^\s*(?:[一二三四五六七八九十]+、|\d+[.、])|\s|[（(][^（）()]*[）)]$", "", name)


def _alone(named: Iterable[tuple[Sequence[str], int]]) -> dict[str, int]:
    """Name → what only one is called."""
    found: dict[str, list[int]] = {}
    for names, at in named:
        found.setdefault(_plain("".join(names[:1])), []).append(at)
    return {name: places[0] for name, places in found.items() if name and len(places) == 1}


def _numbers(side: str) -> _Terms:
    """11+..+16 names all between."""
    found: _Terms = []
    for sign, term in re.findall(rf"([{_PLUS}{_MINUS}]?)\s*([^{_PLUS}{_MINUS}]+)", side):
        number = _number("".join(re.findall(r"[\d①-⑳]", term)))
        sign = "-" if sign and sign in _MINUS else ""
        if not number:
            found += [("", "")] if found[-1][1] else []  # 11+..+..+16 is 11+..+16
        elif found and not found[-1][1]:
            first, last = int(found[-2][1]), int(number)
            found[-1:] = [
                (sign, str(each).zfill(len(number)))
                for each in range(first + 1, min(last, first + _MOST) + 1)
            ]
        else:
            found.append((sign, number))
    return found


def _read(
    match: re.Match[str], sides: Sequence[_Terms], known: Sequence[Mapping[str, int]]
) -> Iterator[Formula]:
    """Rows and columns may bear the same numbers; then it is said which are meant. What is taken off goes to the other side."""
    every = {name for side in sides for _, name in side}
    in_rows, in_columns = (every <= names.keys() for names in known)
    if in_rows or in_columns:
        of_rows = in_rows and ("行" in match[0] or not in_columns)
        at = known[0 if of_rows else 1]
        left, right = (
            tuple([at[name] for sign, name in own if not sign] + [at[name] for sign, name in other if sign])
            for own, other in (sides, sides[::-1])
        )
        left, right = (right, left) if match[2] in "≤≦" else (left, right)
        operator = "=" if match[2] in "=＝" else ">="
        said = re.sub(r"^[（(]([^（()）]*)[）)]$", r"\1", match[0])
        yield Formula(rows=of_rows, left=left, operator=operator, right=right, said=said)


def _items(text: str, frame: Frame) -> tuple[int, ...]:
    """The rows that 第一项加第三项 means: 一、… itself, or the total of what stands under it."""
    found: list[int] = []
    for item in re.findall(_ITEM, text):
        named = [row for row in frame.body if frame.at[row][0].text.startswith(f"{item[1:-1]}、")]
        found += totals_of(frame, named)[:1] or named
    return tuple(found)
