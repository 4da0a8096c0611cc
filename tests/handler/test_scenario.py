"""A whole year in one test: units file through the function, the bureau collects, nothing is lost or doubled."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from handler.commands.collect.output_folder import Folder
from handler.commands.collect.write import collect
from handler.stores.folder import FolderStore
from schema.contract.schemas import collection_schema, record_schema
from schema.edition.kinds import Count
from tests.support.filings import (
    EDITION,
    IN_TIME,
    SECOND,
    SURVEY,
    Clock,
    answers,
    document_of,
    form_post,
    json_post,
    responder,
)

pytestmark = pytest.mark.unmeasured

TWELVE = SURVEY.roster.units[:12]
TWICE, LATE, ALIASED, DAMAGED = TWELVE[0], TWELVE[1], TWELVE[2], TWELVE[3]
STRANGER = "某某街道市场监督管理所"


def test_a_year_of_filings_is_collected_and_everything_odd_is_named(tmp_path: Path) -> None:
    clock = Clock()
    store = FolderStore(tmp_path / "store")
    respond = responder(store, clock=clock)

    for number, unit in enumerate(TWELVE):
        name = "北仑" if unit is ALIASED else unit.name
        clock.now = EDITION.due + SECOND if unit is LATE else IN_TIME + number * SECOND
        post = form_post if number % 2 else json_post
        assert respond(post(answers(unit=name, posters=number))).status == 201
    clock.now = IN_TIME + 60 * SECOND
    assert respond(json_post(answers(unit=TWICE.name, posters=1000))).status == 201
    stranger = document_of(respond(json_post(answers(unit=STRANGER, posters=5000))))
    (damaged,) = store.list(f"submissions/2021/{DAMAGED.code}/")
    text = (tmp_path / "store" / damaged).read_text(encoding="utf-8")
    (tmp_path / "store" / damaged).write_text(
        text.replace('"posters": 3', '"posters": 3000'), encoding="utf-8"
    )

    said = list(collect(SURVEY, store, Folder.at(tmp_path / "out")))

    document = json.loads((tmp_path / "out" / "collected.json").read_bytes())
    assert document["coverage"] == {
        "expected": 15,
        "filed": 12,
        "counted": 11,
        "on_time": 10,
        "amended_late": 0,
        "late": 1,
        "damaged": 1,
        "missing": 3,
        "returned": 0,
        "accepted": 0,
        "unknown": 1,
        "superseded": 1,
        "set_aside": 1,
        "as_of": "2021-07-01T04:00:01.000000Z",
    }
    told = {LATE.code: "late", DAMAGED.code: "damaged"}
    told |= {unit.code: "missing" for unit in SURVEY.roster.units[12:]}
    assert {row["code"]: row["status"] for row in document["units"]} == {
        unit.code: told.get(unit.code, "on_time") for unit in SURVEY.roster.units
    }
    assert document["totals"]["posters"] == 1000 + sum(range(12)) - 0 - 3  # TWICE's first 0 and DAMAGED's 3
    others = {
        b.id: answers()[b.id] for b in EDITION.blanks if isinstance(b.kind, Count) and b.id != "posters"
    }
    assert document["totals"] == {
        **{id_: 11 * int(figure) for id_, figure in others.items()},
        "posters": document["totals"]["posters"],
    }
    assert [(row["name"], row["filing"]["reference"]) for row in document["unknown"]] == [
        (STRANGER, stranger["reference"])
    ]
    assert [row["code"] for row in document["units"] if row["superseded"]] == [TWICE.code]
    assert document["set_aside"] == [
        {
            "key": damaged,
            "code": DAMAGED.code,
            "reason": "校验码与记录不符，记录可能损坏或被修改",
            "digest": hashlib.sha256(store.read(damaged)).hexdigest(),
        }
    ]
    assert said[:7] == [
        "名单内 15 家：已报 12 家（按时 10，逾期 1，损坏或不符 1），未报 3 家",
        f"逾期：{LATE.name}",
        f"未报：{'、'.join(unit.name for unit in SURVEY.roster.units[12:])}",
        f"损坏或不符：{DAMAGED.name}（没有计入合计；请该单位重新报送，不作未报催报）",
        f"名单外：{STRANGER}（没有计入合计；如属名单内单位，在名单里加上这个别名再汇总一次）",
        f"多次报送：{TWICE.name} 报了 2 次，以最后一次为准",
        f"未计入：{damaged}：校验码与记录不符，记录可能损坏或被修改",
    ]
    check = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(collection_schema(EDITION), format_checker=check).validate(document)
    for key in store.list(""):
        Draft202012Validator(record_schema(EDITION), format_checker=check).validate(
            json.loads(store.read(key))
        )

    units = tuple(
        replace(unit, aliases=(*unit.aliases, STRANGER))
        if unit.code == SURVEY.roster.units[12].code
        else unit
        for unit in SURVEY.roster.units
    )
    known = replace(SURVEY, roster=replace(SURVEY.roster, units=units))
    list(collect(known, store, Folder.at(tmp_path / "again")))

    again = json.loads((tmp_path / "again" / "collected.json").read_bytes())
    assert (again["coverage"]["unknown"], again["coverage"]["on_time"]) == (0, 11)
    assert again["totals"]["posters"] == document["totals"]["posters"] + 5000
