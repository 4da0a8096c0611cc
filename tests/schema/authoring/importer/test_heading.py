import pytest

from schema.authoring.importer.document import DocumentError
from schema.authoring.importer.heading import read_heading
from schema.edition.kinds import Date, Phone, Text, UnitName
from schema.edition.notation import write_sentence

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
    "word", ["填报单位", "报送单位", "单位名称", "填表单位", "上报单位", "填报单位(公章)"]
)
def test_the_unit_goes_by_many_names(word: str) -> None:
    line = read_heading((TITLE, f"{word}：    ")).line

    assert [blank.kind for blank in line.blanks] == [UnitName()]
    assert line.doubts == ()


def test_what_is_not_recognised_is_kept_as_words_and_marked() -> None:
    line = read_heading((TITLE, "报送单位：  级别 单位：  {密}")).line

    assert write_sentence(line.parts) == "报送单位：{:单位}  级别单位：{:文字}  ｛密｝"
    assert line.doubts == (
        "表头里“级别”没有认出来，照录为文字",
        "“单位”是第二个单位，当作文字",
        "表头里“｛密｝”没有认出来，照录为文字",
    )


def test_a_missing_title_and_a_second_annex_mark_are_told() -> None:
    heading = read_heading(("附件1", "附表2", "填报单位："))

    assert heading.title == "（没有标题）"
    assert heading.doubts == ("没有找到标题，请补上 title", "附件标记多于一处，用了第一处")


@pytest.mark.parametrize("before", [(), (TITLE,), (TITLE, "联系人："), (TITLE, "电话：")])
def test_a_table_that_asks_for_no_unit_is_none(before: tuple[str, ...]) -> None:
    with pytest.raises(DocumentError, match="填报单位"):
        read_heading(before)
