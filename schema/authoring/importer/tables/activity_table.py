"""A table of activities → sections and rows, what a page break cut apart joined again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from schema.authoring.importer.blanks import empty_cell, find_blanks, sentences, with_room
from schema.authoring.importer.document import (
    Cell,
    DocumentError,
    GridRow,
    Rows,
    join_lines,
    join_paragraphs,
    width,
)
from schema.edition.blocks import Activity, ActivityTable, Place, Section
from schema.edition.sentence import Sentence

_LONGEST_NAME = 30
"""Characters of what only names a row; a longer text is a requirement."""
Odd = dict[Place, tuple[str, ...]]
"""What looked odd, by place; at () in the whole table."""


@dataclass(kw_only=True, slots=True)
class _Row:
    """A row while it is being joined: the lines of its cells so far."""

    title: tuple[str, ...]
    requirement: tuple[str, ...]
    progress: tuple[str, ...]
    doubts: list[str]
    merged: bool  # its progress cell is one with the cell above


@dataclass(kw_only=True, slots=True)
class _Group:
    title: str
    rows: list[_Row]
    doubts: list[str] = field(default_factory=list)


def read_activities(rows: Rows, first: int = 1, done: int = 0) -> tuple[ActivityTable, Odd]:
    """The table, and what looked odd in it. Raises DocumentError.

    first: the number of its first row on the paper. done: how many sections of other tables come before its own.
    """
    head, *body = rows
    titles = [cell.text for cell in head]
    *names, second, third = titles
    odd = ["表头第一、第二栏各有栏目名，已合为一个"] if len(names) > 1 else []
    groups: list[_Group] = []
    for number, row in enumerate(body, first + 1):
        if not any(cell.lines or cell.continued for cell in row):
            odd.append(f"第 {number} 行是空的（{len(row)} 格），没有当作要填的")
        elif [cell.text for cell in row] != titles:  # the head stands again after a page break
            _add(groups, row, width(rows), number)
    doubts: Odd = {(): tuple(odd)}
    sections = tuple(_section(group, s, doubts) for s, group in enumerate(_with_rows(groups), done + 1))
    return ActivityTable(columns=("、".join(names), second, third), sections=sections), doubts


def _add(groups: list[_Group], row: GridRow, across: int, number: int) -> None:
    if len(row) == 1:
        groups.append(_Group(title=row[0].text, rows=[], doubts=[f"第 {number} 行横贯全表，当作活动项目"]))
        return
    section, *rest = row
    if len(rest) not in (2, 3):
        raise DocumentError(
            f"第 {number} 行有 {len(row)} 格，应有 3 或 4 格。请在 Word 里合并或拆分后再导入。"
        )
    title = rest[0] if len(rest) == 3 else Cell(lines=())
    requirement, progress = rest[-2:]
    _open_section(groups, section)
    rows = groups[-1].rows
    if rows and not requirement.lines and not title.lines and (across == 4 or progress.lines):
        rows[-1].progress += progress.lines
        if not progress.lines and not progress.continued:
            rows[-1].doubts.append(f"接着的第 {number} 行有空白处，没有当作要填的")
        return
    rows.append(
        _Row(
            title=title.lines,
            requirement=requirement.lines,
            progress=progress.lines,
            doubts=list(_odd_cells(rest, section if rows else None)),
            merged=progress.continued,
        )
    )


def _with_rows(groups: list[_Group]) -> Iterator[_Group]:
    """A title with no row under it leads the next one's; at the end it is told with the words left."""
    above: list[_Group] = []
    for group in groups:
        above.append(group)
        if group.rows:
            group.title = " ".join(dict.fromkeys(each.title for each in above))
            group.doubts = [doubt for each in above for doubt in each.doubts]
            group.doubts += [  # followed by the next title it looks like room no more
                f"“{each.title}”像是要填的，没有当作空"
                for each in above[:-1]
                if each.title.endswith(("：", ":"))
            ]
            yield group
            above = []


def _odd_cells(rest: list[Cell], section: Cell | None) -> Iterator[str]:
    """Empty cells of a row that has something to say. section: its first cell, if it may go on with a row above."""
    title, progress = rest[0], rest[-1]
    if title.continued:
        yield "“活动”一格与上一行合并，本行的活动名留空，请核对"
    elif len(rest) == 3 and not title.lines:
        yield "“活动”一格是空的，没有当作要填的"
    if progress.continued:
        yield "“进展情况”一格与上一行合并，要填的都在上一行"
    if section and not section.lines and not section.continued:
        yield "“活动项目”一格是空的，当作接着上一行的"


def _open_section(groups: list[_Group], cell: Cell) -> None:
    """A title that says the same again after a page break goes on with the section above."""
    if groups and (cell.continued or not cell.lines or cell.text == groups[-1].title):
        return
    doubts = [] if cell.lines else ["没有活动项目的名称，请补上"]
    groups.append(_Group(title=cell.text or "（没有名称）", rows=[], doubts=doubts))


def _section(group: _Group, number: int, doubts: Odd) -> Section:
    doubts[number,] = tuple(group.doubts)
    reported = any(row.progress for row in group.rows)
    rows = (_activity(row, (number, r), doubts, reported) for r, row in enumerate(group.rows, 1))
    return Section(title=group.title, activities=tuple(rows))


def _activity(row: _Row, place: Place, doubts: Odd, reported: bool) -> Activity:
    """reported: other rows of the section have something to fill in."""
    requirement = join_paragraphs(row.requirement)
    odd = [] if requirement else ["内容要求是空的，请补上"]
    doubts[place] = (*row.doubts, *odd)
    # A requirement without a report stands among others that have one (as in 2021); any other empty cell is room.
    room = not reported or len(requirement) <= _LONGEST_NAME
    lines = list(map(find_blanks, sentences(row.progress)))
    if lines:
        lines[-1] = with_room(lines[-1])
    elif room and not row.merged:
        lines = [empty_cell()]
    for number, line in enumerate(lines, 1):
        doubts[(*place, number)] = (
            line.doubts if line.blanks else (*line.doubts, "这一行没有要填的空，请核对")
        )
    return Activity(
        title=join_lines(row.title),
        requirement=requirement or "（空）",
        progress=tuple(Sentence(parts=line.parts) for line in lines),
    )
