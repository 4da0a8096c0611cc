import re
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.edition.kinds import (
    Amount,
    Answer,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
)
from schema.validation.letters import PATTERNS, SPACES, UNSEEN, bare, holds_unseen, was_right
from schema.validation.normalise import normaliser
from schema.validation.rules import Rule

COUNT = Count(measure="次")
KINDS: list[Kind] = [COUNT, YesNo(), UnitName(), Text(), Date(), Phone()]
TEXTS: list[Kind] = [UnitName(), Text()]
SAMPLES: list[tuple[Kind, str, Answer]] = [
    (COUNT, "12", 12),
    (YesNo(), "是", True),
    (Text(), "张三", "张三"),
    (Date(), "2021-06-30", "2021-06-30"),
    (Phone(), "13800000000", "13800000000"),
]
MILLION = 1_000_000
SPACED = st.text(SPACES, max_size=3)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters()),  # every code point, lone surrogates too
    *(
        st.builds("{}{}{}".format, SPACED, st.from_regex(PATTERNS[name], fullmatch=True), SPACED)
        for name in ("count", "date", "phone")
    ),
    st.sampled_from(["是", "否", " 是　", "１２", "２０２１／６／３０", "（０５７４）８７６５４３２１转１"]),
)


def read(kind: Kind, value: object) -> tuple[str, Answer | Rule]:
    """The answer or rule with its type: 1 is not True here."""
    answer = normaliser(kind)(value)
    return type(answer).__name__, answer


def read_otherwise(kind: Kind, values: Iterable[object], expected: tuple[str, Answer | Rule]) -> list[object]:
    """Which of these values are not read as all are to be."""
    return [value for value in values if read(kind, value) != expected]


def test_a_count_is_a_whole_number_however_typed() -> None:
    for value, number in [
        (0, 0),
        (7, 7),
        (999_999_999_999, 999_999_999_999),
        ("0", 0),
        ("12", 12),
        ("999999999999", 999_999_999_999),
        ("007", 7),
        ("0000000000000000012", 12),
        ("0" * MILLION + "7", 7),
        ("１２", 12),
        ("1２", 12),
        ("1,234", 1234),
        ("12,345,678", 12_345_678),
        ("999,999,999,999", 999_999_999_999),
        ("1，234", 1234),
        ("１，２３４", 1234),
        ("1 234 567", 1_234_567),
        ("1　234", 1234),
        ("000,012", 12),
        ("12\n", 12),
        ("12\r\n", 12),
        ("　12 ", 12),
    ]:
        assert read(COUNT, value) == ("int", number)


def test_a_count_is_nothing_but_a_whole_number() -> None:
    values: list[object] = [
        *("²", "①", "10²", "１²", "⑩", "Ⅻ", "½", "٣", "一", "零", "〇", "O", "l"),
        *("1e3", "1E3", "1.0", "1.", ".5", "１．０", "1。0", "-1", "－1", "−1", "+1", "1_000", "0x10", "1/2"),
        *("1,23", "12,34", "1,2345", "1234,567", ",123", "1,", "1,,234", "1,234 567", "1  234", "1、234"),
        *(
            "1\n2",
            "1\t234",
            "1\u00a0234",
            "\u202e12",
            "12\x00",
            "\x1f12",
            "12\x85",
            "1\ud800",
            "\udfff",
        ),
        *("12次", "约12", "1-2", "NaN", "null", "True"),
        *(-1, -(10**400), True, False, 1.0, 0.0, 1e3, 1.5, float("nan"), float("inf")),
        *([], [1], {}, {"value": 1}, b"12"),
    ]

    assert read_otherwise(COUNT, values, ("Rule", Rule.NOT_COUNT)) == []


