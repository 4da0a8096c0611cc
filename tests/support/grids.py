"""An edition whose paper is grids, of the shapes that official tables have."""

import json
from collections.abc import Sequence
from functools import cache

from schema.edition.model import Edition
from tests.support.builders import edition_of

TOP = """
title = "宁波市政务公开工作统计表"
heading = "填报单位（盖章）：{unit:单位}  联系人：{contact:文字}"
marks = ["表　　号：政公开1表", "制定机关：国家统计局"]
due = 2022-07-01T12:00:00+08:00
"""
_LIST = [
    ["指标名称", "代码", "办理结果", "<", "备注"],
    ["^", "^", "本期", "累计", "^"],
    ["一、收到申请", "01", "{got_now:数:件}", "{got_all:数:件}", "{got_note:文字}"],
    ["其中：个人", "02", "{own_now:数:件}", "{own_all:数:件}", "×"],
    ["二、予以公开", "03", "{open_now:数:件}", "{open_all:数:件}", "{open_note:文字}"],
]
_MATRIX = [
    ["申请办理", "<", "申请人", "<", "总计"],
    ["^", "^", "自然人", "法人", "^"],
    ["不予公开", "1.国家秘密", "{m11:数:件}", "{m12:数:件}", "{m13:数:件}"],
    ["^", "2.内部信息", "{m21:数:件}", "{m22:数:件}", "{m23:数:件}"],
    ["总计", "<", "{m31:数:件}", "{m32:数:件}", "{m33:数:件}"],
]
_ROW = [
    ["图书馆", "<", "文化馆", "<", "体育馆", "<", "剧场", "<", "影院", "<", "书店", "<", "公园", "<"],
    ["个数", "面积"] * 7,
    [f"{{w{n}:数:{'个' if n % 2 else '平方米'}}}" for n in range(1, 15)],
]
_LINES = "单位负责人：{leader:文字}　填表人：{filler:文字}　报出日期：{reported:日期}"


_TOTALS = {
    "m33": "m31 + m32",
    "m13": "m11 + m12",
    "m23": "m21 + m22",
    "m31": "m11 + m21",
    "m32": "m12 + m22",
}


def _totals() -> str:
    return "".join(
        f'\n[[check]]\nlevel = "block"\nrule = "{total} = {parts}"\nfill = true\nmessage = "总计等于各项之和"\n'
        for total, parts in _TOTALS.items()
    )


def block(caption: str, head: int, stub: int, rows: Sequence[Sequence[str]]) -> str:
    cells = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    said = json.dumps(caption, ensure_ascii=False)
    return f"\n[[block]]\ncaption = {said}\nhead = {head}\nstub = {stub}\ngrid = [\n{cells},\n]\n"


@cache
def the_grids() -> Edition:
    """A list with codes, a matrix with totals that are filled in, one row of fourteen, and who signs: edition 2022."""
    blocks = block("一、办理情况\n单位：件", 2, 2, _LIST) + block("二、申请人", 2, 2, _MATRIX)
    lines = f"\n[[block]]\nlines = [{json.dumps(_LINES, ensure_ascii=False)}]\n"
    return edition_of(TOP + blocks + block("三、设施", 2, 0, _ROW) + lines + _totals(), "2022")


@cache
def large_grid(rows: int, columns: int) -> Edition:
    """One grid of so many counts."""
    head = ["指标", *(f"第{column}栏" for column in range(1, columns + 1))]
    body = [
        [f"第{row}项", *(f"{{c{row}_{column}:数:个}}" for column in range(1, columns + 1))]
        for row in range(1, rows + 1)
    ]
    return edition_of(TOP + block("大表", 1, 1, [head, *body]), "2022")
