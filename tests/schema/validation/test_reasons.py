"""A reason says something: stock phrases and punctuation do not count, and it is a line of text that is not too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.validation.letters import SPACES, bare
from schema.validation.reasons import LONGEST_REASON, SILENT, STOCK, validate_reason
from schema.validation.rules import SHORTEST_REASON, Rule


@pytest.mark.parametrize("value", [None, "", " ", "\t\n\u3000", SPACES])
def test_a_reason_that_was_not_given_is_asked_for(value: object) -> None:
    assert validate_reason(value) is Rule.NEEDS_REASON


@pytest.mark.parametrize(
    "value", [0, 1, True, False, 1.5, [], ["全市统一组织培训"], {}, {"a": "b"}, b"abcdef"]
)
def test_a_reason_is_a_text(value: object) -> None:
    assert validate_reason(value) is Rule.BAD_REASON


@pytest.mark.parametrize(
    "reason",
    [
        "全市统一组织",
        "全市统一组织集中观看，人数较多",
        "abcdef",
        "123456",
        "𠮷𠮷𠮷𠮷𠮷𠮷",
        "a b c d e f",
        "😀" * 6,
    ],
)
def test_six_characters_say_enough(reason: str) -> None:
    assert validate_reason(reason) == reason


@pytest.mark.parametrize("reason", ["全市统一组", "abcde", "1", "𠮷𠮷𠮷𠮷𠮷", "a b c d e"])
def test_five_characters_do_not_say_enough(reason: str) -> None:
    assert validate_reason(reason) is Rule.BAD_REASON


def test_a_stock_phrase_says_nothing_however_often() -> None:
    for phrase in STOCK:
        for reason in (phrase, phrase * 20, f"{phrase}，{phrase * 20}。"):
            assert validate_reason(reason) is Rule.BAD_REASON


@pytest.mark.parametrize("reason", ["本地没有此项目", "无此类型企业", "属正常工作安排", "没有召开专题会"])
def test_a_stock_phrase_within_a_sentence_is_a_word_like_the_rest(reason: str) -> None:
    assert validate_reason(reason) == reason


@pytest.mark.parametrize(
    "reason",
    [
        "核实无误。",
        "已核实，情况属实！",
        "经核实，数据无误",
        "情况正常，数据正确。",
        "无无无无无无",
        "正确正确正确正确",
        "没有，没有，没有",
        "无；属实；正常；已核对",
        "核对无误（已确认）",
    ],
)
def test_stock_phrases_together_say_nothing(reason: str) -> None:
    assert validate_reason(reason) is Rule.BAD_REASON


def test_punctuation_says_nothing() -> None:
    for mark in sorted(set(SILENT) - set(SPACES)):
        for reason in (mark, mark * 20, f"全市统一组{mark * 20}", f"全{mark}市{mark}统{mark}一{mark}组"):
            assert validate_reason(reason) is Rule.BAD_REASON


def test_space_within_a_reason_says_nothing() -> None:
    assert validate_reason("全 市\u3000统  一 组") is Rule.BAD_REASON
    assert validate_reason("全 市\u3000统  一 组 织") == "全 市\u3000统  一 组 织"


def test_stock_phrases_may_stand_beside_what_says_enough() -> None:
    reason = "已核实，全市统一组织集中观看，数字无误。"

    assert validate_reason(reason) == reason


def test_outer_space_is_taken_off() -> None:
    assert validate_reason(f"{SPACES}全市统一组织{SPACES}") == "全市统一组织"


def test_what_cannot_be_seen_is_taken_off_and_says_nothing() -> None:
    assert validate_reason("\u200b全市统一组织\ufeff") == "全市统一组织"
    assert validate_reason("\u200b") is Rule.NEEDS_REASON
    assert validate_reason("全市统一组" + "\u200b" * 9 + "，") is Rule.BAD_REASON


@pytest.mark.parametrize("character", ["长", "a", "𠮷", "😀"])
def test_two_hundred_characters_are_taken_and_one_more_is_not(character: str) -> None:
    assert validate_reason(character * 200) == character * 200
    assert validate_reason(f"  {character * 200}  ") == character * 200
    assert validate_reason(character * 201) is Rule.BAD_REASON


def test_stock_phrases_and_punctuation_count_towards_the_longest() -> None:
    longest = "全市统一组织" + "，" * 194

    assert validate_reason(longest) == longest
    assert validate_reason("全市统一组织" + "，" * 194 + "无") is Rule.BAD_REASON


def test_a_control_character_within_a_reason_is_refused() -> None:
    for control in [
        *"\n\r\t\0\x1b\x7f\x85\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufffe\uffff\ud800\udfff"
    ]:
        assert validate_reason(f"全市统一{control}组织观看") is Rule.BAD_REASON


@given(
    st.text(st.sampled_from("全市统一组织核实无误属实正确，。 \t\u3000"), max_size=20)
    | st.text(st.characters())
)
def test_a_reason_that_is_taken_says_enough_and_can_be_stored(text: str) -> None:
    validated = validate_reason(text)

    if isinstance(validated, Rule):
        assert (validated is Rule.NEEDS_REASON) is (not bare(text))
    else:
        assert validated == bare(text)
        assert validated.encode()
        assert SHORTEST_REASON <= len(validated) <= LONGEST_REASON
        assert validate_reason(validated) == validated


def test_every_longer_phrase_is_left_out_before_its_parts() -> None:
    """Else 无 would be cut out of 核实无误, and 误 be counted."""
    for number, phrase in enumerate(STOCK):
        assert not any(earlier in phrase for earlier in STOCK[:number])
