"""Reading the rule language: every form of it, every way to get it wrong, and how an edition is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schema.edition.checks import Check, Compare, Is, Level, Sum, Test
from schema.edition.kinds import Count, Date, Kind, Phone, Text, UnitName, YesNo
from schema.edition.sentence import Blank
from schema.errors import FileProblem, FileProblemsError
from schema.loading.check_rules import MOST_TERMS, RuleError, read_rule
from schema.loading.edition_file import load_edition
from tests.support.builders import check_toml, edition_toml
from tests.support.random import checks as made


def blank(id_: str, kind: Kind) -> Blank:
    return Blank(id=id_, kind=kind)


KINDS: dict[str, Kind] = {
    **dict.fromkeys(("a", "b", "c", "is", "x1_2"), Count(measure="次")),
    **dict.fromkeys(("p", "q"), YesNo()),
    "unit": UnitName(),
    "contact": Text(),
    "filed_on": Date(),
    "phone": Phone(),
}
BLANKS = {id_: blank(id_, kind) for id_, kind in KINDS.items()}


def of(*terms: str | tuple[int, str], plus: int = 0) -> Sum:
    return Sum(constant=plus, terms=tuple((1, term) if isinstance(term, str) else term for term in terms))


def compare(left: Sum, operator: str, right: Sum) -> Compare:
    return Compare(left=left, operator=operator, right=right)


A_IS_0 = compare(of("a"), "=", of())
B_IS_0 = compare(of("b"), "=", of())
P = Is(blank="p", yes=True)
NOT_Q = Is(blank="q", yes=False)
FORMS: dict[str, tuple[tuple[Test, ...], tuple[Test, ...]]] = {
    "a = 0": ((), (A_IS_0,)),
    "a = b": ((), (compare(of("a"), "=", of("b")),)),
    "a != b": ((), (compare(of("a"), "!=", of("b")),)),
    "a < b": ((), (compare(of("a"), "<", of("b")),)),
    "a <= b": ((), (compare(of("a"), "<=", of("b")),)),
    "a > b": ((), (compare(of("a"), ">", of("b")),)),
    "a >= b": ((), (compare(of("a"), ">=", of("b")),)),
    "0 = a": ((), (compare(of(), "=", of("a")),)),
    "a = a": ((), (compare(of("a"), "=", of("a")),)),
    "x1_2 > 007": ((), (compare(of("x1_2"), ">", of(plus=7)),)),
    "a <= 100 * b + 10": ((), (compare(of("a"), "<=", of((100, "b"), plus=10)),)),
    "5 + a + 2 * b + 3 * c + 1 >= a + a": (
        (),
        (compare(of("a", (2, "b"), (3, "c"), plus=6), ">=", of("a", "a")),),
    ),
    "a < 2 * 3 + 4": ((), (compare(of("a"), "<", of(plus=10)),)),
    "0 * a = 0": ((), (compare(of((0, "a")), "=", of()),)),
    "p is 是": ((), (P,)),
    "q is 否": ((), (NOT_Q,)),
    "a = 0 implies b = 0": ((A_IS_0,), (B_IS_0,)),
    "p is 是 implies a = 0": ((P,), (A_IS_0,)),
    "a = 0 implies q is 否": ((A_IS_0,), (NOT_Q,)),
    "a = 0 and b = 0 and p is 是": ((), (A_IS_0, B_IS_0, P)),
    "a = 0 and q is 否 implies b = 0 and p is 是": ((A_IS_0, NOT_Q), (B_IS_0, P)),
    "1 = 1 implies a = 0": ((compare(of(plus=1), "=", of(plus=1)),), (A_IS_0,)),
    "1 = 1 and a = 0": ((), (compare(of(plus=1), "=", of(plus=1)), A_IS_0)),
    "is = 0": ((), (compare(of("is"), "=", of()),)),
    "a=0 implies b<=2*c+3": ((A_IS_0,), (compare(of("b"), "<=", of((2, "c"), plus=3)),)),
    " \t a\n=\n0  implies\n  b = 0 \n": ((A_IS_0,), (B_IS_0,)),
    "p is是": ((), (P,)),
}


def test_a_rule_is_read_in_every_form() -> None:
    for text, meant in FORMS.items():
        assert read_rule(text, BLANKS) == meant, text


def written(check: Check) -> str:
    """A check in the rule language."""
    conditions = [" and ".join(map(written_test, tests)) for tests in (check.given, check.needed) if tests]
    return " implies ".join(conditions)


def written_test(test: Test) -> str:
    if isinstance(test, Is):
        return f"{test.blank} is {'是' if test.yes else '否'}"
    return f"{written_sum(test.left)} {test.operator} {written_sum(test.right)}"


def written_sum(total: Sum) -> str:
    return " + ".join([str(total.constant), *(f"{factor} * {blank}" for factor, blank in total.terms)])


@given(check=made.CHECKS)
def test_whatever_is_written_is_read_back(check: Check) -> None:
    assert read_rule(written(check), made.BLANKS) == (check.given, check.needed)


def no_test(text: str) -> str:
    return f"“{text}”不是一个比较，也不是“某空 is 是”"


def no_blank(name: str) -> str:
    return f"没有编号为“{name}”的空"


def no_factor(text: str) -> str:
    return f"“{text}”应写成 数字 * 空"


def wrong_kind(name: str) -> str:
    return f"“{name}”的种类不能这样用"


UNFINISHED = "规则不完整"
NAMES_NONE = "要成立的部分没有提到任何一个空"
WRONG = {
    "": UNFINISHED,
    "implies": UNFINISHED,
    "a = 0 implies": UNFINISHED,
    "implies a = 0": UNFINISHED,
    "1 = 1": NAMES_NONE,
    "a = 0 implies 1 = 1": NAMES_NONE,
    "a": no_test("a"),
    "a b": no_test("a b"),
    "and": no_test(""),
    "a = 0 and": no_test(""),
    "and a = 0": no_test(""),
    "a = 0 and and b = 0": no_test(""),
    "a == 0": no_test("a = = 0"),
    "0 < a < 9": no_test("0 < a < 9"),
    "a = 0 implies b = 0 implies c = 0": no_test("b = 0 implies c = 0"),
    "p": no_test("p"),
    "p is": no_test("p is"),
    "is 是": no_test("is 是"),
    "p is yes": no_test("p is yes"),
    "p is 是 否": no_test("p is 是 否"),
    "p is 是的": no_test("p is 是 的"),
    "p is not 是": no_test("p is not 是"),
    "a ≤ b": no_test("a ≤ b"),
    "a or b": no_test("a or b"),
    "a =": no_blank(""),
    "= a": no_blank(""),
    "a + = 0": no_blank(""),
    "a + + b = 0": no_blank(""),
    "d = 0": no_blank("d"),
    "d is 是": no_blank("d"),
    "a = 0 implies d = 0": no_blank("d"),
    "A = 0": no_blank("A"),
    "a b = 0": no_blank("a b"),
    "a - b = 0": no_blank("a - b"),
    "a = -1": no_blank("- 1"),
    "a = 1.5": no_blank("1 . 5"),
    "a = 1,000": no_blank("1 , 000"),
    "(a) = 0": no_blank("( a )"),
    "2 a = 0": no_blank("2 a"),
    "2a = 0": no_blank("2 a"),
    "2 * = 0": no_blank("2 *"),
    "* a = 0": no_blank("* a"),
    "2 * 3 * a = 0": no_blank("3 * a"),
    "a = 0 or b = 0": no_test("a = 0 or b = 0"),
    "a = ²": no_blank("²"),
    "a = １": no_blank("１"),
    "a = ٣": no_blank("٣"),
    "a = ①": no_blank("①"),
    "a = __import__": no_blank("_ _ import__"),
    "a['b'] = 0": no_blank("a [ ' b ' ]"),
    "p implies a = 0": no_test("p"),
    "a * 2 = 0": no_factor("a * 2"),
    "a * b = 0": no_factor("a * b"),
    "a = 1 + b * c": no_factor("b * c"),
    "² * a = 0": no_factor("² * a"),
    "１ * a = 0": no_factor("１ * a"),
    "p = 1": wrong_kind("p"),
    "a is 是": wrong_kind("a"),
    "unit = 0": wrong_kind("unit"),
    "contact is 是": wrong_kind("contact"),
    "filed_on > 2021": wrong_kind("filed_on"),
    "phone = 110": wrong_kind("phone"),
    "a + p > 0": wrong_kind("p"),
}


def test_a_rule_that_cannot_be_read_says_why() -> None:
    for text, why in WRONG.items():
        with pytest.raises(RuleError) as caught:
            read_rule(text, BLANKS)

        assert str(caught.value) == why, text


@given(
    st.lists(st.sampled_from([*"ap+*=<>!² 0是", " ", "implies ", " and ", " is ", "12"])).map("".join)
    | st.text()
)
@example("9" * 5000)
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    try:
        given, needed = read_rule(text, BLANKS)
    except RuleError as error:
        assert str(error)
    else:
        assert Check(level=Level.HINT, given=given, needed=needed, message="").at in BLANKS


# Limits


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("999999999999", of(plus=999_999_999_999)),
        ("999999999998 + 1", of(plus=999_999_999_999)),
        ("333333333333 * 3", of(plus=999_999_999_999)),
        ("3 * 333333333333", of(plus=999_999_999_999)),
        ("1000000 * b", of((1_000_000, "b"))),
        ("0" * 5000 + "12 * b + " + "0" * 5000 + "7", of((12, "b"), plus=7)),
        ("0" * 5000, of()),
        ("a + b + c + a + b + c + a + 2 * b", of("a", "b", "c", "a", "b", "c", "a", (2, "b"))),
    ],
)
def test_the_largest_sum_is_read(text: str, right: Sum) -> None:
    assert read_rule(f"a = {text}", BLANKS) == ((), (compare(of("a"), "=", right),))


def test_a_larger_sum_is_refused() -> None:
    for text in [
        "1000000000000",
        "999999999999 + 1",
        "500000000000 * 2",
        "2 * 500000000000",
        "1000001 * b",
        "1" * 5000,
        f"{'1' * 5000} * b",
        f"{'1' * 5000} * 3",
        f"3 * {'1' * 5000}",
        " + ".join(["a"] * (MOST_TERMS + 1)),
    ]:
        for pattern in ["a = {}", "{} = a", "{} > 1 implies a = 0"]:
            with pytest.raises(RuleError) as caught:
                read_rule(pattern.format(text), BLANKS)

            assert str(caught.value) == f"数字太大，或一边的空超过 {MOST_TERMS} 个", (text, pattern)


# In an edition


def load(folder: Path, *checks: str) -> tuple[Check, ...]:
    file = folder / "2021.toml"
    file.write_text("\n".join((edition_toml(), *checks)), encoding="utf-8")
    return load_edition(file).checks


def mistakes(folder: Path, *checks: str) -> list[FileProblem]:
    with pytest.raises(FileProblemsError) as caught:
        load(folder, *checks)
    return list(caught.value.mistakes)


CHECK = Check(
    level=Level.BLOCK,
    given=(compare(of("sessions"), "=", of()),),
    needed=(compare(of("attendance"), "=", of()),),
    message="没有学习，不应有人次。",
)
LANGUAGE = "写法见 schema/edition/checks.py 开头的例子"
SAY_TEXT = '要写成一段文字，如 "……"'


def test_an_edition_needs_no_check(tmp_path: Path) -> None:
    assert load(tmp_path) == ()


@pytest.mark.parametrize("level", Level)
def test_a_check_is_read_at_every_level(tmp_path: Path, level: Level) -> None:
    assert load(tmp_path, check_toml(level=f'"{level.value}"')) == (replace(CHECK, level=level),)


def test_checks_keep_their_order(tmp_path: Path) -> None:
    checks = load(tmp_path, *(check_toml(message=f'"{number}"') for number in range(3)))

    assert checks == tuple(replace(CHECK, message=str(number)) for number in range(3))


def test_a_check_stands_at_the_first_blank_of_what_must_hold(tmp_path: Path) -> None:
    (check,) = load(tmp_path, check_toml(rule='"sessions > 0 implies attendance + sessions > sessions"'))

    assert (check.at, check.blanks) == ("attendance", ("attendance", "sessions"))


@pytest.mark.parametrize(
    ("changes", "place", "rule", "remedy"),
    [
        ({"rules": '"x"'}, "第1个check", "不认识“rules”这一项", "这里只能有 level、rule、message、fill"),
        ({"level": None}, "第1个check", "level 缺少", SAY_TEXT),
        ({"level": "1"}, "第1个check", "level 不合规则", SAY_TEXT),
        ({"level": '""'}, "第1个check", "level 不合规则", SAY_TEXT),
        ({"level": '"warn"'}, "第1个check", "level 不认识", "level 只能是 block、explain、hint"),
        ({"rule": None}, "第1个check", "rule 缺少", SAY_TEXT),
        ({"rule": '" "'}, "第1个check", "rule 不合规则", SAY_TEXT),
        ({"rule": "0"}, "第1个check", "rule 不合规则", SAY_TEXT),
        ({"message": None}, "第1个check", "message 缺少", SAY_TEXT),
        ({"message": "[]"}, "第1个check", "message 不合规则", SAY_TEXT),
        ({"rule": '"1 = 1"'}, "第1个check › 1 = 1", NAMES_NONE, LANGUAGE),
        ({"rule": '"sessions ="'}, "第1个check › sessions =", no_blank(""), LANGUAGE),
        ({"rule": '"unit = 0"'}, "第1个check › unit = 0", wrong_kind("unit"), LANGUAGE),
        ({"rule": '"sessions = ²"'}, "第1个check › sessions = ²", no_blank("²"), LANGUAGE),
    ],
)
def test_a_check_that_breaks_a_rule_is_reported_with_place_and_remedy(
    tmp_path: Path, changes: dict[str, str | None], place: str, rule: str, remedy: str
) -> None:
    assert mistakes(tmp_path, check_toml(**changes)) == [
        FileProblem(file="2021.toml", place=place, rule=rule, remedy=remedy)
    ]


def test_every_mistake_of_every_check_is_reported_at_once(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        check_toml(rule='"a = 0"', level='"x"', message=None, note='"y"'),
        check_toml(),
        check_toml(rule='"sessions"'),
    )

    assert found == [
        FileProblem(file="2021.toml", place=place, rule=rule, remedy=remedy)
        for place, rule, remedy in (
            ("第1个check", "不认识“note”这一项", "这里只能有 level、rule、message、fill"),
            ("第1个check", "level 不认识", "level 只能是 block、explain、hint"),
            ("第1个check", "message 缺少", SAY_TEXT),
            ("第1个check › a = 0", no_blank("a"), LANGUAGE),
            ("第3个check › sessions", no_test("sessions"), LANGUAGE),
        )
    ]


def test_checks_are_tables(tmp_path: Path) -> None:
    (tmp_path / "2021.toml").write_text(edition_toml(top={"check": '["sessions = 0"]'}), encoding="utf-8")

    with pytest.raises(FileProblemsError) as caught:
        load_edition(tmp_path / "2021.toml")

    assert caught.value.mistakes == (
        FileProblem(
            file="2021.toml", place="文件开头", rule="check 不合规则", remedy="要写成一个或多个 [[check]]"
        ),
    )
