"""Reviews beside the filings: what holds, what a newer filing opens again, what is harmless, and names that are given."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.collect.collection import Collection, Status
from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record, find_unit
from handler.records.review import Act, Review
from schema.edition.roster import Roster
from tests.support.collecting.reviews import AFTER, review, stored
from tests.support.filings import SECOND, SURVEY, answers, change, make_record, store_record

YINZHOU = "330212"
FIRST = make_record(answers(posters=1))
SECOND_ONE = make_record(answers(posters=2), at=FIRST.received_at + SECOND)
STRANGER = find_unit(Roster(units=()), "某某所")
STRANGE = make_record(answers(unit="某某所", posters=5), unit=STRANGER)
OTHER = find_unit(Roster(units=()), "宁波市 某某 所局")


def merged(records: list[Record], *said: Review | Stored) -> Collection:
    objects = [each if isinstance(each, Stored) else stored(each) for each in said]
    return merge(SURVEY, map(store_record, records), reviews=objects)


def kinds(collection: Collection, code: str = YINZHOU) -> list[Act]:
    (row,) = (row for row in collection.rows if row.unit.code == code)
    return [each.kind for each in row.reviews]


def test_all_acts_stand_in_order_and_the_newest_is_the_one_that_holds() -> None:
    accepted = review(Act.ACCEPTED, YINZHOU, about=FIRST)
    returned = review(
        Act.RETURNED, YINZHOU, about=FIRST, at=AFTER + SECOND, note="请核对张贴数，像是少了一位"
    )

    collection = merged([FIRST], returned, accepted)

    assert kinds(collection) == [Act.ACCEPTED, Act.RETURNED]
    assert collection.units[4].last(Act.RETURNED)
    assert collection.changed == AFTER + SECOND


def test_of_one_moment_the_greater_id_is_the_newest_for_everybody() -> None:
    acts = [review(Act.ACCEPTED, YINZHOU, about=FIRST), review(Act.RETURNED, YINZHOU, about=FIRST)]
    newest = max(acts, key=lambda each: each.id)

    for order in (acts, acts[::-1]):
        assert merged([FIRST], *order).units[4].review == newest


def test_a_newer_filing_is_open_again_by_itself() -> None:
    returned = review(Act.RETURNED, YINZHOU, about=FIRST, note="请核对张贴数，像是少了一位")

    row = merged([FIRST, SECOND_ONE], returned).units[4]

    assert (row.review, row.is_current) == (returned, False)


def test_what_is_returned_is_in_the_totals() -> None:
    returned = review(Act.RETURNED, YINZHOU, about=FIRST, note="请核对张贴数，像是少了一位")

    assert merged([FIRST], returned).totals == merged([FIRST]).totals


def alias(code: str, *, at: int = 0, name: str = "某某所", unit: str = STRANGER.code) -> Review:
    return review(Act.ALIAS, unit, name=name, code=code, at=AFTER + at * SECOND)


def test_a_name_that_is_given_counts_at_once() -> None:
    collection = merged([STRANGE], alias(YINZHOU))

    assert collection.unknown == ()
    assert collection.units[4].status is Status.ON_TIME
    assert collection.totals["posters"] == 5
    assert kinds(collection) == [Act.ALIAS]
    assert collection.set_aside == ()


def test_of_one_name_the_newest_word_counts_and_it_can_be_taken_back() -> None:
    moved = merged([STRANGE], alias(YINZHOU), alias("330203", at=1))
    back = merged([STRANGE], alias(YINZHOU), alias("", at=1))

    assert [row.unit.code for row in moved.units if row.current] == ["330203"]
    assert [row.unit.code for row in back.unknown] == [STRANGER.code]
    assert kinds(back, STRANGER.code) == [Act.ALIAS, Act.ALIAS]


def test_two_spellings_of_one_name_are_one_name() -> None:
    other = alias("330203", at=1, name="宁波市 某某 所局", unit=OTHER.code)

    assert [row.unit.code for row in merged([STRANGE], alias(YINZHOU), other).units if row.current] == [
        "330203"
    ]


def test_a_name_that_the_roster_has_cannot_be_given_away() -> None:
    collection = merged([FIRST], alias("330203", name="鄞州区"))

    assert [row.unit.code for row in collection.units if row.current] == [YINZHOU]


def test_a_review_of_a_stranger_stays_with_the_filing_when_it_is_given_a_unit() -> None:
    accepted = review(Act.ACCEPTED, STRANGER.code, about=STRANGE)

    assert kinds(merged([STRANGE], accepted), STRANGER.code) == [Act.ACCEPTED]
    after = merged([STRANGE], accepted, alias(YINZHOU, at=1))
    assert kinds(after) == [Act.ACCEPTED, Act.ALIAS]
    assert after.units[4].last(Act.ACCEPTED)


GOOD = stored(review(Act.ACCEPTED, YINZHOU, about=FIRST))
VERIFIED = stored(review(Act.VERIFIED, YINZHOU, blank="posters", value=1, note="已问张三，确是全区合计"))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (replace(GOOD, data=GOOD.data[:40]), "不是合格的 JSON，可能不完整"),
        (replace(GOOD, data=b'"\\ud800"'), "不是合格的 JSON，可能不完整"),
        (replace(GOOD, data=b"[" * 100_000), "不是合格的 JSON，可能不完整"),
        (replace(GOOD, data=b"[]"), "不是一条审核记录"),
        (change(GOOD, kind="liked"), "不是一条审核记录"),
        (change(GOOD, format=2), "不是一条审核记录"),
        (change(GOOD, note=None), "审核记录缺少或写错了内容"),
        (change(GOOD, more=1), "审核记录缺少或写错了内容"),
        (change(GOOD, by=7), "审核记录缺少或写错了内容"),
        (change(GOOD, at="2021-07-02"), "审核记录缺少或写错了内容"),
        (change(GOOD, at="yesterday"), "审核记录缺少或写错了内容"),
        (change(GOOD, about=[]), "审核记录缺少或写错了内容"),
        (change(GOOD, about={"id": 1, "checksum": "x"}), "审核记录缺少或写错了内容"),
        (change(VERIFIED, how="guess"), "审核记录缺少或写错了内容"),
        (change(VERIFIED, value=[]), "审核记录缺少或写错了内容"),
        (change(GOOD, by="赵六"), "校验码与记录不符，记录可能损坏或被修改"),
        (replace(GOOD, key="reviews/2021/330203/x.json"), "存放的位置或文件名与审核记录不符"),
        (
            stored(review(Act.ACCEPTED, YINZHOU, about=FIRST, edition="2020")),
            "属于 2020 年的表，不是 2021 年的",
        ),
        (stored(review(Act.ACCEPTED, "999", about=FIRST)), "所审核的单位不在报送单位名单中，也没有报送"),
        (stored(review(Act.ACCEPTED, YINZHOU, about=SECOND_ONE)), "所审核的报送无法读取或不存在"),
    ],
)
def test_what_is_damaged_forged_or_about_nothing_is_named_and_changes_nothing(
    bad: Stored, reason: str
) -> None:
    collection, without = merged([FIRST], VERIFIED, bad), merged([FIRST], VERIFIED)

    assert [(aside.key, aside.reason) for aside in collection.set_aside] == [(bad.key, reason)]
    assert replace(collection, set_aside=()) == without


ACTS = [
    review(Act.ACCEPTED, YINZHOU, about=FIRST),
    review(Act.RETURNED, YINZHOU, about=FIRST, at=AFTER + SECOND, note="请核对张贴数，像是少了一位"),
    review(
        Act.VERIFIED,
        YINZHOU,
        blank="posters",
        value=2,
        at=AFTER + timedelta(days=1),
        note="已问张三，确是全区合计",
    ),
    alias(YINZHOU),
    alias("330203", at=5),
]


@given(st.permutations(ACTS), st.lists(st.binary(max_size=30), max_size=2))
def test_the_order_of_the_objects_does_not_matter_and_rubbish_among_them_is_named(
    acts: list[Review], rubbish: list[bytes]
) -> None:
    junk = [Stored(key=f"reviews/2021/x/{n}", data=data) for n, data in enumerate(rubbish)]
    records = [FIRST, SECOND_ONE, STRANGE]

    collection, plain = merged(records, *junk, *acts), merged(records, *ACTS)

    assert replace(collection, set_aside=()) == plain
    assert len(collection.set_aside) == len(rubbish)
    assert json.loads(to_json(collection))["units"] == json.loads(to_json(plain))["units"]


def test_figures_are_the_same_whatever_is_said_of_them() -> None:
    """But for a name that is given, which is whose they are."""
    said = [act for act in ACTS if act.kind is not Act.ALIAS]

    collection, silent = merged([FIRST, SECOND_ONE], *said), merged([FIRST, SECOND_ONE])

    assert (collection.totals, collection.tallies) == (silent.totals, silent.tallies)
    assert [row.status for row in collection.units] == [row.status for row in silent.units]


def test_a_unit_that_filed_under_another_code_is_found_by_it() -> None:
    moved = make_record(
        answers(unit="鄞州区"), unit=FiledUnit(code="old-1", name="宁波市鄞州区市场监督管理局")
    )

    assert kinds(merged([moved], review(Act.ACCEPTED, "old-1", about=moved))) == [Act.ACCEPTED]