@pytest.mark.parametrize(
    "value",
    [
        1_000_000_000_000,
        "1000000000000",
        "1,000,000,000,000",
        "1 000 000 000 000",
        "１００００００００００００",
        "0001000000000000",
        pytest.param(10**5000, id="5,001 digits as a number"),
        pytest.param("9" * MILLION, id="a million digits"),
        pytest.param("９" * MILLION, id="a million full-width digits"),
        pytest.param("1" + ",000" * MILLION, id="a million thousands"),
    ],
)
def test_a_count_has_at_most_twelve_digits(value: object) -> None:
    assert read(COUNT, value) == ("Rule", Rule.TOO_LARGE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_left_empty_is_missing(kind: Kind) -> None:
    values = [None, "", " ", "　", "\r\n", SPACES]

    assert read_otherwise(kind, values, ("Rule", Rule.MISSING)) == []


@pytest.mark.parametrize(("kind", "typed", "answer"), SAMPLES)
def test_outer_space_of_every_sort_is_stripped(kind: Kind, typed: str, answer: Answer) -> None:
    spaced = [f"{space}{typed}{space}" for space in [*SPACES, SPACES]]

    assert read_otherwise(kind, spaced, (type(answer).__name__, answer)) == []


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (COUNT, Rule.NOT_COUNT),
        (YesNo(), Rule.NOT_CHOICE),
        (Text(), Rule.NOT_TEXT),
        (Date(), Rule.NOT_DATE),
        (Phone(), Rule.NOT_PHONE),
    ],
)
def test_controls_are_no_space(kind: Kind, rule: Rule) -> None:
    """Python's own `strip` would take \\x1c to \\x1f and \\x85 for space; JavaScript's would not."""
    marks = ["\x00", "\x1c", "\x1f", "\x7f", "\x85", "\u202e", "\u2067", "\ud800"]

    assert read_otherwise(kind, marks, ("Rule", rule)) == []


@pytest.mark.parametrize(
    ("value", "flag"),
    [(True, True), (False, False), ("是", True), ("否", False), ("　是\n", True), ("\ufeff否 ", False)],
)
def test_a_choice_is_yes_or_no(value: object, flag: bool) -> None:
    assert read(YesNo(), value) == ("bool", flag)


@pytest.mark.parametrize(
    "value", ["是否", "是 否", "不是", "√", "true", "True", "1", "0", "on", "Y", 0, 1, 1.0, [], [True], {}]
)
def test_a_choice_is_nothing_else(value: object) -> None:
    assert read(YesNo(), value) == ("Rule", Rule.NOT_CHOICE)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-06-30", "2021-06-30"),
        ("2021-6-3", "2021-06-03"),
        ("2021/6/30", "2021-06-30"),
        ("2021.06.30", "2021-06-30"),
        ("2021年6月30日", "2021-06-30"),
        ("2021年6月30号", "2021-06-30"),
        ("2021年06月30", "2021-06-30"),
        ("２０２１－０６－３０", "2021-06-30"),
        ("２０２１／６／３０", "2021-06-30"),
        ("２０２１年６月３０日", "2021-06-30"),
        ("2021—06—30", "2021-06-30"),
        ("2021——6——30", "2021-06-30"),
        ("2000-01-01", "2000-01-01"),
        ("2099-12-31", "2099-12-31"),
        ("2020-02-29", "2020-02-29"),
        ("2000-02-29", "2000-02-29"),
    ],
)
def test_a_date_is_a_day_however_typed(value: object, day: str) -> None:
    assert read(Date(), value) == ("str", day)


def test_a_date_is_nothing_but_a_day_of_this_century() -> None:
    for value in [
        *("2021-02-29", "2021-02-30", "2021-06-31", "2021-13-01", "2021-00-10", "2021-01-00"),
        *("1999-12-31", "2100-01-01", "21-06-30", "12021-06-30"),
        *("20210630", "2021-06", "6月30日", "30/06/2021", "2021-06-030", "2021-006-30", "2021 06 30"),
        *("2021-06-30T00:00:00", "2021-06-30 12:00", "2021-06-3²", "2021-06-③", "今天"),
        *("2021-\n06-30", "2021-06-30\x00", "2021-06-\ud800"),
        *(20210630, 2021.0, True, [], ["2021-06-30"], {}),
    ]:
        assert read(Date(), value) == ("Rule", Rule.NOT_DATE)


def test_a_phone_number_is_written_as_people_do() -> None:
    for value, phone in [
        ("0574-87654321", "0574-87654321"),
        ("13800000000", "13800000000"),
        ("12345", "12345"),
        ("+86 574 8765 4321", "+86 574 8765 4321"),
        ("(0574)87654321", "(0574)87654321"),
        ("（０５７４）８７６５４３２１", "(0574)87654321"),
        ("＋86-574-87654321", "+86-574-87654321"),
        ("0574-87654321转801", "0574-87654321转801"),
        ("０５７４－８７６５４３２１转８０１", "0574-87654321转801"),
        ("0574　87654321", "0574 87654321"),
        ("1" * 30, "1" * 30),
        # as phones' address books and web pages give numbers, and as Chinese keyboards type dashes
        ("\u202d138 0000 0000\u202c", "138 0000 0000"),
        ("\u2068+86\u00a0138\u20110000\u20110000\u2069", "+86 138-0000-0000"),
        ("\u200e0574\u00ad-\u200b87654321\ufeff", "0574-87654321"),
        ("138\u20090000\u202f0000", "138 0000 0000"),
        *((f"0574{dash}87654321", "0574-87654321") for dash in "‐‑‒–—―−─━－﹣﹘"),
        ("0574——87654321", "0574-87654321"),
        ("０５７４——８７６５４３２１转８０１", "0574-87654321转801"),
    ]:
        assert read(Phone(), value) == ("str", phone)


