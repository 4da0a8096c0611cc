"""`collected.json`: everything the merge knows, as its published schema says."""

import json
from dataclasses import replace
from hashlib import sha256

from jsonschema import Draft202012Validator

from handler.collect.collection import Collection
from handler.collect.evidence import collection_digest
from handler.collect.exports.collected_json import to_json
from handler.collect.exports.collected_json.units import row_documents
from handler.collect.exports.filenames import Distinct
from handler.collect.merge import merge
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record
from schema.contract.schemas import collection_schema
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.checksum import short_code
from tests.support.collecting.collected import collected_document
from tests.support.filings import (
    EDITION,
    IN_TIME,
    SECOND,
    SURVEY,
    YINZHOU,
    answers,
    make_record,
    nil_answers,
    store_record,
)

SMALL = Survey(
    edition=EDITION,
    roster=Roster(units=(Unit(code="330212", name=YINZHOU.name), Unit(code="1", name="没有报的单位"))),
)
FIRST = make_record(digest="0" * 64)
SECOND_ONE = make_record(
    answers(posters=9, plan_made=False), at=EDITION.due + SECOND, explanations={"plan_made": "方案七月印发"}
)
STRANGER = make_record(nil_answers(unit="某某"), unit=FiledUnit(code="unknown-0", name="某某"), nil=True)
JUNK = Stored(key="submissions/2021/junk", data=b"")
NOTHING_KNOWN: dict[str, object] = {
    **dict.fromkeys(("group", "contact", "phone"), ""),
    "likely": [],
    "review": None,
    "reviews": [],
    "superseded": [],
    "last_year": None,
}
"""Of a unit of which the roster has no more than its name, on which nobody has said anything."""


def sample() -> Collection:
    records = map(store_record, (FIRST, SECOND_ONE, STRANGER))
    return merge(SMALL, [JUNK, *records])


def evidence(record: Record) -> dict[str, object]:
    """Merged without a key to look at seals by."""
    return {"key": store_record(record).key, "digest": record.digest, "seal": None}


def test_the_collections_digest_is_what_sha256sum_says_of_its_list() -> None:
    document = collected_document(sample())
    listed = document["records"]
    assert isinstance(listed, list)
    lines = "".join(f"{each['digest']}  {each['key']}\n" for each in listed)

    assert sha256(lines.encode()).hexdigest() == document["collection_digest"]


def test_what_came_as_a_file_says_so_and_when_it_was_added() -> None:
    added = replace(FIRST, added_at=EDITION.due + SECOND)

    [unit, _] = merge(SMALL, [store_record(added)]).units

    shown = next(row_documents([unit], EDITION, Distinct()))["filing"]
    assert isinstance(shown, dict)
    assert (shown["via"], shown["added_at"]) == ("file", "2021-07-01T04:00:01.000000Z")
    assert shown["received_at"] == "2021-06-30T01:02:03.000004Z"


