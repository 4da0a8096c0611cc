"""Reading what stands below the heading: `columns` and [[section]] of the file itself, then its [[block]] tables.

    [[block]]
    caption = "单位：件"
    head = 1
    stub = 2
    grid = [["指标名称", "代码", "本期", "累计"], ["予以公开", "01", "{i01:数:件}", "<"]]

    [[block]]
    lines = ["单位负责人：{head:文字}　填表人：{filler:文字}"]

In a grid `<` goes on with the cell at the left, `^` with the one above. A third sort of block has `columns` and [[block.section]].
"""

from collections.abc import Sequence

from schema.edition.blocks import Activity, ActivityTable, Block, Lines, Section
from schema.edition.grid import Cell, Grid
from schema.edition.sentence import Sentence, read_sentence
from schema.loading.toml_table import Table

LEFT, ABOVE = "<", "^"
_SORTS = {
    "grid": ("caption", "head", "stub", "grid"),
    "lines": ("lines",),
    "section": ("columns", "section"),
}
At = tuple[int, int]
"""A cell's row and column, counted from 0."""


def read_blocks(top: Table) -> tuple[Block, ...]:
    """Every block of the file; the activity table without a [[block]] of its own comes first."""
    more = list(top.tables("block"))
    alone = "section" in top.values or "columns" in top.values or not more
    blocks = [_activity_table(top)] if alone else []
    return (*blocks, *(block for table in more if (block := _block(table))))


def read_line(table: Table, key: str, text: str) -> Sentence:
    """One sentence; what is wrong with it is blamed on its key."""
    parts, wrong = read_sentence(text)
    for misread in wrong:
        table.blame(f"{table.place} › {key}", misread.rule, misread.remedy)
    return Sentence(parts=tuple(parts))


def _block(table: Table) -> Block | None:
    sort = next((sort for sort in _SORTS if sort in table.values), None)
    if sort is None:
        table.blame(
            table.place, "看不出是哪一种", "写 grid（表格）、lines（文字行）或 section（活动项目）其中一项"
        )
        return None
    table.only(_SORTS[sort])
    if sort == "section":
        return _activity_table(table)
    return _grid(table) if sort == "grid" else Lines(sentences=_lines(table, "lines"))


def _lines(table: Table, key: str) -> tuple[Sentence, ...]:
    texts = enumerate(table.texts(key), 1)
    return tuple(read_line(table, f"{key} 第{number}行", text) for number, text in texts)


def _activity_table(table: Table) -> ActivityTable:
    sections = tuple(map(_section, table.tables("section")))
    if not sections:
        table.blame(table.place, "没有活动项目", "至少写一个 [[section]]，或写 [[block]]")
    columns = table.texts("columns")
    if len(columns) != 3:
        table.blame("columns", f"有 {len(columns)} 个栏目名", "写三个：活动项目、内容要求、进展情况")
        columns = ["", "", ""]
    first, second, third = columns
    return ActivityTable(columns=(first, second, third), sections=sections)


def _section(table: Table) -> Section:
    table.only(("title", "activity"))
    activities = tuple(map(_activity, table.tables("activity")))
    if not activities:
        table.blame(table.place, "没有一行", "至少写一个 [[section.activity]]")
    return Section(title=table.text("title"), activities=activities)


def _activity(table: Table) -> Activity:
    table.only(("title", "requirement", "progress"))
    progress = _lines(table, "progress")
    return Activity(title=table.text("title", ""), requirement=table.text("requirement"), progress=progress)


def _grid(table: Table) -> Grid | None:
    rows = table.rows("grid")
    head, stub = table.size("head"), table.size("stub")
    if not rows or not rows[0]:
        table.blame(f"{table.place} › grid", "没有一格", '至少写一行，如 grid = [["指标", "{total:数:件}"]]')
        return None
    wrong = len(table.mistakes)
    across = len(rows[0])
    for number, row in enumerate(rows, 1):
        if len(row) != across:
            rule = f"第{number}行有 {len(row)} 格，第1行有 {across} 格"
            remedy = f"每行写得一样多；同左格合并的写 {LEFT}，同上格合并的写 {ABOVE}"
            table.blame(f"{table.place} › grid", rule, remedy)
    for key, size, most, what in (("head", head, len(rows), "行"), ("stub", stub, across, "栏")):
        if size >= most:
            rule = f"{key} = {size}，而表格只有 {most} {what}"
            table.blame(f"{table.place} › {key}", rule, f"最多写 {most - 1}：要填的格在表头以下、左栏以右")
    if len(table.mistakes) > wrong:
        return None
    cells = _cells(table, rows, head)
    return Grid(caption=table.text("caption", ""), head=head, stub=stub, rows=cells)


def _cells(table: Table, rows: Sequence[Sequence[str]], head: int) -> tuple[tuple[Cell | None, ...], ...]:
    """The rectangle of cells, each with all that it covers."""
    owners: dict[At, At] = {}
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            near = {LEFT: (row, column - 1), ABOVE: (row - 1, column)}.get(text, (row, column))
            if min(near) < 0:
                what = "左边" if text == LEFT else "上面"
                rule = f"第{row + 1}行第{column + 1}格写的是 {text}，{what}没有可合并的格"
                table.blame(f"{table.place} › grid", rule, f"写上文字或空；{what}有格时才写 {text}")
            owners[row, column] = owners.get(near, (row, column))
    covered: dict[At, list[At]] = {}
    for at, owner in owners.items():
        covered.setdefault(owner, []).append(at)
    return tuple(
        tuple(
            _cell(table, text, covered[row, column], head) if (row, column) in covered else None
            for column, text in enumerate(texts)
        )
        for row, texts in enumerate(rows)
    )


def _cell(table: Table, text: str, covered: Sequence[At], head: int) -> Cell:
    (top, left), (bottom, right) = covered[0], covered[-1]
    name = f"第{top + 1}行第{left + 1}格"
    down, across = bottom - top + 1, right - left + 1
    if down * across != len(covered) or right != max(column for _, column in covered):
        rule = f"从{name}合并出来的不是长方形"
        table.blame(f"{table.place} › grid", rule, f"改正相邻格里的 {LEFT} 和 {ABOVE}")
    if top < head <= bottom:
        rule = f"{name}从表头（前 {head} 行）一直合并到下面"
        table.blame(f"{table.place} › grid", rule, "改正 head，或在表头下另写一格")
    return Cell(sentence=read_line(table, f"grid {name}", text), across=across, down=down)
