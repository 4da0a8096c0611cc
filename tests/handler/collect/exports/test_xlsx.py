"""The Excel workbook, read back by openpyxl: figures are numbers, text is text, and nothing in it runs."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.worksheet import Worksheet as LibrarysSheet

from handler.collect.collection import Collection, Row, Status, TooLargeError
from handler.collect.evidence import collection_digest
from handler.collect.exports.columns import columns_of
from handler.collect.exports.filling import covered, with_totals
from handler.collect.exports.reminders import doubts, late, missing
from handler.collect.exports.xlsx import book
from handler.collect.exports.xlsx.book import LONGEST_CELL, fit
from handler.collect.exports.xlsx.workbook import to_xlsx
from handler.collect.exports.xml_text import plain
from handler.collect.merge import merge
from handler.collect.suspects.suspect import Band
from handler.collect.verify import Verified
from handler.records.fetch import Stored
from handler.records.record import FiledUnit, Record
from handler.records.review import About, Act, How
from schema.edition.kinds import YesNo
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.checksum import short_code
from tests.support.builders import edition_of, edition_toml, every_kind
from tests.support.collecting.collected import OBJECTS, collection_of, returning, suspect
from tests.support.collecting.collected import SURVEY as FOUR
from tests.support.files import DOC, PDF, PNG, attachment, key_of
from tests.support.filings import EDITION, SECOND, answers, make_record, nil_answers, store_record

ROOT = Path(__file__).parents[4]
COLLECTION = merge(FOUR, OBJECTS)
Rows = list[tuple[object, ...]]


def opened(collection: Collection | None = None) -> Workbook:
    """Of another collection only what stands in its cells: read_only, openpyxl is five times as quick."""
    return load_workbook(io.BytesIO(to_xlsx(collection)), read_only=True) if collection else usual()


@cache
def usual() -> Workbook:
    """Read by many, and changed by none."""
    return load_workbook(io.BytesIO(to_xlsx(COLLECTION)))


def rows(sheet: Worksheet) -> Rows:
    return [
        tuple("" if value is None else value for value in row) for row in sheet.iter_rows(values_only=True)
    ]


def sheet_of(name: str, collection: Collection | None = None) -> Worksheet:
    return cast("Worksheet", opened(collection)[name])


def test_it_has_seven_sheets_the_official_table_first() -> None:
    assert opened().sheetnames == [
        "正式表",
        "汇总",
        "待核实",
        "各单位",
        "变动",
        "未报和逾期",
        "说明和未计入",
    ]


def test_the_totals_begin_with_the_count_of_the_units() -> None:
    told = rows(sheet_of("汇总"))

    assert told[0][0] == "宁波市2021年特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表"
    assert [row[:2] for row in told[1:11]] == [
        ("截止时间", "2021年7月1日 12:00"),
        ("最近一次收到", "2021年7月1日 12:00:01"),
        ("汇总码", short_code(collection_digest(COLLECTION))),
        ("应报（家）", 4),
        ("已报（家）", 2),
        ("按时（家）", 1),
        ("逾期（家）", 1),
        ("未报（家）", 2),
        ("名单外，没有计入（家）", 1),
        ("未计入的记录（份）", 1),
    ]
    assert rows(sheet_of("汇总", merge(FOUR, [])))[2][:2] == ("最近一次收到", "还没有收到")


def blocks(collection: Collection | None = None) -> list[Rows]:
    """The tables of 汇总: each begins with the titles, an empty line parts them."""
    found: list[Rows] = []
    for row in rows(sheet_of("汇总", collection)):
        if row[0] == "活动项目":
            found.append([])
        elif found and row[-1]:
            found[-1].append(row)
    return found


def test_every_number_stands_in_one_column_in_the_order_of_the_paper_and_every_choice_apart() -> None:
    numbers, choices = blocks()

    asked = [
        (s.title, a.title, blank) for s, a in EDITION.rows() for line in a.progress for blank in line.blanks
    ]
    assert numbers == [
        (section, activity, EDITION.labels[blank.id], "", COLLECTION.totals[blank.id], measure, blank.id)
        for section, activity, blank in asked
        if (measure := blank.kind.measure)
    ]
    assert choices == [
        (
            section,
            activity,
            EDITION.labels[blank.id],
            word,
            COLLECTION.tallies[blank.id][word],
            "家",
            blank.id,
        )
        for section, activity, blank in asked
        if isinstance(blank.kind, YesNo)
        for word in ("是", "否")
    ]
    column = [row[4] for row in rows(sheet_of("汇总"))]
    first = column.index(numbers[0][4], column.index("合计"))
    assert column[first : first + 50] == list(COLLECTION.totals.values())


@pytest.mark.unmeasured
def test_where_nobody_has_reported_nothing_says_0() -> None:
    nobody = merge(FOUR, [])

    assert {row[4] for block in blocks(nobody) for row in block} == {""}
    assert set(rows(sheet_of("各单位", nobody))[-1]) == {"", "合计（名单内已报 0 家）"}
    assert "（　　　　）次" in str(sheet_of("正式表", nobody)["D6"].value)


def test_amounts_are_numbers_choices_are_counted_and_rates_are_not_added() -> None:
    numbers, choices = blocks(collection_of(every_kind()))

    assert [row[2:6] for row in numbers] == [
        ("集中学习（次）", "", 50, "次"),
        ("集中学习：参与（人次）", "", 49, "人次"),
        ("集中学习：走访（户）", "", 48, "户"),
        ("投入（万元）", "", 47.5, "万元"),
        ("投入：整改率（%）", "", "", "%（不合计）"),
        ("捐赠（元）", "", 45.5, "元"),
        ("工时（小时）", "", 44.5, "小时"),
        ("工时：净增（人）", "", -43, "人"),
        ("工时：增长（%）", "", "", "%（不合计）"),
    ]
    assert [row[2:6] for row in choices] == [
        ("是否看片", "是", 1, "家"),
        ("是否看片", "否", 0, "家"),
        ("是否建档", "有", 0, "家"),
        ("是否建档", "无", 0, "家"),
        ("是否建档", "不适用", 1, "家"),
        ("方式", "有", 0, "家"),
        ("方式", "其他（注明）", 1, "家"),
        ("采用的做法（可多选）", "会议", 1, "家"),
        ("采用的做法（可多选）", "培训", 0, "家"),
        ("采用的做法（可多选）", "其他（注明）", 1, "家"),
    ]


def test_the_units_stand_as_in_the_csv_then_the_total_and_strangers_apart() -> None:
    told = rows(sheet_of("各单位"))

    columns = columns_of(COLLECTION)
    clock = [
        tuple(
            cell.replace(microsecond=0, tzinfo=None) if isinstance(cell, datetime) else cell for cell in line
        )
        for line in ([column.value(row) for column in columns] for row in COLLECTION.rows)
    ]
    assert told[1] == tuple(column.title for column in columns)
    assert told[2:6] == clock[:4]
    assert told[6] == tuple(column.total for column in columns)
    assert (set(told[7]), set(told[8]), told[9:]) == ({""}, {"", "名单外，没有计入合计"}, clock[4:])
    assert told[2][6] == datetime(2021, 6, 30, 9, 2, 3)  # noqa: DTZ001  # Excel knows no offsets
    activities = [cell for cell in told[0] if cell]
    assert activities[0] == "安全生产月活动 › 深入学习贯彻习近平总书记关于安全生产重要论述"
    assert activities[4] == "“安全生产万里行”活动"
    assert told[1][told[0].index("加强组织落实 › 有序开展注重安全")] == "是否做好意识形态领域安全风险防范"


def test_amounts_keep_their_two_places_where_excel_can_and_become_text_where_it_would_round() -> None:
    exact = sheet_of("各单位", collection_of(every_kind(), given="999999999.99"))
    column = [cell.value for cell in exact[2]].index("捐赠（元）") + 1
    assert [exact.cell(row, column).value for row in (3, 4)] == [999999999.99, 999999999.99]
    assert exact.cell(3, column).number_format == "#,##0.00"

    huge = collection_of(every_kind())
    vars(huge)["totals"] = {**huge.totals, "given": "12345678901234.56"}
    cell = sheet_of("各单位", huge).cell(4, column)
    assert (cell.value, cell.data_type) == ("12345678901234.56", "s")


def test_the_sheet_of_the_units_can_be_filtered_scrolled_and_printed() -> None:
    sheet = sheet_of("各单位")

    assert sheet.freeze_panes == "D3"
    assert sheet.auto_filter.ref == "A2:CE6"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$2", "$A:$C")
    breaks = [entry.id for entry in sheet.col_breaks.brk]
    assert breaks
    assert {str(sheet.cell(1, at + 1).value).partition(" › ")[0] for at in breaks} <= {
        s.title for s in EDITION.sections
    }
    first, *others = opened().worksheets
    assert (first.page_setup.paperSize, first.page_setup.orientation) == (9, "portrait")
    for each in others:
        assert (each.page_setup.paperSize, each.page_setup.orientation) == (9, "landscape")


def test_no_cell_is_marked_as_a_number_stored_as_text() -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(COLLECTION))) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        for name in sheets:
            assert b'<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>' in packed.read(name)


def test_the_total_stands_out_below_the_units() -> None:
    sheet = sheet_of("各单位")

    assert [row[1].font.b for row in sheet.iter_rows(min_row=3)] == [False] * 4 + [True] + [False] * 3
    assert sheet["B7"].value == "合计（名单内已报 2 家）"


def test_the_reminders_have_a_message_in_each_column() -> None:
    columns = zip(*rows(sheet_of("未报和逾期")), strict=True)

    assert [[text for text in column if text] for column in columns] == [
        list(missing(COLLECTION)),
        list(late(COLLECTION)),
        list(doubts(COLLECTION)),
    ]


def test_a_sheet_says_what_an_officer_may_have_to_explain() -> None:
    unit, stranger = FiledUnit(code="甲", name="甲区"), FiledUnit(code="unknown-1", name="某某所")
    old = make_record(answers(unit="甲区"), unit=unit)
    new = make_record(
        answers(unit="甲区", posters=9),
        unit=unit,
        at=EDITION.due + SECOND,
        digest="0" * 64,
        explanations={"plan_made": "方案七月印发", "posters": "全区统一"},
    )
    other = make_record(nil_answers(unit="某某所"), unit=stranger, nil=True)
    objects = [*map(store_record, (old, new, other)), OBJECTS[-1]]

    told = rows(sheet_of("说明和未计入", merge(FOUR, objects)))

    in_time, too_late = datetime(2021, 6, 30, 9, 2, 3), datetime(2021, 7, 1, 12, 0, 1)  # noqa: DTZ001  # as above
    ours, theirs = ("甲", "甲区", new.reference, too_late), ("unknown-1", "某某所", other.reference, in_time)
    assert told == [
        ("类别", "单位代码", "单位", "回执号", "接收时间", "说明"),
        ("另一版文字", *ours, "按另一版文字的表格填报，答案仍然适用，已计入"),
        ("说明", *ours, "在公共场所张贴、悬挂安全标语、横幅、挂图等（个）：全区统一"),
        ("说明", *ours, "是否已制定活动方案，明确责任单位、责任人和时间节点：方案七月印发"),
        ("名单外", *theirs, "没有计入合计；如属名单内单位，在名单里加上这个别名再汇总一次"),
        ("零报告", *theirs, "声明没有活动可报，各项填 0"),
        ("未计入", "", "", "submissions/2021/x", "", "不是合格的 JSON，可能不完整"),
    ]


def test_each_revision_is_listed_with_the_old_figure_beside_the_new() -> None:
    unit = FiledUnit(code="甲", name="甲区")
    first, second, third = (
        make_record(
            answers(unit="甲区", **changed), unit=unit, at=EDITION.due + SECOND * number, key=str(number)
        )
        for number, changed in enumerate(
            ({}, {"posters": 9, "plan_made": False}, {"posters": 9, "plan_made": False})
        )
    )

    told = rows(sheet_of("变动", merge(FOUR, map(store_record, (first, second, third)))))

    second_at, third_at = datetime(2021, 7, 1, 12, 0, 1), datetime(2021, 7, 1, 12, 0, 2)  # noqa: DTZ001  # as above
    again = ("甲", "甲区", 2, second_at, first.reference)
    assert told[1:] == [
        (*again, EDITION.labels["posters"], first.answers["posters"], 9, "posters"),
        (*again, EDITION.labels["plan_made"], "是", "否", "plan_made"),
        (
            "甲",
            "甲区",
            3,
            third_at,
            second.reference,
            "（数字没有改动，只改了说明、零报告或附件）",
            "",
            "",
            "",
        ),
    ]


def test_what_looks_mistyped_is_listed_with_the_reason_and_what_became_of_it() -> None:
    unit, reason = COLLECTION.units[0], "全区统一张贴"
    verified = replace(
        returning(unit), kind=Act.VERIFIED, blank="posters", value=1, how=How.PHONE, note="已与经办人核对"
    )
    open_one = suspect(blanks=("drills", "posters"), values={"drills": 900, "posters": 1}, reason=reason)
    closed = suspect(band=Band.SMALL, verified=verified, says=("占合计不到 1%",), values={"posters": "9.50"})
    suspects = (open_one, closed, suspect(band=Band.MIDDLE, verified=replace(verified, how=None)))

    told = opened(replace(COLLECTION, suspects=suspects))

    drills, posters = EDITION.labels["drills"], EDITION.labels["posters"]
    said = "核实无误（打过电话，林，2021年6月30日 10:02）：已与经办人核对".replace("10:02", "09:02")
    assert rows(told["待核实"])[1:3] == [
        ("10% 以上", "甲", "甲区", f"{drills}；{posters} 1", 900, "；".join(open_one.says), reason, ""),
        ("不到 1%", "甲", "甲区", posters, "9.50", "占合计不到 1%", "", said),
    ]
    assert rows(told["待核实"])[3][-1] == said.replace("打过电话，", "")
    assert [row[5] for row in rows(told["各单位"])[2:4]] == [1, ""]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("kind", "current", "word"),
    [
        (Act.RETURNED, True, "已退回，还没有改"),
        (Act.RETURNED, False, "退回后又报"),
        (Act.ACCEPTED, True, "已验收"),
        (Act.ACCEPTED, False, "验收后又改"),
    ],
)
def test_what_the_bureau_said_stands_beside_the_unit(kind: Act, *, current: bool, word: str) -> None:
    unit, *others = COLLECTION.units
    said = replace(returning(unit), kind=kind)
    about = said.about if current else About(id="0" * 26, checksum="0" * 64)
    row = replace(unit, reviews=(replace(said, about=about),))

    told = rows(sheet_of("各单位", replace(COLLECTION, units=(row, *others))))

    assert [line[4] for line in told[2:4]] == [word, ""]


# ---- the official table


def test_the_official_table_has_every_word_of_the_paper_in_its_order_and_the_totals_in_their_places() -> None:
    sheet = sheet_of("正式表")
    told = [str(cell) for row in rows(sheet) for cell in row if cell != ""]

    fill = with_totals(COLLECTION)
    lines = [
        "\n".join("".join(p if isinstance(p, str) else fill(p) for p in line.parts) for line in a.progress)
        for _, a in EDITION.rows()
    ]
    expected: list[str] = []
    for (section, activity), line in zip(EDITION.rows(), lines, strict=True):
        expected += [section.title] if activity is section.activities[0] else []
        expected += [activity.title, activity.requirement, line]
    begin = 2 + len(EDITION.title.split("\n"))
    assert told[1 : begin - 1] == EDITION.title.split("\n")
    assert told[begin + 3 : -2] == [text for text in expected if text]
    assert told[-2:] == [EDITION.note, covered(COLLECTION)]


def test_the_cells_of_the_official_table_are_merged_as_on_the_paper_and_its_titles_are_on_every_page() -> (
    None
):
    sheet = sheet_of("正式表")

    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"A1:D1", "A5:B5", "A6:A9", "A10:B12"} <= merged
    assert (sheet.print_title_rows, sheet.page_setup.fitToHeight) == ("$5:$5", 0)  # one page wide


def test_a_table_without_annex_and_with_a_row_without_blanks_is_drawn_too() -> None:
    edition = edition_of(edition_toml(activity={"progress": '["另附总结。"]'}), "2021")
    survey = Survey(edition=edition, roster=Roster(units=(Unit(code="1", name="甲"),)))

    told = [cell for row in rows(sheet_of("正式表", merge(survey, []))) for cell in row if cell != ""]

    assert told[0] == edition.title
    assert "另附总结。" in told


def test_an_attachment_that_is_not_there_is_named_with_its_unit() -> None:
    sent = [attachment(PDF, "在.pdf"), attachment(PNG, "少.png"), attachment(DOC, "坏.doc")]
    record = make_record(answers(unit="甲区"), unit=FiledUnit(code="甲", name="甲区"), attachments=sent)
    sizes = {key_of(PDF, "甲"): len(PDF), key_of(DOC, "甲"): 1}

    opened_ = opened(merge(FOUR, [store_record(record)], sizes))

    assert [row[-2] for row in rows(opened_["各单位"])[1:3]] == [
        "附件",
        "在.pdf；少.png（缺失）；坏.doc（损坏）",
    ]
    told = rows(opened_["说明和未计入"])[1:]
    assert [(row[0], row[2], row[-1]) for row in told] == [
        ("附件", "甲区", "少.png（缺失）"),
        ("附件", "甲区", "坏.doc（损坏）"),
    ]


# ---- text


def texts() -> st.SearchStrategy[str]:
    begun = st.sampled_from(
        ["", "=", "+", "-", "@", "＝", "http://", "{=", "_x000D_", "'", "\t", "\n", "internal:"]
    )
    return st.builds(str.__add__, begun, st.text(max_size=60))


def collection_with(text: str) -> Collection:
    """The text wherever text can be: the roster, the unit's own words, a stranger's name, a reason, why one is set aside."""
    roster = Roster(units=(Unit(code="甲", name=text), Unit(code="乙", name=f"{text}乙")))
    stranger = FiledUnit(code="unknown-0", name=text)
    filed = make_record(
        answers(unit="甲区", contact=text, phone=text),
        unit=FiledUnit(code="甲", name=text),
        at=EDITION.due + SECOND,
        explanations={"posters": text},
    )
    merged = merge(replace(FOUR, roster=roster), OBJECTS[-1:])
    row, other = merged.units[0], make_record(answers(unit=text), unit=stranger)
    return replace(
        merged,
        units=(_with(row, filed), *merged.units[1:]),
        unknown=(_with(replace(row, unit=Unit(code="unknown-0", name=text)), other),),
    )


def _with(row: Row, record: Record) -> Row:
    return replace(row, revisions=(Verified(key="k", record=record),), status=Status.LATE)


@given(texts())
@example("=cmd|' /C calc'!A0")
@example("_x0041_")
@example("\ufffe\x00")
@example("𠀀" * 20_000)
@example("x" * 40_000)
@example(" a")
@example("a\n")
@example("<r>&</r>")
@example("<r><t>甲</t></r>")
@example("<r> ")
def test_whatever_is_typed_the_file_is_whole_text_stays_text_and_its_bytes_are_the_librarys(
    text: str,
) -> None:
    """But for <r>…</r>, which the library takes for markup of its own."""
    collection = collection_with(text)
    data = to_xlsx(collection)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(book, "FastSheet", LibrarysSheet)
        assert to_xlsx(collection) == data or text.startswith("<r>")

    for name, part in parts_of(data):
        ET.fromstring(part)  # noqa: S314  # our own
        assert not re.search(rb"<(\w+:)?(f|hyperlinks?)\b", part), name
    sheet = load_workbook(io.BytesIO(data), read_only=True)["各单位"]
    told = list(sheet.iter_rows(min_row=3, max_row=8))
    cells = (told[0][1], told[0][11], told[-1][1])
    assert [cell.data_type for cell in cells if cell.value is not None] == ["s"] * (3 if text else 0)
    assert [read(cell.value) for cell in cells] == [fit(plain(text))] * 3


def read(value: object) -> str:
    """openpyxl leaves Excel's escape of an underscore as it is."""
    return str("" if value is None else value).replace("_x005F_", "_")


