"""One rule set, four executors: the browser's judge, Python's judge and the submit function agree on everything."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from schema.authoring.draft import with_lines
from schema.edition.checks import Check, Compare, Is, Level, Sum, Test, blanks_of
from schema.edition.kinds import Amount, Count, Kind
from schema.validation.rules import Rule
from schema.validation.validate import make_validator
from tests.support.browser.judges import (
    JSON,
    MEDIA,
    Typed,
    Verdict,
    as_sent,
    verdict_of_python,
    verdicts_by_checks,
    verdicts_of_browser,
    verdicts_of_function,
)
from tests.support.browser.odd_values import SPACES, values_for
from tests.support.browser.typing import as_typed
from tests.support.builders import the_2021, valid_answers

EDITION = the_2021()
BLANKS = EDITION.blanks
SETS = 4000
CHECK_SETS = 400

REASONS = [
    *("全市统一组织", "全市统一组织集中观看，人数较多", "  全市统一组织\u3000", "已核实，全市统一组织。", "abcdef", "𠮷" * 6),
    *("全市统一组", "全市统一组，无误。", "核实无误", "已核实，情况属实！", "无", "正确" * 9, "无误无误误误误误误误", "𠮷" * 5),
    *("本地没有此项目", "没有，没有，没有", "经核实，数据无误", "情况正常，数据正确。", "没有。开展", "无，无，无，无", "已经核对无误了"),
    *("无此类型企业", "属正常工作安排", "没有召开专题会", "正确正确正确正确"),
    *("长" * 200, "长" * 201, "𠮷" * 200, "𠮷" * 201, f" {'长' * 200} ", "全市统一组织" + "，" * 194, "全市统一组织" + "，" * 195),
    *(f"全市统一{control}组织观看" for control in "\n\r\t\0\x7f\x85\u200e\u2028\u202e\ufffe\ud800\udfff\u200b\u2067"),
    *("\u200b全市统一组织\ufe0f", "全市统一组\u200b", "\u200b", "全市\u200e", "全市\u2060无\u2060误"),
    *("\ud83d无\ude00全市统一组织", "<b>&\"'{label}", "=1+1+1+1", "null", "undefined", "…" * 9),
]  # fmt: skip


VALID = {id_: as_typed(answer) for id_, answer in valid_answers(EDITION).items()}
NOTHING = {b.id: "0" for b in BLANKS if isinstance(b.kind, Count)}


def tables() -> Iterator[Typed]:
    """Valid tables in which a few, or all, blanks hold something odd; every odd value stands alone once."""
    chance = random.Random(2021)  # noqa: S311  # the same tables on every run
    for blank in (BLANKS[0], *BLANKS[2:7]):
        for value in values_for(blank):
            for before in SPACES:
                raw = {**VALID, blank.id: before + value + chance.choice(SPACES)}
                yield Typed(raw=raw, reasons=some_reasons(chance, chance.choice((0, 70))))
    for reason in REASONS:
        for check in chance.sample(EDITION.checks, 10):
            raw = {**VALID, **some_figures(chance, check.blanks)}
            yield Typed(raw=raw, reasons={check.at: reason})
    while True:
        odd = chance.sample(BLANKS, chance.choice((0, 0, 1, 2, 5, 69)))
        changed = {
            b.id: chance.choice(SPACES + values_for(b) + values_for(chance.choice(BLANKS))) for b in odd
        }
        checked = {
            id_: figure
            for check in chance.sample(EDITION.checks, chance.choice((0, 1, 2, 5, 49)))
            for id_, figure in some_figures(chance, check.blanks).items()
        }
        nil = chance.random() < 0.3
        zeros = NOTHING if nil and chance.random() < 0.8 else {}
        full = {**VALID, **checked, **zeros, **changed}
        dropped = {b.id for b in chance.sample(BLANKS, chance.choice((0, 0, 1)))}
        yield Typed(
            raw={id_: value for id_, value in full.items() if id_ not in dropped},
            reasons=some_reasons(chance, chance.choice((0, 70, 70))),
            nil=nil,
        )


def some_reasons(chance: random.Random, most: int) -> dict[str, str]:
    """Reasons at that many blanks, in half of the cases the same good one everywhere."""
    asked = chance.sample(BLANKS, min(most, len(BLANKS)))
    same = chance.random() < 0.5
    return {b.id: REASONS[0] if same else chance.choice(REASONS + SPACES) for b in asked}


def some_figures(chance: random.Random, ids: Sequence[str]) -> dict[str, str]:
    """Right answers to counts and choices that a check may or may not mind."""
    figures = ("0", "0", "1", "2", "101", "1001", "20001", "1000001", "999999999999")
    return {id_: chance.choice(figures if id_ in NOTHING else ("是", "否")) for id_ in ids}


@pytest.fixture(scope="module")
def sets() -> list[Typed]:
    every = tables()
    return [next(every) for _ in range(SETS)]


JUDGE = make_validator(EDITION)


@pytest.fixture(scope="module")
def verdicts(sets: list[Typed]) -> list[Verdict]:
    """What Python says of each."""
    return [verdict_of_python(JUDGE, table) for table in sets]


def test_the_page_and_python_give_the_same_answers_problems_reasons_hints_and_checksum(
    page: Page, sets: list[Typed], verdicts: list[Verdict]
) -> None:
    for said, expected in zip(verdicts_of_browser(page, EDITION, sets), verdicts, strict=True):
        assert said == expected


# Other checks than those of 2021

KINDS: dict[str, Kind] = {
    "drills": Amount(measure="次"),
    "posters": Amount(measure="个", places=4, signed=True),
}
OTHER = with_lines(
    EDITION,
    (line.put(lambda b: replace(b, kind=KINDS.get(b.id, b.kind))) for _, line in EDITION.lines()),
)
"""With amounts among the figures that checks compare."""
FEW = ("study_sessions", "study_attendance", "drills", "posters")
CHOSEN = ("film_studied", "plan_made")


def some_sum(chance: random.Random) -> Sum:
    terms = range(chance.choice((0, 1, 1, 2, 8)))
    return Sum(
        constant=chance.choice((0, 0, 1, 2, 100, chance.randrange(10**9), 999_999_999_999)),
        terms=tuple((chance.choice((0, 1, 1, 2, 100, 1_000_000)), chance.choice(FEW)) for _ in terms),
    )


def some_tests(chance: random.Random, most: int) -> tuple[Test, ...]:
    def test() -> Test:
        if chance.random() < 0.3:
            return Is(blank=chance.choice(CHOSEN), yes=chance.random() < 0.5)
        operator = chance.choice(("=", "!=", "<", "<=", ">", ">="))
        return Compare(left=some_sum(chance), operator=operator, right=some_sum(chance))

    return tuple(test() for _ in range(chance.randint(0, most)))


def some_check(chance: random.Random) -> Check:
    """A check of any form that names a blank where it must hold, as the reader makes sure."""
    while True:
        check = Check(
            level=chance.choice(list(Level)),
            given=some_tests(chance, 2),
            needed=some_tests(chance, 3),
            message=chance.choice(("请核对。", "“{label}”{measure}{message}$&太多。")),
        )
        named = {blank for test in check.needed for blank in blanks_of(test)}
        if named:
            return check


def check_sets() -> Iterator[tuple[list[Check], list[Typed]]]:
    chance = random.Random(7)  # noqa: S311  # the same checks on every run
    values = ("0", "0", "0", "1", "2", "100", "999999999999", "1000000000000", "")
    decimals = (*values, "0.5", "0.25", "1.00")
    for _ in range(CHECK_SETS):
        typed = [
            Typed(
                raw={
                    **(VALID if chance.random() < 0.5 else VALID | NOTHING),
                    **{id_: chance.choice(decimals if id_ in KINDS else values) for id_ in FEW},
                    **{id_: chance.choice(("是", "否", "否", "")) for id_ in CHOSEN},
                },
                reasons=some_reasons(chance, 70) if chance.random() < 0.7 else {},
                nil=chance.random() < 0.3,
            )
            for _ in range(4)
        ]
        yield [some_check(chance) for _ in range(chance.randint(0, 5))], typed


def test_the_page_and_python_agree_whatever_the_checks(page: Page) -> None:
    sets = list(check_sets())
    judges = [make_validator(replace(OTHER, checks=tuple(checks))) for checks, _ in sets]
    expected = [
        verdict_of_python(judge, table)
        for judge, (_, typed) in zip(judges, sets, strict=True)
        for table in typed
    ]

    for verdict, said in zip(expected, verdicts_by_checks(page, OTHER, sets), strict=True):
        assert said == verdict

    seen = Counter(rule for v in expected for _, rule, *_ in v["problems"] + v["hints"])
    seen["explained"] = sum(len(verdict["explanations"]) for verdict in expected)
    assert all(
        seen[rule] > 40 for rule in ("check", "hint", "needs_reason", "bad_reason", "not_nil", "explained")
    )


# The function


@pytest.mark.parametrize("media", MEDIA)
def test_the_function_and_python_give_the_same_problems_and_checksum(
    tmp_path: Path, sets: list[Typed], verdicts: list[Verdict], media: str
) -> None:
    some = slice(None, None, 1 if media == JSON else 4)  # the same reading of a table, by a much longer way
    sent = as_sent(JUDGE, sets[some], verdicts[some], media)
    tables = [table for table, _ in sent]

    for (_, expected), said in zip(sent, verdicts_of_function(EDITION, tables, media, tmp_path), strict=True):
        assert said == {name: expected[name] for name in said}


def test_the_sets_hold_enough_of_every_sort(sets: list[Typed], verdicts: list[Verdict]) -> None:
    valid = [verdict for verdict in verdicts if not verdict["problems"]]
    rules = Counter(rule for v in verdicts for _, rule, *_ in v["problems"] + v["hints"])

    assert len(sets) >= 2000
    assert 300 < len(valid) < SETS - 1000
    assert sum(bool(verdict["explanations"]) for verdict in valid) > 100
    assert sum(table.nil for table in sets) > 100
    of_other_kinds = {Rule.NOT_AMOUNT, Rule.NOT_OPTION, Rule.NOT_OPTIONS, Rule.NOT_PROSE, Rule.PROSE_TOO_LONG}
    of_its_form = {Rule.UNKNOWN_FIELD, Rule.REPEATED}
    assert {rule for rule in Rule if rules[rule.value] < 20} == of_other_kinds | of_its_form


def test_a_sum_is_exact_whatever_its_size(page: Page) -> None:
    """One more than the largest sum: a double would not tell them apart."""
    most = ((1_000_000, "drills"),) * 8
    larger = Compare(left=Sum(constant=1, terms=most), operator=">", right=Sum(constant=0, terms=most))
    smaller = replace(larger, operator="<=")
    for test, held in ((larger, True), (smaller, False)):
        check = Check(level=Level.BLOCK, given=(), needed=(test,), message="请核对。")
        edition = replace(EDITION, checks=(check,))
        typed = Typed(raw={**VALID, "drills": "999999999999"}, reasons={}, nil=False)
        [verdict] = verdicts_of_browser(page, edition, [typed])

        assert verdict == verdict_of_python(make_validator(edition), typed)
        assert ("请核对。" in str(verdict)) is not held
