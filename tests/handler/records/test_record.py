"""Records: what is stored, under which name, and the receipt made from it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from jsonschema import Draft202012Validator

from handler.records.keys import object_key
from handler.records.receipt import receipt_of
from handler.records.record import FiledUnit, Record, make_record_id, to_iso
from schema.contract.schemas import record_schema
from schema.validation.checksum import ALPHABET, checksum, short_code
from tests.support.files import PDF, attachment, file_of
from tests.support.filings import EDITION, answers, make_record, nil_answers

BEIJING = timezone(timedelta(hours=8))


def test_a_stored_record_says_everything_once() -> None:
    record = make_record(answers(contact="李四"), at=datetime(2021, 7, 1, 12, 0, 1, tzinfo=BEIJING))

    data = record.to_bytes()

    assert data.endswith(b"}\n")
    assert "李四".encode() in data
    assert json.loads(data) == {
        "format": 1,
        "edition": "2021",
        "edition_digest": EDITION.digest,
        "id": record.id,
        "unit": {"code": "330212", "name": "宁波市鄞州区市场监督管理局"},
        "answers": answers(contact="李四"),
        "explanations": {},
        "received_at": "2021-07-01T04:00:01.000000Z",
        "late": True,
        "checksum": checksum(answers(contact="李四")),
        "reference": f"2021-330212-{record.id[:8]}",
    }


def test_a_stored_record_says_its_reasons_and_that_it_is_nil() -> None:
    record = make_record(nil_answers(plan_made=False))

    told = replace(record, explanations={"plan_made": "方案七月印发"}, nil=True)

    assert "nil" not in json.loads(record.to_bytes())
    assert json.loads(told.to_bytes()) == {
        **json.loads(record.to_bytes()),
        "explanations": {"plan_made": "方案七月印发"},
        "nil": True,
    }


@pytest.mark.parametrize(
    "record",
    [
        make_record(),
        make_record(unit=FiledUnit(code="unknown-0123456789", name="某某")),
        make_record(answers(plan_made=False), explanations={"plan_made": "方案七月印发"}),
        make_record(nil_answers(), nil=True),
    ],
    ids=["plain", "unknown unit", "explained", "nil"],
)
def test_a_stored_record_fits_the_published_schema(record: Record) -> None:
    validator = Draft202012Validator(
        record_schema(EDITION), format_checker=Draft202012Validator.FORMAT_CHECKER
    )

    assert list(validator.iter_errors(json.loads(record.to_bytes()))) == []


def test_the_same_record_is_the_same_bytes() -> None:
    assert make_record().to_bytes() == make_record().to_bytes()


def test_a_record_lies_under_its_edition_and_unit() -> None:
    assert object_key("2021", "330212", "ABC") == "submissions/2021/330212/ABC.json"


def test_an_id_has_26_letters_that_are_not_mistaken_for_each_other() -> None:
    id_ = make_record_id("2021", "330212", "", "0" * 64)

    assert len(id_) == 26
    assert set(id_) <= set(ALPHABET)


def test_an_id_depends_on_edition_unit_key_and_figures() -> None:
    ids = {
        make_record_id("2021", "330212", "key", "0" * 64),
        make_record_id("2022", "330212", "key", "0" * 64),
        make_record_id("2021", "330211", "key", "0" * 64),
        make_record_id("2021", "330212", "other", "0" * 64),
        make_record_id("2021", "330212", "key", "1" * 64),
        make_record_id("2021", "330212", "", "0" * 64),
    }

    assert len(ids) == 6
    assert make_record_id("2021", "330212", "key", "0" * 64) in ids


def test_a_moment_is_written_in_utc_and_sorts_as_text() -> None:
    assert to_iso(datetime(2021, 7, 1, 12, tzinfo=BEIJING)) == "2021-07-01T04:00:00.000000Z"
    assert to_iso(datetime(2021, 7, 1, 4, 0, 0, 1, tzinfo=UTC)) == "2021-07-01T04:00:00.000001Z"


def test_a_receipt_carries_reference_checksum_time_and_revision() -> None:
    record = make_record()

    assert receipt_of(record, 2).to_document() == {
        "edition": "2021",
        "unit": {"code": "330212", "name": "宁波市鄞州区市场监督管理局"},
        "id": record.id,
        "reference": record.reference,
        "checksum": record.checksum,
        "checksum_short": short_code(record.checksum),
        "received_at": "2021-06-30T01:02:03.000004Z",
        "late": False,
        "digest": sha256(record.to_bytes()).hexdigest(),
        "digest_short": short_code(sha256(record.to_bytes()).hexdigest()),
        "revision": 2,
    }


def test_attachments_stand_in_the_record_and_by_name_in_the_receipt() -> None:
    record = make_record(attachments=[attachment(PDF)])

    assert json.loads(record.to_bytes())["attachments"] == [
        {"name": "总结.pdf", "size": len(PDF), "type": "application/pdf", "sha256": file_of(PDF).sha256}
    ]
    assert receipt_of(record).to_document()["attachments"] == [{"name": "总结.pdf", "size": len(PDF)}]
    assert record.checksum == make_record().checksum
    assert record.id != make_record().id
