"""Applying a check: compiled Python says what the rule says; the document form says it to the browser."""

import json
import operator
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.contract.edition_json import check_document
from schema.edition.checks import Check, Is, Level, Sum, Test
from schema.edition.kinds import Answer
from schema.loading.check_rules import read_rule
from schema.validation.check_eval import compile_checks
from tests.support.random.checks import AMOUNTS, ANSWERS, BLANKS, CHECKS
from tests.support.random.examples import times

EXACT = 2**53
"""Up to here JavaScript's whole numbers are exact."""
OPERATORS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def check_of(rule: str, level: Level = Level.BLOCK) -> Check:
    given, needed = read_rule(rule, BLANKS)
    return Check(level=level, given=given, needed=needed, message="请核对。")


# The same rules once more, read slowly


def value(total: Sum, answers: Mapping[str, Answer]) -> Fraction:
    return sum((factor * Fraction(answers[blank]) for factor, blank in total.terms), Fraction(total.constant))


def true(test: Test, answers: Mapping[str, Answer]) -> bool:
    if isinstance(test, Is):
        return answers[test.blank] == test.yes
    return bool(OPERATORS[test.operator](value(test.left, answers), value(test.right, answers)))


def holds(check: Check, answers: Mapping[str, Answer]) -> bool:
    given, needed = ([true(test, answers) for test in tests] for tests in (check.given, check.needed))
    return False in given or False not in needed


@settings(max_examples=times(5))
@given(check=CHECKS, tables=st.lists(ANSWERS, min_size=1, max_size=5))
def test_a_compiled_check_agrees_with_its_rule(check: Check, tables: Sequence[Mapping[str, Answer]]) -> None:
    compiled = compile_checks([check], AMOUNTS)

    assert [compiled(answers) for answers in tables] == [holds(check, answers) for answers in tables]


@given(checks=st.lists(CHECKS, max_size=4), answers=ANSWERS)
def test_checks_compiled_together_hold_if_each_does(
    checks: Sequence[Check], answers: Mapping[str, Answer]
) -> None:
    assert compile_checks(checks, AMOUNTS)(answers) is all(holds(check, answers) for check in checks)


def test_no_checks_always_hold() -> None:
    assert compile_checks([])({}) is True


def test_hundreds_of_checks_are_compiled_together() -> None:
    checks = [check_of("a = 0 implies b = 0")] * 2000 + [check_of("c = 0")]
    all_hold = compile_checks(checks)

    assert all_hold({"a": 0, "b": 0, "c": 0})
    assert not all_hold({"a": 0, "b": 0, "c": 1})


@pytest.mark.parametrize(
    ("rule", "answers", "expected"),
    [
        ("a = 0 implies b = 0", {"a": 0, "b": 0}, True),
        ("a = 0 implies b = 0", {"a": 0, "b": 1}, False),
        ("a = 0 implies b = 0", {"a": 1, "b": 1}, True),
        ("a = 0 and p is 是 implies b = 0", {"a": 0, "p": False, "b": 1}, True),
        ("a = 0 and p is 是 implies b = 0", {"a": 0, "p": True, "b": 1}, False),
        ("p is 是", {"p": True}, True),
        ("p is 是", {"p": False}, False),
        ("p is 否", {"p": False}, True),
        ("p is 否 and a = 0", {"p": False, "a": 1}, False),
        ("a <= 100 * b + 10", {"a": 110, "b": 1}, True),
        ("a <= 100 * b + 10", {"a": 111, "b": 1}, False),
        ("a + b = c", {"a": 1, "b": 2, "c": 3}, True),
        ("a != 0", {"a": 0}, False),
        ("a > 0", {"a": 0}, False),
        ("a >= 0", {"a": 0}, True),
        ("a < 1", {"a": 0}, True),
        ("0 = a", {"a": 1}, False),
    ],
)
def test_a_check_looks_at_its_own_blanks_only(
    rule: str, answers: Mapping[str, Answer], expected: bool
) -> None:
    assert compile_checks([check_of(rule)])(answers) is expected


# For the browser


def test_a_check_is_told_to_the_browser_as_data() -> None:
    check = check_of("a = 0 and p is 否 implies b + 2 * c + 3 <= 10 * a and q is 是", Level.EXPLAIN)

    assert check_document(check) == {
        "level": "explain",
        "at": "b",
        "given": [[[0, [1, "a"]], "=", [0]], ["p", False]],
        "needed": [[[3, [1, "b"], [2, "c"]], "<=", [0, [10, "a"]]], ["q", True]],
        "message": "请核对。",
    }


def test_a_check_without_implies_is_given_nothing() -> None:
    assert check_document(check_of("p is 是", Level.HINT)) == {
        "level": "hint",
        "at": "p",
        "given": [],
        "needed": [["p", True]],
        "message": "请核对。",
    }


def value_of_document(total: list[object], answers: Mapping[str, Answer]) -> Fraction:
    constant, *terms = total
    assert type(constant) is int
    assert constant <= EXACT
    result = Fraction(constant)
    for factor, blank in terms:  # type: ignore[misc]  # JSON has no types
        result += factor * Fraction(answers[blank])  # type: ignore[has-type]  # as above
        assert factor <= EXACT  # type: ignore[has-type]  # as above
    return result


def true_of_document(test: list[object], answers: Mapping[str, Answer]) -> bool:
    if len(test) == 2:
        blank, yes = test
        return answers[str(blank)] is yes
    left, name, right = test
    assert isinstance(left, list)
    assert isinstance(right, list)
    sums = value_of_document(left, answers), value_of_document(right, answers)
    return bool(OPERATORS[str(name)](*sums))


@settings(max_examples=times(3))
@given(check=CHECKS, answers=ANSWERS)
def test_the_document_says_what_the_rule_says_in_numbers_that_json_holds_exactly(
    check: Check, answers: Mapping[str, Answer]
) -> None:
    document = check_document(check)

    assert json.loads(json.dumps(document)) == document
    given, needed = (
        [true_of_document(test, answers) for test in document[part]]  # type: ignore[attr-defined]  # a list of tests
        for part in ("given", "needed")
    )
    assert (not all(given) or all(needed)) is holds(check, answers)
