"""Filing: validated, stored once, acknowledged as stored; and when an edition takes nothing."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handler.http.message import RefusedError
from handler.records.keys import object_key
from handler.records.receipt import Receipt
from handler.records.record import FiledUnit, Record, make_record_id, reference
from handler.stores import Store, StoreError
from handler.stores.folder import FolderStore
from handler.submit.request import Filed, Submission
from handler.submit.store_once import Stored
from handler.submit.submit import file_submission
from schema.edition.survey import Survey
from schema.validation.checksum import checksum
from schema.validation.rules import Rule
from schema.validation.validate import Problem, stray
from tests.support.filings import (
    CLOSES,
    EDITION,
    IN_TIME,
    OPENS,
    SECOND,
    SURVEY,
    YINZHOU,
    Clock,
    Down,
    PutOnly,
    answers,
    make_record,
    nil_answers,
    store_record,
    submit_settings,
)

NOTHING = Filed(key="", id="")
KEPT = "已填内容未报送到市局，仍在填报页，可以打印或导出文件。"


def file(
    store: Store,
    answered: Mapping[str, object] | None = None,
    *,
    key: str = "",
    last: Filed = NOTHING,
    at: datetime = IN_TIME,
    survey: Survey = SURVEY,
    reasons: Mapping[str, object] = {},
    nil: bool = False,
) -> Stored:
    raw = dict(answers() if answered is None else answered)
    submission = Submission(raw=raw, key=key, reasons=dict(reasons), nil=nil)
    return file_submission(submit_settings(clock=Clock(at)), store, survey, submission, last)


def records(store: Store) -> list[dict[str, object]]:
    """Every stored record, in the order of its time."""
    found = [json.loads(store.read(key)) for key in store.list("submissions/2021/")]
    return sorted(found, key=lambda record: str(record["received_at"]))


# Once, and exactly as acknowledged


def test_what_is_acknowledged_is_stored_as_acknowledged(store: Store) -> None:
    outcome = file(store)

    seal = checksum(answers())
    id_ = make_record_id("2021", "330212", "", seal)
    assert outcome == Stored(
        receipt=Receipt(
            edition="2021",
            unit=YINZHOU,
            id=id_,
            reference=f"2021-330212-{id_[:8]}",
            checksum=seal,
            received_at=IN_TIME,
            late=False,
            digest=outcome.receipt.digest,
        ),
        created=True,
        filed=Filed(key="", id=id_),
    )
    record = Record(
        edition="2021",
        edition_digest=EDITION.digest,
        id=id_,
        unit=YINZHOU,
        answers=answers(),
        explanations={},
        nil=False,
        received_at=IN_TIME,
        late=False,
        checksum=seal,
    )
    assert list(store.list("")) == [object_key("2021", "330212", id_)]
    assert store.read(object_key("2021", "330212", id_)) == record.to_bytes()


def test_what_is_stored_is_normal_whatever_was_typed(folder: FolderStore) -> None:
    typed = answers(unit=" 鄞州区 ", study_sessions="１，２３４", film_studied="否", filed_on="2021年6月30日")

    file(folder, typed)

    assert records(folder)[0]["answers"] == answers(
        unit="鄞州区", study_sessions=1234, film_studied=False, filed_on="2021-06-30"
    )


def test_a_replay_gets_the_same_receipt_and_stores_nothing(store: Store) -> None:
    first = file(store, key="the-key-1")

    again = file(store, key="the-key-1", at=EDITION.due + SECOND)

    assert again == replace(first, created=False)
    assert len(records(store)) == 1


def test_a_double_click_is_one_record(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda n: file(store, at=IN_TIME + n * SECOND), range(16)))

    assert sorted(outcome.created for outcome in outcomes) == [False] * 15 + [True]
    assert len({outcome.receipt for outcome in outcomes}) == 1
    assert len(records(store)) == 1


def test_a_replay_is_acknowledged_where_the_role_may_only_put(folder: FolderStore) -> None:
    first = file(PutOnly(folder), key="the-key-1")

    again = file(PutOnly(folder), key="the-key-1", at=IN_TIME + SECOND)

    assert first.created
    assert again == Stored(
        receipt=replace(first.receipt, received_at=None, late=None, digest=None),
        created=False,
        filed=first.filed,
    )


def test_other_figures_are_another_record(folder: FolderStore) -> None:
    first, second = file(folder), file(folder, answers(study_sessions=5))

    assert second.created
    assert second.receipt.reference != first.receipt.reference
    assert second.receipt.checksum != first.receipt.checksum
    assert len(records(folder)) == 2


def test_with_keys_going_back_to_earlier_figures_is_a_third_record(folder: FolderStore) -> None:
    a, b = answers(study_sessions=1), answers(study_sessions=2)

    for number, figures in enumerate((a, b, a)):
        assert file(folder, figures, key=f"the-key-{number}", at=IN_TIME + number * SECOND).created

    assert [record["answers"] for record in records(folder)] == [a, b, a]


def test_with_a_cookie_going_back_to_earlier_figures_is_a_third_record(folder: FolderStore) -> None:
    a, b = answers(study_sessions=1), answers(study_sessions=2)
    last = NOTHING

    for number, (figures, created) in enumerate([(a, True), (a, False), (b, True), (b, False), (a, True)]):
        outcome = file(folder, figures, last=last, at=IN_TIME + number * SECOND)
        last = outcome.filed
        assert outcome.created is created

    assert [record["answers"] for record in records(folder)] == [a, b, a]


def test_without_key_and_cookie_going_back_to_earlier_figures_is_a_revision_that_counts(store: Store) -> None:
    a, b = answers(study_sessions=1), answers(study_sessions=2)
    outcomes = []

    for number, figures in enumerate((a, a, b, b, a, a, b, a, a)):
        outcomes.append(file(store, figures, at=IN_TIME + number * SECOND))

    assert [outcome.created for outcome in outcomes] == [
        True,
        False,
        True,
        False,
        True,
        False,
        True,
        True,
        False,
    ]
    assert [record["answers"] for record in records(store)] == [a, b, a, b, a]
    for first, again in ((0, 1), (2, 3), (4, 5), (7, 8)):
        assert outcomes[again].receipt == outcomes[first].receipt


def test_a_browser_goes_back_to_earlier_figures_after_another_sender_changed_them(
    folder: FolderStore,
) -> None:
    a, b = answers(study_sessions=1), answers(study_sessions=2)
    last = file(folder, a).filed
    file(folder, b, at=IN_TIME + SECOND)

    back = file(folder, a, last=last, at=IN_TIME + 2 * SECOND)
    again = file(folder, a, last=back.filed, at=IN_TIME + 3 * SECOND)
    on = file(folder, b, last=again.filed, at=IN_TIME + 4 * SECOND)

    assert (back.created, again, on.created) == (True, replace(back, created=False), True)
    assert [record["answers"] for record in records(folder)] == [a, b, a, b]


def test_two_senders_who_go_back_at_once_are_one_revision(folder: FolderStore) -> None:
    a, b = answers(study_sessions=1), answers(study_sessions=2)
    file(folder, a)
    file(folder, b, at=IN_TIME + SECOND)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: file(folder, a, at=IN_TIME + 2 * SECOND), range(8)))

    assert sum(outcome.created for outcome in outcomes) == 1
    assert len({outcome.receipt for outcome in outcomes}) == 1
    assert len(records(folder)) == 3


def test_a_damaged_record_of_the_unit_does_not_stand_in_the_way_of_going_back(tmp_path: Path) -> None:
    folder = FolderStore(tmp_path)
    a, b = answers(study_sessions=1), answers(study_sessions=2)
    file(folder, a)
    file(folder, b, at=IN_TIME + SECOND)
    (tmp_path / "submissions/2021/330212/DAMAGED.json").write_bytes(b"{")

    assert file(folder, a, at=IN_TIME + 2 * SECOND).created


def test_where_the_role_may_only_put_a_sender_without_key_and_cookie_repeats_its_record(
    folder: FolderStore,
) -> None:
    a, b = answers(study_sessions=1), answers(study_sessions=2)

    outcomes = [file(PutOnly(folder), figures, at=IN_TIME) for figures in (a, b, a)]

    assert [outcome.created for outcome in outcomes] == [True, True, False]


def test_a_lost_cookie_makes_the_same_figures_a_replay(folder: FolderStore) -> None:
    first = file(folder)

    assert file(folder, last=NOTHING) == replace(first, created=False)


def test_a_cookie_of_another_unit_does_not_stand_in_the_way(folder: FolderStore) -> None:
    last = file(folder, answers(unit="海曙区")).filed

    assert file(folder, answers(unit="江北区"), last=last).created


@pytest.mark.parametrize("last", [Filed(key="", id="Z" * 26), Filed(key="x" * 64, id="0" * 26)])
def test_a_forged_cookie_stores_the_figures_once_more_at_worst(folder: FolderStore, last: Filed) -> None:
    first = file(folder)

    forged = file(folder, last=last, at=IN_TIME + SECOND)
    again = file(folder, last=forged.filed)

    assert forged.created
    assert forged.receipt.checksum == first.receipt.checksum
    assert again == replace(forged, created=False)
    assert [record["answers"] for record in records(folder)] == [answers(), answers()]


def test_a_key_of_one_unit_does_not_stand_in_the_way_of_another(folder: FolderStore) -> None:
    for unit in ("海曙", "江北"):
        assert file(folder, answers(unit=unit), key="the-same-key").created


# Reasons and nil

NO_PLAN = nil_answers(plan_made=False)
JULY = {"plan_made": "方案七月印发"}
AUGUST = {"plan_made": "方案八月印发"}


def test_a_reason_and_nil_are_stored_with_the_figures(store: Store) -> None:
    outcome = file(store, NO_PLAN, reasons={"plan_made": "　方案七月印发\n", "posters": "没有人问"}, nil=True)

    record = make_record(NO_PLAN, explanations=JULY, nil=True)
    assert outcome.receipt.reference == record.reference
    assert outcome.receipt.checksum == checksum(NO_PLAN)
    assert {key: store.read(key) for key in store.list("")} == {store_record(record).key: record.to_bytes()}


@pytest.mark.parametrize("key", ["", "the-key-1"])
def test_the_same_figures_with_another_reason_or_nil_are_another_record(
    folder: FolderStore, key: str
) -> None:
    said: list[tuple[Mapping[str, str], bool]] = [
        (JULY, False),
        (AUGUST, False),
        (JULY, True),
        (AUGUST, True),
    ]

    outcomes = [
        file(folder, NO_PLAN, key=key, reasons=reasons, nil=nil, at=IN_TIME + number * SECOND)
        for number, (reasons, nil) in enumerate(said)
    ]

    assert [outcome.created for outcome in outcomes] == [True] * 4
    assert len({outcome.receipt.reference for outcome in outcomes}) == 4
    assert {outcome.receipt.checksum for outcome in outcomes} == {checksum(NO_PLAN)}
    assert [(record["explanations"], record.get("nil", False)) for record in records(folder)] == said


@pytest.mark.parametrize("key", ["", "the-key-1"])
@pytest.mark.parametrize("at", [EDITION.due + SECOND, CLOSES + SECOND])
def test_the_same_figures_reason_and_nil_are_a_replay(folder: FolderStore, key: str, at: datetime) -> None:
    first = file(folder, NO_PLAN, key=key, reasons=JULY, nil=True)

    again = file(
        folder, NO_PLAN, key=key, reasons={"plan_made": " 方案七月印发 ", "posters": "?"}, nil=True, at=at
    )

    assert again == replace(first, created=False)
    assert len(records(folder)) == 1


def test_the_order_of_reasons_makes_no_other_record(folder: FolderStore) -> None:
    both = answers(plan_made=False, no_formalism=False)
    reasons = {"plan_made": "方案七月印发", "no_formalism": "部分场次从简"}
    first = file(folder, both, reasons=reasons)

    again = file(folder, both, reasons=dict(reversed(reasons.items())))

    assert again == replace(first, created=False)


def test_with_a_cookie_going_back_to_an_earlier_reason_is_a_third_record(folder: FolderStore) -> None:
    last = NOTHING

    for number, (reasons, created) in enumerate(
        [(JULY, True), (JULY, False), (AUGUST, True), (AUGUST, False), (JULY, True)]
    ):
        outcome = file(folder, NO_PLAN, reasons=reasons, last=last, at=IN_TIME + number * SECOND)
        last = outcome.filed
        assert outcome.created is created

    assert [record["explanations"] for record in records(folder)] == [JULY, AUGUST, JULY]


@pytest.mark.parametrize("reason", ["", "核实无误", "方案七月印", 7, "方案\n七月印发"])
def test_what_needs_a_reason_is_not_stored_without_one(folder: FolderStore, reason: object) -> None:
    with pytest.raises(RefusedError, match=r"^invalid$") as caught:
        file(folder, NO_PLAN, reasons={"plan_made": reason})

    assert [(p.blank, p.rule) for p in caught.value.refusal.problems] == [
        ("plan_made", "bad_reason" if reason else "needs_reason")
    ]
    assert records(folder) == []


def test_what_is_only_hinted_at_is_stored(folder: FolderStore) -> None:
    assert file(folder, answers(warning_films_shown=0)).created
    assert records(folder)[0]["explanations"] == {}


def test_nil_with_figures_is_not_stored(folder: FolderStore) -> None:
    with pytest.raises(RefusedError, match=r"^invalid$") as caught:
        file(folder, nil_answers(drills=3), nil=True)

    assert [(p.blank, p.rule) for p in caught.value.refusal.problems] == [("drills", "not_nil")]
    assert records(folder) == []


# Who files


@pytest.mark.parametrize(
    "name", ["鄞州区", "鄞州区市场监管局", "宁波市鄞州区市场监督管理局（盖章）", "鄞 州"]
)
def test_a_unit_is_found_by_any_of_its_names(folder: FolderStore, name: str) -> None:
    assert file(folder, answers(unit=name)).receipt.unit == YINZHOU


def test_a_unit_that_the_roster_does_not_have_is_taken_under_its_own_name(folder: FolderStore) -> None:
    receipt = file(folder, answers(unit="某某 街道办")).receipt

    assert receipt.unit == FiledUnit(code=receipt.unit.code, name="某某 街道办")
    assert receipt.unit.code.startswith("unknown-")
    assert len(receipt.unit.code) == len("unknown-") + 10
    assert receipt.reference == reference("2021", receipt.unit.code, records(folder)[0]["id"])  # type: ignore[arg-type]  # an id is text


def test_an_unknown_unit_has_one_code_however_it_spaces_its_name(folder: FolderStore) -> None:
    codes = {
        file(folder, answers(unit=name)).receipt.unit.code
        for name in ("某某街道", "某某 街道", "某某街道(盖章)")
    }

    assert len(codes) == 1


@pytest.mark.parametrize("name", ["../../etc", "a/b", "330212", "（盖章）", "unknown-", "<b>"])
def test_a_name_never_becomes_a_path(folder: FolderStore, name: str) -> None:
    code = file(folder, answers(unit=name)).receipt.unit.code

    assert code.removeprefix("unknown-").isalnum()
    assert [key.split("/")[:3] for key in folder.list("")] == [["submissions", "2021", code]]


# What is wrong


def test_every_problem_is_told_at_once_and_nothing_is_stored(folder: FolderStore) -> None:
    wrong = answers(study_sessions="十", film_studied="也许", phone="", extra="1")
    submission = Submission(raw={**wrong}, key="", problems=(stray("n", Rule.REPEATED),))

    with pytest.raises(RefusedError, match=r"^invalid$") as caught:
        file_submission(submit_settings(), folder, SURVEY, submission, NOTHING)

    refusal = caught.value.refusal
    assert (refusal.status, refusal.code) == (422, "invalid")
    assert refusal.detail == "有 5 处需要改正，改正后请重新提交。本次未保存。"
    assert [(problem.blank, problem.rule) for problem in refusal.problems] == [
        ("n", "repeated"),
        ("phone", "missing"),
        ("study_sessions", "not_count"),
        ("film_studied", "not_choice"),
        ("extra", "unknown_field"),
    ]
    assert refusal.problems[2] == Problem(
        blank="study_sessions",
        place="安全生产月活动 › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第1行",
        label="理论学习中心组学习（次）",
        rule="not_count",
        message="“理论学习中心组学习（次）”请填写 0 或正整数，如 12。只填数字，不填计量单位（表中已印“次”），不填小数和“约”等字样。",
    )
    assert records(folder) == []


def test_an_empty_table_names_every_blank(folder: FolderStore) -> None:
    with pytest.raises(RefusedError, match=r"^invalid$") as caught:
        file(folder, {})

    assert [problem.blank for problem in caught.value.refusal.problems] == [b.id for b in EDITION.blanks]


# When


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (OPENS, False),
        (EDITION.due - SECOND, False),
        (EDITION.due, False),
        (EDITION.due + timedelta(microseconds=999_999), False),
        (EDITION.due + SECOND, True),
        (CLOSES, True),
    ],
)
def test_what_comes_after_the_deadline_is_taken_and_marked(
    folder: FolderStore, at: datetime, late: bool
) -> None:
    outcome = file(folder, at=at)

    assert (outcome.receipt.received_at, outcome.receipt.late) == (at, late)
    assert records(folder)[0]["late"] is late


@pytest.mark.parametrize(
    ("at", "status", "code", "detail"),
    [
        (
            OPENS - SECOND,
            409,
            "not_open",
            f"本表自 2021年6月1日 00:00 起接收填报，目前尚未开始。{KEPT}",
        ),
        (
            CLOSES + SECOND,
            410,
            "closed",
            f"本表已于 2021年7月31日 18:00 停止接收填报。{KEPT}请与市局联系。",
        ),
    ],
)
@pytest.mark.parametrize("answered", [answers(), {}])
def test_before_the_opening_and_after_the_closing_nothing_is_taken(  # one case has all of them
    folder: FolderStore, at: datetime, status: int, code: str, detail: str, answered: Mapping[str, object]
) -> None:
    with pytest.raises(RefusedError) as caught:
        file(folder, answered, at=at)

    refusal = caught.value.refusal
    assert (refusal.status, refusal.code, refusal.detail, refusal.problems) == (status, code, detail, ())
    assert records(folder) == []


def test_an_edition_without_opening_and_closing_always_takes(folder: FolderStore) -> None:
    survey = replace(SURVEY, edition=replace(EDITION, opens=None, closes=None))

    assert file(folder, at=datetime(2000, 1, 1, tzinfo=UTC), survey=survey).receipt.late is False
    assert file(folder, answers(posters=1), at=datetime(2099, 1, 1, tzinfo=UTC), survey=survey).receipt.late


def test_after_the_closing_a_replay_still_gets_its_receipt(folder: FolderStore) -> None:
    first = file(folder, key="the-key-1")

    again = file(folder, key="the-key-1", at=CLOSES + SECOND)

    assert again == replace(first, created=False)


def test_after_the_closing_a_replay_that_cannot_be_looked_up_is_refused(folder: FolderStore) -> None:
    file(folder, key="the-key-1")

    with pytest.raises(RefusedError, match="closed"):
        file(PutOnly(folder), key="the-key-1", at=CLOSES + SECOND)


# When the store fails


def test_nothing_is_acknowledged_that_was_not_stored() -> None:
    with pytest.raises(StoreError):
        file(Down())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"received_at": 1, "late": false}', b"\xff"])
def test_a_replay_of_a_damaged_record_is_not_acknowledged(tmp_path: Path, data: bytes) -> None:
    store = FolderStore(tmp_path)
    file(store)
    key = next(store.list(""))
    (tmp_path / key).write_bytes(data)

    for at in (IN_TIME, CLOSES + SECOND):
        with pytest.raises(StoreError, match="已损坏"):
            file(store, at=at)


def test_a_replay_of_a_record_whose_figures_were_changed_is_not_acknowledged(tmp_path: Path) -> None:
    """The bureau sets it aside: who is told that it was received would not file again."""
    store = FolderStore(tmp_path)
    file(store, answers(study_sessions=7_654_321))
    key = next(store.list(""))
    (tmp_path / key).write_bytes(store.read(key).replace(b"7654321", b"7654322"))

    with pytest.raises(StoreError, match="已损坏"):
        file(store, answers(study_sessions=7_654_321))
