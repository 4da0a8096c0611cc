"""A sheet on which tables of other columns stand below each other, as on the paper: it is cut wherever one of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.xlsx.book import LINE, Book, put_text, wrap
from handler.collect.exports.xml_text import plain

Token = tuple[str, bool]
"""Text, and whether it stands in a blank."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperSheet:
    """cuts: where the sheet's columns begin and end, in characters from its left edge."""

    book: Book
    sheet: Worksheet
    cuts: tuple[int, ...]

    def spans(self, widths: Sequence[int]) -> list[tuple[int, int]]:
        """The first and the last column of the sheet for each column of a table."""
        ends = [self.cuts.index(end) for end in ends_of(widths, self.cuts[-1])]
        return [(first, last - 1) for first, last in zip([0, *ends], ends, strict=False)]

    def set_widths(self) -> None:
        for column, (start, end) in enumerate(zip(self.cuts, self.cuts[1:], strict=False)):
            self.sheet.set_column(column, column, end - start)

    def across(self, row: int, text: str, look: Format, line: int = LINE) -> int:
        """A paragraph over the whole width, its lines so many points high; the row after it."""
        wrap(self.sheet, row, [(text, self.cuts[-1])], line)
        put_text(self.sheet, row, 0, text, look)
        self.merge(row, 0, row, len(self.cuts) - 2)
        return row + 1

    def put(
        self, row: int, span: tuple[int, int], tokens: Sequence[Token], look: Format, down: int = 1
    ) -> None:
        """A cell, what stands in its blanks bold. down: the rows that it takes; 0 where it goes on from above."""
        looks = self.book.paper
        said = [(text, filled) for text, filled in tokens if text]
        runs = [
            run for text, filled in said for run in (looks.filled if filled else looks.words, plain(text))
        ]
        if len(said) > 1:
            self.sheet.write_rich_string(row, span[0], *runs, look)
        else:
            put_text(self.sheet, row, span[0], "".join(text for text, _ in said), look)
        self.beside(row, span, down, look)

    def beside(self, row: int, span: tuple[int, int], down: int, look: Format) -> None:
        """Nothing in the other columns of a cell, and all that it takes as one."""
        for column in range(span[0] + 1, span[1] + 1):
            put_text(self.sheet, row, column, "", look)
        if down:
            self.merge(row, span[0], row + down - 1, span[1])

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Cells that are written already, as one: `merge_range` would write them, and written rows are gone to the disk."""
        if (top, left) != (bottom, right):
            self.sheet.merge.append([top, left, bottom, right])


def ends_of(widths: Sequence[int], whole: int) -> list[int]:
    """Where the columns end, spread over the whole width."""
    return [round(whole * end / sum(widths)) for end in accumulate(widths)]