def test_a_phone_number_is_nothing_else() -> None:
    for value in [
        *("1234", "1" * 31, "电话", "0574-", "-0574-87654321", "++8657487654321", "0574一87654321", "—0574"),
        *("转801", "0574-87654321转", "0574-87654321转1234567", "0574-87654321 转801", "0574-87654321-转801"),
        *("0574-87654321、13800000000", "0574-87654321ext801", "1380000000０²", "①②③④⑤⑥"),
        *("0574\n87654321", "0574\r\n87654321", "0574\t87654321", "0574\u202887654321", "\u202e13800000000"),
        *(13800000000, 1.0, True, [], ["13800000000"], {}),
    ]:
        assert read(Phone(), value) == ("Rule", Rule.NOT_PHONE)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("张三", "张三"),
        ("张三　李四", "张三　李四"),
        ("\r\n张三\r\n", "张三"),
        ("Ａ科１号", "Ａ科１号"),
        ("10²①", "10²①"),
        ("=1+1 <b>&\"'", "=1+1 <b>&\"'"),
        ("0", "0"),
        ("𠮷" * 60, "𠮷" * 60),
        ("　" + "局" * 60 + " ", "局" * 60),
    ],
)
def test_a_text_is_kept_as_typed_but_for_outer_space(kind: Kind, value: str, text: str) -> None:
    assert read(kind, value) == ("str", text)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize(
    "value", ["局" * 61, "𠮷" * 61, "e\u0301" * 31, pytest.param("局" * MILLION, id="a million")]
)
def test_a_text_has_at_most_60_code_points(kind: Kind, value: str) -> None:
    assert read(kind, value) == ("Rule", Rule.TOO_LONG)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_is_one_line_that_can_be_printed(kind: Kind) -> None:
    values: list[object] = [
        *("张\n三", "张\r\n三", "张\r三", "张\t三", "张\v三", "张\u2028三", "张\u2029三"),
        *("张\x00三", "张\x1b三", "张\x7f三", "张\x85三", "\x9f张三"),
        *("张\u200e三", "张\u200f三", "\u202b张三", "张三\u202e", "\u2067张三\u2069"),
        *("\ud83d", "张\udfff三", "\ude00\ud83d", "张\ufffe", "\uffff张"),
        *(5, 0, 1.5, True, False, [], ["张三"], {}),
    ]

    assert read_otherwise(kind, values, ("Rule", Rule.NOT_TEXT)) == []


EVERY_SAMPLE: list[tuple[Kind, str, Answer]] = [
    *SAMPLES,
    (Amount(measure="万元"), "12.5", "12.50"),
    (Choice(options=("有", "无")), "有", "有"),
    (LongText(), "第一行\n第二行", "第一行\n第二行"),
    (UnitName(), "鄞州区", "鄞州区"),
]
TURNING = "\u202b\u202e\u2067"
"""Marks that turn the order of what is shown: 12 after U+202E is shown as 21."""
DROPPED = UNSEEN.findall("".join(map(chr, range(0x110000))))


def test_what_is_dropped_is_every_format_character_without_ink_but_for_those_that_turn_the_order() -> None:
    formats = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"}
    inked = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
    inked |= {chr(code) for code in range(0x13430, 0x13440)}  # joins hieroglyphs

    assert formats - set(DROPPED) <= inked | set(TURNING)
    assert not set(DROPPED) & (inked | set(TURNING))
    kept = {"L": "\u115f\u1160\u3164\uffa0", "M": "\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f"}
    others = {char for char in DROPPED if unicodedata.category(char) not in ("Cf", "Cn")}
    assert others - {*kept["L"], *kept["M"]} == {
        chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
    }


