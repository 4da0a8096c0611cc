"""What a paper says of its own figures becomes checks, each to be confirmed: totals, 其中, the formulas of its notes."""

from collections import Counter
from dataclasses import replace

import pytest

from schema.authoring.assign_ids import Settlement, assign_ids
from schema.authoring.draft import Draft
from schema.authoring.importer.document import Paper, Rows
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.new_checks import Checks, find_checks, told_checks
from schema.edition.checks import rule_text
from tests.support.documents.imported import DUE
from tests.support.documents.parts import drawn


def read(table: Rows, *notes: str) -> Draft:
    draft = read_paper(Paper(parts=("统计表", "填报单位：      ", table, *notes)), 2022, DUE)
    return assign_ids(draft, None, Settlement(same={}, new=())).draft


def said(draft: Draft) -> dict[tuple[str, str], int]:
    own = find_checks(draft, None).own
    return dict(Counter((check.level.value, check.message) for check in own))


NUMBERED = drawn(
    "项目|行次|本期（件）|累计（件）", "甲|乙|1|2", "总量|1||", "城镇|2||", "农村|3||", "增长率|4|×|×"
)


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("说明：1行=2行+3行。", {"“总量”应等于“城镇”、“农村”之和（1行=2行+3行）": 2}),
        ("说明：（2）栏＝（1）栏＋（1）栏。", {}),
        (
            "说明：1=2+3；3=1+2。",
            {"“总量”应等于“城镇”、“农村”之和（1=2+3）": 2, "“农村”应等于“总量”、“城镇”之和（3=1+2）": 2},
        ),
        ("说明：1=2+..+3。", {"“总量”应等于“城镇”、“农村”之和（1=2+..+3）": 2}),
        ("说明：1=2+..+..+3。", {"“总量”应等于“城镇”、“农村”之和（1=2+..+..+3）": 2}),
        ("说明：01行=02行+..+03行。", {"“总量”应等于“城镇”、“农村”之和（01行=02行+..+03行）": 2}),
        ("说明：①＝②＋③。", {"“总量”应等于“城镇”、“农村”之和（①＝②＋③）": 2}),
        ("说明：2行=1行-3行。", {"“城镇”加“农村”应等于“总量”（2行=1行-3行）": 2}),
        (
            "说明：1行≥2行；3行≤1行。",
            {"“总量”不应小于“城镇”（1行≥2行）": 2, "“总量”不应小于“农村”（3行≤1行）": 2},
        ),
        ("总量=城镇+农村。", {"“总量”应等于“城镇”、“农村”之和（总量=城镇+农村）": 2}),
        ("本表累计≥本期。", {}),
        ("累计≥本期。", {"“累计（件）”不应小于“本期（件）”（累计≥本期）": 3}),
        ("说明：1=2+3+4。", {}),
        ("说明：1=2+3×2。", {}),
        ("说明：1=2+3%。", {}),
        ("说明：7=8+9，1≥2+8。", {}),
        ("说明：第一项等于第二项。", {}),
        ("说明：数量大于50的请核实。", {}),
    ],
)
def test_formulas_of_the_notes_are_rules_of_rows_or_columns_or_told(note: str, found: dict[str, int]) -> None:
    draft = read(NUMBERED, note)

    assert said(draft) == {("block", message): times for message, times in found.items()}
    told = [doubt for _, doubt in draft.all_doubts() if "像是纸上的关系，没有写成" in doubt]
    assert bool(told) is not bool(found)


def test_numbers_that_rows_and_columns_share_are_meant_as_they_are_said() -> None:
    table = drawn(
        "项目|行号|合计|甲|乙", "丙|丁|1|2|3", "总量（件）|1|||", "城镇（件）|2|||", "农村（件）|3|||"
    )

    draft = read(table, "主要平衡关系：1=2+3；1行=2行+3行。")

    both = said(draft)
    filled = [check for check in find_checks(draft, None).own if check.fill]
    assert len(filled) == 5  # the corner is the sum of its row and of its column: filled in once
    assert both == {
        ("block", "“合计”应等于“甲”、“乙”之和（1=2+3）"): 3,
        ("block", "“总量（件）”应等于“城镇（件）”、“农村（件）”之和（1行=2行+3行）"): 3,
    }