def test_the_document_says_everything() -> None:
    document = collected_document(sample())

    document.pop("blanks")
    counts = {id_: answer for id_, answer in SECOND_ONE.answers.items() if type(answer) is int}
    flags = {id_: answer for id_, answer in SECOND_ONE.answers.items() if type(answer) is bool}
    assert document == {
        "$schema": "../../2021/collection.schema.json",
        "format": 2,
        "edition": {
            "id": "2021",
            "title": "宁波市2021年特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表",
            "digest": EDITION.digest,
            "due": "2021-07-01T12:00:00+08:00",
        },
        "coverage": {
            "expected": 2,
            "filed": 1,
            "counted": 1,
            "on_time": 0,
            "amended_late": 1,
            "late": 0,
            "damaged": 0,
            "missing": 1,
            "returned": 0,
            "accepted": 0,
            "unknown": 1,
            "superseded": 1,
            "set_aside": 1,
            "as_of": "2021-07-01T04:00:01.000000Z",
        },
        "groups": [],
        "totals": counts,
        "tallies": {id_: {"是": int(flag), "否": int(not flag)} for id_, flag in flags.items()},
        "units": [
            {
                "code": "330212",
                "name": YINZHOU.name,
                **NOTHING_KNOWN,
                "status": "amended_late",
                "superseded": [
                    {
                        **evidence(FIRST),
                        "reference": FIRST.reference,
                        "received_at": "2021-06-30T01:02:03.000004Z",
                        "changed": {"posters": [FIRST.answers["posters"], 9], "plan_made": [True, False]},
                    }
                ],
                "filing": {
                    "id": SECOND_ONE.id,
                    "file": YINZHOU.name,
                    **evidence(SECOND_ONE),
                    "via": "post",
                    "added_at": None,
                    "reference": SECOND_ONE.reference,
                    "checksum": SECOND_ONE.checksum,
                    "checksum_short": short_code(SECOND_ONE.checksum),
                    "received_at": "2021-07-01T04:00:01.000000Z",
                    "first_received_at": "2021-06-30T01:02:03.000004Z",
                    "revisions": 2,
                    "other_wording": False,
                    "answers": SECOND_ONE.answers,
                    "explanations": {"plan_made": "方案七月印发"},
                    "nil": False,
                    "attachments": [],
                },
            },
            {**NOTHING_KNOWN, "code": "1", "name": "没有报的单位", "status": "missing", "filing": None},
        ],
        "unknown": [
            {
                "code": "unknown-0",
                "name": "某某",
                **NOTHING_KNOWN,
                "status": "unknown",
                "filing": {
                    "id": STRANGER.id,
                    "file": "某某",
                    **evidence(STRANGER),
                    "via": "post",
                    "added_at": None,
                    "reference": STRANGER.reference,
                    "checksum": STRANGER.checksum,
                    "checksum_short": short_code(STRANGER.checksum),
                    "received_at": "2021-06-30T01:02:03.000004Z",
                    "first_received_at": "2021-06-30T01:02:03.000004Z",
                    "revisions": 1,
                    "other_wording": False,
                    "answers": STRANGER.answers,
                    "explanations": {},
                    "nil": True,
                    "attachments": [],
                },
            }
        ],
        "suspects": [],
        "last_year": None,
        "zeros": [],
        "records": sorted(
            ({"key": evidence(each)["key"], "digest": each.digest} for each in (FIRST, SECOND_ONE, STRANGER)),
            key=lambda each: str(each["key"]),
        ),
        "collection_digest": collection_digest(sample()),
        "set_aside": [
            {
                "key": "submissions/2021/junk",
                "code": None,
                "reason": "不是合格的 JSON，可能不完整",
                "digest": sha256(b"").hexdigest(),
            }
        ],
    }


def test_every_blank_can_be_read_without_the_edition_beside_it() -> None:
    blanks = {each["id"]: each for each in json.loads(to_json(sample()))["blanks"]}

    assert list(blanks) == [blank.id for blank in EDITION.blanks]
    assert blanks["study_attendance"] == {
        "id": "study_attendance",
        "label": EDITION.labels["study_attendance"],
        "place": EDITION.places["study_attendance"],
        "kind": "count",
        "measure": "人次",
        "options": None,
        "section": EDITION.sections[0].title,
        "activity": EDITION.sections[0].activities[0].title,
        "line": "理论学习中心组学习（　）次，参与（　）人次；",
    }
    assert (blanks["film_studied"]["options"], blanks["film_studied"]["measure"]) == (["是", "否"], None)
    assert blanks["film_studied"]["line"].endswith("（　）；")
    assert (blanks["unit"]["section"], blanks["unit"]["activity"]) == (None, None)


def test_a_filing_of_another_wording_is_marked() -> None:
    document = json.loads(to_json(merge(SMALL, [store_record(FIRST)])))

    assert document["units"][0]["filing"]["other_wording"] is True


def test_the_document_fits_its_published_schema() -> None:
    validator = Draft202012Validator(
        collection_schema(EDITION), format_checker=Draft202012Validator.FORMAT_CHECKER
    )

    for collection in (sample(), merge(SURVEY, []), merge(SURVEY, [JUNK])):
        assert list(validator.iter_errors(json.loads(to_json(collection)))) == []


def test_the_bytes_are_the_document_in_readable_utf_8() -> None:
    data = to_json(sample())

    assert data.endswith(b"}\n")
    assert "没有报的单位".encode() in data


def test_a_revision_changes_the_document_only_where_it_must() -> None:
    later = replace(SECOND_ONE, received_at=IN_TIME + SECOND)

    assert to_json(merge(SMALL, [store_record(FIRST), store_record(later)])) != to_json(
        merge(SMALL, [store_record(FIRST)])
    )


def test_written_item_by_item_it_is_laid_out_as_the_encoder_would() -> None:
    for collection in (sample(), merge(SMALL, [])):
        whole = json.dumps(collected_document(collection), ensure_ascii=False, indent=1)
        assert to_json(collection) == f"{whole}\n".encode()
