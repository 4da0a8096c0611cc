"""Tables whose cells are the blanks: what each asks is said by its row, its column, and the paper around it."""

import re
import time
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from schema.authoring.assign_ids import Settlement, assign_ids
from schema.authoring.draft import Draft
from schema.authoring.importer.blanks import Line
from schema.authoring.importer.command import Import, import_edition
from schema.authoring.importer.document import BELOW, Cell, DocumentError, Paper, Rows
from schema.authoring.importer.tables.rows import is_room
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.importer.word.read_docx import read_docx
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.blocks import ActivityTable, Lines
from schema.edition.grid import Grid
from schema.edition.kinds import kind_in_words
from schema.edition.model import Edition
from schema.loading.edition_file import load_edition
from tests.support.builders import edition_of
from tests.support.documents.imported import DUE
from tests.support.documents.package import run, write_package
from tests.support.documents.parts import drawn, paper_of


def read(*parts: str | Rows) -> Draft:
    draft = read_paper(Paper(parts=("统计表", "填报单位：      ", *parts)), 2022, DUE)
    return assign_ids(draft, None, Settlement(same={}, new=())).draft


def asked(edition: Edition) -> dict[str, str]:
    """Label → kind, of everything below the heading."""
    blanks = edition.blanks[len(edition.heading.blanks) :]
    return {edition.labels[blank.id]: kind_in_words(blank.kind) for blank in blanks}


def said(draft: Draft) -> list[str]:
    return [doubt for _, doubt in draft.all_doubts()]


def test_indicators_by_period_bear_their_codes_as_ids() -> None:
    draft = read(
        "单位：件",
        drawn(
            "指 标 名 称|计量单位|代码|本期|累计|备注",
            "甲|乙|丙|1|2|3",
            "申请数|件|01|||",
            "其中：网上申请|人次|02|（ ）|—|",
        ),
    )

    (grid,) = draft.edition.blocks
    assert isinstance(grid, Grid)
    assert (grid.caption, grid.head, grid.stub) == ("单位：件", 2, 3)
    assert asked(draft.edition) == {
        "申请数 · 本期（件）": "数（件）",
        "申请数 · 累计（件）": "数（件）",
        "申请数 · 件 · 备注": "文字（可不填）",
        "其中：网上申请 · 本期（人次）": "数（人次）",
        "其中：网上申请 · 人次 · 备注": "文字（可不填）",
    }
    assert [blank.id for blank in draft.edition.blanks] == [
        "unit",
        "r01_1",
        "r01_2",
        "r01_3",
        "r02_1",
        "r02_3",
    ]
    assert said(draft) == ["2 个备注空白格当作可不填的文字，请核对"]


def test_a_head_of_two_levels_and_merged_rows_name_the_cells() -> None:
    draft = read(
        "计量单位：公里",
        drawn(
            "项目>2|编号|里程>2|优良率（%）",
            "^>2|^|合计|优等|^",
            "路面|总计|1|||",
            "^|县道|2||×|",
            "桥梁>2|3|||#",
        ),
    )

    assert asked(draft.edition) == {
        "路面 · 总计 · 里程 · 合计（公里）": "三位小数（公里）",
        "路面 · 总计 · 里程 · 优等（公里）": "三位小数（公里）",
        "路面 · 总计 · 优良率（%）": "两位小数（%）",
        "路面 · 县道 · 里程 · 合计（公里）": "三位小数（公里）",
        "路面 · 县道 · 优良率（%）": "两位小数（%）",
        "桥梁 · 里程 · 合计（公里）": "三位小数（公里）",
        "桥梁 · 里程 · 优等（公里）": "三位小数（公里）",
    }
    assert "空白格是灰底的或划了斜线，没有当作要填的" in said(draft)
    assert "2 格“合计”没有写计量单位，当作公里，请核对" not in said(draft)


