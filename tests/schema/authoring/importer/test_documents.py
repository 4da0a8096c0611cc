"""What Word does to a table: merged cells, page breaks, nested runs, text boxes, underlined spaces."""

from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml

from schema.authoring.importer.document import Cell, DocumentError, join_lines
from schema.authoring.importer.read_text import read_text
from schema.authoring.importer.tables.activity_table import read_activities
from schema.authoring.importer.tables.around import trimmed
from schema.authoring.importer.to_draft import read_paper
from schema.edition.blocks import ActivityTable
from schema.edition.grid import Grid
from schema.edition.kinds import Amount, Choice, Count, Kind
from tests.support.documents.imported import DUE, HEAD, W, imported, kinds, lines, paragraph, sheet
from tests.support.documents.parts import around, paper_of
from tests.support.documents.word import SheetRow


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        (
            '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">    </w:t></w:r>',
            Count(measure="次"),
        ),
        ('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>', Count(measure="次")),
    ],
)
def test_underlined_spaces_are_a_blank(xml: str, kind: Kind, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph(xml)(document)
        paragraph("<w:r><w:t>次；</w:t></w:r>")(document)

    assert kinds(imported(tmp_path, sheet("演练"), change)) == [kind]


def test_spaces_that_are_not_underlined_are_none(tmp_path: Path) -> None:
    xml = '<w:r><w:rPr><w:u w:val="none"/></w:rPr><w:t xml:space="preserve">   次</w:t></w:r>'
    draft = imported(tmp_path, sheet("演练（ ）次，"), paragraph(xml))

    assert kinds(draft) == [Count(measure="次")]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:hyperlink><w:r><w:t>投入（ ）万元</w:t></w:r></w:hyperlink>",
        "<w:sdt><w:sdtContent><w:r><w:t>投入（ ）万元</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:smartTag><w:r><w:t>投入（ ）</w:t></w:r></w:smartTag>",
    ],
)
def test_nested_runs_are_read(xml: str, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph(xml)(document)
        paragraph("<w:r><w:t>万元；A</w:t><w:noBreakHyphen/><w:br/></w:r>")(document)

    assert isinstance(kinds(imported(tmp_path, sheet(""), change))[0], Amount)


def test_a_box_from_a_symbol_font_is_a_box(tmp_path: Path) -> None:
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>{}</w:t></w:r>'

    def change(document: Any) -> None:
        for word in ("有 ", "无"):
            paragraph(box.format(word).replace("<w:t>", '<w:t xml:space="preserve">'))(document)

    assert kinds(imported(tmp_path, sheet("台账："), change)) == [Choice(options=("有", "无"))]


def test_tracked_changes_are_accepted_and_told(tmp_path: Path) -> None:
    xml = "<w:ins><w:r><w:t>演练（ ）次</w:t></w:r></w:ins>"
    gone = "<w:del><w:r><w:delText>取消（ ）场</w:delText></w:r></w:del>"

    def change(document: Any) -> None:
        paragraph(xml)(document)
        paragraph(gone)(document)

    draft = imported(tmp_path, sheet(""), change)

    assert kinds(draft) == [Count(measure="次")]
    assert draft.doubts[()] == ("文件里有修订痕迹：按“接受所有修订”读取，请核对",)


def test_a_text_box_is_left_out_and_told(tmp_path: Path) -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>内部（ ）份</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    draft = imported(tmp_path, sheet("演练（ ）次"), paragraph(box))

    assert kinds(draft) == [Count(measure="次")]
    assert draft.doubts[()] == ("文本框没有收进：内部（ ）份",)


def test_what_stands_between_two_tables_names_the_second_or_goes_to_the_note(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for text in ("请按时报送。", "二、执法情况"):
            document.add_paragraph(text)
        more = document.add_table(rows=2, cols=2)
        for cell, text in zip(more.columns[0].cells, ("项目", "立案（件）"), strict=True):
            cell.text = text
        more.rows[0].cells[1].text = "数量"

    draft = imported(tmp_path, sheet("演练（ ）次"), change)

    table, grid = draft.edition.blocks
    assert isinstance(table, ActivityTable)
    assert isinstance(grid, Grid)
    assert (grid.caption, grid.head, grid.stub) == ("二、执法情况", 1, 1)
    assert (draft.edition.note, kinds(draft)[-1], draft.doubts) == ("请按时报送。", Count(measure="件"), {})


def test_a_table_cut_into_two_is_one(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph(" ")
        more = document.add_table(rows=1, cols=4)
        for cell, text in zip(more.rows[0].cells, ("宣传", "演练", "要演练。", "演练（ ）场"), strict=True):
            cell.text = text
        document.add_table(rows=1, cols=2)

    draft = imported(tmp_path, sheet("学习（ ）次"), change)

    assert [(section.title, len(section.activities)) for section in draft.edition.sections] == [("宣传", 2)]
    assert kinds(draft) == [Count(measure="次"), Count(measure="场")]
    assert draft.doubts[()] == ("有一个没有字的表格（1 行），没有收进",)


def test_a_row_cut_by_a_page_break_is_one(tmp_path: Path) -> None:
    made = sheet("学习（ ）次；")
    made.rows.append(SheetRow(section="", title="", requirement="", progress=["参与（ ）人次；"]))
    made.rows[-1].title = " "

    draft = imported(tmp_path, made)

    assert len(draft.edition.sections[0].activities) == 1
    assert [len(line.blanks) for line in lines(draft)] == [1, 1]


def test_a_line_that_begins_with_a_blank_goes_on_with_the_line_above(tmp_path: Path) -> None:
    draft = imported(tmp_path, sheet("是否建立台账：", "□是 □否；", "（ ）次；"))

    assert [len(line.blanks) for line in lines(draft)] == [1, 1]


def row(*texts: str, span: int = 1, continued: bool = False) -> tuple[Cell, ...]:
    cells = [Cell(lines=(text,) if text else ()) for text in texts]
    first = Cell(lines=cells[0].lines, span=span)
    second = Cell(lines=cells[1].lines, continued=continued) if len(cells) > 1 else None
    return (first, *([second] if second else []), *cells[2:])


def test_rows_across_the_table_are_text_around_it_or_a_section() -> None:
    around = trimmed(
        (
            row("统计表", span=4),
            HEAD,
            row("一、宣传", span=4),
            row("", "学习", "要学习。", "学习（ ）次"),
            row("", "", "也要演练（ ）次。\n", "无", continued=True),
            row("", span=4),
            row("请按时报送", span=4),
        )
    )
    table, doubts = read_activities(around.rows, around.first)

    assert (around.above, around.below) == (("统计表",), ("请按时报送",))
    assert around.doubts == ("第 6 行是空的（1 格），没有当作要填的",)
    (section,) = table.sections
    assert section.title == "一、宣传"
    assert doubts[1,] == ("第 3 行横贯全表，当作活动项目",)
    assert [doubts[1, 1], doubts[1, 2]] == [
        (),
        ("“活动”一格与上一行合并，本行的活动名留空，请核对", "“活动项目”一格是空的，当作接着上一行的"),
    ]
    assert doubts[1, 2, 1] == ("这一行没有要填的空，请核对",)


def test_four_column_titles_are_made_three_and_missing_texts_are_told() -> None:
    head = row("项目", "活动", "要求", "进展")
    table, doubts = read_activities((head, row("", "学习", "", "学习（ ）次")))

    assert (table.columns, doubts[()]) == (
        ("项目、活动", "要求", "进展"),
        ("表头第一、第二栏各有栏目名，已合为一个",),
    )
    assert (table.sections[0].title, doubts[1,]) == (
        "（没有名称）",
        ("没有活动项目的名称，请补上",),
    )
    assert doubts[1, 1] == ("内容要求是空的，请补上",)


def test_a_row_of_two_cells_among_activities_is_refused() -> None:
    with pytest.raises(DocumentError, match="第 2 行有 2 格"):
        read_activities((HEAD, row("一", "二", span=3)))


def test_a_requirement_keeps_its_paragraphs_and_loses_its_line_ends() -> None:
    cells = (
        Cell(lines=("宣传",)),
        Cell(lines=("学习",)),
        Cell(lines=("要学", "习。", "要演练。")),
        Cell(lines=()),
    )
    table, _ = read_activities((HEAD, cells))

    assert table.sections[0].activities[0].requirement == "要学习。\n要演练。"


def test_latin_words_do_not_run_together() -> None:
    assert join_lines(("use", "Word", "表")) == "use Word表"


def test_a_title_of_another_year_is_told() -> None:
    made = paper_of((HEAD, row("一", "二", "三", "学习（ ）次")), before=("2021年统计表", "填报单位："))

    assert read_paper(made, 2022, DUE).doubts[()] == ("标题写的是 2021 年，不是 2022 年",)


def test_a_deadline_that_is_not_plain_is_told_unless_it_was_given() -> None:
    made = paper_of((HEAD, row("一", "二", "三", "学习（ ）次")), after=("请于7月1日下班前报送",))

    assert read_paper(made, 2022, DUE).doubts == {}
    assert "没有写明几点" in read_paper(made, 2022, None).doubts[()][0]


def test_a_table_in_a_content_control_is_read(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        table = document.tables[0]._tbl  # noqa: SLF001  # Word's own element
        control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
        table.addprevious(control)
        control[0].append(table)

    assert kinds(imported(tmp_path, sheet("演练（ ）次"), change)) == [Count(measure="次")]


def test_a_text_ends_its_table_with_the_last_cell() -> None:
    text = "统计表\n填报单位：\n\n\t项目\t要求\t进展\n\n\t甲\t乙\t（ ）次\n"

    assert around(read_text(text))[1] == ()
    assert around(read_text(f"{text}\n\n请按时报送。"))[1] == ("请按时报送。",)
