"""Derived cells: which rules may fill a blank in, and what is wrong with those that may not."""

from dataclasses import replace

import pytest

from schema.authoring.draft import Draft
from schema.authoring.writing.write_toml import checks_toml
from schema.authoring.writing.write_toml import edition_toml as written
from schema.contract.edition_json import check_document
from schema.errors import FileProblemsError
from schema.loading.check_fill import fillable
from schema.validation.validate import make_validator
from tests.support.builders import check_toml, edition_of, edition_toml, valid_answers

PROGRESS = '["{total:数:人}、{a:数:人}、{b:数:人}、{grand:数:人}、{p:是/否}；{sum:小数1:万元}、{part:小数2:万元}、{net:±小数1:万元}"]'


def filling(*rules: str, level: str = "block") -> str:
    checks = (check_toml(rule=f'"{rule}"', level=f'"{level}"', fill="true") for rule in rules)
    return "\n".join([edition_toml(activity={"progress": PROGRESS}), *checks])


def test_a_sum_is_read_written_and_told_to_the_page_and_judged_like_any_check() -> None:
    edition = edition_of(filling("total = a + b", "grand = total + a"), "2021")
    total, grand = edition.checks

    assert (total.at, total.fill, grand.fill) == ("total", True, True)
    assert check_document(total)["fill"] is True
    assert "fill" not in check_document(edition_of(edition_toml() + "\n" + check_toml(), "2021").checks[0])
    text = written(Draft(edition=edition)) + checks_toml(edition.checks)
    assert edition_of(text, "2021") == edition
    answers = valid_answers(edition, total=3, a=1, b=2, grand=5)
    assert [problem.blank for problem in make_validator(edition)(answers).problems] == ["grand"]


def test_amounts_are_added_up_exactly() -> None:
    edition = edition_of(filling("net = sum + sum"), "2021")
    judge = make_validator(edition)

    assert judge(valid_answers(edition, sum="0.1", net="0.2")).problems == ()
    assert len(judge(valid_answers(edition, sum="0.1", net="-0.2")).problems) == 1


CIRCLE = "绕一圈又由自己算出"
NO_SUM = "自动算出的规则应是 强制（block）或核实（explain）的“某空 = 几个别的空相加”"


def test_checks_that_cannot_fill_in_still_check() -> None:
    edition = edition_of(filling("total = a"), "2021")
    (check,) = edition.checks
    twice = fillable([check, replace(check, message="又一条")], {blank.id: blank for blank in edition.blanks})

    assert [each.fill for each in twice] == [True, False]


@pytest.mark.parametrize(
    ("rules", "faults"),
    [
        (("a + b = total",), [NO_SUM]),
        (("total = a + total",), [NO_SUM]),
        (("2 * total = a + b",), [NO_SUM]),
        (("total = 0",), [NO_SUM]),
        (("total >= a",), [NO_SUM]),
        (("a > 0 implies total = a",), [NO_SUM]),
        (("total = a and grand = b",), [NO_SUM]),
        (("p is 是",), [NO_SUM]),
        (("sum = part",), ["{sum} 的小数位数比相加的空少"]),
        (("sum = net",), ["相加的空可以是负数，{sum} 不可以"]),
        (("total = a", "total = b"), ["{total} 已由另一条规则算出"]),
        (("total = grand", "grand = total"), [f"{{total}} {CIRCLE}", f"{{grand}} {CIRCLE}"]),
    ],
)
def test_what_is_no_sum_of_others_is_told(rules: tuple[str, ...], faults: list[str]) -> None:
    with pytest.raises(FileProblemsError) as caught:
        edition_of(filling(*rules), "2021")

    assert [mistake.rule for mistake in caught.value.mistakes] == faults
    assert {mistake.remedy for mistake in caught.value.mistakes} == {"改正规则，或删去 fill = true"}


def test_only_what_must_hold_is_filled_in_and_fill_is_true_or_false() -> None:
    with pytest.raises(FileProblemsError) as caught:
        edition_of(
            filling("total = a", level="hint") + "\n" + check_toml(rule='"a = b"', fill='"yes"'), "2021"
        )

    assert [(each.place, each.rule, each.remedy) for each in caught.value.mistakes] == [
        ("第2个check", "fill 不合规则", "要写成 true 或 false"),
        ("第1个check › total = a", NO_SUM, "改正规则，或删去 fill = true"),
    ]