def test_one_row_under_a_wide_head_needs_no_stub() -> None:
    draft = read(
        drawn("单位名称|处罚数量>2|罚没金额（万元）|是否公开", "^|警告|罚款|^|^", "||||"),
        "报表人：        联系电话：       ",
        "说明：按年填。",
    )

    assert asked(draft.edition) == {
        "单位名称": "文字",
        "处罚数量 · 警告（件）": "数（件）",
        "处罚数量 · 罚款（件）": "数（件）",
        "罚没金额（万元）": "两位小数（万元）",
        "是否公开": "□是 □否",
        "报表人": "文字",
        "联系电话": "电话",
    }
    assert [type(block) for block in draft.edition.blocks] == [Grid, Lines]
    assert draft.edition.note == "说明：按年填。"


def test_a_second_head_within_a_table_begins_another_grid() -> None:
    draft = read(
        "二、公开情况",
        drawn(
            "第（一）项>3",
            "信息内容|制发件数|废止件数",
            "规章||",
            "第（五）项>3",
            "信息内容|处理数量（件）>2",
            "许可|>2",
            "第（六）项>3",
            "信息内容|处理数量（件）>2",
            "强制|>2",
            "类别|家数|人数",
            "企业||",
        ),
    )

    captions = [block.caption for block in draft.edition.blocks if isinstance(block, Grid)]
    assert captions == ["第（一）项", "第（五）项", "第（六）项", ""]
    assert draft.edition.blocks[0] == Lines(sentences=(Line(parts=("二、公开情况",)),))
    assert list(asked(draft.edition)) == [
        "规章 · 制发件数（件）",
        "规章 · 废止件数（件）",
        "许可（件）",
        "强制（件）",
        "企业 · 家数（家）",
        "企业 · 人数（人）",
    ]
    assert said(draft) == []


def test_a_head_that_stands_again_after_a_page_break_is_none() -> None:
    draft = read(drawn("项目|本期|累计", "会议（次）||", "项目|本期|累计", "一、其他>3", "讲座（场）||"))

    (grid,) = draft.edition.blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 4
    assert list(asked(draft.edition)) == [
        "会议 · 本期（次）",
        "会议 · 累计（次）",
        "讲座 · 本期（场）",
        "讲座 · 累计（场）",
    ]


def test_a_row_of_words_that_may_be_a_head_is_told() -> None:
    draft = read(drawn("项目|数量（件）", "公文|", "其他|见附件"))

    assert said(draft) == ["第 3 行像是又一个表头，当作了内容，请核对"]


@pytest.mark.parametrize(
    ("rows", "labels", "doubts"),
    [
        (("项目|数量（件）", "公文|", "类别|人数（人）", "男|"), ["公文（件）", "男（人）"], []),
        (
            ("项目|本期（件）|累计（件）", "甲||", "乙|—|", "丙|×|"),
            ["甲 · 本期（件）", "甲 · 累计（件）", "乙 · 累计（件）", "丙 · 累计（件）"],
            [],
        ),
        (
            ("事项|内容", "印发日期|    年   月   日", "文号|"),
            ["印发日期", "文号"],
            ["“内容”当作多行文字，请核对"],
        ),
        (
            ("项目|件数（件）", "立案|", "存在问题|"),
            ["立案（件）", "存在问题（件）"],
            ["“存在问题”一行照栏目当作数（件），请核对"],
        ),
        (("项目|单位|数量", "检查情况|次|"), ["检查情况（次）"], []),
        (("项目|内容", "企业名称|"), ["企业名称"], []),
        (
            ("项目|件数（件）", "立案|", "情况说明：>2"),
            ["立案（件）"],
            ["“情况说明：”后面像是要填的，没有当作空"],
        ),
        (
            ("项目|类别|件数（件）", "立案|一般|", "检查人员（签字）：>2|"),
            ["立案 · 一般（件）", "检查人员（签字）：（件）"],
            ["“检查人员（签字）：”像是签字、盖章的地方，请核对"],
        ),
        (
            ("类别|姓名|联系电话", "分管领导||", "联系人||"),
            ["分管领导 · 姓名", "分管领导 · 联系电话", "联系人 · 姓名", "联系人 · 联系电话"],
            [],
        ),
        (
            ("类别|姓名|联系电话", "分管领导||", "填表人||"),  # asked as of each person, not once below
            ["分管领导 · 姓名", "分管领导 · 联系电话", "填表人 · 姓名", "填表人 · 联系电话"],
            [],
        ),
        (
            ("项目|本期（件）|累计（件）", "立案||", "填表人||"),
            ["立案 · 本期（件）", "立案 · 累计（件）", "填表人"],
            [],
        ),
        (("项目|件数（件）", "立案|", "填表说明：>2", "1.按月填报。>2"), ["立案（件）"], []),
        (
            ("项目|合计（件）|男（件）|女（件）", "甲|1=2+3|2|3", "本期|||"),
            ["本期 · 合计（件）", "本期 · 男（件）", "本期 · 女（件）"],
            [],
        ),
    ],
)
def test_a_row_is_a_head_a_name_or_room_by_what_stands_in_it(
    rows: tuple[str, ...], labels: list[str], doubts: list[str]
) -> None:
    draft = read(drawn(*rows))

    assert list(asked(draft.edition)) == labels
    assert said(draft) == doubts


