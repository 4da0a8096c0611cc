"""Builders with valid defaults: a test names only what it is about."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, count, repeat
from pathlib import Path
from typing import assert_never

from schema.edition.blocks import ActivityTable, Section
from schema.edition.kinds import (
    JOINT,
    Amount,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Several,
    Text,
    UnitName,
    YesNo,
)
from schema.edition.model import Edition
from schema.edition.site import Site
from schema.edition.survey import Catalogue, Survey
from schema.loading.catalogue import EDITIONS
from schema.loading.edition_file import load_edition
from schema.loading.roster_file import load_roster

UNIT_NAME = "宁波市鄞州区市场监督管理局"
"""A unit of the 2021 roster; its code is 330212."""
EDITION_FILES = [EDITIONS / "2021.toml", EDITIONS / "2021.units.toml"]
Toml = Mapping[str, str | None]
"""Key → value as written in TOML; None leaves the key out."""


@cache
def survey_2021() -> Survey:
    return Survey(
        edition=load_edition(EDITIONS / "2021.toml"), roster=load_roster(EDITIONS / "2021.units.toml")
    )


def on_site(site: Site) -> Catalogue:
    """The 2021 table alone, on a site with these settings."""
    survey = survey_2021()
    return {"2021": replace(survey, edition=replace(survey.edition, site=site))}


def the_2021() -> Edition:
    return survey_2021().edition


@cache
def every_kind() -> Edition:
    """An edition, 2022, that has every kind of blank there is, twice or more, in every way of printing."""
    progress = [
        "集中学习（{sessions}）次，参与【{attendance}】人次，走访{visits:数}户；",
        "投入（{spent:金额}）万元，整改率{rate:金额}%，捐赠（元）：{given:金额:元}；",
        "是否看片：{studied:是/否}，是否建档：{filed:有/无/不适用}，方式：{way:有/其他（注明）}；",
        "采用的做法（可多选）：{ways:多选:会议/培训/其他（注明）}；工时{hours:小数1}小时，净增{change:±数}人，增长{growth:±小数4}%；",
        "负责人：{head:文字}，手机：{mobile:电话}，检查日期：{checked:日期}；",
        "做法说明：{why:长文字}；问题：{problems:长文字}",
        "备注：{remark:文字?}；说明：{more:长文字?}",
    ]
    return edition_of(
        edition_toml(
            top={
                "heading": '"填报单位（盖章）：{unit:单位}  联系人：{contact:文字}  电话：{phone:电话}  填报日期：{filed_on:日期}"',
                "due": "2022-07-01T12:00:00+08:00",
            },
            activity={"progress": json.dumps(progress, ensure_ascii=False)},
        ),
        "2022",
    )


BLOCKS = """
[[block]]
caption = "二、政府信息公开申请办理情况\\n单位：件"
head = 2
stub = 2
grid = [
  ["指标名称", "代码", "办理结果", "<"],
  ["^", "^", "本　期", "累计"],
  ["一、予以公开", "01", "{open_now:数:件}", "{open_all:数:件}"],
  ["其中：部分公开", "02", "（{part_now}）件", "×"],
  ["收费（万元）", "03", "{fee_now:金额:万元}", "^"],
]

[[block]]
lines = ["单位负责人：{leader:文字}　填表人：{filler:文字}　报出日期：{reported:日期}", "（盖章）"]
"""
"""A grid and a signature line."""


@cache
def every_layout() -> Edition:
    """An edition, 2022, with an activity table, a grid with merged cells, lines, and marks at the top."""
    top = {"due": "2022-07-01T12:00:00+08:00", "marks": '["表　　号：政公开1表", "有效期至：2023年1月"]'}
    return edition_of(edition_toml(top=top) + BLOCKS, "2022")


def edition_of(text: str, year: str) -> Edition:
    """The edition that a file of this text holds. Raises FileProblemsError."""
    return load_edition(Path(f"{year}.toml"), text=text)


def with_sections(edition: Edition, *sections: Section) -> Edition:
    """The edition with these sections alone in its one activity table."""
    return replace(edition, blocks=(ActivityTable(columns=edition.columns, sections=sections),))


def valid_answers(edition: Edition, /, **changes: object) -> dict[str, object]:
    """A full answer set without problems, already normal: counts 50, 49, 48 …; 是, 否, then 是.

    changes: blank id → another value (of a blank or of a field that is none).
    """
    counts, flags = count(50, -1), chain((True, False), repeat(True))
    return {blank.id: _valid(blank.kind, counts, flags) for blank in edition.blanks} | changes


def _valid(kind: Kind, counts: Iterator[int], flags: Iterator[bool]) -> object:  # noqa: C901  # one arm per kind
    match kind:
        case Count():
            return next(counts)
        case Amount(places=places, signed=signed):
            return f"{'-' * signed}{next(counts)}{'.5'.ljust(places + 1, '0') * (places > 0)}"
        case YesNo():
            return next(flags)
        case Choice(options=options):
            return options[-1]
        case Several(options=options):
            return JOINT.join(options[::2])
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
