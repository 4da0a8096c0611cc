"""What stands below the heading, block by block: read, named, written."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.authoring.draft import Draft, with_lines
from schema.authoring.writing.write_toml import edition_toml as written
from schema.edition.blocks import ActivityTable, Lines
from schema.edition.grid import Grid
from schema.errors import FileProblemsError
from tests.support.builders import edition_of, edition_toml

FIGURES = [
    ["指标名称", "代码", "办理结果", "<"],
    ["^", "^", "本　期", "累计"],
    ["一、予以公开", "01", "{i01_now:数:件}", "{i01_all:数:件}"],
    ["其中：部分公开", "02", "（{i02_now}）件", "×"],
]
"""A statutory table of the usual sort."""


def block(grid: list[list[str]], **more: object) -> str:
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in more.items()]
    return "\n".join(["[[block]]", *lines, f"grid = {json.dumps(grid, ensure_ascii=False)}", ""])


def head(*blocks: str) -> str:
    """An edition without an activity table."""
    text = edition_toml(top={"columns": None}).partition("[[section]]")[0]
    return "\n".join([text, *blocks])


def labels(*blocks: str) -> dict[str, str]:
    """Without the unit's."""
    return {name: label for name, label in edition_of(head(*blocks), "2021").labels.items() if name != "unit"}


def test_a_grid_is_read_as_it_stands_on_the_paper() -> None:
    edition = edition_of(head(block(FIGURES, caption="单位：件", head=2, stub=2)), "2021")

    (grid,) = edition.blocks
    assert isinstance(grid, Grid)
    assert (grid.caption, grid.head, grid.stub) == ("单位：件", 2, 2)
    assert [(row, column, cell.across, cell.down) for row, column, cell in grid.cells()][:5] == [
        (1, 1, 1, 2),
        (1, 2, 1, 2),
        (1, 3, 2, 1),
        (2, 3, 1, 1),
        (2, 4, 1, 1),
    ]
    assert [place for place, line in edition.lines() if line.blanks] == [
        (0,),
        (-1, 3, 3),
        (-1, 3, 4),
        (-1, 4, 3),
    ]
    assert edition.labels == {
        "unit": "填报单位（盖章）",
        "i01_now": "予以公开 · 办理结果 · 本期（件）",
        "i01_all": "予以公开 · 办理结果 · 累计（件）",
        "i02_now": "其中：部分公开 · 办理结果 · 本期（件）",
    }
    assert edition.places["i02_now"] == "第1张表 › 其中：部分公开 › 办理结果 › 本期"
    assert edition.name_of((-1, 4)) == "第1张表 › 其中：部分公开"


def test_an_activity_table_may_stand_between_grids_and_lines() -> None:
    lines = '[[block]]\nlines = ["单位负责人：{leader:文字}　填表人：{filler:文字}"]\n'
    table = edition_toml().partition("[[section]]")
    text = "\n".join(
        [
            head(block([["投入（万元）", "{spent:金额:万元}"]], stub=1), lines.replace("leader", "boss").replace("filler", "clerk")),
            '[[block]]\ncolumns = ["活动项目", "内容要求", "进展情况"]',
            (table[1] + table[2]).replace("[[section", "[[block.section"),
            lines,
        ]
    )  # fmt: skip
    edition = edition_of(text, "2021")

    assert [type(each) for each in edition.blocks] == [Grid, Lines, ActivityTable, Lines]
    assert edition.columns == ("活动项目", "内容要求", "进展情况")
    assert {name: (edition.labels[name], edition.places[name]) for name in list(edition.labels)[1:]} == {
        "spent": ("投入（万元）", "第1张表 › 投入（万元）"),
        "boss": ("单位负责人", "表间 › 第1行"),
        "clerk": ("填表人", "表间 › 第1行"),
        "sessions": ("集中学习（次）", "安全生产月活动 › 学习 › 第1行"),
        "attendance": ("集中学习：参与（人次）", "安全生产月活动 › 学习 › 第1行"),
        "leader": ("单位负责人", "表尾 › 第1行"),
        "filler": ("填表人", "表尾 › 第1行"),
    }
    assert edition.name_of((-4,)) == "表尾"


def test_an_edition_of_one_activity_table_has_the_same_digest_wherever_it_stands_in_the_file() -> None:
    alone = edition_of(edition_toml(), "2021")
    text = edition_toml(top={"columns": None}).replace("[[section", "[[block.section")
    in_block = edition_of(
        text.replace("[[block.section]]", '[[block]]\ncolumns = ["活动项目", "内容要求", "进展情况"]\n[[block.section]]'), "2021"
    )  # fmt: skip

    assert in_block == alone
    with_more = edition_of(f"{edition_toml()}\n[[block]]\nlines = []\n", "2021")
    assert with_more.digest != alone.digest


