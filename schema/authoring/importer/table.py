"""The grid of the paper → sections and rows, what a page break cut apart joined again."""

from dataclasses import dataclass, field

from schema.authoring.draft import Doubts
from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import Cell, DocumentError, GridRow, join_lines
from schema.edition.model import Activity, Place, Section
from schema.edition.notation import OPEN
from schema.edition.sentence import Blank, Sentence

_WIDTHS = (3, 4)


@dataclass(kw_only=True, slots=True)
class _Row:
    """A row while it is being joined: the lines of its cells so far."""

    title: tuple[str, ...]
    requirement: tuple[str, ...]
    progress: tuple[str, ...]
    doubts: list[str] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class _Group:
    title: str
    rows: list[_Row]
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """before, after: rows across the whole table above its head and below its last row."""

    before: tuple[str, ...]
    columns: tuple[str, str, str]
    sections: tuple[Section, ...]
    after: tuple[str, ...]
    doubts: Doubts


def read_table(grid: tuple[GridRow, ...]) -> Table:
    """The table. Raises DocumentError when it has not the shape of an official table."""
    width = max((_width(row) for row in grid), default=0)
    if width not in _WIDTHS:
        raise DocumentError(
            f"表格有 {width} 栏。统计表应有“活动项目、内容要求、进展情况”三栏（第一栏可分成两列）。请核对文件。"
        )
    rows = [row for row in grid if any(cell.lines or cell.continued for cell in row)]
    head = next((n for n, row in enumerate(rows) if len(row) > 1), len(rows))
    tail = next((n for n in range(len(rows), head, -1) if len(rows[n - 1]) > 1), head)
    if tail <= head + 1:
        raise DocumentError("表格只有表头，没有内容，不像是统计表。请核对文件。")
    columns, odd = _columns(rows[head])
    titles = [cell.text for cell in rows[head]]
    groups: list[_Group] = []
    for number, row in enumerate(rows[head + 1 : tail], head + 2):
        if [cell.text for cell in row] != titles:  # the head stands again after a page break
            _add(groups, row, width, number)
    sections, doubts = _read_groups(groups)
    return Table(
        before=tuple(line for row in rows[:head] for line in row[0].lines),
        columns=columns,
        sections=sections,
        after=tuple(line for row in rows[tail:] for line in row[0].lines),
        doubts={(): odd, **doubts},
    )


def _width(row: GridRow) -> int:
    return sum(cell.span for cell in row)


def _columns(head: GridRow) -> tuple[tuple[str, str, str], tuple[str, ...]]:
    titles = [cell.text for cell in head]
    if len(titles) not in _WIDTHS:
        raise DocumentError(f"表头有 {len(titles)} 栏，应有三栏。请核对文件。")
    *first, second, third = titles
    odd = ("表头第一、第二栏各有栏目名，已合为一个",) if len(first) > 1 else ()
    return ("、".join(first), second, third), odd


def _add(groups: list[_Group], row: GridRow, width: int, number: int) -> None:
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
    if rows and not requirement.lines and not title.lines and (width == 4 or progress.lines):
        rows[-1].progress += progress.lines
        return
    doubts = []
    if title.continued:
        doubts.append("“活动”一格与上一行合并，本行的活动名留空，请核对")
    rows.append(
        _Row(title=title.lines, requirement=requirement.lines, progress=progress.lines, doubts=doubts)
    )


def _open_section(groups: list[_Group], cell: Cell) -> None:
    """A title that says the same again after a page break goes on with the section above."""
    if groups and (cell.continued or not cell.lines or cell.text == groups[-1].title):
        return
    doubts = [] if cell.lines else ["没有活动项目的名称，请补上"]
    groups.append(_Group(title=cell.text or "（没有名称）", rows=[], doubts=doubts))


def _read_groups(groups: list[_Group]) -> tuple[tuple[Section, ...], dict[Place, tuple[str, ...]]]:
    doubts: dict[Place, tuple[str, ...]] = {}
    sections = []
    for s, group in enumerate(groups, 1):
        doubts[s,] = tuple(group.doubts)
        rows = tuple(_read_row(row, (s, r), doubts) for r, row in enumerate(group.rows, 1))
        sections.append(Section(title=group.title, activities=rows))
    return tuple(sections), doubts


def _read_row(row: _Row, place: Place, doubts: dict[Place, tuple[str, ...]]) -> Activity:
    requirement = _paragraphs(row.requirement)
    odd = list(row.doubts)
    if not requirement:
        odd.append("内容要求是空的，请补上")
    if find_blanks(requirement).blanks:
        odd.append("内容要求里有空，没有当作要填的")
    doubts[place] = tuple(odd)
    lines = list(map(find_blanks, _sentences(row.progress)))
    for number, line in enumerate(lines, 1):
        none = () if line.blanks else ("这一行没有要填的空，请核对",)
        doubts[(*place, number)] = (*line.doubts, *none)
    return Activity(
        title=join_lines(row.title),
        requirement=requirement or "（空）",
        progress=tuple(Sentence(parts=line.parts) for line in lines),
    )


def _paragraphs(lines: tuple[str, ...]) -> str:
    """One text; a line end is kept where a sentence ends, and is layout elsewhere."""
    text = ""
    for line in lines:
        text = f"{text}\n{line}" if text.endswith(tuple("。！？；：.!?;:")) else join_lines((text, line))
    return text


def _sentences(lines: tuple[str, ...]) -> list[str]:
    """Lines of the progress cell; one that begins with a blank goes on with the unfinished line above."""
    sentences: list[str] = []
    for line in lines:
        if sentences and _begins_with_blank(line) and not sentences[-1].endswith(tuple("；。;.")):
            sentences[-1] += line
        else:
            sentences.append(line)
    return sentences


def _begins_with_blank(line: str) -> bool:
    parts = find_blanks(line).parts
    return isinstance(parts[0], Blank) or (len(parts) > 1 and parts[0] in tuple(OPEN))