@pytest.mark.parametrize("number", ["3", "3=1+2", "3=(1-2)/2*100", "3=1÷2×100％", "(3)=(1)/(2)"])
def test_a_column_s_number_may_say_how_it_is_reckoned(number: str) -> None:
    """And the units of measure at its left are none of the blanks."""
    draft = read(drawn("指标|代码|计量单位|本期|上期|增减（%）", f"甲|乙|丙|1|2|{number}", "立案|01|件|||"))

    assert list(asked(draft.edition)) == ["立案 · 本期（件）", "立案 · 上期（件）", "立案 · 件 · 增减（%）"]


def test_what_is_written_into_a_cell_may_be_negative_where_its_column_says_so() -> None:
    draft = read(drawn("项目|本期|增减", "产值（万元）||（ ）%", "企业（家）||（ ）家，其中规上（ ）家"))

    assert asked(draft.edition) == {
        "产值 · 本期（万元）": "两位小数（万元）",
        "产值（万元） · 增减（%）": "两位小数，可为负（%）",
        "企业 · 本期（家）": "数（家）",
        "企业 · 增减（家）": "整数，可为负（家）",
        "企业 · 增减：其中规上（家）": "整数，可为负（家）",
    }


def test_a_unit_of_measure_of_which_there_are_two_is_none() -> None:
    draft = read("单位：人、万元", drawn("指标|数值", "从业人数|", "投入资金|"))

    assert list(asked(draft.edition)) == ["从业人数（人）", "投入资金（万元）"]
    assert said(draft) == ["“投入资金”没有写计量单位，当作 万元，请核对"]


def test_kinds_are_told_by_the_column_of_units_or_by_words() -> None:
    draft = read(
        drawn(
            "代码|指标名称|数据|计量单位",
            "一、概况>4",
            "01|名称||（文字说明）",
            "02|类型|□小学 □初中|（单选）",
            "03|方式|□电视 □广播|（多选）",
            "04|是否达标||是/否",
            "05|成立日期||（年月日）",
            "06|联系电话||",
            "07|主要做法||",
            "08|负责人||",
            "09|渔船||艘次",
            "10|产量||万吨",
        )
    )

    assert asked(draft.edition) == {
        "名称": "多行文字",
        "类型": "□小学 □初中",
        "方式": "□电视 □广播（可多选）",
        "是否达标": "□是 □否",
        "成立日期": "日期",
        "联系电话": "电话",
        "主要做法": "多行文字",
        "负责人": "文字",
        "渔船（艘次）": "数（艘次）",
        "产量（万吨）": "两位小数（万吨）",
    }


def test_what_stands_in_two_or_five_columns_is_a_grid_of_sentences() -> None:
    two = read(drawn("项目|工作情况", "会议|召开会议_____次；\\参加（ ）人。"))
    five = read(drawn("序号|项目|活动|要求|进展|是否完成", "1|宣传|学习|要学习。|学习（ ）次|□是 □否"))

    assert asked(two.edition) == {"会议：召开会议（次）": "数（次）", "会议：参加（人）": "数（人）"}
    assert list(asked(five.edition).values()) == ["数（次）", "□是 □否"]