def parts_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            yield name, packed.read(name)


@pytest.mark.parametrize("character", ["x", "𠀀", "一"])
def test_what_a_cell_cannot_hold_is_cut_and_says_so(character: str) -> None:
    width = len(character.encode("utf-16-le")) // 2
    whole, long = character * (LONGEST_CELL // width), character * (LONGEST_CELL // width + 1)

    assert fit(whole) == whole
    assert fit(long).endswith("……（太长，全文在 collected.json）")
    assert long.startswith(fit(long).removesuffix("……（太长，全文在 collected.json）"))
    assert LONGEST_CELL - 1 <= len(fit(long).encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_text_that_begins_like_a_formula_stays_text_when_the_cell_is_edited() -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(collection_with("=1+1"))))["各单位"]

    assert (sheet["B3"].number_format, sheet["L3"].number_format) == ("@", "@")
    assert sheet.cell(3, sheet.max_column).quotePrefix


def test_what_looks_like_markup_is_text_too() -> None:
    """The library wrote it as it was: whoever was called so spoilt the file of the whole year."""
    assert sheet_of("各单位", collection_with("<r>&</r>"))["B3"].value == "<r>&</r>"


# ---- size


def test_more_units_than_a_sheet_has_rows_are_refused_with_what_to_take_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 24)

    with pytest.raises(TooLargeError) as told:
        to_xlsx(COLLECTION)

    assert (
        str(told.value)
        == "共 5 个单位，Excel 一张工作表放不下（最多 24）。请用 collected.csv 或 collected.json。"
    )


