"""The edition's list for Excel: every blank once, by its id, in what it is filled as."""

import io

from openpyxl import load_workbook

from schema.edition.model import Edition
from tests.support.builders import edition_of, edition_toml, every_kind, the_2021
from tests.support.grids import block, the_grids
from webform.pages.template_book import HEAD, template_book


def rows_of(edition: Edition) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(template_book(edition)))["填报"]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_every_blank_has_a_row_with_an_empty_cell_before_its_id() -> None:
    edition = the_2021()

    head, *rows = rows_of(edition)

    assert head == HEAD
    assert [row[4] for row in rows] == [blank.id for blank in edition.blanks]
    assert {row[3] for row in rows} == {None}
    assert rows[4][:3] == (edition.places["study_sessions"], edition.labels["study_sessions"], "数（次）")


def test_a_choice_offers_its_words_and_what_is_no_number_stays_text() -> None:
    edition = every_kind()
    sheet = load_workbook(io.BytesIO(template_book(edition)))["填报"]
    row_of = {blank.id: row for row, blank in enumerate(edition.blanks, 2)}

    offered = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}

    assert offered[f"D{row_of['filed']}"] == '"有,无,不适用"'
    assert sheet[f"D{row_of['mobile']}"].number_format == "@"
    assert sheet[f"D{row_of['spent']}"].number_format == "#,##0.00"
    assert sheet[f"D{row_of['sessions']}"].number_format == "#,##0"


def test_more_words_than_excel_lets_a_cell_offer_are_typed() -> None:
    words = "/".join(f"第{number}种做法" for number in range(60))
    edition = edition_of(edition_toml(activity={"progress": f'["方式：{{way:{words}}}"]'}), "2021")

    sheet = load_workbook(io.BytesIO(template_book(edition)))["填报"]

    assert sheet.data_validations.dataValidation == []


def test_each_grid_has_a_sheet_as_on_the_paper_with_its_cells_empty() -> None:
    book = load_workbook(io.BytesIO(template_book(the_grids())))

    assert book.sheetnames == ["填报", "表1", "表2", "表3"]
    assert [row[4] for row in rows_of(the_grids())[1:-1]] == [
        "unit",
        "contact",
        "leader",
        "filler",
        "reported",
    ]
    assert [[cell.value for cell in row] for row in book["表1"].iter_rows()] == [
        ["一、办理情况", None, None, None, None],
        ["单位：件", None, None, None, None],
        ["指标名称", "代码", "办理结果", None, "备注"],
        [None, None, "本期", "累计", None],
        ["一、收到申请", "01", None, None, None],
        ["其中：个人", "02", None, None, "×"],
        ["二、予以公开", "03", None, None, None],
    ]
    merged = {str(area) for area in book["表1"].merged_cells.ranges}
    assert merged == {"A1:E1", "A2:E2", "A3:A4", "B3:B4", "C3:D3", "E3:E4"}
    assert (book["表1"]["C5"].number_format, book["表1"]["E5"].number_format) == ("#,##0", "@")


def test_a_cell_of_words_and_blanks_has_room_in_its_words_and_what_is_counted_is_said_at_the_cell() -> None:
    grid = block(
        "",
        1,
        1,
        [["指标", "数"], ["会议", "（{held:数:次}）次，（{there:数:人次}）人次"], ["文件", "{sent:数:件}"]],
    )
    edition = edition_of(edition_toml() + grid + '\n[explain]\nsent = "含转发的"\n', "2021")

    sheet = load_workbook(io.BytesIO(template_book(edition)))["表1"]

    assert sheet["B2"].value == "（　　　　）次，（　　　　）人次"
    (said,) = sheet.data_validations.dataValidation
    assert (str(said.sqref), said.prompt) == ("B3", "含转发的")


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert template_book(the_2021()) == template_book(the_2021())
