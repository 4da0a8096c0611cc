import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schema.contract.schemas import answers_schema, collection_schema, record_schema
from schema.contract.shapes import Schema
from schema.edition.model import Edition
from schema.validation.letters import PATTERNS, bare
from schema.validation.validate import make_validator
from tests.support.builders import the_2021, valid_answers
from tests.support.random.examples import times

EDITION = the_2021()
IDS = [blank.id for blank in EDITION.blanks]
JUDGE = make_validator(replace(EDITION, checks=()))  # a JSON Schema cannot say what a check says
SCHEMAS = [answers_schema, record_schema, collection_schema]
DIGEST = "0" * 64
FILE = {"name": "总结.pdf", "size": 1, "type": "application/pdf", "sha256": DIGEST}


def accepts(schema: Schema, value: object) -> bool:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(dict(schema), format_checker=checker).is_valid(value)


def record(**changes: object) -> dict[str, object]:
    return {
        "format": 1,
        "edition": "2021",
        "edition_digest": DIGEST,
        "id": "0" * 26,
        "unit": {"code": "330212", "name": "宁波市鄞州区市场监督管理局"},
        "answers": valid_answers(EDITION),
        "explanations": {"drills": "按实际"},
        "received_at": "2021-06-30T01:02:03Z",
        "late": False,
        "checksum": DIGEST,
        "reference": "2021-330212-0000",
    } | changes


EVIDENCE = {"key": "a.json", "digest": DIGEST, "seal": "sealed"}


def row(**changes: object) -> dict[str, object]:
    filing = {
        "id": "0" * 26,
        "file": "鄞州",
        **EVIDENCE,
        "via": "file",
        "added_at": "2021-07-02T01:02:03Z",
        "reference": "2021-330212-0000",
        "checksum": DIGEST,
        "checksum_short": "0000-0000-0000",
        "received_at": "2021-06-30T01:02:03Z",
        "first_received_at": "2021-06-30T01:02:03Z",
        "revisions": 1,
        "other_wording": False,
        "answers": valid_answers(EDITION),
        "explanations": {"drills": "全区合并演练"},
        "nil": False,
        "attachments": [
            FILE | {"key": f"attachments/2021/330212/{DIGEST}", "state": "stored", "file": "x.pdf"}
        ],
    }
    return {
        "code": "330212",
        "name": "鄞州",
        "group": "鄞州片",
        "contact": "",
        "phone": "",
        "status": "on_time",
        "likely": [],
        "filing": filing,
        "review": review(current=True, only=("kind", "at", "by", "note", "blank")),
        "reviews": [review()],
        "superseded": [
            {
                **EVIDENCE,
                "reference": "r",
                "received_at": "2021-06-29T00:00:00Z",
                "changed": {"drills": [1, 2]},
            }
        ],
        "last_year": {"drills": 7, "plan_made": True},
    } | changes


def review(*, only: Sequence[str] = (), **changes: object) -> dict[str, object]:
    document = {
        "id": "0" * 26,
        "kind": "returned",
        "at": "2021-07-02T01:00:00Z",
        "by": "王五",
        "note": "请核对演练次数",
        "about": {"id": "0" * 26, "checksum": DIGEST},
        "blank": "drills",
        "value": None,
        "how": None,
        "name": None,
        "code": None,
        "seal": None,
    }
    return {name: value for name, value in document.items() if not only or name in only} | changes


def suspect(**changes: object) -> dict[str, object]:
    return {
        "unit": "330212",
        "unit_name": "鄞州",
        "blanks": ["drills"],
        "values": {"drills": 7000},
        "score": 6.2,
        "share": 0.8,
        "band": 1,
        "signs": [{"kind": "factor", "text": "像是多了三位"}],
        "comparisons": {"peers": 6.2, "row": None, "last_year": None},
        "expected": {"low": 3, "high": 12},
        "says": ["像是多了三位"],
        "reason": None,
        "verified": review(kind="verified", about=None, value=7000, how="phone"),
    } | changes


