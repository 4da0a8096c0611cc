"""Amounts, choices of any words and long texts: normalised once, validated alike everywhere."""

import pytest
from jsonschema import Draft202012Validator

from schema.contract.schemas import answers_schema, collection_schema
from schema.edition.kinds import Amount, Choice, LongText, Several
from schema.validation.normalise import normaliser
from schema.validation.rules import Rule
from schema.validation.validate import make_validator
from tests.support.builders import every_kind, valid_answers

AMOUNT = normaliser(Amount(measure="万元"))
CHOICE = normaliser(Choice(options=("有", "无")))
PROSE = normaliser(LongText())


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("12.5", "12.50"),
        ("１２．５", "12.50"),
        ("0012", "12.00"),
        ("1,234.05", "1234.05"),
        (12, "12.00"),
        ("0", "0.00"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_an_amount_is_a_decimal_text_with_two_places(typed: object, answer: str) -> None:
    assert AMOUNT(typed) == answer
    assert AMOUNT(answer) == answer


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", Rule.MISSING),
        (None, Rule.MISSING),
        ("1.234", Rule.NOT_AMOUNT),
        ("-1", Rule.NOT_AMOUNT),
        (-1, Rule.NOT_AMOUNT),
        (12.5, Rule.NOT_AMOUNT),
        (True, Rule.NOT_AMOUNT),
        ("1000000000000", Rule.TOO_LARGE),
        (10**12, Rule.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_told(typed: object, rule: Rule) -> None:
    assert AMOUNT(typed) is rule


@pytest.mark.parametrize(
    ("places", "typed", "answer"),
    [
        (1, "-12.5", "-12.5"),
        (1, "－１２", "-12.0"),
        (1, "−12.5", "-12.5"),
        (1, "+12.5", "12.5"),
        (1, "-0.0", "0.0"),
        (1, "-", Rule.NOT_AMOUNT),
        (1, "- 1", Rule.NOT_AMOUNT),
        (1, "-12.55", Rule.NOT_AMOUNT),
        (1, "", Rule.MISSING),
        (1, "-1000000000000", Rule.TOO_LARGE),
        (0, -12, "-12"),
        (0, "0", "0"),
        (0, "1.0", Rule.NOT_AMOUNT),
        (4, "-0.0001", "-0.0001"),
        (4, "1,234.5", "1234.5000"),
    ],
)
def test_an_amount_that_may_be_negative_has_its_own_places(
    places: int, typed: object, answer: object
) -> None:
    normalise = normaliser(Amount(measure="%", places=places, signed=True))

    assert normalise(typed) == answer
    assert isinstance(answer, Rule) or normalise(answer) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("会议", "会议"),
        ("培训、会议", "会议、培训"),
        (" 会议 、\u200b培训　", "会议、培训"),
        ("会议、会议", "会议"),
        ("", Rule.MISSING),
        (None, Rule.MISSING),
        ("会议、", Rule.NOT_OPTIONS),
        ("会议,培训", Rule.NOT_OPTIONS),
        (["会议"], Rule.NOT_OPTIONS),
    ],
)
def test_several_are_their_words_in_the_order_of_the_options(typed: object, answer: object) -> None:
    assert normaliser(Several(options=("会议", "培训", "其他")))(typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (" 有　", "有"),
        ("", Rule.MISSING),
        (None, Rule.MISSING),
        ("是", Rule.NOT_OPTION),
        (1, Rule.NOT_OPTION),
    ],
)
def test_a_choice_is_one_of_its_words(typed: object, answer: object) -> None:
    assert CHOICE(typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (" a\r\nb\rc\td \n", "a\nb\nc d"),
        (" \n ", Rule.MISSING),
        (None, Rule.MISSING),
        (1, Rule.NOT_PROSE),
        ("a\u202eb", Rule.NOT_PROSE),
        ("字" * 2000, "字" * 2000),
        ("字" * 2001, Rule.PROSE_TOO_LONG),
    ],
)
def test_a_long_text_keeps_its_lines(typed: object, answer: object) -> None:
    assert PROSE(typed) == answer


def test_the_json_schema_takes_what_the_judge_makes() -> None:
    edition = every_kind()
    validated = make_validator(edition)(valid_answers(edition))
    validator = Draft202012Validator(answers_schema(edition))

    assert validated.problems == ()
    assert validated.answers == valid_answers(edition)
    validator.validate(validated.answers)
    for wrong in (
        {"spent": "1.5"},
        {"spent": "01.50"},
        {"filed": "没有"},
        {"why": ""},
        {"ways": "会议、"},
        {"ways": "培训、会议"},
        {"hours": "1.50"},
        {"growth": "-0.0000"},
        {"change": "-1.0"},
    ):
        assert not validator.is_valid({**validated.answers, **wrong})


def test_the_collection_adds_amounts_up_and_counts_words_but_sums_no_rates() -> None:
    properties = collection_schema(every_kind())["properties"]

    summed = ["sessions", "attendance", "visits", "spent", "given", "hours", "change"]
    assert list(properties["totals"]["properties"]) == summed  # type: ignore[index]  # plain JSON
    assert list(properties["tallies"]["properties"]["filed"]["properties"]) == ["有", "无", "不适用"]  # type: ignore[index]  # as above
