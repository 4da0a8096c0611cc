from dataclasses import replace

from hypothesis import given

from schema.authoring.changes.change import Change, What
from schema.authoring.changes.compare import compare
from schema.authoring.draft import Draft
from schema.authoring.new_checks import fits
from schema.authoring.writing.write_toml import checks_toml, edition_toml
from schema.edition.checks import Check, rule_text
from schema.edition.survey import Survey
from schema.loading.check_rules import read_rule
from tests.support.builders import edition_of, survey_2021, the_2021
from tests.support.random.checks import BLANKS, CHECKS


@given(CHECKS)
def test_a_rule_that_is_written_is_read_again_as_it_was(check: Check) -> None:
    assert read_rule(rule_text(check), BLANKS) == (check.given, check.needed)


def test_the_checks_of_2021_are_written_and_read_again_whole() -> None:
    edition = the_2021()

    text = edition_toml(Draft(edition=edition)) + checks_toml(edition.checks)

    assert edition_of(text, "2021") == edition


def test_a_check_fits_where_its_blanks_are_and_of_their_kind() -> None:
    check = the_2021().checks[0]
    rule = rule_text(check)
    blanks = {blank.id: blank for blank in the_2021().blanks}

    assert fits(rule, blanks)
    assert not fits(rule, {id_: blank for id_, blank in blanks.items() if id_ != check.at})
    assert not fits(rule, {**blanks, check.at: blanks["film_studied"]})


def test_a_change_of_checks_is_reported_at_its_blank_with_the_rule() -> None:
    old = survey_2021()
    first, second, *rest = old.edition.checks
    edition = replace(old.edition, checks=(replace(first, message="请核对。"), *rest))

    changes = compare(old, Survey(edition=edition, roster=old.roster))

    assert changes == [
        Change(
            what=What.CHECK,
            place="理论学习中心组学习：参与（人次）",
            id="study_sessions = 0 implies study_attendance = 0",
            before="强制：理论学习中心组学习为 0 次，参与人次也应为 0。",
            after="强制：请核对。",
        ),
        Change(
            what=What.CHECK,
            place="理论学习中心组学习：参与（人次）",
            id="study_sessions > 0 implies study_attendance > 0",
            before=f"核实：{second.message}",
        ),
    ]
