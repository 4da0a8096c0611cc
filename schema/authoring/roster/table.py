"""A roster as a table of texts, and a table of texts as a roster. Columns are found by their titles, in any order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from schema.authoring.roster.sheet import Rows, SheetError
from schema.authoring.writing.strings import on_one_line, strings
from schema.edition.kinds import LONGEST_TEXT
from schema.edition.roster import Roster, Unit
from schema.errors import FileProblem, FileProblemsError
from schema.loading.roster_file import load_roster

TITLES: Mapping[str, tuple[str, ...]] = {
    "code": ("单位代码", "代码", "编码", "code"),
    "name": ("单位", "单位名称", "名称", "填报单位", "name"),
    "group": ("组", "分组", "区县", "片区", "地区", "group"),
    "contact": ("联系人", "经办人", "contact"),
    "phone": ("电话", "联系电话", "手机", "联系方式", "phone"),
    "aliases": ("别名", "简称", "其他名称", "aliases"),
}
"""What each column may be called; the first is what it is called when it is written."""
_LACKING = {"code 不合规则": "没有单位代码", "name 不合规则": "没有单位名称"}
_BETWEEN = re.compile("[、，,；;\n]")
_HEAD = 10
"""Rows above the titles, at most."""


def to_rows(roster: Roster) -> Rows:
    """Titles, then a row for each unit."""
    titles = [known[0] for known in TITLES.values()]
    return [titles, *(_row(unit) for unit in roster.units)]


def _row(unit: Unit) -> list[str]:
    return [unit.code, unit.name, unit.group, unit.contact, unit.phone, "、".join(unit.aliases)]


def from_rows(rows: Rows, old: Roster, file: str) -> Roster:
    """The roster of a table; what the table has no column for stays as it was, a code too where the name is known.

    Raises SheetError, and FileProblemsError with everything that is wrong.
    """
    head, columns = _columns(rows, file)
    units = [_unit(dict(_members(row, columns)), old) for row in rows[head + 1 :] if any(row)]
    long = list(_too_long(units, file))
    try:
        roster = load_roster(Path(file), roster_toml(Roster(units=tuple(units), dropped=old.dropped)))
    except FileProblemsError as error:
        raise FileProblemsError(
            [*(_of_a_row(mistake, units) for mistake in error.mistakes), *long]
        ) from error
    if long:
        raise FileProblemsError(long)
    return roster


def _too_long(units: Sequence[Unit], file: str) -> Iterator[FileProblem]:
    """Names that the form would offer and then refuse, whatever shorter aliases they have."""
    rule = f"单位名称超过 {LONGEST_TEXT} 个字，填不进表里的单位一栏"
    for unit in units:
        if len(unit.name) > LONGEST_TEXT:
            short = next((alias for alias in unit.aliases if len(alias) <= LONGEST_TEXT), "")
            remedy = f"缩短，或把别名“{short}”写作单位名称" if short else "缩短"
            yield FileProblem(file=file, place=f"“{unit.name}”一行", rule=rule, remedy=remedy)


def _of_a_row(mistake: FileProblem, units: Sequence[Unit]) -> FileProblem:
    """By the row's own words: what stands in the roster's file is nothing that the table's reader has seen."""
    found = re.fullmatch(r"第(\d+)个unit", mistake.place)
    if not found:
        return mistake
    unit = units[int(found[1]) - 1]
    said = unit.name or unit.code
    placed = replace(mistake, place=f"“{said}”一行" if said else f"第 {found[1]} 家（代码、名称都空着）")
    lacking = _LACKING.get(mistake.rule)
    return replace(placed, rule=lacking, remedy="补上；合计、说明等不是单位的行请删去") if lacking else placed


def _columns(rows: Rows, file: str) -> tuple[int, dict[str, int]]:
    """The row of the titles, and each column's place in it."""
    for number, row in enumerate(rows[:_HEAD]):
        titles = [re.sub(r"\s", "", cell).lower() for cell in row]
        found = {
            member: titles.index(title)
            for member, known in TITLES.items()
            for title in known[::-1]
            if title in titles
        }
        if "name" in found:
            return number, found
    wanted = "、".join(titles[0] for titles in TITLES.values())
    raise SheetError(f"{file} 里没有找到“单位”一列。第一行写各列的名称：{wanted}（单位必有，其余可缺）")


def _members(row: Sequence[str], columns: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for member, place in columns.items():
        yield member, row[place].removeprefix("'") if place < len(row) else ""


def _unit(said: Mapping[str, str], old: Roster) -> Unit:
    name = re.sub(r"\s*[\r\n\t]\s*", "", said["name"])  # a cell may have several lines, a blank has one
    before = old.by_code(said.get("code", "")) or old.by_name(name)
    was = before or Unit(code="", name="")
    aliases = said.get("aliases")
    return Unit(
        code=said.get("code") or was.code,
        name=name,
        aliases=was.aliases
        if aliases is None
        else tuple(filter(None, map(str.strip, _BETWEEN.split(aliases)))),
        group=said.get("group", was.group),
        contact=said.get("contact", was.contact),
        phone=said.get("phone", was.phone),
    )


def roster_toml(roster: Roster, head: str = "") -> str:
    """The text of `<edition>.units.toml`; head: comments at its beginning."""
    return "\n".join(_lines(roster, head)) + "\n"


def _lines(roster: Roster, head: str) -> Iterator[str]:
    if head:
        yield head
    yield f"dropped = {strings(roster.dropped)}"
    for unit in roster.units:
        yield ""
        yield "[[unit]]"
        yield f"code = {on_one_line(unit.code)}"
        yield f"name = {on_one_line(unit.name)}"
        if unit.aliases:
            yield f"aliases = {strings(unit.aliases)}"
        for member in ("group", "contact", "phone"):
            if value := getattr(unit, member):
                yield f"{member} = {on_one_line(value)}"