def last_year(**changes: object) -> dict[str, object]:
    return {
        "edition": "2020",
        "due": "2020-07-01T12:00:00+08:00",
        "expected": 15,
        "filed": 14,
        "arrivals": ["2020-06-29T00:00:00Z"],
        "both": 12,
        "blanks": {
            "drills": {"before": 7, "both_before": 6, "both_now": 9, "obstacle": ""},
            "plan_made": {
                "before": {"是": 9, "否": 1},
                "both_before": None,
                "both_now": None,
                "obstacle": "填法不同",
            },
        },
    } | changes


def collection(**changes: object) -> dict[str, object]:
    states = ["expected", "filed", "counted", "on_time", "amended_late", "late", "damaged", "missing"]
    states += ["returned", "accepted"]
    kinds = {blank.id: type(blank.kind).__name__ for blank in EDITION.blanks}
    totals = {id_: 7 for id_, kind in kinds.items() if kind == "Count"}
    blank = dict.fromkeys(("id", "label", "place", "kind", "line"), "x")
    return {
        "$schema": "../../2021/collection.schema.json",
        "format": 2,
        "edition": {"id": "2021", "title": "表", "digest": DIGEST, "due": "2021-07-01T12:00:00+08:00"},
        "blanks": [blank | dict.fromkeys(("measure", "options", "section", "activity"))],
        "coverage": dict.fromkeys([*states, "unknown", "superseded", "set_aside"], 0) | {"as_of": None},
        "groups": [{"name": "", **dict.fromkeys(states, 0), "totals": totals}],
        "totals": totals,
        "tallies": {id_: {"是": 1, "否": 0} for id_, kind in kinds.items() if kind == "YesNo"},
        "units": [row(), row(status="missing", filing=None), row(status="damaged", filing=None)],
        "unknown": [],
        "suspects": [suspect()],
        "last_year": last_year(),
        "zeros": [{"unit": "330212", "blank": "drills", "before": 7}],
        "records": [{"key": "a.json", "digest": DIGEST}],
        "collection_digest": DIGEST,
        "set_aside": [{"key": "b.json", "code": None, "reason": "damaged", "digest": None}],
    } | changes


@pytest.mark.parametrize("make", SCHEMAS)
def test_every_schema_is_itself_valid_json_of_the_2020_12_dialect(make: Callable[[Edition], Schema]) -> None:
    schema = make(EDITION)

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_every_blank_is_told_in_words() -> None:
    properties = answers_schema(EDITION)["properties"]

    assert isinstance(properties, dict)
    assert {id_: (p["title"], p["description"]) for id_, p in properties.items()} == {
        blank.id: (EDITION.labels[blank.id], EDITION.places[blank.id]) for blank in EDITION.blanks
    }


@pytest.mark.parametrize(
    ("make", "valid"),
    [
        (answers_schema, valid_answers(EDITION)),
        (record_schema, record()),
        (collection_schema, collection()),
    ],
    ids=["answers", "record", "collection"],
)
def test_a_schema_asks_for_exactly_its_keys(
    make: Callable[[Edition], Schema], valid: dict[str, object]
) -> None:
    schema = make(EDITION)

    assert accepts(schema, valid)
    assert not accepts(schema, valid | {"more": 1})
    for key in valid:
        assert not accepts(schema, {other: value for other, value in valid.items() if other != key}), key


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"edition": "2022"},
        {"edition_digest": "x"},
        {"id": "short"},
        {"unit": {"code": "../etc", "name": "x"}},
        {"unit": {"code": "330212"}},
        {"answers": {}},
        {"answers": valid_answers(EDITION, drills=-1)},
        {"explanations": {"drills": 1}},
        {"received_at": "2021-06-30"},
        {"late": "no"},
        {"checksum": DIGEST.upper() + "A"},
        {"nil": False},
        {"nil": None},
        {"nil": 1},
        {"attachments": []},
        {"attachments": [FILE] * 6},
        {"attachments": [FILE | {"size": 0}]},
        {"attachments": [FILE | {"type": "text/html"}]},
        {"attachments": [FILE | {"more": 1}]},
    ],
)
def test_a_record_that_breaks_a_rule_is_refused(changes: dict[str, object]) -> None:
    assert not accepts(record_schema(EDITION), record(**changes))


