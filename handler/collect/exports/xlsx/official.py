"""正式表: the official table as it stands on the paper, the totals of the roster in its blanks. It prints on A4."""

from collections.abc import Sequence
from typing import assert_never

from handler.collect.collection import Collection
from handler.collect.exports.coverage import covered
from handler.collect.exports.filling import Fill, is_titled, with_totals
from handler.collect.exports.widths import ROOM, grid_widths
from handler.collect.exports.xlsx.book import Book, wrap
from handler.collect.exports.xlsx.official_grid import tokens_of, write_grid
from handler.collect.exports.xlsx.paper_sheet import PaperSheet, ends_of
from schema.edition.blocks import ActivityTable, Block, Lines, Section
from schema.edition.grid import Grid
from schema.edition.kinds import UnitName
from schema.edition.model import Edition
from schema.edition.sentence import Sentence

_WIDTHS = (8, 13, 38, 52)
"""Section, activity, requirement, progress."""
_PAGE = sum(_WIDTHS)
"""Characters across a page, which a narrower table fills too, as on the paper."""
_TITLE = 24
"""Points of a line of the title."""
_SMALL = 0.86
"""A letter of the requirement to one of the rest."""
_UPRIGHT = 150
"""Characters across that are still read on an upright page."""


def write_official(book: Book, collection: Collection) -> None:
    edition, fill = collection.edition, with_totals(collection)
    paper = _paper(book, edition)
    looks, row = book.paper, 0
    for text in filter(None, [edition.annex]):
        row = paper.across(row, text, looks.line)
    for text in edition.title.split("\n"):
        row = paper.across(row, text, looks.title, _TITLE)
    for text in edition.marks:
        row = paper.across(row, text, looks.marks)
    row = paper.across(row, _heading(edition.heading), looks.line, _TITLE)
    for block in edition.blocks:
        row = _block(paper, row, block, fill)
    for text in (*edition.note.split("\n"), covered(collection)):
        row = paper.across(row, text, looks.line)


def _paper(book: Book, edition: Edition) -> PaperSheet:
    """The sheet, cut for all its tables; each is as wide as the widest."""
    grids = [grid_widths(block) for block in edition.blocks if isinstance(block, Grid)]
    of_activities = [_WIDTHS for block in edition.blocks if isinstance(block, ActivityTable)]
    whole = max([_PAGE, *map(sum, grids)])
    cuts = {end for widths in (*of_activities, *grids) for end in ends_of(widths, whole)}
    sheet = book.add_sheet("正式表", across=whole > _UPRIGHT)
    sheet.fit_to_pages(1, 0)
    paper = PaperSheet(book=book, sheet=sheet, cuts=(0, *sorted(cuts | {whole})))
    paper.set_widths()
    return paper


def _block(paper: PaperSheet, row: int, block: Block, fill: Fill) -> int:
    """The row after it."""
    match block:
        case ActivityTable():
            return _activities(paper, row, block, fill)
        case Grid():
            return write_grid(paper, row, block, fill)
        case Lines(sentences=sentences):
            for line in sentences:
                row = paper.across(
                    row, "".join(text for text, _ in tokens_of(line, fill)), paper.book.paper.line
                )
            return row
        case _:  # pragma: no cover  # mypy proves that no block is left
            assert_never(block)


def _heading(heading: Sentence) -> str:
    """Its blanks are the bureau's own to fill in."""
    return "".join(
        part if isinstance(part, str) else ROOM * (2 if isinstance(part.kind, UnitName) else 1)
        for part in heading.parts
    )


def _activities(paper: PaperSheet, row: int, table: ActivityTable, fill: Fill) -> int:
    section, activity, *rest = spans = paper.spans(_WIDTHS)
    for title, span in zip(table.columns, [(section[0], activity[1]), *rest], strict=True):
        paper.put(row, span, [(title, False)], paper.book.paper.head)
    if paper.sheet.repeat_row_range == "":
        paper.sheet.repeat_rows(row)
    for each in table.sections:
        row = _section(paper, row + 1, each, fill, spans) - 1
    return row + 1


def _section(
    paper: PaperSheet, row: int, section: Section, fill: Fill, spans: Sequence[tuple[int, int]]
) -> int:
    """Its rows; the row after them. Its cell goes on through them, and takes the activity's where the paper names none."""
    looks, titled = paper.book.paper, is_titled(section)
    first, activities = (spans[0][0], spans[0 if titled else 1][1]), section.activities
    for number, activity in enumerate(activities):
        tokens = [
            token
            for line, sentence in enumerate(activity.progress)
            for token in (("\n" if line else "", False), *tokens_of(sentence, fill))
        ]
        text = "".join(text for text, _ in tokens)
        small = activity.requirement, _WIDTHS[2] / _SMALL
        alone = [(section.title, _WIDTHS[0] if titled else sum(_WIDTHS[:2]))] * (len(activities) == 1)
        wrap(paper.sheet, row, [small, (text, _WIDTHS[3]), (activity.title, _WIDTHS[1]), *alone])
        down = 0 if number else len(activities)
        paper.put(row, first, [] if number else [(section.title, False)], looks.section, down)
        if titled:
            paper.put(row, spans[1], [(activity.title, False)], looks.activity)
        paper.put(row, spans[2], [(activity.requirement, False)], looks.requirement)
        paper.put(row, spans[3], tokens, looks.progress)
        row += 1
    return row
