from dataclasses import replace

import pytest

from schema.edition.kinds import (
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
    kind_in_words,
)
from schema.edition.sentence import NUMBERS, Blank, Misread, read_sentence, write_sentence
from schema.validation.normalise import normaliser

ID_REMEDY = "编号用小写英文字母开头，只含小写字母、数字和下划线，不超过 60 个字符"


def test_text_and_blanks_keep_their_order() -> None:
    parts, wrong = read_sentence("学习（{sessions}）次，看片 {studied:是/否}；")

    assert wrong == []
    assert parts == [
        "学习（",
        Blank(id="sessions", kind=Count(measure="次")),
        "）次，看片 ",
        Blank(id="studied", kind=YesNo()),
        "；",
    ]


def test_a_sentence_without_blanks_is_one_text() -> None:
    assert read_sentence("召开学习会。") == (["召开学习会。"], [])


def test_an_empty_sentence_has_no_parts() -> None:
    assert read_sentence("") == ([], [])


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("是/否", YesNo()),
        ("有/无", Choice(options=("有", "无"))),
        ("是/否/不适用", Choice(options=("是", "否", "不适用"))),
        ("单位", UnitName()),
        ("文字", Text()),
        ("长文字", LongText()),
        ("文字?", Text(optional=True)),
        ("长文字?", LongText(optional=True)),
        ("日期", Date()),
        ("电话", Phone()),
        ("数:次", Count(measure="次")),
        ("金额:万元", Amount(measure="万元")),
        ("小数2:万元", Amount(measure="万元")),
        ("小数1:小时", Amount(measure="小时", places=1)),
        ("小数4:元", Amount(measure="元", places=4)),
        ("±金额:万元", Amount(measure="万元", signed=True)),
        ("±小数2:万元", Amount(measure="万元", signed=True)),
        ("±小数3:%", Amount(measure="%", places=3, signed=True)),
        ("±数:人", Amount(measure="人", places=0, signed=True)),
        ("多选:会议/培训/其他", Several(options=("会议", "培训", "其他"))),
    ],
)
def test_the_word_after_the_colon_names_the_kind(word: str, kind: Kind) -> None:
    assert read_sentence(f"{{x:{word}}}") == ([Blank(id="x", kind=kind)], [])


@pytest.mark.parametrize("kind", [*NUMBERS, Several(options=("会议", "培训"))])
def test_every_sort_of_number_and_several_is_written_as_it_is_read(kind: Kind) -> None:
    named = kind if isinstance(kind, Several) else replace(kind, measure="元")  # type: ignore[arg-type]  # a number
    text = write_sentence(["共：", Blank(id="x", kind=named), "。"])

    assert read_sentence(text) == (["共：", Blank(id="x", kind=named), "。"], [])
    assert normaliser(named)(named.example) == named.example
    assert kind_in_words(named).startswith(named.shape)


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("（{x}）次", "次"),
        ("({x})人次，", "人次"),
        ("(  {x}  ) 条次；", "条次"),
        ("（{x})场、参与", "场"),
        ("（{x}）个。", "个"),
        ("（{x}）篇（含转载）", "篇"),
    ],
)
def test_the_word_after_the_bracket_is_the_measure(sentence: str, measure: str) -> None:
    parts, wrong = read_sentence(sentence)

    assert wrong == []
    assert parts[1] == Blank(id="x", kind=Count(measure=measure))


@pytest.mark.parametrize(
    "sentence", ["{x}次", "（{x}）", "（{x}）。", "（{x}次", "{x}）次", "（{x}）（{x}）"]
)
def test_a_count_needs_brackets_and_a_measure(sentence: str) -> None:
    _, wrong = read_sentence(sentence)

    assert wrong[0] == Misread(
        rule="数字空 {x} 没有括号或计量单位",
        remedy="写成（{x}）次 的样子：括号内是编号，括号后紧跟计量单位",
    )


@pytest.mark.parametrize("blank_id", ["", "X", "次数", "1st", "_x", "a-b", "a b", "a" * 61])
def test_an_id_is_short_english_snake_case(blank_id: str) -> None:
    _, wrong = read_sentence(f"（{{{blank_id}}}）次")

    assert wrong == [Misread(rule=f"编号“{blank_id}”不合规则", remedy=ID_REMEDY)]


def test_an_id_may_have_60_characters() -> None:
    assert read_sentence(f"（{{{'a' * 60}}}）次")[1] == []


@pytest.mark.parametrize(
    "word",
    [
        "",
        "数字",
        "是否",
        " 日期",
        "有/有",
        "有/",
        "有/ 无",
        "多选:会议",
        "多选:会议、培训/其他",
        "多选:有/有",
        "小数5:元",
    ],
)
def test_an_unknown_kind_is_refused(word: str) -> None:
    _, wrong = read_sentence(f"{{x:{word}}}")

    assert wrong == [
        Misread(
            rule=f"不认识种类“{word}”",
            remedy="种类只能是 是/否、单位、文字、长文字、日期、电话、数、金额、小数1 至 小数4（可为负的前面写 ±），或 有/无 这样的几个选项，可多选的写 多选:会议/培训（选项里不能有顿号），可不填的写 文字?",
        ),
    ]


@pytest.mark.parametrize("sentence", ["学习（{x）次", "学习（x}）次", "{x:文字}}", "{{x:文字}"])
def test_braces_stand_in_pairs(sentence: str) -> None:
    _, wrong = read_sentence(sentence)

    assert wrong == [
        Misread(rule=f"花括号不成对：{sentence}", remedy="每个空写成 {编号} 或 {编号:种类}"),
    ]


def test_everything_wrong_with_a_sentence_is_told_at_once() -> None:
    _, wrong = read_sentence("{X:文字}，{y:数字}，{z}，{")

    assert [misread.rule for misread in wrong] == [
        "编号“X”不合规则",
        "不认识种类“数字”",
        "数字空 {z} 没有括号或计量单位",
        "花括号不成对：{X:文字}，{y:数字}，{z}，{",
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("演练{x:数}次；", Count(measure="次")),
        ("演练【{x}】次；", Count(measure="次")),
        ("演练（{x:数:次}）次的记录；", Count(measure="次")),
        ("投入（{x:金额}）万元；", Amount(measure="万元")),
        ("投入{x:金额}万元；", Amount(measure="万元")),
        ("投入（万元）：{x:金额:万元}；", Amount(measure="万元")),
        ("是否建立：{x:有/无}；", Choice(options=("有", "无"))),
        ("是否建立：{x:是/否}；", YesNo()),
        ("做法：{x:长文字}", LongText()),
    ],
)
def test_what_is_read_is_written_the_same(sentence: str, kind: Kind) -> None:
    parts, wrong = read_sentence(sentence)

    assert wrong == []
    assert [part.kind for part in parts if isinstance(part, Blank)] == [kind]
    assert write_sentence(parts) == sentence


def test_a_number_without_a_measure_is_told_where_to_write_it() -> None:
    assert read_sentence("演练：{x:数}；")[1] == [
        Misread(rule="空 {x:数} 没有计量单位", remedy="在空后写计量单位，或写进空里：{x:数:次}")
    ]
