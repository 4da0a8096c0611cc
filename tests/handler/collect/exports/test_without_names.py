"""After the day until which names and numbers are kept, no export has one; the records stay as they are."""

import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.collect.exports.without_names import as_kept, without_names
from handler.collect.function import Settings, make_responder
from handler.collect.merge import merge
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.write import NAMELESS, collect
from handler.http.message import Request
from handler.stores.folder import FolderStore
from schema.contract.schemas import collection_schema
from schema.edition.roster import Roster, Unit
from schema.edition.site import NAMES_LEFT_OUT, Site
from schema.edition.survey import Survey
from tests.support.collecting.collected import written
from tests.support.filings import EDITION, SECOND, YINZHOU, answers, make_record, store_record

LAST_DAY = date(2022, 12, 31)
LAST_MINUTE = datetime(2022, 12, 31, 15, 59, tzinfo=UTC)
"""23:59 where the bureau is."""
OVER = datetime(2022, 12, 31, 16, 0, tzinfo=UTC)
PERSONAL = {"contact": "欧阳小明", "phone": "0574-55667788"}
OFFICER = Unit(code=YINZHOU.code, name=YINZHOU.name, contact="司马大红", phone="0574-99887766")
SECRETS = (*PERSONAL.values(), OFFICER.contact, OFFICER.phone)
SURVEY = Survey(edition=replace(EDITION, site=Site(keep_until=LAST_DAY)), roster=Roster(units=(OFFICER,)))
OBJECTS = [
    store_record(make_record(answers(**PERSONAL))),
    store_record(make_record(answers(**PERSONAL, posters=5), at=EDITION.due + SECOND)),
]
COLLECTION = merge(SURVEY, OBJECTS)
KEY = "the-bureau-key-of-32-bytes-or-more"


def told(extension: str, collection: Collection) -> str:
    """All the text of an export; of an Office file, of all its parts."""
    data = written(extension, collection)
    if data[:2] != b"PK":
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as book:
        parts = (book.read(name).decode("utf-8", "ignore") for name in book.namelist())
        return re.sub(r"<[^>]*>", "", "".join(parts))


@pytest.mark.parametrize("extension", EXPORTS)
def test_no_export_has_a_name_or_a_number_and_all_else_is_as_it_was(extension: str) -> None:
    kept, dropped = told(extension, COLLECTION), told(extension, without_names(COLLECTION))

    assert [secret for secret in SECRETS if secret in dropped] == []
    assert (YINZHOU.name in dropped) == (YINZHOU.name in kept)
    if "欧阳小明" in kept:
        assert NAMES_LEFT_OUT in dropped


def test_what_is_left_is_still_what_the_published_schema_says() -> None:
    document = json.loads(written("json", without_names(COLLECTION)))

    Draft202012Validator(collection_schema(SURVEY.edition)).validate(document)
    [unit] = document["units"]
    assert unit["superseded"][0]["changed"] == {"posters": [24, 5]}


def test_names_are_there_to_the_end_of_the_day() -> None:
    assert not EDITION.drops_names(OVER)  # which says no day
    assert as_kept(COLLECTION, LAST_MINUTE) is COLLECTION
    assert list(as_kept(COLLECTION, OVER).rows) == list(without_names(COLLECTION).rows)


def test_the_rows_without_names_are_a_sequence_as_the_others_are() -> None:
    rows = without_names(COLLECTION).units

    assert len(rows) == 1
    assert rows[0] == rows[:1][0] == next(iter(rows)) != COLLECTION.units[0]


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path / "store")
    for stored in OBJECTS:
        store.create(stored.key, stored.data)
    return store


def test_the_function_goes_by_its_clock_and_the_collection_is_another_then(store: FolderStore) -> None:
    def ask(at: datetime, **headers: str) -> tuple[int, str, str]:
        settings = Settings(catalogue={"2021": SURVEY}, key=KEY, clock=lambda: at)
        given = {"authorization": f"Bearer {KEY}", **headers}
        response = make_responder(settings, store)(
            Request(method="GET", path="/api/2021/collection.json", headers=given)
        )
        return response.status, response.body.decode(), response.headers["ETag"]

    _, kept, tag = ask(LAST_MINUTE)
    status, dropped, _ = ask(OVER, **{"if-none-match": tag})

    assert "欧阳小明" in kept
    assert status == 200
    assert not any(secret in dropped for secret in SECRETS)


@pytest.mark.parametrize(
    ("given", "says"),
    [({"clock": lambda: LAST_MINUTE}, False), ({}, True), ({"with_names": True}, False)],
)
def test_the_command_leaves_them_out_unless_it_is_told_otherwise_and_says_so(
    store: FolderStore, tmp_path: Path, given: dict[str, Any], *, says: bool
) -> None:
    lines = list(collect(SURVEY, store, Folder.at(tmp_path / "out"), **given))

    assert (NAMELESS in lines) is says
    text = (tmp_path / "out/collected.csv").read_text(encoding="utf-8-sig")
    assert ("欧阳小明" not in text) is says


def test_the_records_stay_as_they_were_filed(store: FolderStore, tmp_path: Path) -> None:
    before = {stored.key: stored.data for stored in OBJECTS}

    list(collect(SURVEY, store, Folder.at(tmp_path / "out")))

    assert {key: store.read(key) for key in before} == before