@pytest.mark.parametrize(
    ("grid", "sizes", "expected"),
    [
        ([["甲年级", "{a:数:人}"]], (0, 1), ["甲年级（人）"]),
        ([["数量（人）", "其中女"], ["{a:数:人}", "{b:数:人}"]], (1, 0), ["数量（人）", "其中女（人）"]),
        ([["单位名称", "{a:文字}", "电话", "{b:电话}"]], (0, 0), ["单位名称", "电话"]),
        ([["基本情况", "单位名称", "{a:文字}", "电话", "{b:电话}"]], (0, 1), ["基本情况 · 单位名称", "基本情况 · 电话"]),
        ([["说明"], ["{a:长文字}"]], (0, 0), ["说明"]),
        ([["{a:数:人}", "{b:数:人}"]], (0, 0), ["第1行第1格（人）", "第1行第2格（人）"]),
        (
            [["", "人数"], ["教师", "{a:数:人}"], ["其中：女", "{b:数:人}"], ["学生", "{c:数:人}"], ["其中：女", "{d:数:人}"]],
            (1, 1),
            ["教师（人）", "教师 · 其中：女（人）", "学生（人）", "学生 · 其中：女（人）"],
        ),
        ([["数量"], ["{a:数:人}"], ["{b:数:人}"]], (1, 0), ["第1行 · 数量（人）", "第2行 · 数量（人）"]),
        (
            [["项目", "计量单位", "数量"], ["演练", "次", "{a:数:次}"], ["其他（{b:文字}）", "次", "{c:数:次}"]],
            (1, 2),
            ["演练 · 数量（次）", "项目：其他", "其他 · 数量（次）"],
        ),
        (
            [["", "情况"], ["学习", "集中学习（{a}）场，参与（{b}）人次"], ["检查", "查出隐患较多的企业（{c}）家，男（{d}）人"]],
            (1, 1),
            ["学习：集中学习（场）", "学习：参与（人次）", "查出隐患较多的企业（家）", "检查：查出隐患较多的企业：男（人）"],
        ),
    ],
)  # fmt: skip
def test_a_cell_is_named_by_its_row_and_column(
    grid: list[list[str]], sizes: tuple[int, int], expected: list[str]
) -> None:
    found = labels(block(grid, head=sizes[0], stub=sizes[1]))

    assert sorted(found) == list("abcd")[: len(expected)]
    assert [found[name] for name in sorted(found)] == expected


def test_what_another_grid_above_has_too_is_led_by_the_table() -> None:
    one = block([["", "数量"], ["合计", "{a:数:件}"]], caption="一、申请情况\n单位：件", head=1, stub=1)
    other = block([["", "数量"], ["合计", "{b:数:件}"]], caption="单位：件", head=1, stub=1)

    assert labels(one, other) == {
        "a": "合计（件）",
        "b": "第2张表 · 合计（件）",
    }


