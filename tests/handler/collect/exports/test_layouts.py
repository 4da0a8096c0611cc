"""What is collected of a paper with grids and lines stands in every export under its row and column."""

import csv
import io
import json

from docx import Document
from openpyxl import load_workbook

from handler.collect.merge import merge
from schema.edition.roster import Roster
from schema.edition.survey import Survey
from tests.support.builders import edition_of, edition_toml, every_layout
from tests.support.collecting.collected import collection_of, written
from tests.support.grids import block

COLLECTION = collection_of(every_layout())
TITLE = "二、政府信息公开申请办理情况"


def test_word_has_the_grid_as_on_paper_with_the_totals_in_its_cells() -> None:
    document = Document(io.BytesIO(written("docx", COLLECTION)))

    _, grid = document.tables
    assert [[cell.text.replace("　", " ").strip() for cell in row.cells] for row in grid.rows] == [
        ["指标名称", "代码", "办理结果", "办理结果"],
        ["指标名称", "代码", "本 期", "累计"],
        ["一、予以公开", "01", "48", "47"],
        ["其中：部分公开", "02", "（46）件", "×"],
        ["收费（万元）", "03", "45.50", "×"],
    ]
    merged = {cell._tc for row in grid.rows for cell in row.cells}  # noqa: SLF001  # a merged cell is told apart by its element
    assert len(merged) == 5 * 4 - 4
    said = [paragraph.text for paragraph in document.paragraphs]
    assert TITLE in said
    assert said[said.index("表　　号：政公开1表") + 1] == "有效期至：2023年1月"
    assert any(line.startswith("单位负责人：") for line in said)


def test_excel_and_the_long_form_name_each_cell_by_its_row_and_column() -> None:
    book = load_workbook(io.BytesIO(written("xlsx", COLLECTION)))

    totals = [
        row[:5] for row in book["汇总"].iter_rows(values_only=True) if row[6] in ("open_now", "fee_now")
    ]
    assert totals == [
        (TITLE, "予以公开", "予以公开 · 办理结果 · 本期（件）", None, 48),
        (TITLE, "收费（万元）", "收费 · 办理结果 · 本期（万元）", None, 45.5),
    ]
    paper = book["正式表"]
    rows = [[cell for cell in row if cell is not None] for row in paper.iter_rows(values_only=True)]
    assert rows[1:3] == [[line] for line in every_layout().marks]
    at = rows.index(["单位：件"])
    assert rows[at + 1 : at + 6] == [
        ["指标名称", "代码", "办理结果"],
        ["本　期", "累计"],
        ["一、予以公开", "01", 48, 47],
        ["其中：部分公开", "02", "（46）件", "×"],
        ["收费（万元）", "03", 45.5],
    ]
    merged = {str(each) for each in paper.merged_cells.ranges if each.min_row > at + 1}
    assert {each for each in merged if each.startswith(("A", "D"))} >= {f"A{at + 2}:C{at + 3}"}
    assert str(rows[at + 6][0]).startswith("单位负责人：")
    groups = [text for text in next(book["各单位"].iter_rows(values_only=True)) if text]
    assert groups[1:] == [
        f"{TITLE} › 予以公开", f"{TITLE} › 其中：部分公开", f"{TITLE} › 收费（万元）", "表尾"
    ]  # fmt: skip
    lines = {line[1]: line for line in csv.reader(io.StringIO(written("codebook.csv", COLLECTION).decode("utf-8-sig"), newline=""))}  # fmt: skip
    assert lines["part_now"][6:] == [TITLE, "其中：部分公开", "（　）件"]
    assert lines["leader"][6:8] == ["表尾", ""]


def test_where_nobody_has_reported_a_grids_cells_have_room_to_write() -> None:
    nobody = merge(Survey(edition=every_layout(), roster=Roster(units=())), [])

    paper = load_workbook(io.BytesIO(written("xlsx", nobody)))["正式表"]
    rows = [[cell for cell in row if cell is not None] for row in paper.iter_rows(values_only=True)]
    assert ["一、予以公开", "01", "　" * 4, "　" * 4] in rows


def test_a_row_that_goes_on_from_above_in_every_cell_is_drawn_with_nothing_in_it() -> None:
    made = edition_of(
        edition_toml()
        + block("", 2, 1, [["指标", "本期"], ["^", "^"], ["一、申请", "{a:数:件}"], ["^", "^"]]),
        "2021",
    )
    collection = collection_of(made)

    paper = load_workbook(io.BytesIO(written("xlsx", collection)))["正式表"]
    rows = [[cell for cell in row if cell is not None] for row in paper.iter_rows(values_only=True)]
    first = rows.index(["指标", "本期"])
    assert rows[first + 1 : first + 4] == [[], ["一、申请", collection.totals["a"]], []]
    assert {
        (area.min_row, area.max_row) for area in paper.merged_cells.ranges if area.max_row > area.min_row
    } == {(first + 1, first + 2), (first + 3, first + 4)}
    _, grid = Document(io.BytesIO(written("docx", collection))).tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["指标", "本期"]] * 2 + [
        ["一、申请", str(collection.totals["a"])]
    ] * 2


def test_a_sheet_of_a_grid_alone_is_as_wide_as_its_figures_need() -> None:
    wide = [
        ["指标", *(f"{n}月" for n in range(1, 25))],
        ["收入", *(f"{{m{n}:金额:万元}}" for n in range(1, 25))],
    ]
    text = edition_toml(top={"columns": None}).partition("[[section]]")[0]
    made = edition_of(
        f"{text}[[block]]\nhead = 1\nstub = 1\ngrid = {json.dumps(wide, ensure_ascii=False)}", "2021"
    )
    collection = collection_of(made)

    paper = load_workbook(io.BytesIO(written("xlsx", collection)))["正式表"]
    assert paper.page_setup.orientation == "landscape"
    assert all(width.width >= 10 for name, width in paper.column_dimensions.items() if name != "A")
    (grid,) = Document(io.BytesIO(written("docx", collection))).tables
    assert len(grid.rows[1].cells) == 25


def test_of_two_activity_tables_the_head_of_the_first_is_printed_on_every_page() -> None:
    _, section, rest = edition_toml(activity={"progress": '["演练（{drills}）场"]'}).partition("[[section]]")
    columns = '\n[[block]]\ncolumns = ["项目", "要求", "进展"]\n'
    more = f"{section}{rest}".replace("[[section", "[[block.section")
    book = load_workbook(
        io.BytesIO(written("xlsx", collection_of(edition_of(edition_toml() + columns + more, "2021"))))
    )

    assert book["正式表"].print_title_rows == "$3:$3"
    texts = [row[2] for row in book["正式表"].iter_rows(values_only=True)]
    assert [text for text in texts if text in ("内容要求", "要求")] == ["内容要求", "要求"]


def test_json_says_where_each_cell_stands() -> None:
    blanks = {blank["id"]: blank for blank in json.loads(written("json", COLLECTION))["blanks"]}

    assert (blanks["open_all"]["section"], blanks["open_all"]["activity"]) == (TITLE, "予以公开")
    assert blanks["open_all"]["place"] == f"{TITLE} › 予以公开 › 办理结果 › 累计"
    assert (blanks["unit"]["section"], blanks["unit"]["activity"]) == (None, None)
