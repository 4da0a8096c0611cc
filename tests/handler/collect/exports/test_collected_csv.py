"""The CSV: what Excel shows is what was filed, and nothing in it runs."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handler.collect.exports.columns import Cell
from handler.collect.exports.csv_tables import safe
from handler.collect.merge import merge
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from schema.edition.kinds import Answers
from schema.edition.roster import Unit
from schema.edition.survey import Survey
from schema.validation.checksum import short_code
from tests.support.collecting.collected import written
from tests.support.filings import (
    EDITION,
    SECOND,
    SURVEY,
    YINZHOU,
    answers,
    make_record,
    nil_answers,
    store_record,
    survey_of,
)

FIRST = [
    "单位代码",
    "单位",
    "状态",
    "区县（片区）",
    "审核",
    "待核实（处）",
    "接收时间",
    "回执号",
    "校验码",
    "报送次数",
]
LAST = ["报送方式", "零报告", "附件", "说明"]


def table(survey: Survey, *objects: Stored) -> list[list[str]]:
    """The CSV as a spreadsheet reads it."""
    return read("csv", survey, *objects)


def read(extension: str, survey: Survey, *objects: Stored) -> list[list[str]]:
    data = written(extension, merge(survey, objects))
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def in_words(answered: Answers) -> list[str]:
    return ["是" if a is True else "否" if a is False else str(a) for a in answered.values()]


def test_the_table_has_a_row_per_unit_of_the_roster_and_strangers_stand_apart() -> None:
    survey = survey_of(Unit(code="330212", name=YINZHOU.name), Unit(code="1", name="没有报的单位"))
    old = make_record()
    new = make_record(
        answers(posters=9, plan_made=False),
        at=EDITION.due + SECOND,
        explanations={"plan_made": "方案七月印发", "study_attendance": "全区, “统一”组织"},
    )
    stranger = make_record(nil_answers(unit="某某"), unit=FiledUnit(code="unknown-0", name="某某"), nil=True)
    stranger = replace(stranger, added_at=datetime(2021, 7, 2, tzinfo=UTC))

    lines = table(survey, *map(store_record, (old, new, stranger)))

    titles = [*FIRST, *(EDITION.labels[blank.id] for blank in EDITION.blanks), *LAST]
    assert lines == [
        titles,
        [
            "'330212",
            YINZHOU.name,
            "按时报送、逾期修订",
            *["", "", ""],
            "2021年7月1日 12:00:01",
            new.reference,
            short_code(new.checksum),
            "2",
            *in_words(new.answers),
            "网上",
            "",
            "",
            "理论学习中心组学习：参与（人次）：全区, “统一”组织；是否已制定活动方案，明确责任单位、责任人和时间节点：方案七月印发",
        ],
        ["'1", "没有报的单位", "未报", *[""] * (7 + len(EDITION.blanks) + 4)],
    ]
    assert read("outside.csv", survey, store_record(stranger)) == [
        titles,
        [
            "unknown-0",
            "某某",
            "名单外",
            *["", "", ""],
            "2021年6月30日 09:02",
            stranger.reference,
            short_code(stranger.checksum),
            "1",
            *in_words(stranger.answers),
            "文件（2021年7月2日 08:00接收）",
            "零报告",
            "",
            "",
        ],
    ]


def test_a_unit_in_time_is_called_so() -> None:
    assert table(SURVEY, store_record(make_record()))[5][2] == "按时"


def test_excel_is_told_that_it_is_utf_8() -> None:
    data = written("csv", merge(SURVEY, []))

    assert data.startswith(b"\xef\xbb\xbf\xe5")
    assert data.endswith(b"\r\n")


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠A1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_filing_runs_as_a_formula(text: str) -> None:
    record = make_record(answers(unit=text, contact=text), unit=FiledUnit(code="unknown-0", name=text))

    _, line = read("outside.csv", SURVEY, store_record(record))

    assert line[1] == f"'{text}"
    assert line[10:12] == [f"'{text}", f"'{text}"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_reason_runs_as_a_formula(text: str) -> None:
    record = make_record(explanations={"posters": f"{text}，按实际数量"})

    assert table(SURVEY, store_record(record))[5][-1] == (
        f"在公共场所张贴、悬挂安全标语、横幅、挂图等（个）：{text}，按实际数量"
    )


def test_a_reason_for_a_blank_that_the_form_no_longer_has_is_not_shown() -> None:
    record = make_record(explanations={"=gone": "=1+1"})

    assert table(SURVEY, store_record(record))[5][-2:] == ["", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_name_under_an_alias_runs_as_a_formula(text: str) -> None:
    survey = survey_of(Unit(code="1", name=text, aliases=(f"{text}2",)))
    record = make_record(answers(unit=f"{text}2"), unit=FiledUnit(code="unknown-0", name=f"{text}2"))

    line = table(survey, store_record(record))[1]

    assert (line[0], line[1], line[10]) == ("'1", f"'{text}", f"'{text}2")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("", ""),
        ("张三", "张三"),
        ("a=b", "a=b"),
        ("'x", "'x"),
        (-1, -1),
        (0, 0),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
    ],
)
def test_only_text_that_begins_a_formula_is_changed(cell: Cell, written: Cell) -> None:
    assert safe(cell) == written


@pytest.mark.parametrize("text", ['a,b "c"', "a;b", "“引号”", "a  b", "𠀀", "a'b"])
def test_what_was_typed_is_read_back_as_it_was(text: str) -> None:
    record = make_record(answers(contact=text))

    assert table(SURVEY, store_record(record))[5][11] == text
