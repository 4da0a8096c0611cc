"""Who can write into the store can invent a record, but not seal it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.collect.verify import SetAside, Verified, verify
from handler.commands.verify_receipt import seals
from handler.records.fetch import Stored
from handler.records.parse import parse_record
from handler.records.parse_review import parse_review
from handler.records.record import Record, make_record_id
from handler.records.review import Act, Review
from handler.records.seal import Sealed, Sealer, read_local_sealer, read_sealer
from handler.submit.function import make_responder
from schema.validation.checksum import checksum
from schema.validation.validate import make_validator
from tests.support.collecting.reviews import about, give, review, stored
from tests.support.files import PDF, attachment
from tests.support.filings import (
    EDITION,
    SURVEY,
    YINZHOU,
    Memory,
    PutOnly,
    answers,
    change,
    document_of,
    form_post,
    json_post,
    make_record,
    store_record,
    submit_settings,
)

SEALER = Sealer(secret="a-secret-of-the-tests-with-more-than-32-bytes")
JUDGE = make_validator(EDITION)
FULL = replace(
    make_record(nil=False, explanations={"plan_made": "因故推迟到七月再办"}, attachments=[attachment(PDF)]),
    added_at=datetime(2021, 7, 2, tzinfo=UTC),
)


def as_read(record: Record) -> Record:
    read = parse_record(record.to_bytes())
    assert isinstance(read, Record)
    return read


@pytest.mark.parametrize("record", [make_record(), FULL])
def test_a_sealed_record_is_read_back_as_it_was_and_its_seal_holds(record: Record) -> None:
    sealed = SEALER.seal(record)

    assert as_read(sealed) == sealed != record
    assert as_read(sealed).to_bytes() == sealed.to_bytes()
    assert SEALER.look(as_read(sealed)) is Sealed.SEALED
    assert verify(store_record(sealed), EDITION, JUDGE, SEALER) == Verified(
        key=store_record(sealed).key, record=sealed, sealed=Sealed.SEALED
    )


CHANGED: dict[str, object] = {
    "edition_digest": "0" * 64,
    "unit": {"code": "330212", "name": "别的名称"},
    "explanations": {"plan_made": "另一个说得过去的说明"},
    "received_at": "2021-06-30T01:02:03.000005Z",
    "late": True,
    "attachments": None,
    "via": None,
    "added_at": "2021-07-03T00:00:00.000000Z",
    "answers": answers(drills=999),
}


@pytest.mark.parametrize("member", CHANGED)
def test_no_member_can_be_changed_under_a_seal(member: str) -> None:
    changes: dict[str, object] = {member: CHANGED[member]}
    if member == "answers":
        changes["checksum"] = checksum(answers(drills=999))
    if member == "via":
        changes["added_at"] = None
    changed = change(store_record(SEALER.seal(FULL)), **changes)

    assert isinstance(verify(changed, EDITION, JUDGE), Verified)
    aside = verify(changed, EDITION, JUDGE, SEALER)
    assert isinstance(aside, SetAside)
    assert aside.reason == "印记与记录不符，记录可能损坏或被修改"


def test_a_record_without_a_seal_and_one_of_another_key_count_and_are_told() -> None:
    """Earlier versions sealed nothing, and another secret in the settings must not void a year's filings."""
    other = Sealer(secret="another-secret-of-the-tests-with-more-than-32")
    records = [
        SEALER.seal(make_record()),
        make_record(answers(unit="海曙区"), at=make_record().received_at + timedelta(seconds=1)),
        other.seal(make_record(answers(unit="江北区"))),
    ]

    looked = [verify(store_record(each), EDITION, JUDGE, SEALER) for each in records]

    assert [each.sealed for each in looked if isinstance(each, Verified)] == [
        Sealed.SEALED,
        Sealed.UNSEALED,
        Sealed.OTHER_KEY,
    ]
    unlooked = verify(store_record(records[0]), EDITION, JUDGE)
    assert isinstance(unlooked, Verified)
    assert unlooked.sealed is None


def test_a_broken_seal_keeps_the_unit_from_being_called_missing() -> None:
    forged = change(store_record(SEALER.seal(make_record())), late=True)

    row = next(row for row in merge(SURVEY, [forged], sealer=SEALER).units if row.unit.code == "330212")

    assert row.status.value == "damaged"


@pytest.mark.parametrize("reads", [True, False])
def test_all_that_is_filed_is_sealed(reads: bool) -> None:
    store = Memory()
    respond = make_responder(
        replace(submit_settings(), sealer=SEALER, reads=reads), store if reads else PutOnly(store)
    )
    posts = [json_post(key="the-key-1"), form_post(answers(drills=1)), form_post(answers(drills=2))]
    for post in [*posts, form_post(answers(drills=1))]:  # the last goes back to what it was
        respond(post)

    looked = [SEALER.look(as_record(data)) for data in store.objects.values()]

    assert looked == [Sealed.SEALED] * len(looked)
    assert len(looked) == (4 if reads else 3)