def test_a_head_of_two_levels_over_sentences_is_a_grid() -> None:
    draft = read(drawn("指标|单位|结果>2", "^|^|本期|累计", "会议|次|召开（ ）次|召开（ ）次"))

    assert list(asked(draft.edition)) == ["会议 · 结果 · 本期：召开（次）", "会议 · 结果 · 累计：召开（次）"]


def test_labels_beside_their_room_name_it_where_there_is_no_head() -> None:
    draft = read(drawn("职工人数（人）||法人代表|", "占地面积（亩）||办公电话|", "合计||总数#|"))

    assert list(asked(draft.edition)) == [
        "职工人数（人）",
        "法人代表",
        "占地面积（亩）",
        "办公电话",
        "合计",
        "总数",
    ]


def test_indicators_without_a_head_are_named_by_their_rows() -> None:
    assert list(asked(read(drawn("会议（次）|", "讲座（场）|")).edition)) == ["会议（次）", "讲座（场）"]


@pytest.mark.parametrize(
    "rows",
    [
        ("序号|姓名|金额", "1||", "2||", "3||"),
        ("企业名称|地址", "|", "|"),
        ("序号|企业|金额", "||"),
        ("姓名|身份证号|单位", "||"),
        ("项目|金额", "甲|", "……|"),
        ("姓名|金额", "|", "|", "合计|"),
    ],
)
def test_a_list_as_long_as_a_unit_needs_is_asked_for_as_a_file(rows: tuple[str, ...]) -> None:
    draft = read("会议（ ）次", "附表二", drawn(*rows))

    heads = "、".join(cell.text for cell in drawn(*rows)[0])
    assert draft.edition.attachments == f"“附表二”（Excel，表头：{heads}）"
    assert [type(block) for block in draft.edition.blocks] == [Lines]
    assert any(doubt.startswith("“附表二”一表有几条填几条，没有收进网页") for doubt in said(draft))


def test_a_paper_without_a_table_is_lines_and_its_unit_may_stand_at_the_foot() -> None:
    paper = Paper(
        parts=(
            "附件3：",
            "工作情况统计表",
            "（第___季度）",
            "一、会议情况",
            "召开会议_____次，参加_____人",
            "按次填写。",
            "投入经费_____元",
            "报送单位（盖章）：______________",
            "填报人：______________",
            "请按时报送。",
        )
    )

    draft = read_paper(paper, 2022, DUE)

    (lines,) = draft.edition.blocks
    assert isinstance(lines, Lines)
    assert len(lines.sentences) == 4
    assert (draft.edition.annex, draft.edition.note) == ("附件3：", "请按时报送。")
    assert len(draft.edition.heading.blanks) == 2
    assert said(draft) == [
        "填报单位一行在纸的下方，移到了表头，请核对",
        "“（第___季度）”像是要填的，没有当作空",
    ]


def test_lines_between_tables_are_captions_lines_or_the_note() -> None:
    activities = drawn("活动|要求|进展", "宣传|要宣传。|宣传（ ）场；")
    draft = read(
        "表一",
        activities,
        "请于7月1日12:00前报送。",
        "经办人：          ",
        "表二",
        drawn("项目|数量（件）", "立案|"),
        "负责人：      填表人：      报出日期：    年  月  日",
    )

    kinds = [type(block) for block in draft.edition.blocks]
    assert kinds == [Lines, ActivityTable, Lines, Grid, Lines]
    assert draft.edition.note == "请于7月1日12:00前报送。"
    assert len(asked(draft.edition)) == 6


