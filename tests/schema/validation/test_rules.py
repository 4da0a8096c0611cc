import pytest

from schema.edition.kinds import Choice, Count, Date, Kind, LongText, Phone, Text, UnitName, YesNo
from schema.validation.rules import UNSEEN, UNSEEN_REASON, Rule, explain

LABEL = "学习（次）"


def test_every_sentence_names_its_blank_or_is_a_checks() -> None:
    of_checks = {Rule.CHECK, Rule.NEEDS_REASON, Rule.BAD_REASON, Rule.HINT}
    assert {rule for rule in Rule if "{message}" in rule.sentence} == of_checks
    assert {rule for rule in Rule if "{label}" in rule.sentence} == set(Rule) - of_checks - {
        Rule.UNKNOWN_FIELD
    }


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule is not Rule.MISSING])
def test_a_sentence_is_the_same_for_every_kind_of_blank(rule: Rule) -> None:
    of_a_count = explain(rule, Count(measure="次"), LABEL, "太多。")

    assert of_a_count == rule.sentence.format(
        label="学习（次）", measure="次", options="", asked="", message="太多。"
    )
    if "{measure}" not in rule.sentence:
        assert explain(rule, Text(), LABEL, "太多。") == of_a_count


@pytest.mark.parametrize("kind", [YesNo(), Count(measure="次")])
def test_a_check_is_told_in_its_own_words_whatever_they_are(kind: Kind) -> None:
    said = "“{label}”{0}{measure}太多。"

    assert {
        rule: explain(rule, kind, LABEL, said)
        for rule in (Rule.CHECK, Rule.HINT, Rule.NEEDS_REASON, Rule.BAD_REASON)
    } == {
        Rule.CHECK: said,
        Rule.HINT: said,
        Rule.NEEDS_REASON: f"{said}请核实；情况属实的，请填写说明（不少于 6 个字）。",
        Rule.BAD_REASON: f"{said}说明过于简略，请补充具体情况（不少于 6 个字；“无”“核实无误”等不能单独作为说明），如“由区应急局统一组织”。",
    }


def test_a_count_that_is_not_nil_is_told_both_ways_out() -> None:
    assert explain(Rule.NOT_NIL, Count(measure="次"), LABEL) == (
        "选了“零报告”，“学习（次）”应为 0；如有数字要报，请取消“零报告”。"
    )


def test_a_missing_count_is_told_to_say_0() -> None:
    assert (
        explain(Rule.MISSING, Count(measure="次"), LABEL)
        == "“学习（次）”尚未填写。未开展的请填 0，不要留空。"
    )


@pytest.mark.parametrize(
    "kind", [YesNo(), Choice(options=("有", "无")), UnitName(), Text(), LongText(), Date(), Phone()]
)
def test_0_is_no_way_out_of_another_missing_blank(kind: Kind) -> None:
    assert explain(Rule.MISSING, kind, LABEL) == "“学习（次）”尚未填写。"


def test_a_choice_names_its_words() -> None:
    choice = Choice(options=("有", "无", "不适用"))

    assert explain(Rule.NOT_OPTION, choice, LABEL) == "“学习（次）”请在“有”“无”“不适用”中选一个。"


@pytest.mark.parametrize("rule", list(Rule))
def test_what_cannot_be_seen_is_spoken_of_where_another_remedy_would_mislead(rule: Rule) -> None:
    """A text's own sentence speaks of it already; where something is missing or too long, that is what is wrong."""
    said = explain(rule, Text(), LABEL, "太多。", unseen=True)

    asks_for_a_form = rule.value.startswith("not_") and rule not in (
        Rule.NOT_TEXT,
        Rule.NOT_PROSE,
        Rule.NOT_NIL,
    )
    if asks_for_a_form or rule is Rule.BAD_REASON:
        sentence = UNSEEN if asks_for_a_form else UNSEEN_REASON
        assert said == sentence.format(label="学习（次）", message="太多。")
    else:
        assert said == explain(rule, Text(), LABEL, "太多。")
    assert ("看不见" in said) is (asks_for_a_form or rule in (Rule.BAD_REASON, Rule.NOT_TEXT, Rule.NOT_PROSE))