@pytest.mark.parametrize(("kind", "typed", "answer"), EVERY_SAMPLE)
@given(
    marks=st.lists(
        st.text(st.sampled_from(DROPPED) | st.sampled_from(SPACES), max_size=3), min_size=2, max_size=2
    )
)
def test_what_cannot_be_seen_is_dropped_at_the_ends_of_every_answer(
    kind: Kind, typed: str, answer: Answer, marks: list[str]
) -> None:
    assert read(kind, f"{marks[0]}{typed}{marks[1]}") == (type(answer).__name__, answer)


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        (COUNT, "1,234,567", 1_234_567),
        (COUNT, "１２", 12),
        (Amount(measure="万元"), "1,234.50", "1234.50"),
        (Date(), "2021年6月30日", "2021-06-30"),
        (Phone(), "(0574)8765-4321转801", "(0574)8765-4321转801"),
    ],
)
@given(mark=st.text(st.sampled_from(DROPPED), min_size=1, max_size=2), places=st.sets(st.integers(0, 22)))
def test_what_cannot_be_seen_is_dropped_within_a_figure(
    kind: Kind, typed: str, answer: Answer, mark: str, places: set[int]
) -> None:
    marked = "".join(mark + char if place in places else char for place, char in enumerate(typed))

    assert read(kind, marked) == (type(answer).__name__, answer)


@pytest.mark.parametrize(("kind", "typed", "_answer"), EVERY_SAMPLE)
@pytest.mark.parametrize("mark", TURNING)
def test_what_turns_the_order_of_what_is_shown_is_refused(
    kind: Kind, typed: str, _answer: Answer, mark: str
) -> None:
    kind_of_answer, rule = read(kind, f"{mark}{typed}")

    assert kind_of_answer == "Rule"
    assert isinstance(rule, Rule)
    assert rule.value.startswith("not_")
    assert holds_unseen(f"{mark}{typed}", rule)


@pytest.mark.parametrize("kind", [UnitName(), Text(), LongText()])
@pytest.mark.parametrize(
    ("stored", "answer"),
    [("张三\u200b", "张三"), ("\u2060张三", "张三"), ("\u3164", None), ("张三\ufe0f", "张三")],
)
def test_a_text_that_an_earlier_version_stored_with_such_marks_is_still_right(
    kind: Kind, stored: str, answer: str | None
) -> None:
    assert was_right(kind, stored, answer)


@pytest.mark.parametrize(
    ("kind", "stored", "answer"),
    [
        (Text(), "张三\u200b", "李四"),
        (Text(), "张三", None),
        (Text(), "", None),
        (Text(), " 张三", "张三"),
        (Text(), "\ufeff张三", "张三"),
        (Text(), "\u200e张三", "张三"),
        (Text(), None, None),
        (Text(), 12, 12),
        (Phone(), "13800000000\u200b", "13800000000"),
        (COUNT, "12\u200b", 12),
    ],
)
def test_nothing_else_was_ever_right(kind: Kind, stored: Answer | None, answer: Answer | None) -> None:
    assert not was_right(kind, stored, answer)


@given(st.text(st.sampled_from([*SPACES, *DROPPED[:40], "a", "\n"])))
def test_bare_takes_nothing_that_can_be_seen(text: str) -> None:
    inner = bare(text)

    before, after = text.split(inner, 1) if inner else (text, "")
    assert {*before, *after} <= {*SPACES, *DROPPED}
    assert bare(inner) == inner


@pytest.mark.parametrize("kind", KINDS)
@given(value=VALUES)
def test_an_answer_normalises_to_itself(kind: Kind, value: object) -> None:
    once = read(kind, value)

    assert once[0] == "Rule" or read(kind, once[1]) == once


@given(value=VALUES)
def test_an_answer_has_the_type_of_its_kind(value: object) -> None:
    assert read(COUNT, value)[0] in {"int", "Rule"}
    assert read(YesNo(), value)[0] in {"bool", "Rule"}
    assert {read(kind, value)[0] for kind in (*TEXTS, Date(), Phone())} <= {"str", "Rule"}


@given(number=st.integers(0, 999_999_999_999), wide=st.booleans(), separator=st.sampled_from(["", ",", " "]))
def test_a_count_is_read_back_from_every_way_of_writing_it(
    number: int,
    wide: bool,
    separator: str,
) -> None:
    typed = f"{number:,}".replace(",", separator)
    if wide:
        typed = re.sub(r"[!-~]", lambda found: chr(ord(found[0]) + 0xFEE0), typed).replace(" ", "　")

    assert read(COUNT, typed) == ("int", number)


def test_only_the_wide_forms_of_printable_letters_are_narrowed() -> None:
    """The next one, ｟, has none: narrowed by the same step it would be a control character."""
    assert not holds_unseen("1\uff5f", Rule.NOT_COUNT)
    assert normaliser(Phone())("０５７４－８７６５４３２１") == "0574-87654321"
