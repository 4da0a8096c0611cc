"""XlsxWriter's sheet with a shorter way for the cells of which a workbook is full: numbers, plain text, empty cells.

The bytes are XlsxWriter's own, but for text that it would take for markup: a test compares them, and `requirements.txt` pins the version.
"""

import re
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_PLAIN = re.compile(r"(?!\s)[^<>&\x00-\x1f_]+(?<!\s)")
"""Text that XML takes as it is, and of which Excel's escape (_x0041_) touches nothing."""


class FastSheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    """In constant memory only, where a text stands in its own cell. A cell is named by its row and column, never as A1."""

    write_number, write_string, write_blank = (
        Worksheet._write_number,  # noqa: SLF001  # the library's own, but for looking whether A1 is meant
        Worksheet._write_string,  # noqa: SLF001  # the same
        Worksheet._write_blank,  # noqa: SLF001  # the same
    )

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        if kind == "String" and cell.string.startswith("<r>"):
            self._write_as_typed(row, col, cell)
            return
        if not cell.format or (kind == "String" and not _PLAIN.fullmatch(cell.string)):
            super()._write_cell(row, col, cell)
            return
        look = cell.format._get_xf_index()  # noqa: SLF001  # a format is numbered when it is first written
        head = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{look}"'
        if kind == "Number":
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
        elif kind == "Blank":
            self.fh.write(f"{head}/>")
        elif kind == "String":
            self.fh.write(f'{head} t="inlineStr"><is><t>{cell.string}</t></is></c>')
        else:
            super()._write_cell(row, col, cell)

    def _write_as_typed(self, row: int, col: int, cell: Any) -> None:
        """<r>甲</r>: the library would take it for runs of its own, and write it without a look at what is in it."""
        at = [("r", xl_rowcol_to_cell_fast(row, col)), ("s", cell.format._get_xf_index())]  # noqa: SLF001  # as above
        typed = self._escape_control_characters(cell.string)
        self._xml_inline_string(typed, typed[-1:].isspace(), at)