def test_more_blanks_than_a_sheet_has_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_COLUMNS", 80)

    with pytest.raises(TooLargeError, match=r"^共 69 个空"):
        to_xlsx(COLLECTION)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("room", "sorts"),
    [(7, ["未计入"] * 6), (6, [*["未计入"] * 4, ""])],
)
def test_more_remarks_than_a_sheet_has_rows_end_with_a_line_that_says_so(
    monkeypatch: pytest.MonkeyPatch, room: int, sorts: list[str]
) -> None:
    monkeypatch.setattr("handler.collect.exports.xlsx.workbook._AROUND", -100)
    monkeypatch.setattr(book, "MOST_ROWS", room)

    told = rows(sheet_of("说明和未计入", merge(FOUR, OBJECTS[-1:] * 6)))

    assert [row[0] for row in told] == ["类别", *sorts]
    assert (told[-1][-1] == "一张工作表放不下，其余的见 collected.json") == ("" in sorts)


# ---- the same bytes


def test_the_same_objects_give_the_same_bytes() -> None:
    assert to_xlsx(COLLECTION) == to_xlsx(merge(FOUR, OBJECTS[::-1]))


@pytest.mark.unmeasured
@pytest.mark.programs
def test_neither_the_clock_nor_the_machine_shows(tmp_path: Path) -> None:
    program = (
        "import os, sys; os.umask(int(sys.argv[1])); from handler.collect.merge import merge; "
        "from handler.collect.exports.xlsx.workbook import to_xlsx; "
        "from tests.support.collecting.collected import OBJECTS, SURVEY; "
        "sys.stdout.buffer.write(to_xlsx(merge(SURVEY, OBJECTS)))"
    )

    def made(umask: str, **environment: str) -> bytes:
        command = [sys.executable, "-c", program, umask]
        settings = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
            **environment,
        }
        return subprocess.run(command, env=settings, cwd=tmp_path, check=True, capture_output=True).stdout

    assert made("0", TZ="Asia/Shanghai", PYTHONHASHSEED="1") == to_xlsx(COLLECTION)
    assert made("63", TZ="America/New_York", PYTHONHASHSEED="2", TMPDIR=str(tmp_path)) == to_xlsx(COLLECTION)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("objects", "moment"), [(OBJECTS, (12, 0, 1)), ([], (12, 0, 0))])
def test_it_says_when_the_newest_record_came_or_else_the_deadline(
    objects: list[Stored], moment: tuple[int, int, int]
) -> None:
    properties = opened(merge(FOUR, objects)).properties

    hour, minute, second = moment
    assert properties.created == datetime(2021, 7, 1, hour - 8, minute, second)  # noqa: DTZ001  # openpyxl gives UTC so
    assert properties.title == EDITION.title.replace("\n", "")
