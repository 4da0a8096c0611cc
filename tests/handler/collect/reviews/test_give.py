"""A review is stored once, by the holder of the bureau key, if all of it is right; nothing stored is ever changed."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from handler.collect.function import Settings
from handler.collect.merge import merge
from handler.collect.reviews.request import MOST
from handler.http.refusals import NOT_REVIEWED
from handler.records.fetch import read_all, read_all_reviews
from handler.records.record import find_unit
from handler.stores import Store, StoreError
from schema.edition.roster import Roster, Unit
from tests.support.collecting.collected import collected_document
from tests.support.collecting.reviews import AFTER, KEY, about, give
from tests.support.filings import SURVEY, Down, Memory, document_of, make_record, store_record
from tests.support.random.examples import times

RECORD = make_record()
STRANGER = find_unit(Roster(units=()), "某某所")
ALWAYS = {"unit": "330212", "by": "王五"}
WORDS = "演练次数请与去年核对，像是多了两位"
ACCEPTED = {"kind": "accepted", **ALWAYS, "about": about(RECORD)}
RETURNED = {"kind": "returned", **ALWAYS, "about": about(RECORD), "note": WORDS, "blank": "drills"}
VERIFIED = {
    "kind": "verified",
    **ALWAYS,
    "blank": "drills",
    "value": 30,
    "how": "phone",
    "note": "已问张三，全区合并演练",
}
ALIAS = {"kind": "alias", "unit": STRANGER.code, "by": "王五", "name": "某某所", "code": "330212"}
ACTS = {each["kind"]: each for each in (ACCEPTED, RETURNED, VERIFIED, ALIAS)}


@dataclass
class Failing(Memory):
    """A store that is down for some of its writes: half of them it makes, and says nothing of it."""

    fails: range = range(0)
    writes: "count[int]" = field(default_factory=count)

    def create(self, key: str, data: bytes) -> bool:
        number = next(self.writes)
        created = number not in self.fails or bool(number % 2)
        made = super().create(key, data) if created else False
        if number in self.fails:
            raise StoreError("down")
        return made


@pytest.mark.parametrize("kind", ACTS)
def test_an_act_is_stored_and_answered_as_it_is_stored(store: Store, kind: str) -> None:
    response = give(store, ACTS[kind], act="one-act-1")

    assert response.status == 201
    said = document_of(response)
    [lying] = read_all_reviews(store, "2021")
    assert lying.key == f"reviews/2021/{said['unit']}/{said['id']}.json"
    held = json.loads(lying.data)
    assert (held.pop("format"), held.pop("edition")) == (1, "2021")
    assert len(held.pop("checksum")) == 64
    assert held == {name: value for name, value in said.items() if value is not None}
    assert said == {
        **dict.fromkeys(("about", "blank", "value", "how", "name", "code")),
        "note": "",
        **ACTS[kind],
        "id": said["id"],
        "at": "2021-07-02T04:00:00.000000Z",
    }
    assert (response.note.outcome, response.note.unit) == ("reviewed", said["unit"])


def test_the_same_act_again_gives_the_review_that_is_stored(store: Store) -> None:
    first = give(store, RETURNED, act="one-act-1")
    again = give(store, RETURNED, act="one-act-1", at=AFTER + timedelta(hours=1))

    assert (first.status, again.status) == (201, 200)
    assert document_of(again) == document_of(first)
    assert again.note.outcome == "replayed"
    assert len(list(store.list("reviews/"))) == 1


@pytest.mark.parametrize(("act", "other"), [("one-act-1", "one-act-2"), ("", "")])
def test_another_act_is_another_review_though_it_says_the_same(store: Store, act: str, other: str) -> None:
    assert [give(store, ACCEPTED, act=each).status for each in (act, other)] == [201, 201]
    assert len(list(store.list("reviews/"))) == 2


def test_under_one_key_another_review_is_no_replay(store: Store) -> None:
    assert [give(store, each, act="one-act-1").status for each in (ACCEPTED, RETURNED)] == [201, 201]


def test_two_officers_at_once_lose_nothing(store: Store) -> None:
    """Eight who double-click, each of them twice."""
    answers: list[int] = []

    def officer(number: int) -> None:
        answers.append(give(store, {**ACCEPTED, "by": f"{number}号"}, act=f"officer-{number}").status)

    threads = [threading.Thread(target=officer, args=(number,)) for number in [*range(8)] * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200] * 8 + [201] * 8
    said = [json.loads(each.data)["by"] for each in read_all_reviews(store, "2021")]
    assert sorted(said) == [f"{number}号" for number in range(8)]


def test_hundreds_are_accepted_in_several_requests_and_after_a_failure_none_twice() -> None:
    """As the desk sends them: a hundred at a time, what failed again under the same key, until all are stored."""
    units = tuple(Unit(code=f"{number:06}", name=f"第{number}所") for number in range(500))
    survey, store = replace(SURVEY, roster=Roster(units=units)), Failing(fails=range(245, 295))
    left = [{**ACCEPTED, "unit": unit.code} for unit in units]
    rounds = 0
    while left:
        rounds += 1
        told: list[dict[str, int]] = []
        for start in range(0, len(left), MOST):
            response = give(store, {"reviews": left[start : start + MOST]}, act="one-act-1", survey=survey)
            told += document_of(response)["reviews"]  # type: ignore[arg-type]  # as the schema says
        left = [each for each, what in zip(left, told, strict=True) if what["status"] == 503]

    assert rounds == 2
    said = [json.loads(each.data)["unit"] for each in read_all_reviews(store, "2021")]
    assert said == [unit.code for unit in units]


def test_what_was_given_stands_beside_the_filing(store: Store) -> None:
    record = store_record(RECORD)
    store.create(record.key, record.data)
    for act in (RETURNED, VERIFIED):
        assert give(store, act).status == 201

    reviews = list(read_all_reviews(store, "2021"))
    collection = merge(SURVEY, read_all(store, "2021"), reviews=reviews)
    units = collected_document(collection)["units"]

    assert isinstance(units, list)
    [unit] = [each for each in units if each["code"] == "330212"]
    assert (unit["review"]["kind"], unit["review"]["note"], unit["review"]["blank"]) == (
        "returned",
        WORDS,
        "drills",
    )
    assert unit["review"]["current"] is True
    assert {each["kind"] for each in unit["reviews"]} == {"returned", "verified"}


@pytest.mark.parametrize("key", ["", "x" * 40, KEY[:-1]])
def test_without_the_bureau_key_nothing_is_looked_at(key: str) -> None:
    refused = give(Down(), b"no JSON", key=key)

    assert (refused.status, document_of(refused)["code"]) == (401, "key")


def test_a_page_of_another_site_may_not_post() -> None:
    refused = give(Memory(), ACCEPTED, headers={"sec-fetch-site": "cross-site"})

    assert (refused.status, document_of(refused)["code"]) == (403, "other_site")


def test_a_store_that_fails_is_said_with_what_to_do() -> None:
    refused = give(Down(), ACCEPTED)

    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    assert "本次审核意见未保存" in str(document_of(refused)["detail"])


def test_a_review_that_is_damaged_is_not_acknowledged_again() -> None:
    spoilt = Memory()
    assert give(spoilt, ACCEPTED, act="one-act-1").status == 201
    spoilt.objects = dict.fromkeys(spoilt.objects, b"{")

    assert give(spoilt, ACCEPTED, act="one-act-1").status == 503


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "not_json"),
        (b"[]", 400, "no_review"),
        ({"kind": "liked", **ALWAYS}, 400, "no_review"),
        ({"kind": ["accepted"], **ALWAYS}, 400, "no_review"),
        (b'{"kind": "accepted", "kind": "returned"}', 400, "no_review"),
    ],
)
def test_what_is_no_review_is_refused(body: object, status: int, code: str) -> None:
    refused = give(Memory(), body)

    assert (refused.status, document_of(refused)["code"]) == (status, code)


def test_a_key_that_is_none_is_refused() -> None:
    refused = give(Memory(), ACCEPTED, act="?")

    assert (refused.status, document_of(refused)["code"]) == (400, "bad_key")


def test_several_are_stored_at_once_each_by_itself(store: Store) -> None:
    """One that is refused keeps no other from being stored; the same list again stores nothing more."""
    wrong = {**ACCEPTED, "unit": "999"}
    sent = {"reviews": [ACCEPTED, wrong, RETURNED, "no review"]}

    first = document_of(give(store, sent, act="one-act-1"))["reviews"]
    again = document_of(give(store, sent, act="one-act-1"))["reviews"]

    assert isinstance(first, list)
    assert isinstance(again, list)
    assert [each["status"] for each in first] == [201, 422, 201, 400]
    assert [each["status"] for each in again] == [200, 422, 200, 400]
    assert first[1]["message"] == "没有这个单位，请刷新后再试。"
    assert [each.get("review") for each in again] == [each.get("review") for each in first]
    assert sorted(each["review"]["id"] for each in first[::2]) == sorted(
        json.loads(each.data)["id"] for each in read_all_reviews(store, "2021")
    )


def test_of_several_what_the_store_does_not_take_is_named() -> None:
    told = document_of(give(Down(), {"reviews": [ACCEPTED]}))["reviews"]

    assert told == [{"status": 503, "message": NOT_REVIEWED.detail}]


@pytest.mark.parametrize("reviews", [[], [ACCEPTED] * (MOST + 1), ACCEPTED, None])
def test_so_many_at_once_are_refused(reviews: object) -> None:
    refused = give(Memory(), {"reviews": reviews})

    assert (refused.status, document_of(refused)["code"]) == (400, "no_reviews")


def change(act: Mapping[str, object], **changes: object) -> dict[str, object]:
    return {**act, **changes}


@pytest.mark.parametrize(
    ("document", "wrong"),
    [
        (change(ACCEPTED, unit="999"), ["unit"]),
        (change(ACCEPTED, unit=7), ["unit"]),
        (change(ACCEPTED, unit="unknown-../x"), ["unit"]),
        (change(ACCEPTED, by=""), ["by"]),
        (change(ACCEPTED, by=" \u3000"), ["by"]),
        (change(ACCEPTED, by="五" * 41), ["by"]),
        (change(ACCEPTED, by="王\n五"), ["by"]),
        (change(ACCEPTED, note=7), ["note"]),
        (change(ACCEPTED, note="x" * 201), ["note"]),
        (change(ACCEPTED, about=None), ["about"]),
        (change(ACCEPTED, about={"id": RECORD.id}), ["about"]),
        (change(ACCEPTED, about=about(RECORD) | {"id": "short"}), ["about"]),
        (change(ACCEPTED, about=about(RECORD) | {"checksum": 7}), ["about"]),
        (change(ACCEPTED, blank="drills", more=1), ["blank", "more"]),
        (change(RETURNED, note=None), ["note"]),
        (change(RETURNED, note="不对"), ["note"]),
        (change(RETURNED, blank="gone"), ["blank"]),
        (change(RETURNED, blank=[]), ["blank"]),
        (change(VERIFIED, note="核实无误"), ["note"]),
        (change(VERIFIED, note="已核实，核实无误，情况属实。"), ["note"]),
        (change(VERIFIED, blank=None), ["blank"]),
        (change(VERIFIED, value="30"), ["value"]),
        (change(VERIFIED, value=True), ["value"]),
        (change(VERIFIED, value=-1), ["value"]),
        (change(VERIFIED, value=None), ["value"]),
        (change(VERIFIED, how=None), ["how"]),
        (change(VERIFIED, how=["phone"]), ["how"]),
        (change(ALIAS, unit="330212"), ["unit", "name"]),
        (change(ALIAS, name="某某街道"), ["name"]),
        (change(ALIAS, name="鄞州区"), ["name"]),
        (change(ALIAS, name=None), ["name"]),
        (change(ALIAS, code=None), ["code"]),
        (change(ALIAS, code="999"), ["code"]),
        ({"kind": "verified"}, ["unit", "by", "note", "blank", "how"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once_and_nothing_is_stored(
    document: dict[str, object], wrong: list[str]
) -> None:
    store = Memory()
    refused = give(store, document)

    assert (refused.status, document_of(refused)["code"]) == (422, "invalid")
    problems = document_of(refused)["problems"]
    assert isinstance(problems, list)
    assert [problem["blank"] for problem in problems] == wrong
    assert all(problem["message"].endswith("。") for problem in problems)
    assert store.objects == {}


def test_a_member_that_is_null_is_as_good_as_none() -> None:
    assert give(Memory(), change(ACCEPTED, blank=None, note=None)).status == 201


def test_an_alias_can_be_taken_back_and_an_amount_be_verified() -> None:
    assert give(Memory(), change(ALIAS, code="")).status == 201
    assert give(Memory(), change(VERIFIED, blank="plan_made", value=False)).status == 201


LEAF = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["330212", "drills", "phone"])
)
JSONS = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
NAMES = ["unit", "by", "note", "about", "blank", "value", "how", "name", "code", "x"]


@examples(max_examples=times(6))
@given(st.sampled_from(list(ACTS)), st.dictionaries(st.sampled_from(NAMES), JSONS))
def test_whatever_is_posted_is_stored_whole_or_refused(kind: str, changes: dict[str, object]) -> None:
    store = Memory()
    response = give(store, {**ACTS[kind], **changes})

    assert response.status in (201, 400, 422)
    assert len(store.objects) == (response.status == 201)
    if not store.objects:
        return
    collection = merge(SURVEY, [store_record(RECORD)], reviews=read_all_reviews(store, "2021"))
    assert not [aside for aside in collection.set_aside if "审核的" not in aside.reason]


def test_the_clock_is_the_server_s_unless_another_is_given() -> None:
    before = datetime.now(UTC)

    assert before <= Settings(catalogue={}, key=KEY).clock() <= datetime.now(UTC)
