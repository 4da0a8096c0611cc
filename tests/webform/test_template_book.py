"""The edition's list for Excel: every blank once, by its id, in what it is filled as."""

import io

from openpyxl import load_workbook

from schema.edition.model import Edition
from tests.support.builders import edition_of, edition_toml, every_kind, the_2021
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


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert template_book(the_2021()) == template_book(the_2021())
