"""Writing the blocks of an edition's TOML file, each sentence and each row of a grid on a line of its own."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from schema.authoring.draft import Draft
from schema.authoring.writing.strings import comments, on_one_line, sentence, string, strings
from schema.edition.blocks import Activity, ActivityTable, Lines
from schema.edition.grid import Grid
from schema.edition.model import Edition, Place
from schema.edition.sentence import Sentence, write_sentence
from schema.loading.block_file import ABOVE, LEFT


def leading_table(edition: Edition) -> ActivityTable | None:
    """The activity table that comes first: its columns stand at the head of the file, its sections need no [[block]]."""
    first = edition.blocks[0]
    return first if isinstance(first, ActivityTable) else None


def write_blocks(draft: Draft) -> Iterator[str]:
    """Everything below the dates but the checks."""
    done = 0
    for number, block in enumerate(draft.edition.blocks, 1):
        leads = block is leading_table(draft.edition)
        if not leads:
            yield from ("", *comments(draft, (-number,)), "[[block]]")
        match block:
            case ActivityTable(columns=columns, sections=sections):
                if not leads:
                    yield f"columns = {strings(columns)}"
                key = "section" if leads else "block.section"
                for place, section in enumerate(sections, done + 1):
                    title = f"title = {string(section.title)}"
                    yield from ("", *comments(draft, (place,)), f"[[{key}]]", title)
                    yield from _activities(draft, place, section.activities, f"{key}.activity")
                done += len(sections)
            case Grid():
                yield from _grid(draft, -number, block)
            case Lines(sentences=sentences):
                yield from _lines(draft, (-number,), "lines", sentences)
            case _:  # pragma: no cover  # mypy proves that no block is left
                assert_never(block)


def _activities(draft: Draft, section: int, activities: Sequence[Activity], key: str) -> Iterator[str]:
    for number, activity in enumerate(activities, 1):
        place = (section, number)
        yield from ("", *comments(draft, place), f"[[{key}]]")
        if activity.title:
            yield f"title = {string(activity.title)}"
        yield f"requirement = {string(activity.requirement)}"
        yield from _lines(draft, place, "progress", activity.progress)


def _lines(draft: Draft, place: Place, key: str, sentences: Sequence[Sentence]) -> Iterator[str]:
    if not sentences:
        yield f"{key} = []"
        return
    yield f"{key} = ["
    for number, line in enumerate(sentences, 1):
        yield from (f"  {comment}" for comment in comments(draft, (*place, number)))
        yield f"  {sentence(line)},"
    yield "]"


def _grid(draft: Draft, number: int, grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield f"caption = {string(grid.caption)}"
    yield from (f"{name} = {size}" for name, size in (("head", grid.head), ("stub", grid.stub)) if size)
    yield "grid = ["
    for row, cells in enumerate(grid.rows, 1):
        columns = range(1, len(cells) + 1)
        places = (number, row), *((number, row, column) for column in columns)
        yield from (f"  {comment}" for comment in comments(draft, *places))
        yield f"  [{', '.join(_cell(grid, row, column) for column in columns)}],"
    yield "]"


def _cell(grid: Grid, row: int, column: int) -> str:
    """The cell that begins there, or the mark that says which one goes on."""
    top, left, cell = grid.at(row, column)
    if (top, left) != (row, column):
        return on_one_line(LEFT if left < column else ABOVE)
    text = write_sentence(cell.sentence.parts)
    return on_one_line(f"{text} " if text in (LEFT, ABOVE) else text)  # it may say such a mark itself
