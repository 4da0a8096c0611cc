"""The roster as a workbook, to be changed in Excel."""

import io

from schema.authoring.roster.sheet import Rows


def write_xlsx(rows: Rows) -> bytes:
    """Every cell a text: a code that begins with 0 stays one."""
    from xlsxwriter import Workbook

    packed = io.BytesIO()
    with Workbook(
        packed, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, text = book.add_worksheet("报送单位名单"), book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 14, text)
        sheet.set_column(1, 1, 36, text)
        sheet.set_column(2, 5, 18, text)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, text)
        sheet.freeze_panes(1, 0)
    return packed.getvalue()
