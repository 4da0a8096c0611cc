"""Builders with valid defaults: a test names only what it is about."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count, cycle
from typing import assert_never

from schema.catalogue import EDITIONS, Survey
from schema.load import load_edition
from schema.model import Amount, Choice, Count, Date, Edition, Kind, LongText, Phone, Text, UnitName, YesNo
from schema.roster import load_roster

UNIT_NAME = "宁波市鄞州区市场监督管理局"
"""A unit of the 2021 roster; its code is 330212."""
Toml = Mapping[str, str | None]
"""Key → value as written in TOML; None leaves the key out."""


@cache
def survey_2021() -> Survey:
    return Survey(
        edition=load_edition(EDITIONS / "2021.toml"), roster=load_roster(EDITIONS / "2021.units.toml")
    )


def the_2021() -> Edition:
    return survey_2021().edition


def valid_answers(edition: Edition, /, **changes: object) -> dict[str, object]:
    """A full answer set without problems, already normal: counts 0, 7, 14 …, 是 and 否 in turn.

    changes: blank id → another value (of a blank or of a field that is none).
    """
    counts, flags = count(0, 7), cycle((True, False))
    return {blank.id: _valid(blank.kind, counts, flags) for blank in edition.blanks} | changes


def _valid(kind: Kind, counts: Iterator[int], flags: Iterator[bool]) -> object:  # one arm per kind
    match kind:
        case Count():
            return next(counts)
        case Amount():
            return f"{next(counts)}.50"
        case YesNo():
            return next(flags)
        case Choice(options=options):
            return options[-1]
        case UnitName():
            return UNIT_NAME
        case Text():
            return "张三"
        case LongText():
            return "第一行\n第二行"
        case Phone():
            return "0574-87654321"
        case Date():
            return "2021-06-30"
        case _:
            assert_never(kind)


def edition_toml(
    *, top: Toml | None = None, section: Toml | None = None, activity: Toml | None = None
) -> str:
    """The text of an edition with one section, one row and two counts, `sessions` and `attendance`."""
    return "\n".join(
        (
            *_lines(
                {
                    "title": '"活动情况统计表"',
                    "columns": '["活动项目", "内容要求", "进展情况"]',
                    "heading": '"填报单位（盖章）：{unit:单位}"',
                    "due": "2021-07-01T12:00:00+08:00",
                },
                top,
            ),
            "[[section]]",
            *_lines({"title": '"安全生产月活动"'}, section),
            "[[section.activity]]",
            *_lines(
                {
                    "title": '"学习"',
                    "requirement": '"召开专题学习会。"',
                    "progress": '["集中学习（{sessions}）次，参与（{attendance}）人次；"]',
                },
                activity,
            ),
        )
    )


def unit_toml(**changes: str | None) -> str:
    """The text of one unit of a roster, 鄞州."""
    return "\n".join(("[[unit]]", *_lines({"code": '"330212"', "name": '"鄞州区市场监管局"'}, changes), ""))


def _lines(defaults: Toml, changes: Toml | None) -> list[str]:
    values = {**defaults, **(changes or {})}
    return [f"{key} = {value}" for key, value in values.items() if value is not None]
