"""The official table as Word: the paper's words in its cells, the totals in its blanks, and ready to print."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from handler.collect.collection import Collection
from handler.collect.evidence import collection_digest
from handler.collect.exports.word.official import to_docx
from handler.collect.merge import merge
from handler.collect.suspects.suspect import Band
from handler.records.fetch import Stored
from schema.authoring.importer.document import Paper
from schema.authoring.importer.word.read_docx import read_docx
from schema.edition.roster import Roster
from schema.validation.checksum import short_code
from tests.support.builders import edition_of, edition_toml, every_kind
from tests.support.collecting.collected import OBJECTS, collection_of, returning, suspect
from tests.support.collecting.collected import SURVEY as FOUR
from tests.support.documents import parts
from tests.support.filings import EDITION, SURVEY

COLLECTION = merge(FOUR, OBJECTS)
OFFICIAL = Path(__file__).parents[3] / "examples" / "form-2021.docx"


def opened(collection: Collection) -> Opened:
    return Document(io.BytesIO(to_docx(collection)))


def table_of(collection: Collection) -> Table:
    (table,) = opened(collection).tables
    return table


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_it_says_what_the_official_document_says_with_totals_in_the_blanks(tmp_path: Path) -> None:
    """Read by the importer, as the official one is: two units filed 50, 49, 48 …, but posters 0 and 1."""
    (tmp_path / "totals.docx").write_bytes(to_docx(COLLECTION))
    ours, official = read_docx(tmp_path / "totals.docx"), read_docx(OFFICIAL)

    assert [list(map(squeezed, lines)) for lines in parts.around(ours)] == [
        list(map(squeezed, lines)) for lines in parts.around(official)
    ]
    assert [[cell.span for cell in row] for row in parts.table_of(ours)] == [
        [cell.span for cell in row] for row in parts.table_of(official)
    ]
    blank = re.compile(r"(?<=[（(])\s*(?=[）)])|□是\s*□否")
    filled = re.compile(r"(?<=[（(])[0-9]+(?=[）)])|是\s[0-9]+\s否\s[0-9]+")
    for row, paper in zip(parts.table_of(ours), parts.table_of(official), strict=True):
        said = [squeezed(filled.sub("＿", "".join(cell.lines))) for cell in row[1:]]
        asked = [squeezed(blank.sub("＿", "".join(cell.lines))) for cell in paper[1:]]
        assert said == asked
    figures = [int(found) for found in re.findall(r"[（(]([0-9]+)[）)]", _text(ours))]
    assert figures == list(COLLECTION.totals.values())
    tallies = re.findall(r"是\s([0-9]+)\s否\s([0-9]+)", _text(ours))
    assert [(int(yes), int(no)) for yes, no in tallies] == [
        (tally["是"], tally["否"]) for tally in COLLECTION.tallies.values()
    ]


def _text(paper: Paper) -> str:
    return "".join("".join(cell.lines) for row in parts.table_of(paper) for cell in row)


def test_the_sections_are_merged_as_on_paper() -> None:
    table = table_of(COLLECTION)

    firsts = [row.cells[0].text for row in table.rows]
    expected = [section.title for section, _ in EDITION.rows()]
    assert firsts == ["活动项目", *expected]
    assert [len({id(cell._tc) for cell in row.cells}) for row in table.rows] == [  # noqa: SLF001  # a merged cell is told apart by its element
        3,
        *[4] * 4,
        *[3] * 3,
        *[4] * 4,
    ]


def test_the_head_is_repeated_no_row_is_torn_and_the_page_is_a4() -> None:
    document = opened(COLLECTION)
    (section,) = document.sections
    rows = document.tables[0].rows

    marks = [{child.tag.rpartition("}")[2] for child in row._tr.trPr} for row in rows]  # noqa: SLF001  # python-docx has no name for them
    assert marks == [{"cantSplit", "tblHeader"}, *[{"cantSplit"}] * 11]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def footer_of(collection: Collection) -> str:
    (section,) = opened(collection).sections
    text: str = section.footer.paragraphs[0].text
    return text


def test_the_footer_says_until_when_and_whose_totals_they_are() -> None:
    code = short_code(collection_digest(COLLECTION))
    assert footer_of(COLLECTION) == (
        f"截至2021年7月1日 12:00:01，合计范围：名单内 4 家中已报的 2 家，未报 2 家；汇总码 {code}　　第  页  共  页"
    )

    whole = merge(replace(FOUR, roster=Roster(units=FOUR.roster.units[:1])), OBJECTS)
    assert "合计范围：名单内 1 家中已报的 1 家；汇总码" in footer_of(whole)


def test_the_footer_names_what_is_returned_and_counts_what_is_suspect() -> None:
    row = COLLECTION.units[0]
    returned = replace(row, reviews=(returning(row),))

    said = footer_of(
        replace(
            COLLECTION,
            units=(returned, *COLLECTION.units[1:]),
            suspects=tuple(suspect(band=band) for band in Band),
        )
    )

    assert "，已退回、还没有改 1 家（甲区），占合计 1% 以上、像打错、还没有核实的数 2 处；汇总码" in said


def test_where_nobody_has_reported_every_blank_is_empty_and_the_footer_says_so() -> None:
    nobody = merge(FOUR, [])

    assert footer_of(nobody).startswith("名单内 4 家，尚未收到报送；汇总码")
    text = "".join(cell.text for row in table_of(nobody).rows for cell in row.cells)
    assert "（　　　　）次" in text
    assert not re.search(r"[（(]0[）)]|是\s0", text)


def test_the_headings_blanks_are_left_to_the_bureau() -> None:
    (heading,) = (p.text for p in opened(COLLECTION).paragraphs if p.text.startswith("填报单位"))

    assert re.sub("　+", "…", heading) == "填报单位（盖章）：…  联系人：…  电话：…  填报日期：…"


def test_every_kind_of_blank_has_its_total_its_tally_or_room() -> None:
    row = table_of(collection_of(every_kind())).rows[1]

    assert [re.sub("　+", "…", p.text.replace("\u00a0", " ")) for p in row.cells[3].paragraphs] == [
        "集中学习（50）次，参与【49】人次，走访48户；",
        "投入（47.50）万元，整改率…%，捐赠（元）：45.50；",
        "是否看片：是 1 否 0，是否建档：有 0 无 0 不适用 1，方式：有 0 其他（注明） 1；",
        "采用的做法（可多选）：会议 1 培训 0 其他（注明） 1；工时44.5小时，净增-43人，增长…%；",
        "负责人：…，手机：…，检查日期：…；",
        "做法说明：…；问题：…",
        "备注：…；说明：…",
    ]


def test_an_edition_without_annex_has_no_line_for_it_and_one_without_note_still_ends_in_a_paragraph() -> None:
    document = opened(collection_of(edition_of(edition_toml(), "2022")))

    assert [paragraph.text for paragraph in document.paragraphs] == [
        "活动情况统计表",
        "填报单位（盖章）：　　　　　　　　",
        "",
    ]


@given(st.text(min_size=1, max_size=40))
def test_whatever_the_edition_says_the_document_opens(text: str) -> None:
    edition = replace(EDITION, title=text, annex=text, note=f"{text}\n<w:p>&{text}")

    data = to_docx(merge(replace(SURVEY, edition=edition), []))

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            ET.fromstring(packed.read(name))  # noqa: S314  # our own
    assert Document(io.BytesIO(data)).tables


def test_the_same_objects_give_the_same_bytes_whoever_packs() -> None:
    data = to_docx(COLLECTION)

    assert data == to_docx(merge(FOUR, OBJECTS[::-1]))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        said = {(entry.date_time, entry.create_system, entry.external_attr) for entry in packed.infolist()}
    assert said == {((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16)}


@pytest.mark.parametrize(
    ("objects", "moment"), [(OBJECTS, "2021-07-01T04:00:01"), ([], "2021-07-01T04:00:00")]
)
def test_it_says_when_the_newest_record_came_or_else_the_deadline(objects: list[Stored], moment: str) -> None:
    properties = opened(merge(FOUR, objects)).core_properties

    assert {f"{when:%Y-%m-%dT%H:%M:%S}" for when in (properties.created, properties.modified) if when} == {
        moment
    }
    assert properties.title == EDITION.title.replace("\n", "")
