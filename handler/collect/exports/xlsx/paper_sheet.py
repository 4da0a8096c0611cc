"""A sheet on which tables of other columns stand below each other, as on the paper: it is cut wherever one of them is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from handler.collect.exports.filling import Fill
from handler.collect.exports.paper import ROOM, Box, Paragraph, Parts, Table, grid_widths
from handler.collect.exports.xlsx.book import LINE, Book, put_text, wrap
from handler.collect.exports.xml_text import plain
from schema.edition.sentence import Blank

Token = tuple[str, bool]
"""Text, and whether it stands in a blank."""
Span = tuple[int, int]
"""The first and the last column of the sheet."""
Put = Callable[[Worksheet, int, int, Blank], bool]
"""Writes the cell, by row and column, that is this blank and no more; false where it is for others to write."""
_ACTIVITIES = (8, 13, 38, 52)
"""Characters of section, activity, requirement, progress."""
_SMALL = 0.86
"""A letter of the requirement to one of the rest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperSheet:
    """cuts: where the sheet's columns begin and end, in characters from its left edge."""

    book: Book
    sheet: Worksheet
    cuts: tuple[int, ...]

    @classmethod
    def of(cls, book: Book, sheet: Worksheet, ends: Iterable[int]) -> "PaperSheet":
        """A new sheet, cut there."""
        paper = cls(book=book, sheet=sheet, cuts=(0, *sorted(ends)))
        sheet.fit_to_pages(1, 0)
        for column in range(len(paper.cuts) - 1):
            sheet.set_column(column, column, paper._width((column, column)))
        return paper

    def paragraph(self, row: int, paragraph: Paragraph, fill: Fill, line: int = LINE) -> int:
        """Over the whole width, its lines so many points high; the row after it. Without a caption there is no row."""
        text = _text(tokens_of([paragraph.parts], fill))
        if paragraph.style == "Caption" and not text:
            return row
        wrap(self.sheet, row, [(text, self.cuts[-1])], line)
        put_text(self.sheet, row, 0, text, self.book.paper[paragraph.style])
        self._merge(row, (0, len(self.cuts) - 2), 1)
        return row + 1

    def table(self, row: int, table: Table, fill: Fill, put: Put) -> int:
        """The row after it."""
        ends = [self.cuts.index(end) for end in ends_of(widths_of(table), self.cuts[-1])]
        for boxes in table.rows:
            placed = [(box, ([0, *ends][box.left], ends[box.left + box.across - 1] - 1)) for box in boxes]
            wrap(self.sheet, row, (self._needed(box, span, fill) for box, span in placed if box.down == 1))
            for box, span in placed:
                self._box(row, span, box, fill, put)
            row += 1
        return row

    def _needed(self, box: Box, span: Span, fill: Fill) -> tuple[str, float]:
        width = self._width(span) / (_SMALL if box.style == "Requirement" else 1)
        return _text(tokens_of(box.lines, fill)), width

    def _width(self, span: Span) -> int:
        return self.cuts[span[1] + 1] - self.cuts[span[0]]

    def _box(self, row: int, span: Span, box: Box, fill: Fill, put: Put) -> None:
        look = self.book.paper[box.style]
        match box.lines:
            case ((Blank() as blank,),) if put(self.sheet, row, span[0], blank):
                pass
            case lines:
                self._put_tokens(row, span[0], [each for each in tokens_of(lines, fill) if each[0]], look)
        for column in range(span[0] + 1, span[1] + 1):
            put_text(self.sheet, row, column, "", look)
        self._merge(row, span, box.down)

    def _put_tokens(self, row: int, column: int, tokens: Sequence[Token], look: Format) -> None:
        """What stands in blanks bold."""
        paper = self.book.paper
        if len(tokens) > 1:
            runs = [
                run
                for text, filled in tokens
                for run in (paper["filled" if filled else "words"], plain(text))
            ]
            self.sheet.write_rich_string(row, column, *runs, look)
        else:
            put_text(self.sheet, row, column, _text(tokens), look)

    def _merge(self, row: int, span: Span, down: int) -> None:
        """Cells that are written already, as one: `merge_range` would write them, and written rows are gone to the disk."""
        if down and (down, span[0]) != (1, span[1]):
            self.sheet.merge.append([row, span[0], row + down - 1, span[1]])


def tokens_of(lines: Iterable[Parts], fill: Fill) -> Iterator[Token]:
    for number, line in enumerate(lines):
        yield "\n" * bool(number), False
        for part in line:
            yield (part, False) if isinstance(part, str) else (fill(part) or ROOM, True)


def _text(tokens: Iterable[Token]) -> str:
    return "".join(text for text, _ in tokens)


def widths_of(table: Table) -> Sequence[int]:
    return grid_widths(table.grid) if table.grid else _ACTIVITIES


def ends_of(widths: Sequence[int], whole: int) -> list[int]:
    """Where the columns end, spread over the whole width."""
    return [round(whole * end / sum(widths)) for end in accumulate(widths)]