def test_a_record_says_nil_only_where_it_is_true() -> None:
    assert accepts(record_schema(EDITION), record(nil=True))


def test_a_record_names_attachments_only_where_there_are_any() -> None:
    assert accepts(record_schema(EDITION), record(attachments=[FILE]))


@pytest.mark.parametrize(
    "changes",
    [
        {"units": [row(status="early")]},
        {"unknown": [row(filing={})]},
        {"totals": {}},
        {"tallies": {}},
        {"coverage": {}},
        {"groups": [{"name": ""}]},
        {"units": [row(superseded=[{}])]},
        {"units": [row(review=review())]},
        {"units": [row(reviews=[review(kind="liked")])]},
        {"units": [row(last_year={"unit": "鄞州"})]},
        {"suspects": [suspect(band=4)]},
        {"last_year": last_year(both=-1)},
    ],
)
def test_a_collection_that_breaks_a_rule_is_refused(changes: dict[str, object]) -> None:
    assert not accepts(collection_schema(EDITION), collection(**changes))


# The schema is looser than the judge in what JSON Schema cannot say or would say unreadably: outer space,
# control and format characters in a text, a line end before `$`; and JSON Schema takes 1.0 for an integer.
LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=62).map(bare)
EDGES: list[object] = [
    *(None, True, False, 0, 1, -1, 1.5, 999_999_999_999, 1_000_000_000_000, [], {}),
    *("", "0", "12", "１２", "是", "否", "局", "局" * 60, "局" * 61, "𠮷" * 60),
    *(
        "1234",
        "12345",
        "1" * 30,
        "1" * 31,
        "12345x",
        "x12345",
        "12345转123456",
        "12345转1234567",
        "（0574）87654321",
    ),
    *("2020-02-29", "2021-02-29", "2021-06-31", "2021-6-30", "2021年6月30日"),
    *("1999-12-31", "2000-01-01", "2099-12-31", "2100-01-01"),
]
VALUES = st.one_of(
    st.sampled_from(EDGES),
    st.integers(),
    st.floats().filter(lambda number: not number.is_integer()),
    LINE,
    *(st.from_regex(PATTERNS[name], fullmatch=True) for name in ("phone", "date")),
    st.dates().map(str),
)
VALIDATOR = Draft202012Validator(
    dict(answers_schema(EDITION)), format_checker=Draft202012Validator.FORMAT_CHECKER
)
FIELDS = ["unit", "contact", "phone", "filed_on", "study_sessions", "film_studied"]
"""One of every kind and more."""


def agree(answers: dict[str, object]) -> bool:
    validated = JUDGE(answers)
    return VALIDATOR.is_valid(answers) is (not validated.problems and validated.answers == answers)


@pytest.mark.parametrize("field", FIELDS)
def test_the_judge_and_the_json_schema_draw_the_same_limits(field: str) -> None:
    assert [value for value in EDGES if not agree(valid_answers(EDITION, **{field: value}))] == []


@settings(max_examples=times(4))
@given(
    changes=st.dictionaries(st.sampled_from(FIELDS) | st.sampled_from(IDS), VALUES, max_size=3),
    left_out=st.sets(st.sampled_from(IDS), max_size=1),
    added=st.dictionaries(LINE, VALUES, max_size=1),
)
@example(changes={}, left_out=set(), added={})
def test_the_judge_and_the_json_schema_agree(
    changes: dict[str, object], left_out: set[str], added: dict[str, object]
) -> None:
    full = valid_answers(EDITION, **changes)

    assert agree({blank: value for blank, value in full.items() if blank not in left_out} | added)
