import pytest

from schema.authoring.importer.heading import has_fields, names_unit, read_fields, read_heading
from schema.edition.kinds import Date, Phone, Text, UnitName
from schema.edition.sentence import write_sentence

TITLE = "活动情况统计表"


def test_annex_title_and_heading_are_told_apart() -> None:
    heading = read_heading(
        (
            "附件1：",
            "宁波市2022年",
            TITLE,
            "填报单位（盖章）：   填表人：＿＿  联系电话：",
            "填表日期：  年  月  日",
        )
    )

    assert (heading.annex, heading.title) == ("附件1：", f"宁波市2022年\n{TITLE}")
    assert [blank.kind for blank in heading.line.blanks] == [UnitName(), Text(), Phone(), Date()]
    assert heading.line.parts[::2] == ("填报单位（盖章）：", "  填表人：", "  联系电话：", "  填表日期：")
    assert heading.line.doubts == ("日期后的“年 月 日”由日期空代替",)
    assert heading.doubts == ()


@pytest.mark.parametrize(
    "word",
    [
        "填报单位",
        "报送单位",
        "单位名称",
        "填表单位",
        "上报单位",
        "单位详细名称",
        "综合机关名称",
        "填报单位(公章)",
    ],
)
def test_the_unit_goes_by_many_names(word: str) -> None:
    line = read_heading((TITLE, f"{word}：    ")).line

    assert [blank.kind for blank in line.blanks] == [UnitName()]
    assert line.doubts == ()


def test_what_is_not_recognised_is_kept_as_words_and_marked() -> None:
    line = read_heading((TITLE, "报送单位：  级别 单位：  {密}")).line

    assert write_sentence(line.parts) == "报送单位：{:单位}  级别 单位：{:文字}  ｛密｝"
    assert line.doubts == (
        "表头里“级别”没有认出来，照录为文字",
        "“单位”是第二个单位，当作文字",
        "表头里“｛密｝”没有认出来，照录为文字",
    )


def test_a_day_behind_a_name_and_what_looks_like_a_field_are_told() -> None:
    assert read_fields("负责人（签字）：        年  月  日", ()).doubts == (
        "“负责人（签字）”后面的“年 月 日”没有当作空，请核对",
    )
    assert read_heading((TITLE, "机构代码：", "填报单位：")).doubts == ("“机构代码：”像是要填的，没有当作空",)


def test_a_missing_title_and_a_second_annex_mark_are_told() -> None:
    heading = read_heading(("附件1", "附表2", "填报单位："))

    assert heading.title == "（没有标题）"
    assert heading.doubts == ("没有找到标题，请补上 title", "附件标记多于一处，用了第一处")


@pytest.mark.parametrize(
    ("text", "fields", "unit"),
    [
        ("单位负责人：      填表人：      ", True, False),
        ("报送单位（盖章）：______", True, True),
        ("学校名称（盖章）：      联络员：     ", True, True),
        ("项目名称：      ", False, False),
        ("行业名称：□□□□", True, False),
        ("主管单位名称：          ", True, False),
        ("计量单位：公里", False, False),
        ("请报给联系人：张三，电话：0574-87654321。", False, False),
    ],
)
def test_a_line_of_fields_is_told_from_a_sentence(text: str, fields: bool, unit: bool) -> None:
    assert (has_fields(text), names_unit(text)) == (fields, unit)


def test_boxes_for_a_number_are_a_blank() -> None:
    line = read_fields("02 机构编号：□□□□－□  报出日期：2025年  月  日", ())

    assert write_sentence(line.parts) == "02 机构编号：{:文字}  报出日期：{:日期}"


def test_the_name_of_something_else_does_not_take_the_reporting_unit_s_place() -> None:
    line = read_fields("项目名称：□□□□□□  填报单位：______", (UnitName(),))

    assert write_sentence(line.parts) == "项目名称：{:文字}  填报单位：{:单位}"


def test_what_a_statutory_form_bears_at_the_top_is_no_title() -> None:
    marks = ("表    号：交公路29-2表", "制定机关：交通运输部", "有效期至：2014年11月")

    heading = read_heading((TITLE, *marks, "填报单位：  "))

    assert (heading.title, heading.marks) == (TITLE, marks)
