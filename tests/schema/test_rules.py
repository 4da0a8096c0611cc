import pytest

from schema.model import Blank, Choice, Count, Date, Kind, LongText, Phone, Text, UnitName, YesNo
from schema.rules import SENTENCES, Rule, explain


def blank(kind: Kind) -> Blank:
    return Blank(id="x", kind=kind, label="学习（次）", place="表头")


def test_every_rule_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Rule)
    assert all("{label}" in sentence for sentence in SENTENCES.values())


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule is not Rule.MISSING])
def test_a_sentence_is_the_same_for_every_kind_of_blank(rule: Rule) -> None:
    of_a_count = explain(rule, blank(Count(measure="次")))

    assert of_a_count == SENTENCES[rule].format(label="学习（次）", measure="次", options="")
    if "{measure}" not in SENTENCES[rule]:
        assert explain(rule, blank(Text())) == of_a_count


def test_a_missing_count_is_told_to_say_0() -> None:
    assert explain(Rule.MISSING, blank(Count(measure="次"))) == "“学习（次）”没有填。没有的请填 0，不能留空。"


@pytest.mark.parametrize(
    "kind", [YesNo(), Choice(options=("有", "无")), UnitName(), Text(), LongText(), Date(), Phone()]
)
def test_0_is_no_way_out_of_another_missing_blank(kind: Kind) -> None:
    assert explain(Rule.MISSING, blank(kind)) == "“学习（次）”没有填。"


def test_a_choice_names_its_words() -> None:
    choice = blank(Choice(options=("有", "无", "不适用")))

    assert explain(Rule.NOT_OPTION, choice) == "“学习（次）”请在“有”“无”“不适用”中选一个。"