GRID = "第1个block › grid"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[block]]", ("第1个block", "看不出是哪一种", "写 grid（表格）、lines（文字行）或 section（活动项目）其中一项")),
        ('[[block]]\nlines = ["x"]\ngird = []', ("第1个block", "不认识“gird”这一项", "这里只能有 lines")),
        ("[[block]]\ngrid = []", (GRID, "没有一格", '至少写一行，如 grid = [["指标", "{total:数:件}"]]')),
        ("[[block]]\ngrid = [[]]", (GRID, "没有一格", '至少写一行，如 grid = [["指标", "{total:数:件}"]]')),
        (block([["甲", "乙"], ["丙"]]), (GRID, "第2行有 1 格，第1行有 2 格", "每行写得一样多；同左格合并的写 <，同上格合并的写 ^")),
        (block([["<", "乙"]]), (GRID, "第1行第1格写的是 <，左边没有可合并的格", "写上文字或空；左边有格时才写 <")),
        (block([["甲", "^"]]), (GRID, "第1行第2格写的是 ^，上面没有可合并的格", "写上文字或空；上面有格时才写 ^")),
        (block([["甲", "<"], ["^", "乙"]]), (GRID, "从第1行第1格合并出来的不是长方形", "改正相邻格里的 < 和 ^")),
        (block([["甲", "乙"], ["^", "丙"]], head=1), (GRID, "第1行第1格从表头（前 1 行）一直合并到下面", "改正 head，或在表头下另写一格")),
        (block([["甲", "乙"]], head=1), ("第1个block › head", "head = 1，而表格只有 1 行", "最多写 0：要填的格在表头以下、左栏以右")),
        (block([["甲", "乙"]], stub=2), ("第1个block › stub", "stub = 2，而表格只有 2 栏", "最多写 1：要填的格在表头以下、左栏以右")),
        (block([["甲", "乙"]], head=-1), ("第1个block", "head 不合规则", "要写成 0 或正整数")),
        ('[[block]]\ngrid = ["甲"]', ("第1个block", "grid 不合规则", '要写成一行一列的文字，如 [["……", "……"], ["……", "……"]]')),
        (block([["甲", "{A:数:件}"]]), ("第1个block › grid 第1行第2格", "编号“A”不合规则", "编号用小写英文字母开头，只含小写字母、数字和下划线，不超过 60 个字符")),
        ("[[block]]\nsection = []\ncolumns = ['a', 'b', 'c']", ("第1个block", "没有活动项目", "至少写一个 [[section]]，或写 [[block]]")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_block_is_told_with_its_place_and_remedy(
    text: str, expected: tuple[str, str, str]
) -> None:
    with pytest.raises(FileProblemsError) as caught:
        edition_of(head(text), "2021")

    told = [(mistake.place, mistake.rule, mistake.remedy) for mistake in caught.value.mistakes]
    assert expected in told
    assert len(told) <= 2  # a grid that is none has no rows either


NEWER = ["多选:会议/培训", "小数1:小时", "小数4:元", "±金额:万元", "±数:人", "有/无/不适用"]


@st.composite
def grids(draw: st.DrawFn, names: Iterator[str]) -> str:
    """Rectangles of any cells, merged anyhow."""
    across, down = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    stub, top = draw(st.integers(0, across - 1)), draw(st.integers(0, down - 1))
    texts = st.sampled_from(["", "合　计", "01", "一、收入\n（万元）", "×", '"\\', "< ", "其中：女"])
    rows = [[draw(texts) for _ in range(across)] for _ in range(down)]
    for row in range(down):
        for column in range(across):
            if draw(st.booleans()):
                kind = draw(
                    st.sampled_from(["数:件", "金额:万元", "文字", "日期", "是/否", "长文字", *NEWER])
                )
                rows[row][column] += f"{{{next(names)}:{kind}}}"
    for _ in range(draw(st.integers(0, 2))):
        row, column = draw(st.integers(0, down - 1)), draw(st.integers(0, across - 1))
        below = draw(st.integers(row, top - 1 if row < top else down - 1))
        right = draw(st.integers(column, across - 1))
        area = [(r, c) for r in range(row, below + 1) for c in range(column, right + 1)]
        around = [*area, *((r, right + 1) for r in range(row, below + 1) if right + 1 < across)]
        around += [(below + 1, c) for c in range(column, right + 1) if below + 1 < down]
        if not any(rows[r][c] in ("<", "^") for r, c in around):
            for r, c in area[1:]:
                rows[r][c] = "<" if c > column else "^"
    return block(
        rows, caption=draw(st.sampled_from(["", "单位：件", "一、情况\n单位：件"])), head=top, stub=stub
    )


@st.composite
def editions(draw: st.DrawFn) -> str:
    """Any blocks in any order, with an activity table before them or not."""
    names = (f"id_{number}" for number in range(1_000))
    blocks = []
    for _ in range(draw(st.integers(1, 3))):
        lines = f'[[block]]\nlines = ["填表人：{{{next(names)}:文字}}", "（签字）"]\n'
        table = edition_toml(activity={"progress": f'["{{{next(names)}:数:次}}", "无"]'}).partition(
            "[[section]]"
        )
        others = "".join(table[1:]).replace("[[section", "[[block.section")
        columns = '[[block]]\ncolumns = ["活动项目", "内容要求", "进展情况"]\n'
        blocks.append(draw(st.one_of(grids(names), st.sampled_from([lines, columns + others]))) + "\n")
    return "\n".join([edition_toml() if draw(st.booleans()) else head(), "", *blocks])


@given(text=editions())
def test_what_is_written_is_read_back(text: str) -> None:
    edition = edition_of(text, "2021")

    assert edition_of(written(Draft(edition=edition)), "2021") == edition
    assert set(edition.labels) == set(edition.places) == {blank.id for blank in edition.blanks}
    assert all(edition.labels.values())
    same = with_lines(edition, (line for _, line in edition.lines()))
    assert same == edition


def test_doubts_stand_above_the_row_they_are_about() -> None:
    edition = edition_of(
        head(block(FIGURES, head=2, stub=2), '[[block]]\nlines = ["填表人：{a:文字}"]'), "2021"
    )
    doubts = {(-1,): ("表",), (-1, 3): ("行",), (-1, 3, 4): ("格",), (-2, 1): ("签字",)}
    draft = Draft(edition=edition, doubts=doubts)
    text = written(draft)

    lines = [line.strip() for line in text.split("\n")]
    at = lines.index("# 存疑：行")
    assert lines[at + 1] == "# 存疑：格"
    assert lines[at + 2].startswith('["一、予以公开"')
    assert lines[lines.index("# 存疑：表") + 1] == "[[block]]"
    assert lines[lines.index("# 存疑：签字") + 1].startswith('"填表人')
    assert [doubt for _, doubt in draft.all_doubts()] == ["表", "行", "签字", "格"]
    assert edition_of(text, "2021") == edition


def test_a_cell_that_says_a_mark_of_merging_gets_a_space() -> None:
    edition = edition_of(head(block([["< ", "{a:数:件}"]], stub=1)), "2021")
    (grid,) = edition.blocks
    assert isinstance(grid, Grid)
    bare = replace(grid.rows[0][0], sentence=replace(grid.rows[0][0].sentence, parts=("<",)))  # type: ignore[type-var, union-attr]  # a cell
    made = replace(edition, blocks=(replace(grid, rows=((bare, grid.rows[0][1]),)),))

    again = edition_of(written(Draft(edition=made)), "2021")

    assert again.blocks == edition.blocks
