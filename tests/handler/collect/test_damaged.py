"""A record that cannot be read is somebody's: the unit is named everywhere, and never chased as missing."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from handler.collect.collection import Collection, Row, Status
from handler.collect.exports import EXPORTS
from handler.collect.exports.collected_json import to_json
from handler.collect.exports.columns import columns_of
from handler.collect.exports.reminders import to_chasing
from handler.collect.exports.word.official import to_docx
from handler.collect.exports.xlsx.workbook import to_xlsx
from handler.collect.merge import merge
from handler.commands.collect.summary import summary
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record, find_unit
from schema.contract.schemas import collection_schema
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.collecting.collected import written
from tests.support.collecting.saved import HALF, Spoil
from tests.support.filings import EDITION, IN_TIME, SECOND, answers, change, make_record, store_record
from tests.support.random.examples import times

UNITS = (
    Unit(code="甲", name="甲区"),
    Unit(code="乙", name="乙区", aliases=("老城",)),
    Unit(code="丙", name="丙区"),
)
SURVEY = Survey(edition=EDITION, roster=Roster(units=UNITS))


def record(code: str = "乙", *, posters: int = 0, **more: object) -> Record:
    unit = FiledUnit(code=code, name=f"{code}区")
    return make_record(answers(unit=unit.name, posters=posters), unit=unit, **more)  # type: ignore[arg-type]  # as the builder takes it


VALID = Draft202012Validator(collection_schema(EDITION))
OLD = store_record(record(posters=5))
NEW = record(posters=50, at=IN_TIME + SECOND)
SPOILT: dict[str, Spoil] = {
    "cut in half": HALF,
    "empty": lambda stored: replace(stored, data=b""),
    "saved by Notepad": lambda stored: replace(stored, data=b"\xef\xbb\xbf" + stored.data),
    "a figure changed": lambda stored: change(stored, answers=answers(unit="乙区", posters=51)),
    "another format": lambda stored: change(stored, format=9),
    "renamed": lambda stored: replace(stored, key=stored.key.replace(".json", "-1.json")),
}


def row_of(collection: Collection, code: str = "乙") -> Row:
    return next(row for row in collection.rows if row.unit.code == code)


@pytest.mark.unmeasured
@pytest.mark.parametrize("earlier", [[], [OLD]], ids=["its only one", "after an earlier one"])
def test_a_unit_whose_newest_record_cannot_count_is_damaged_and_not_missing(earlier: list[Stored]) -> None:
    """Of how it was spoilt the exports know no more than the reason."""
    for how, spoil in SPOILT.items():
        collection = merge(SURVEY, [*earlier, spoil(store_record(NEW))])

        assert row_of(collection).status is Status.DAMAGED, how
        assert [row.unit.code for row in collection.units if row.status is Status.MISSING] == ["甲", "丙"], (
            how
        )
        assert [(aside.unit, bool(aside.reason)) for aside in collection.set_aside] == [("乙", True)], how
        assert VALID.is_valid(json.loads(to_json(collection))), how
    assert_named_everywhere(collection, "乙", "乙区")


def assert_named_everywhere(collection: Collection, code: str, name: str) -> None:
    document = json.loads(to_json(collection))
    (unit,) = (unit for unit in document["units"] if unit["code"] == code)
    assert unit["status"] == "damaged"
    assert document["coverage"]["damaged"] == 1
    assert [aside["code"] for aside in document["set_aside"]] == [code]
    assert VALID.is_valid(document)

    lines = list(csv.reader(io.StringIO(written("csv", collection).decode("utf-8-sig"), newline="")))
    assert [line[2] for line in lines if line[0] == code] == ["损坏或不符"]

    book = load_workbook(io.BytesIO(to_xlsx(collection)), read_only=True)
    sheets = {
        sheet.title: [
            [str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book
    }
    assert ["损坏或不符（家）", "1"] in sheets["汇总"]
    assert any(line[1:3] == [name, "损坏或不符"] for line in sheets["各单位"])
    assert any(line[:3] == ["未计入", code, name] for line in sheets["说明和未计入"])

    footer = Document(io.BytesIO(to_docx(collection))).sections[0].footer.paragraphs[0].text
    assert "损坏或不符" in footer
    assert name in footer

    chase, *others = to_chasing(collection).decode("utf-8-sig").split("\r\n\r\n")
    assert name not in chase
    assert any("损坏" in message and name in message and "不作未报催报" in message for message in others)
    said = list(summary(collection))
    assert not [line for line in said if line.startswith("未报") and name in line]
    assert [line for line in said if line.startswith(f"损坏或不符：{name}")]


def test_what_can_be_read_of_the_unit_counts_and_its_row_says_that_it_is_doubtful() -> None:
    collection = merge(SURVEY, [OLD, HALF(store_record(NEW))])

    assert row_of(collection).current is not None
    assert collection.totals["posters"] == 5
    assert list(summary(collection))[:3] == [
        "名单内 3 家：已报 1 家（按时 0，逾期 0，损坏或不符 1），未报 2 家",
        "未报：甲区、丙区",
        "损坏或不符：乙区（合计里是能读出的最近一次；请该单位重新报送，不作未报催报）",
    ]
    assert (
        footer_of(collection)
        == "截至2021年6月30日 09:02，合计范围：名单内 3 家中已报的 1 家，未报 2 家，另有更近的记录损坏或不符 1 家（乙区）"
    )


def test_a_unit_of_which_nothing_can_be_read_is_not_in_the_totals_and_every_total_says_so() -> None:
    collection = merge(SURVEY, [store_record(record("甲", posters=1)), HALF(store_record(NEW))])

    assert collection.totals["posters"] == 1
    assert "损坏或不符：乙区（没有计入合计；请该单位重新报送，不作未报催报）" in summary(collection)
    assert (
        footer_of(collection)
        == "截至2021年6月30日 09:02，合计范围：名单内 3 家中已报的 1 家，未报 1 家，记录损坏或不符、没有计入 1 家（乙区）"
    )
    assert columns_of(collection)[1].total == "合计（名单内已报 2 家，计入 1 家）"


def footer_of(collection: Collection) -> str:
    footer: str = Document(io.BytesIO(to_docx(collection))).sections[0].footer.paragraphs[0].text
    return footer.partition("；汇总码")[0]


def test_the_footer_names_some_and_counts_all() -> None:
    units = tuple(Unit(code=code, name=f"{code}区") for code in "子丑寅卯辰")
    objects = [HALF(store_record(record(unit.code))) for unit in units]

    assert footer_of(merge(replace(SURVEY, roster=Roster(units=units)), objects)) == (
        "合计范围：名单内 5 家中已报的 0 家，记录损坏或不符、没有计入 5 家（子区、丑区、寅区等）"
    )


@pytest.mark.parametrize("spoil", ["a figure changed", "renamed"])
def test_a_damaged_record_that_is_known_to_be_older_leaves_the_unit_as_it_is(spoil: str) -> None:
    later = store_record(record(posters=9, at=IN_TIME + 2 * SECOND))

    collection = merge(SURVEY, [SPOILT[spoil](store_record(NEW)), later])

    assert row_of(collection).status is Status.ON_TIME
    assert [aside.unit for aside in collection.set_aside] == ["乙"]


def test_a_copy_of_a_record_that_counts_damages_nobody() -> None:
    stored = store_record(NEW)

    collection = merge(SURVEY, [stored, SPOILT["renamed"](stored)])

    assert row_of(collection).status is Status.ON_TIME


def test_a_record_of_an_earlier_wording_that_does_not_fit_is_not_missing() -> None:
    unit = FiledUnit(code="乙", name="乙区")
    earlier = make_record(answers(unit="乙区", gone=1), unit=unit, digest="0" * 64)

    stored = store_record(earlier)

    collection = merge(SURVEY, [stored])

    assert row_of(collection).status is Status.DAMAGED
    [aside] = collection.set_aside
    assert aside.reason == "按另一版表格填报，与现行表格不符：gone"
    assert (
        aside.digest == sha256(stored.data).hexdigest()
    )  # who has seen it before sees that nobody has touched it
    assert_named_everywhere(collection, "乙", "乙区")


def test_once_the_unit_has_filed_anew_the_earlier_wording_is_history() -> None:
    unit = FiledUnit(code="乙", name="乙区")
    earlier = make_record(answers(unit="乙区", gone=1), unit=unit, digest="0" * 64)

    collection = merge(SURVEY, [store_record(earlier), store_record(NEW)])

    assert row_of(collection).status is Status.ON_TIME


def test_a_whole_record_of_another_edition_is_nobodys_filing() -> None:
    """Last year's folder copied into this year's: nobody has filed, and everybody is to be chased."""
    other = store_record(record(edition="2020"))
    copied = replace(other, key=other.key.replace("/2020/", "/2021/"))

    collection = merge(SURVEY, [copied])

    assert row_of(collection).status is Status.MISSING
    assert [(aside.unit, aside.reason) for aside in collection.set_aside] == [
        ("", "属于 2020 年的表，不是 2021 年的")
    ]


@pytest.mark.parametrize(
    "name", ["submissions/2021/x", "submissions/2021/乙/Thumbs.db", "submissions/2021/乙.json"]
)
def test_what_is_no_record_by_its_name_is_nobodys(name: str) -> None:
    collection = merge(SURVEY, [Stored(key=name, data=b"")])

    assert row_of(collection).status is Status.MISSING
    assert collection.set_aside[0].unit == ""


def test_a_record_in_another_units_folder_is_its_own_units() -> None:
    stored = store_record(NEW)

    collection = merge(SURVEY, [replace(stored, key=stored.key.replace("/乙/", "/丙/"))])

    assert [row.status for row in collection.units] == [Status.MISSING, Status.DAMAGED, Status.MISSING]


def test_a_damaged_record_of_a_stranger_is_found_by_an_alias_given_since() -> None:
    stranger = find_unit(Roster(units=()), "老城")
    filed = make_record(answers(unit="老城"), unit=stranger)

    assert row_of(merge(SURVEY, [HALF(store_record(filed))])).status is Status.DAMAGED


def test_a_damaged_record_of_a_stranger_is_a_row_of_its_own_by_its_code() -> None:
    filed = make_record(answers(unit="某某"), unit=FiledUnit(code="unknown-0", name="某某"))

    collection = merge(SURVEY, [HALF(store_record(filed))])

    row = row_of(collection, "unknown-0")
    assert (row.status, row.unit.name, row.current) == (Status.UNKNOWN, "unknown-0", None)
    assert collection.coverage.damaged == 0
    assert any(
        line.startswith("名单外：unknown-0（记录损坏或不符，读不出是哪个单位）")
        for line in summary(collection)
    )
    assert "unknown-0（记录损坏或不符，读不出是哪个单位）" in to_chasing(collection).decode()
    assert all(written(extension, collection) for extension in EXPORTS)


def test_a_stranger_whose_record_is_whole_but_does_not_fit_is_called_by_its_name() -> None:
    filed = make_record(answers(unit="某某", gone=1), unit=FiledUnit(code="unknown-0", name="某某"))

    collection = merge(SURVEY, [store_record(filed)])

    assert row_of(collection, "unknown-0").unit.name == "某某"
    assert "某某（记录损坏或不符）" in to_chasing(collection).decode().split("\r\n")


def test_when_all_have_filed_a_damaged_one_is_chased_by_nobody() -> None:
    collection = merge(SURVEY, [*(store_record(record(code)) for code in "甲丙"), HALF(store_record(NEW))])

    chase = to_chasing(collection).decode("utf-8-sig").split("\r\n\r\n")[0]
    assert chase.endswith("，应报 3 家，已报 3 家，未报 0 家。\r\n各单位都已报送。")


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """The newest record with a stretch of bytes taken out, written over or put in, its time untouched."""
    data = store_record(NEW).data
    start = draw(st.integers(0, data.index(b'"received_at"')))
    length = draw(st.integers(0, 40))
    end = min(start + length, data.index(b'"received_at"'))
    return data[:start] + draw(st.binary(max_size=8)) + data[end:]


@settings(max_examples=times(4))
@given(spoilt() | st.binary() | st.integers(0, 4000).map(lambda n: store_record(NEW).data[:n]), st.booleans())
def test_however_the_newest_record_is_spoilt_the_unit_is_never_missing_and_never_silently_on_older_figures(
    data: bytes, before: bool
) -> None:
    objects = [Stored(key=store_record(NEW).key, data=data), *([OLD] if before else [])]

    row = row_of(merge(SURVEY, objects))

    counts = row.current is not None and row.current.key == store_record(NEW).key
    assert row.status is (Status.ON_TIME if counts else Status.DAMAGED)


@given(st.permutations([OLD, HALF(store_record(NEW)), store_record(record("甲")), SPOILT["renamed"](OLD)]))
def test_the_order_of_the_objects_does_not_matter(objects: list[Stored]) -> None:
    expected = merge(
        SURVEY, [OLD, HALF(store_record(NEW)), store_record(record("甲")), SPOILT["renamed"](OLD)]
    )

    assert to_json(merge(SURVEY, objects)) == to_json(expected)


def test_a_late_record_that_cannot_be_read_is_damaged_and_not_late() -> None:
    late = record(at=EDITION.due + timedelta(days=1))

    collection = merge(SURVEY, [HALF(store_record(late))])

    assert (collection.coverage.late, collection.coverage.damaged) == (0, 1)
