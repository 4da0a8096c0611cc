import json
from dataclasses import replace
from datetime import datetime

import pytest

from schema.contract.edition_json import attachments_document, data_block, edition_document
from schema.edition.checks import Check, Compare, Level, Sum
from schema.edition.kinds import (
    Amount,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
)
from schema.edition.sentence import Blank, Sentence
from schema.validation import attachments
from schema.validation.letters import PATTERNS, SPACES
from schema.validation.reasons import SILENT, STOCK
from schema.validation.rules import MISSING_OTHERWISE, ODD_YEAR, UNSEEN, UNSEEN_REASON, Rule
from tests.support.builders import every_kind, the_2021

SMALL = replace(
    the_2021(),
    title="统计表",
    digest="d" * 64,
    heading=Sentence(
        parts=(
            "单位：",
            Blank(id="unit", kind=UnitName()),
            "。学习（",
            Blank(id="sessions", kind=Count(measure="次")),
            "）次",
        )
    ),
    blocks=(),
    checks=(
        Check(
            level=Level.HINT,
            given=(),
            needed=(
                Compare(
                    left=Sum(constant=0, terms=((1, "sessions"),)),
                    operator="<=",
                    right=Sum(constant=100, terms=()),
                ),
            ),
            message="超过 100 次。",
        ),
    ),
)


def test_an_edition_is_told_to_the_browser_whole() -> None:
    assert edition_document(SMALL) == {
        "id": "2021",
        "digest": "d" * 64,
        "title": "统计表",
        "opens": "2021-06-01T00:00:00+08:00",
        "due": "2021-07-01T12:00:00+08:00",
        "closes": "2021-07-31T18:00:00+08:00",
        "blanks": [
            {"id": "unit", "kind": "text", "label": "单位", "place": "表头"},
            {"id": "sessions", "kind": "count", "label": "学习（次）", "place": "表头", "measure": "次"},
        ],
        "checks": [
            {
                "level": "hint",
                "at": "sessions",
                "given": [],
                "needed": [[[0, [1, "sessions"]], "<=", [100]]],
                "message": "超过 100 次。",
            }
        ],
        "rules": {
            "largest": 999_999_999_999,
            "longest": 60,
            "longest_prose": 2000,
            "spaces": SPACES,
            "patterns": PATTERNS,
            "sentences": {rule.value: rule.sentence for rule in Rule},
            "missing_otherwise": MISSING_OTHERWISE,
            "unseen": UNSEEN,
            "unseen_reason": UNSEEN_REASON,
            "odd_year": ODD_YEAR,
            "reason": {"shortest": 6, "longest": 200, "stock": list(STOCK), "silent": SILENT},
        },
    }


def test_dates_that_are_not_set_are_null() -> None:
    document = edition_document(replace(SMALL, opens=None, closes=None))

    assert (document["opens"], document["closes"]) == (None, None)


def test_the_document_survives_json() -> None:
    document = edition_document(the_2021())

    assert json.loads(json.dumps(document)) == document
    assert datetime.fromisoformat(str(document["due"])) == the_2021().due


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Count(measure="次"), "count"),
        (Amount(measure="万元"), "amount"),
        (YesNo(), "yes_no"),
        (Choice(options=("有", "无")), "choice"),
        (Date(), "date"),
        (Phone(), "phone"),
        (UnitName(), "text"),
        (Text(), "text"),
        (LongText(), "prose"),
    ],
)
def test_the_browser_knows_a_kind_by_its_name(kind: Kind, name: str) -> None:
    assert kind.name == name


def test_a_choice_is_told_with_its_options() -> None:
    blank = Blank(id="found", kind=Choice(options=("有", "无")))
    edition = replace(SMALL, heading=Sentence(parts=("隐患", blank)))

    assert edition_document(edition)["blanks"] == [
        {"id": "found", "kind": "choice", "label": "隐患", "place": "表头", "options": ["有", "无"]}
    ]


def without(names: set[str], rule: object) -> object:
    if not isinstance(rule, dict):
        return rule
    return {name: value for name, value in rule.items() if name not in names}


def test_the_data_block_leaves_out_what_is_said_of_kinds_that_the_edition_lacks() -> None:
    rules = json.loads(data_block(the_2021()))["rules"]
    whole = json.loads(data_block(every_kind()))["rules"]

    said = edition_document(every_kind())["rules"]
    assert isinstance(said, dict)
    of_function = {"unknown_field", "repeated"}
    assert whole == {name: without(of_function, rule) for name, rule in said.items()}
    gone = {"not_amount", "not_option", "not_options", "not_prose", "prose_too_long"}
    assert {*whole["sentences"]} - {*rules["sentences"]} == gone
    assert {*whole["patterns"]} - {*rules["patterns"]} == {"amount"}


def test_an_amount_tells_its_places_and_what_is_to_be_typed() -> None:
    growth, change = (
        _blank(Amount(measure="%", places=1, signed=True)), _blank(Amount(measure="人", places=0, signed=True))
    )  # fmt: skip

    assert (growth["places"], growth["signed"]) == (1, True)
    assert growth["asked"] == "最多一位小数的数（可为负），只填数字，如 -12.5"
    assert change["asked"] == "整数（可为负），只填数字，如 -12"
    assert _blank(Amount(measure="万元")) == {
        "id": "found",
        "kind": "amount",
        "label": "隐患（万元）",
        "place": "表头",
        "measure": "万元",
        "places": 2,
        "asked": "最多两位小数的数，只填数字，如 12.5",
    }


def _blank(kind: Kind) -> dict[str, object]:
    made = replace(SMALL, heading=Sentence(parts=("隐患", Blank(id="found", kind=kind))))
    return edition_document(made)["blanks"][0]  # type: ignore[index, no-any-return]  # plain JSON


def test_the_data_block_of_the_page_is_the_same_without_labels_and_ends_nowhere_early() -> None:
    made = replace(every_kind(), title="</script><b>")
    block = data_block(made)
    document = json.loads(block)
    whole = edition_document(made)

    assert "<" not in block
    assert all("label" not in blank for blank in document["blanks"])
    place = ""
    for blank in document["blanks"]:
        place = blank.setdefault("place", place)
        blank["label"] = made.labels[blank["id"]]
    assert document | {"rules": None} == whole | {"rules": None}


def test_the_page_is_told_what_it_judges_files_by() -> None:
    assert attachments_document(the_2021()) == {
        "asked": "活动总结、盖章后的统计表（扫描件或照片）",
        "largest": 20 * 1024 * 1024,
        "most": 5,
        "extensions": ["doc", "docx", "wps", "pdf", "jpg", "jpeg", "png"],
        "sentences": dict(attachments.SENTENCES),
    }
