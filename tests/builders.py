"""Builders with valid defaults: a test names only what it is about."""

from collections.abc import Mapping
from functools import cache
from itertools import chain, count, repeat
from typing import assert_never

from schema.catalogue import EDITIONS, Survey
from schema.load import load_edition
from schema.model import Count, Date, Edition, Phone, Text, UnitName, YesNo
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
    """A full answer set without problems, already normal: counts 50, 49, 48 …; 是, 否, then 是.

    changes: blank id → another value (of a blank or of a field that is none).
    """
    counts, flags = count(50, -1), chain((True, False), repeat(True))
    answers: dict[str, object] = {}
    for blank in edition.blanks:
        match blank.kind:
            case Count():
                answers[blank.id] = next(counts)
            case YesNo():
                answers[blank.id] = next(flags)
            case UnitName():
                answers[blank.id] = UNIT_NAME
            case Text():
                answers[blank.id] = "张三"
            case Phone():
                answers[blank.id] = "0574-87654321"
            case Date():
                answers[blank.id] = "2021-06-30"
            case _:
                assert_never(blank.kind)
    return answers | changes


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


def check_toml(**changes: str | None) -> str:
    """The text of one check for `edition_toml`: no session, no attendance."""
    defaults = {
        "level": '"block"',
        "rule": '"sessions = 0 implies attendance = 0"',
        "message": '"没有学习，不应有人次。"',
    }
    return "\n".join(("[[check]]", *_lines(defaults, changes), ""))


def _lines(defaults: Toml, changes: Toml | None) -> list[str]:
    values = {**defaults, **(changes or {})}
    return [f"{key} = {value}" for key, value in values.items() if value is not None]
