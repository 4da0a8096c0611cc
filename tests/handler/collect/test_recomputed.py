"""Official totals, made again from the raw objects by plain Python: every file of the collection says the same.

Then from a city to its province: the totals of 13 of 15 units, filed as one table in another store, are the totals there.
"""

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.commands.collect.import_file import add_files
from handler.records.fetch import Stored, read_all
from handler.records.record import FiledUnit
from handler.stores.folder import FolderStore
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.collecting.collected import written
from tests.support.filings import EDITION, IN_TIME, SECOND, answers, change, make_record, store_record

pytestmark = pytest.mark.unmeasured

COUNTS = [blank.id for blank in EDITION.blanks if blank.kind.name == "count"]
CHOICES = [blank.id for blank in EDITION.blanks if blank.kind.words]
Totals = Mapping[str, int]


@dataclass(frozen=True)
class Year:
    """What lies in the store, and what an officer with a pencil would have made of it."""

    collection: Collection
    sums: Totals
    yes: Totals


@pytest.fixture(scope="module", params=[15, 150])
def year(request: pytest.FixtureRequest) -> Year:
    """Some are missing, some have filed twice, one is no unit of the roster, one copy is damaged."""
    chance = random.Random(request.param)  # noqa: S311  # the same year each time
    units = tuple(Unit(code=f"{number:06}", name=f"第{number}街道所") for number in range(request.param))
    objects = [
        each
        for number, unit in enumerate(units)
        if number % 7 != 3
        for each in _filings(chance, number, unit)
    ]
    stranger = FiledUnit(code="unknown-0", name="没有听说过的单位")
    objects.append(store_record(make_record(answers(unit=stranger.name), unit=stranger)))
    objects.append(replace(change(objects[0], checksum="0" * 64), key=f"{objects[0].key}.copy"))
    chance.shuffle(objects)
    survey = Survey(edition=EDITION, roster=Roster(units=units))
    return Year(merge(survey, objects), *_by_hand(objects, {unit.code for unit in units}))


def _filings(chance: random.Random, number: int, unit: Unit) -> Iterator[Stored]:
    figures = {id_: chance.choice((0, 45, 61, 99, 120)) for id_ in COUNTS}  # few of them look mistyped
    if number % 40 == 0:
        figures[COUNTS[number % 50]] = 99_999
    chosen = {id_: chance.random() < 0.8 for id_ in CHOICES}
    for revision in range(1 + (number % 5 == 0)):
        filled = answers(unit=unit.name, **{**figures, COUNTS[number % 49]: 77 * (revision + 1)}, **chosen)
        at = IN_TIME + timedelta(hours=revision, seconds=number)
        yield store_record(
            make_record(filled, unit=FiledUnit(code=unit.code, name=unit.name), at=at, key=f"{revision:08}")
        )


def _by_hand(objects: list[Stored], roster: set[str]) -> tuple[Totals, Totals]:
    """From the bytes: of each unit of the roster what came last, added up."""
    newest: dict[str, dict[str, dict[str, int]]] = {}
    for document in sorted(
        (json.loads(each.data) for each in objects if each.key.endswith(".json")),
        key=lambda document: str(document["received_at"]),
    ):
        newest[document["unit"]["code"]] = document
    tables = [document["answers"] for code, document in newest.items() if code in roster]
    return {id_: sum(table[id_] for table in tables) for id_ in COUNTS}, {
        id_: sum(table[id_] is True for table in tables) for id_ in CHOICES
    }


def table(extension: str, year: Year) -> list[list[str]]:
    text = written(extension, year.collection).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_json_says_so(year: Year) -> None:
    document = json.loads(written("json", year.collection))

    assert document["totals"] == year.sums
    assert {id_: tally["是"] for id_, tally in document["tallies"].items()} == year.yes


def test_the_column_sums_of_the_csv_are_so(year: Year) -> None:
    titles, *lines = table("csv", year)

    columns = {id_: titles.index(EDITION.labels[id_]) for id_ in (*COUNTS, *CHOICES)}
    assert {id_: sum(int(line[columns[id_]] or 0) for line in lines) for id_ in COUNTS} == year.sums
    assert {id_: sum(line[columns[id_]] == "是" for line in lines) for id_ in CHOICES} == year.yes


def test_the_long_form_adds_up_to_it(year: Year) -> None:
    sums, yes = Counter[str](), Counter[str]()
    for _, _, _, _, blank, _, value, *_ in table("long.csv", year)[1:]:
        if blank in year.sums:
            sums[blank] += int(value)
        yes[blank] += value == "是"

    assert sums == year.sums
    assert {id_: yes[id_] for id_ in CHOICES} == year.yes


def test_the_workbook_says_so_in_its_list_and_on_its_official_table(year: Year) -> None:
    book = load_workbook(io.BytesIO(written("xlsx", year.collection)), read_only=True)

    listed = {(row[6], row[3]): row[4] for row in book["汇总"].iter_rows(values_only=True) if len(row) > 6}
    assert {id_: listed[id_, None] for id_ in COUNTS} == year.sums
    assert {id_: listed[id_, "是"] for id_ in CHOICES} == year.yes
    text = "".join(
        str(cell) for row in book["正式表"].iter_rows(min_row=5, values_only=True) for cell in row[3:]
    )
    assert_official(text, year)


def test_the_word_table_says_so(year: Year) -> None:
    document = Document(io.BytesIO(written("docx", year.collection)))

    assert_official("".join(row.cells[3].text for row in document.tables[0].rows), year)


def assert_official(text: str, year: Year) -> None:
    assert [int(number) for number in re.findall(r"[（(]([0-9]+)[）)]", text)] == list(year.sums.values())
    assert [int(yes) for yes in re.findall(r"是\s([0-9]+)\s否", text)] == list(year.yes.values())


def test_a_citys_totals_filed_as_one_table_are_the_totals_of_its_province(year: Year, tmp_path: Path) -> None:
    """In the format in which the desk writes 上报, and the form's page 导出文件."""
    city = year.collection
    chosen = {blank.id: "是" for blank in EDITION.blanks if blank.kind.words}
    raw = {**answers(unit="宁波市"), **chosen, **city.totals}
    saved = tmp_path / "上报-2021.json"
    saved.write_text(json.dumps(_saved(raw), ensure_ascii=False), encoding="utf-8")
    province = Survey(
        edition=EDITION,
        roster=Roster(units=(Unit(code="3302", name="宁波市"), Unit(code="3303", name="温州市"))),
    )
    (tmp_path / "store").mkdir()
    store, failed = FolderStore(tmp_path / "store"), list[str]()

    list(add_files(province, store, [saved], IN_TIME + SECOND, failed))

    assert failed == []
    assert (city.coverage.counted, len(city.units)) in {(13, 15), (129, 150)}
    merged = merge(province, read_all(store, "2021"))
    assert merged.totals == city.totals == year.sums
    assert (merged.coverage.counted, len(merged.units)) == (1, 2)


def _saved(raw: Mapping[str, object]) -> dict[str, object]:
    return {
        "kind": "yearly-form-table",
        "format": 1,
        "edition": "2021",
        "digest": EDITION.digest,
        "saved_at": "2021-07-02T01:02:03.004Z",
        "key": "k" * 32,
        "table": {
            "raw": {id_: str(value) for id_, value in raw.items()},
            "reasons": dict.fromkeys(COUNTS, "各单位合计如此，已逐家核对"),
            "nil": False,
        },
    }