def test_fields_and_notes_in_rows_of_the_table_stand_around_it() -> None:
    rows = drawn(
        "疫苗月报表>3",
        "单    位：|>2",
        "疫苗|使用（万份）|免疫（万羽）",
        "灭活||",
        "填报说明|1、免疫数量是指填报本月的免疫数量；>2",
        "^|2、使用数量按份统计，不按瓶统计。>2",
        "填表人：|>2",
    )

    draft = read_paper(paper_of(rows, before=()), 2022, DUE)

    assert draft.edition.title == "疫苗月报表"
    assert [len(line.blanks) for _, line in draft.edition.lines() if line.blanks] == [1, 1, 1, 1]
    assert draft.edition.note.startswith("填报说明：1、免疫数量是指填报本月的免疫数量；\n2、")
    assert draft.doubts == {}


def test_the_head_of_a_statutory_form_may_stand_in_a_table() -> None:
    rows = drawn("|表    号：|高基111", "|有效期至：|2025年1月")

    draft = read_paper(
        Paper(parts=(rows, "学校情况", "填报单位：  ", drawn("指标|数量（所）", "学校|"))), 2022, DUE
    )

    assert draft.edition.marks == ("表号：高基111", "有效期至：2025年1月")
    assert (draft.edition.title, draft.doubts) == ("学校情况", {})


def test_a_paper_that_names_no_unit_gets_the_line() -> None:
    draft = read_paper(Paper(parts=("统计表", drawn("项目|数量（件）", "立案|"))), 2022, DUE)

    assert said(draft) == ["纸上没有“填报单位”一行，表头加上了，请核对"]


def test_the_words_of_a_table_that_only_tells_something_stay() -> None:
    draft = read(drawn("项目|数量（件）", "立案|"), "对照表", drawn("代号|含义", "甲|{一}", "乙|二"))

    assert [len(block.rows) for block in draft.edition.blocks if isinstance(block, Grid)] == [2, 3]
    assert said(draft) == []


def test_merged_short_and_shaded_cells_of_word_keep_their_places(tmp_path: Path) -> None:
    def cell(text: str, marks: str = "") -> str:
        return f"<w:tc><w:tcPr>{marks}</w:tcPr><w:p>{run(text) if text else ''}</w:p></w:tc>"

    grey, down, on = '<w:shd w:fill="D9D9D9"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("类别") + cell("项目") + cell("数量（件）"),
        cell("甲", down) + cell("收") + cell(""),
        cell("", on) + cell("发") + cell("", grey),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("退") + cell("", '<w:shd w:fill="FFFF99"/>'),
        cell("乙") + cell("转"),
        cell("", on + '<w:gridSpan w:val="2"/>') + cell("", '<w:shd w:val="pct15"/>'),
        cell("丙") + cell("存") + cell("", '<w:tcBorders><w:tr2bl w:val="single"/></w:tcBorders>'),
        cell("丁") + cell("弃") + cell("", '<w:tcBorders><w:tr2bl w:val="nil"/></w:tcBorders>'),
    )
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    file = write_package(tmp_path / "form.docx", f"<w:tbl>{inside}</w:tbl>")

    draft = read_paper(read_docx(file), 2022, DUE)

    assert len(draft.edition.blanks) == 4
    assert "4 个空白格是灰底的或划了斜线，没有当作要填的" in said(draft)