def as_record(data: bytes) -> Record:
    record = parse_record(data)
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"seal": 1}, "seal"),
        ({"seal": "ABCDEFGH"}, "seal"),
        ({"via": "file"}, "via"),
        ({"added_at": "2021-07-02T00:00:00.000000Z"}, "via"),
        ({"via": "post", "added_at": "2021-07-02T00:00:00.000000Z"}, "via"),
        ({"via": "file", "added_at": 5}, "added_at"),
        ({"via": "file", "added_at": "2021-07-02"}, "added_at"),
    ],
)
def test_what_a_record_says_of_its_origin_is_said_rightly_or_it_is_set_aside(
    changes: dict[str, object], wrong: str
) -> None:
    said = parse_record(change(store_record(make_record()), **changes).data)

    assert isinstance(said, str)
    assert said in (f"记录缺少或写错了 {wrong}", f"接收时间 {wrong} 不是规范写法")


def test_records_of_every_format_stay_readable() -> None:
    """One of each, as it was stored: without and with what came to be said later."""
    examples = sorted((Path(__file__).parents[2] / "examples" / "records").glob("*.json"))

    assert [each.stem for each in examples] == ["2021-first", "2026-attachments", "2026-sealed"]
    for example in examples:
        record = as_record(example.read_bytes())
        assert record.to_bytes() == example.read_bytes(), example.name


def test_the_secret_is_the_deployments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"CODE_SECRET": SEALER.secret}

    assert read_sealer(given) == read_local_sealer(given) == SEALER
    assert read_sealer({}) is read_local_sealer({}) is None
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "tickets.key").write_text("the secret of this machine\n")
    assert read_local_sealer({}) == Sealer(secret="the secret of this machine")
    assert read_local_sealer(given) == SEALER
    assert read_local_sealer({"CODE_SECRET": ""}) == read_local_sealer({}), "as serve takes it"
    assert SEALER.secret not in repr(SEALER)
    assert json.loads(SEALER.seal(make_record()).to_bytes())["seal"][8] == "."


def test_a_receipts_address_cannot_be_computed_from_the_figures() -> None:
    """Where no key was sent, whoever knows the figures would know the address, and by it when the unit filed."""
    public = make_record_id("2021", "330212", "", checksum(answers()))
    respond = make_responder(replace(submit_settings(), sealer=SEALER), Memory())
    plain = form_post(headers={"accept": "application/json"})

    filed = document_of(respond(plain))
    again = respond(plain)

    assert filed["id"] != public
    assert (again.status, document_of(again)["id"]) == (200, filed["id"])
    assert SEALER.anonymous not in again.headers["Set-Cookie"]


REVIEW = review(Act.RETURNED, "330212", about=make_record(), note="请核实演练次数", blank="drills")


def merged_reviews(*objects: Stored, sealer: Sealer | None = SEALER) -> Collection:
    return merge(SURVEY, [store_record(make_record())], reviews=objects, sealer=sealer)


def seals_of(collection: Collection) -> list[str]:
    return [each.sealed for row in collection.rows for each in row.reviews]


def test_a_review_is_sealed_by_a_key_of_its_own_and_read_back_as_it_was() -> None:
    sealed = SEALER.seal(REVIEW)

    assert parse_review(stored(sealed).key, stored(sealed).data) == sealed
    assert SEALER.look(sealed) is Sealed.SEALED
    assert sealed.seal[:8] != SEALER.seal(make_record()).seal[:8]  # its key's name
    assert seals_of(merged_reviews(stored(sealed))) == ["sealed"]


def test_a_review_whose_seal_does_not_fit_changes_nothing_and_is_named() -> None:
    forged = replace(SEALER.seal(REVIEW), note="不必改了，照旧即可", kind=Act.ACCEPTED, blank=None)

    collection = merged_reviews(stored(forged))

    assert seals_of(collection) == []
    assert [aside.reason for aside in collection.set_aside] == ["印记与内容不符，可能是伪造的"]


def test_reviews_of_earlier_versions_or_of_another_key_count_and_are_told() -> None:
    other = Sealer(secret="another-secret-of-the-tests-of-more-than-32-bytes")
    objects = [stored(REVIEW), stored(other.seal(replace(REVIEW, id="0" * 26)))]

    collection = merged_reviews(*objects)

    assert sorted(seals_of(collection)) == ["other_key", "unsealed"]
    name = YINZHOU.name
    assert list(seals(collection))[1:] == [
        f"审核记录没有系统印记（1 条，已采用；不是以前版本存的，请核对）：{name}",
        f"审核记录印记是另一把密钥的（1 条，已采用；不是以前版本存的，请核对）：{name}",
    ]
    assert seals_of(merged_reviews(*objects, sealer=None)) == ["", ""]


def test_what_the_function_takes_of_the_bureau_is_sealed() -> None:
    store = Memory()
    posted = {"kind": "accepted", "unit": "330212", "by": "王五", "about": about(make_record())}

    assert give(store, posted, sealer=SEALER).status == 201

    [(key, data)] = store.objects.items()
    held = parse_review(key, data)
    assert isinstance(held, Review)
    assert SEALER.look(held) is Sealed.SEALED
