"""What the words of a paper say of its rows and columns: 1=2+3+4, 01≥02, 合计=男+女, 第一项加第二项之和等于第三项."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schema.authoring.importer.measures import KNOWN
from schema.authoring.importer.tables.frame import Frame
from schema.authoring.importer.tables.rules.clauses import MINUS, PLUS, of_items, of_names, of_numbers
from schema.authoring.importer.tables.rules.totals import Rule, totals_of

_IN_BRACKETS = re.compile(r"[（(]([^（()）]*)[）)]$")
_MOST = 200
_Terms = list[tuple[str, str]]
"""Each with its sign: '' or a minus."""
_Known = Mapping[str, int]
_BETWEEN, _UNCLEAR = "…", "?"


def formulas(texts: Sequence[str], frame: Frame) -> Iterator[Rule]:
    """In the paper's own words."""
    codes = (
        [(_number(frame.code(row)), row) for row in frame.body],
        [(_number(frame.number(column)), column) for column in frame.columns],
    )
    by_code = [_alone(each) for each in codes]
    unpadded = [_alone((code.lstrip("0"), at) for code, at in each) for each in codes]
    by_name = [
        _alone((name, row) for row in frame.body for name in _called(frame.names(row))),
        _alone((name, column) for column in frame.columns for name in _called(frame.titles(column))),
    ]
    for text in texts:
        for match in of_numbers(text):
            sides = [_numbers(match[side]) for side in (1, 3)]
            bare = [[(sign, number.lstrip("0")) for sign, number in side] for side in sides]
            yield from list(_read(match, sides, _meant(match[0], by_code))) or _read(
                match, bare, _meant(match[0], unpadded)
            )
        for match in of_names(text):
            yield from _read(match, [_names(match[side]) for side in (1, 3)], by_name)
        for one, other, said in of_items(text):
            left, right = (_items(side, frame) for side in (one, other))
            if left and right:
                yield Rule(rows=True, left=left, operator="=", right=right, written=said)


def _number(text: str) -> str:
    """（1）, ① → 1"""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


def _meant(said: str, known: Sequence[_Known]) -> Sequence[_Known]:
    """Of rows and columns those that it names: 1行=2行, 1栏=2栏; rows and columns may bear the same numbers."""
    named = ["行" in said, bool(re.search("[列栏]", said))]
    return [each if named[at] or not any(named) else {} for at, each in enumerate(known)]


def _plain(name: str) -> str:
    """Without its number."""
    return re.sub(r"^\s*(?:[一二三四五六七八九十]+、|\d+[.、])|\s", "", name)


def _called(names: Sequence[str]) -> set[str]:
    """With what stands behind it in brackets, and without."""
    name = _plain("".join(names[:1]))
    return {name, _IN_BRACKETS.sub("", name)}


def _alone(named: Iterable[tuple[str, int]]) -> _Known:
    """Name → what only one is called."""
    every = list(named)
    times = Counter(name for name, _ in every)
    return {name: at for name, at in every if name and times[name] == 1}


def _terms(side: str) -> _Terms:
    every = re.findall(rf"([{PLUS}{MINUS}])([^{PLUS}{MINUS}]*)", f"+{side}")
    return [("" if sign in PLUS else "-", term) for sign, term in every]


def _names(side: str) -> _Terms:
    """Without the unit of measure in brackets; other words there say more than the name."""
    plain = [(sign, _plain(name)) for sign, name in _terms(side)]
    return [
        (sign, name[: found.start()] if (found := _IN_BRACKETS.search(name)) and found[1] in KNOWN else name)
        for sign, name in plain
    ]


def _numbers(side: str) -> _Terms:
    """11+..+16 names all between."""
    found: _Terms = []
    for sign, term in _terms(side):
        number = _number("".join(re.findall(r"[\d①-⑳]", term)))
        if not number:  # 11+..+..+16 is 11+..+16
            found += [(sign, _BETWEEN)] if found[-1] != (sign, _BETWEEN) else []
        elif found and found[-1][1] == _BETWEEN:
            found[-1:] = _counted(found[-2][1], number, sign) if found[-1][0] == sign else [("", _UNCLEAR)]
        else:
            found.append((sign, number))
    return found


def _counted(first: str, last: str, sign: str) -> _Terms:
    """From behind the first to the last."""
    if not first.isdigit() or not int(first) < int(last) <= int(first) + _MOST:
        return [("", _UNCLEAR)]
    return [(sign, str(each).zfill(len(last))) for each in range(int(first) + 1, int(last) + 1)]


def _read(match: re.Match[str], sides: Sequence[_Terms], known: Sequence[_Known]) -> Iterator[Rule]:
    """What is taken off goes to the other side."""
    every = {name for side in sides for _, name in side}
    in_rows, in_columns = (every <= names.keys() for names in known)
    if in_rows or in_columns:
        at = known[1 if in_columns else 0]
        left, right = (
            tuple([at[name] for sign, name in own if not sign] + [at[name] for sign, name in other if sign])
            for own, other in (sides, sides[::-1])
        )
        left, right = (right, left) if match[2] in "≤≦" else (left, right)
        operator = "=" if match[2] in "=＝" else ">="
        yield Rule(rows=not in_columns, left=left, operator=operator, right=right, written=match[0])


def _items(items: Sequence[str], frame: Frame) -> tuple[int, ...]:
    """The rows that 第一项加第三项 means: 一、… itself, or the total of what stands under it; none if one is not found."""
    found: list[int] = []
    for item in items:
        named = [row for row in frame.body if frame.at[row][0].text.startswith(f"{item[1:-1]}、")]
        if not named:
            return ()
        found += totals_of(frame, named)[:1] or named
    return tuple(found)