def test_the_file_that_is_written_says_what_was_read(tmp_path: Path) -> None:
    document = Document()
    for text in (
        "统计表",
        "表    号：A1表",
        "填报单位：      ",
        "请于2022年7月1日12:00前报送。",
        "一、办理情况",
        "单位：件",
    ):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=4)
    for row in (("指标", "代码", "本期", "累计"), ("予以公开", "01", "", ""), ("其中：<", "02", "", "×")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(1, 3))
    document.add_paragraph("单位负责人：      报出日期：    年  月  日")
    document.save(str(tmp_path / "form.docx"))
    out = tmp_path / "2022.toml"

    told = list(
        import_edition(
            Import(
                document=tmp_path / "form.docx",
                edition="2022",
                like=None,
                out=out,
                settlement=Settlement(same={}, new=()),
            )
        )
    )

    assert told[0] == "读到 1 张表格、5 个空；截止 2022-07-01T12:00:00+08:00"
    assert load_edition(out).marks == ("表    号：A1表",)
    assert asked(load_edition(out)) == {
        "予以公开（件）": "数（件）",
        "其中：<（件）": "数（件）",
        "单位负责人": "文字",
        "报出日期": "日期",
    }


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        (("地区|会议|经费", "^|次|万元", "城区||"), ["城区 · 会议（次）", "城区 · 经费（万元）"]),
        (("指标|单位|本期|增减（%）", "产值|万元||"), ["产值 · 本期（万元）", "产值 · 万元 · 增减（%）"]),
        (("序号|单位|人数", "1|市局|", "2|区局|"), ["市局（人）", "区局（人）"]),
        (("指标|单位|数量", "是否达标||"), ["是否达标"]),
        (("单位|派出人数|检查户次", "市局||"), ["市局 · 派出人数（人）", "市局 · 检查户次（户次）"]),
        (
            ("项目|本期（件）", "立案|", "补充：移送（ ）件。>2", "结案|"),
            ["立案 · 本期（件）", "补充：移送（件）", "结案 · 本期（件）"],
        ),
        (
            ("填报单位：>2|日期：  年  月  日", "项目|本期（件）|累计（件）", "立案||"),
            ["立案 · 本期（件）", "立案 · 累计（件）"],
        ),
    ],
)
def test_measures_and_fields_are_found_where_tables_have_them(
    rows: tuple[str, ...], labels: list[str]
) -> None:
    assert list(asked(read(drawn(*rows)).edition)) == labels


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (("事项|完成情况（是/否）", "方案|"), {"方案": "□是 □否"}),
        (
            ("事项|情况", "方案（有/无）|", "台账（是或否）|"),
            {"方案（有/无）": "□有 □无", "台账（是或否）": "□是 □否"},
        ),
    ],
)
def test_a_name_may_say_the_two_words_to_choose_from(rows: tuple[str, ...], kinds: dict[str, str]) -> None:
    draft = read(drawn(*rows))

    assert (asked(draft.edition), said(draft)) == (kinds, [])


@pytest.mark.parametrize(
    "rows",
    [
        ("事项|单位|数量", "网站|个|", "台账（是/否）|个|"),
        ("事项|网站个数", "网站|", "台账（是/否）|"),
        ("事项|达标户数（是/否）", "台账（是/否）|"),
        ("事项|数量（个）>2", "|城|乡", "台账（是/否）||"),
        ("项目|网站数（个）", "台账（是/否）|有（ ）无（ ）"),
        ("项目|情况", "台账（是/否）|☑是 □否"),
    ],
)
def test_words_to_choose_from_where_something_is_counted_are_told(rows: tuple[str, ...]) -> None:
    assert any(re.search("当作选一项|打了勾", doubt) for doubt in said(read(drawn(*rows))))


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (("事项|是|否|备注", "方案|||"), {"方案": "□是 □否", "方案 · 备注": "文字（可不填）"}),
        (("事项|是否完成>2", "^|是|否", "方案||", "预案|—|—"), {"方案": "□是 □否"}),
        (("事项|预案>2|专人>2", "^|有|无|有|无", "市||||"), {"市 · 预案": "□有 □无", "市 · 专人": "□有 □无"}),
        (
            ("地区|达标（户）>2", "^|是|否", "东||"),
            {"东 · 达标 · 是（户）": "数（户）", "东 · 达标 · 否（户）": "数（户）"},
        ),
        (("地区|是|否", "东||", "合计||"), None),
        (("事项|有|无|有|无", "市||||"), None),
        (("单位|是|否|数", "||—|"), None),
        (("事项|是|否", "—|甲|乙", "丙|丁|"), None),
    ],
)
def test_a_choice_may_lie_across_two_columns(rows: tuple[str, ...], kinds: dict[str, str] | None) -> None:
    draft = read(drawn(*rows))

    told = [doubt for doubt in said(draft) if "两栏当作选一项，请核对" in doubt]
    chosen = [kind for kind in asked(draft.edition).values() if "□" in kind]
    assert bool(told) == bool(chosen)
    assert asked(draft.edition) == kinds if kinds else not chosen