def test_rows_with_a_code_are_meant_by_it() -> None:
    table = drawn("|列号|高校（所）|其中：公办（所）", "行号||1|2", "总计|01||", "本科|02||", "专科|03||")

    assert said(read(table, "列关系：01=02+03。")) == {
        ("block", "“总计”应等于“本科”、“专科”之和（01=02+03）"): 2,
        ("explain", "“高校（所）”不应小于“其中：公办（所）”"): 3,
    }


def test_totals_are_of_the_rows_and_columns_they_stand_with() -> None:
    table = drawn(
        "项目>2|申请人（件）>4|比例（%）",
        "^>2|个人|法人>2|总计|^",
        "^>2|^|企业|其他|^|^",
        "一、新收>2|||||",
        "二、结果|（一）公开|||||",
        "^|（二）不予公开|||||",
        "^|（三）总计|||||",
        "三、结转>2|||||",
    )

    assert said(read(table, "第一项应等于第二项加第三项之和。")) == {
        ("block", "“一、新收”应等于“二、结果 （三）总计”、“三、结转”之和（第一项应等于第二项加第三项）"): 4,
        ("explain", "“二、结果 （三）总计”应等于“（一）公开”、“（二）不予公开”之和"): 4,
        ("explain", "“申请人（件） 总计”应等于“个人”、“企业”、“其他”之和"): 5,
    }


def test_what_is_listed_under_a_row_is_no_part_of_the_total() -> None:
    table = drawn("项目|数量（件）", "一、宣传|", "1.讲座|", "2.展览|", "二、检查|", "其中：暗访|", "合计|")

    assert said(read(table)) == {
        ("explain", "“合计”应等于“一、宣传”、“二、检查”之和"): 1,
        ("explain", "“二、检查”不应小于“其中：暗访”"): 1,
    }


def test_a_total_without_a_head_above_may_be_explained() -> None:
    table = drawn("单位（人）|合计|男|女|其中：党员", "甲||||")

    assert said(read(table)) == {
        ("explain", "“合计”应等于“男”、“女”之和"): 1,
        ("explain", "“女”不应小于“其中：党员”"): 1,
    }


def test_means_and_growth_do_not_add_up() -> None:
    table = drawn("地区|产值（万元）|人均产值（元）|增长（%）|增减（人）", "甲||||", "乙||||", "合计||||")

    assert said(read(table)) == {("explain", "“合计”应等于“甲”、“乙”之和"): 1}


def test_numbered_parts_of_a_total_add_up_and_others_are_no_larger() -> None:
    table = drawn(
        "指标|数量（件）",
        "申请总数|",
        "其中：1.当面|",
        "2.网上|",
        "其中：（1）本市|",
        "（2）外市|",
        "3.信函|",
        "信息数|",
        "其中：1.网站|",
        "2.公报|",
        "会议数|",
        "其中：女|",
        "讲座数|",
    )

    assert said(read(table)) == {
        ("explain", "“申请总数”应等于“其中：1.当面”、“2.网上”、“3.信函”之和"): 1,
        ("explain", "“2.网上”不应小于“其中：（1）本市”"): 1,
        ("explain", "“2.网上”不应小于“（2）外市”"): 1,
        ("explain", "“信息数”不应小于“其中：1.网站”"): 1,
        ("explain", "“信息数”不应小于“2.公报”"): 1,
        ("explain", "“会议数”不应小于“其中：女”"): 1,
    }


def test_a_long_sum_is_named_by_its_first_parts_and_what_is_known_is_not_said_again() -> None:
    draft = read(drawn("项目|数量（件）", *(f"第{n}类|" for n in "甲乙丙丁戊己庚辛壬癸"), "合计|"))

    own = find_checks(draft, None).own

    assert [check.message for check in own] == ["“合计”应等于“第甲类”、“第乙类”、“第丙类”、“第丁类”等之和"]
    known = replace(draft.edition, checks=tuple(own))
    assert find_checks(draft, known) == Checks(kept=own, proposed=[], dropped=[], own=[], beyond=[])


def test_what_cannot_be_checked_is_told() -> None:
    draft = read(drawn("项目|数量（件）", *(f"第{n}类|" for n in range(100, 170)), "合计|"))

    found = find_checks(draft, None)

    assert (found.own, [rule_text(check).count("+") for check in found.beyond]) == ([], [69])
    (left_out,) = told_checks(found)
    assert left_out.startswith(
        "纸上的关系没有写成审核关系（只能核对数字，一边最多 60 个）：“合计”应等于“第100类”、"
    )
    assert next(told_checks(Checks(own=found.beyond))).startswith("纸上的关系写成了审核关系，请确认")