def test_titles_one_above_the_other_in_an_activity_table_lead_the_rows_below() -> None:
    draft = read(
        drawn("项目|要求|进展", "第一部分>3", "一、宣传>3", "|搞宣传。|开展（ ）次", "甲|乙|开展（ ）场")
    )

    (table,) = (block for block in draft.edition.blocks if isinstance(block, ActivityTable))
    assert [section.title for section in table.sections] == ["第一部分 一、宣传", "甲"]


def test_empty_rows_above_a_head_are_told() -> None:
    draft = read("召开（ ）次", drawn("甲|乙", "", "", "会议（次）|会议（次）"))

    assert said(draft) == ["表头上面有 2 行是空的（1 格），没有当作要填的"]


@pytest.mark.parametrize("head", ["达标（是/否）", "说明（有/无）"])
def test_a_column_of_words_to_choose_from_is_not_what_the_others_count(head: str) -> None:
    assert said(read(drawn(f"项目|单位|数量|{head}", "网站|个||"))) == []


def test_a_row_whose_tables_stand_below_is_no_head() -> None:
    draft = read(drawn("项目|上年（件）|今年（件）", f"案件|{BELOW}|{BELOW}", "信访||"))

    assert (list(asked(draft.edition)), said(draft)) == (["信访 · 上年（件）", "信访 · 今年（件）"], [])


def test_what_else_is_said_of_a_cell_is_heard() -> None:
    draft = read(
        drawn("内容|完成情况", "方式（可多选）|□电视 □报纸", "投入|万元", "是否达标|（是/否）", "人数|人")
    )

    assert asked(draft.edition) == {
        "方式（可多选）": "□电视 □报纸（可多选）",
        "投入（万元）": "两位小数（万元）",
        "是否达标": "□是 □否",
        "人数（人）": "数（人）",
    }
    assert said(draft) == ["“万元”前面当作要填的，请核对", "“人”前面当作要填的，请核对"]


@pytest.mark.parametrize(
    ("rows", "kinds", "doubts"),
    [
        # what stands under 其中 is counted as the column before it
        (
            ("项目^|合计（件）^|其中>2", "^|^|城市|农村", "受理|||"),
            dict.fromkeys(
                ("受理 · 合计（件）", "受理 · 其中 · 城市（件）", "受理 · 其中 · 农村（件）"), "数（件）"
            ),
            [],
        ),
        # a unit of measure that nobody knows, one with another bracket behind it
        (
            ("项目|接种（剂次）|标准（元/人）|件数（件）（截至6月）", "首针|||"),
            {
                "首针 · 接种（剂次）": "数（剂次）",
                "首针 · 标准（元/人）": "两位小数（元/人）",
                "首针 · 件数（截至6月）（件）": "数（件）",
            },
            ["计量单位“剂次”不常见，请核对", "计量单位“元/人”不常见，请核对"],
        ),
        # a corner that is struck out, decimals and more behind a unit of measure
        (
            ("—|费用（万元，保留一位小数）|人数（人，含临时）", "会议||"),
            {
                "会议 · 费用（万元，保留一位小数）（万元）": "一位小数（万元）",
                "会议 · 人数（人，含临时）（人）": "数（人）",
            },
            [],
        ),
        # a hint is no second head; a unit of measure is
        (
            ("项目|内容", "名称|（请填写全称）", "人数（人）|"),
            {"人数（人）": "数（人）"},
            ["“（请填写全称）”像是要填的，没有当作空"],
        ),
        (("项目|金额", "类别|（万元）", "会议|"), {"会议（万元）": "两位小数（万元）"}, []),
        # fields that a heading does not have are asked in the table
        (
            ("单位名称||地址|", "电话||网址|"),
            dict.fromkeys(("单位名称", "地址", "网址"), "文字") | {"电话": "电话"},
            [],
        ),
    ],
)
def test_a_table_is_read_as_offices_draw_it(
    rows: tuple[str, ...], kinds: dict[str, str], doubts: list[str]
) -> None:
    draft = read(drawn(*rows))

    assert (asked(draft.edition), said(draft)) == (kinds, doubts)


def test_figures_of_a_column_of_codes_are_none_and_a_colon_at_the_end_of_a_line_is_told() -> None:
    draft = read("主要问题：", "召开（ ）次", drawn("项目|数量|代码|单位", "会议||01|次", "经费||02|万元"))

    assert said(draft) == ["“主要问题：”后面像是要填的，没有当作空"]


def test_two_lists_side_by_side_are_two_grids() -> None:
    side_by_side = read(
        drawn("项目|单位|数量|项目|单位|数量", "会议|次||讲座|场|", "一、其他>6", "展览|个||||")
    )
    merged = read(drawn("项目|数量（件）|项目|数量（件）", "会议|>2|", "讲座||展览|"))

    assert list(asked(side_by_side.edition)) == ["会议（次）", "展览（个）", "讲座（场）"]
    assert "“项目、单位、数量”左右并排，改成了上下两张，请核对" in said(side_by_side)
    assert said(merged)[0] == "“项目、数量（件）”左右并排，没有拆开，右边各格的名称请核对"


def test_figures_in_the_cells_are_told() -> None:
    assert "格里已有数字，像是已填的表，请核对" in said(
        read(drawn("项目|本期（件）|累计（件）", "立案|12|", "结案||"))
    )


TEXTS = (
    "",
    "",
    "",
    "",
    "会议（次）",
    "单位",
    "次",
    "合计",
    "其中：女",
    "01",
    "一、宣传",
    "×",
    "（ ）次",
    "开展（ ）次",
    "□是 □否",
    "备注",
    "…",
)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A head and rows of anything, merged and shaded anyhow."""
    width = draw(st.integers(1, 5))
    cells = st.builds(
        Cell,
        lines=st.sampled_from(TEXTS).map(lambda text: (text,) if text else ()),
        span=st.sampled_from((1, 1, 1, 2)),
        continued=st.sampled_from((False,) * 9 + (True,)),
        shaded=st.sampled_from((False,) * 9 + (True,)),
    )
    head = tuple(Cell(lines=(f"第{name}栏",)) for name in "甲乙丙丁戊"[:width])
    rows = draw(st.lists(st.lists(cells, min_size=1, max_size=width).map(tuple), max_size=6))
    return (head, *rows)


@given(st.lists(tables(), min_size=1, max_size=2))
def test_every_cell_to_write_into_is_a_blank_or_a_doubt_and_the_file_says_the_same(found: list[Rows]) -> None:
    parts = [part for rows in found for part in ("一、情况", rows)]
    places = sum(is_room(cell) for rows in found for row in rows for cell in row)

    draft = read("召开（ ）次", *parts)

    assert len(draft.edition.blanks) - 2 >= places or said(draft)
    assert edition_of(edition_toml(draft), "2022").blanks == draft.edition.blanks


def test_a_paper_of_far_too_many_words_is_refused() -> None:
    with pytest.raises(DocumentError, match="文件里的字超过 50 万"):
        read("字" * 9_999, drawn(*("|".join(["字" * 5_000] * 10) for _ in range(11))))


def test_cells_that_go_on_from_the_head_into_the_body_are_cut_at_its_end() -> None:
    draft = read(drawn("项目|数量（件）", "会议|", "讲座|"), drawn("代号|含义", "^|甲"))

    (_, told) = draft.edition.blocks
    assert isinstance(told, Grid)
    assert (told.head, [[cell.down for cell in row if cell] for row in told.rows]) == (1, [[1, 1], [1, 1]])


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "text", ["（ " * 3_500, "第一项" * 2_300, "字" * 7_000 + "：", "1+" * 3_500 + "=", "一=二+" * 1_700]
)
def test_endless_names_are_read_in_bounded_time(text: str) -> None:
    head = tuple(Cell(lines=(text,)) for _ in range(3))
    rows = ((Cell(lines=(text,)), *(Cell(lines=()) for _ in range(2))),) * 2
    began = time.monotonic()

    read(text, (head, *rows))

    assert time.monotonic() - began < 10
