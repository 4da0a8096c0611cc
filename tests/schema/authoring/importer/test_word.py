"""What Word writes for what stands on the paper: every word of it is read, or named as left out."""

from pathlib import Path

import pytest

from schema.authoring.importer.document import Cell, Paper
from schema.authoring.importer.word.numbering import in_form
from schema.authoring.importer.word.read_docx import read_docx
from tests.support.documents.package import in_table, run, write_package
from tests.support.documents.parts import around, table_of

ROOM = "＿＿＿＿"


def read(folder: Path, inside: str, **parts: str) -> Paper:
    """A table of one cell with this in its paragraph."""
    body = inside if inside.startswith("<w:tbl") else in_table(f"<w:p>{inside}</w:p>")
    return read_docx(write_package(folder / "form.docx", body, **parts))


def control(about: str, shown: str) -> str:
    return (
        f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{run(shown) if shown else ''}</w:sdtContent></w:sdt>"
    )


def field(data: str, shown: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


LIST = '<w:dropDownList><w:listItem w:value="选择一项。"/><w:listItem w:displayText="是" w:value="1"/><w:listItem w:value="否"/></w:dropDownList>'
WORDS = {
    "spaces underlined by hand": (run("  ", '<w:u w:val="single"/>') + run("次"), "＿＿次"),
    "one underlined with words": (run("的 人　　次", '<w:u w:val="single"/>'), "的 人＿＿次"),
    "not underlined after all": (run("甲    乙", '<w:u w:val="none"/>'), "甲    乙"),
    "an underlined tab": ('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>' + run("次"), f"{ROOM}次"),
    "a hyphen and a line end": (
        run("A") + "<w:r><w:noBreakHyphen/><w:br/></w:r>" + run("B"),
        "A-\nB",
    ),
    "a box in Wingdings": ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + run("是"), "□是"),
    "a box in Wingdings 2, as a low code": ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "□"),
    "a ticked one": ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
    "a symbol of a text font": ('<w:r><w:sym w:font="宋体" w:char="25CF"/></w:r>', "●"),
    "a symbol without a code": ('<w:r><w:sym/></w:r><w:r><w:sym w:char="1"/></w:r>', "〓〓"),
    "a letter set in Wingdings": (run("£", '<w:rFonts w:hAnsi="Wingdings 2"/>') + run("是"), "□是"),
    "a private-use box, as LibreOffice leaves it": (run("\uf0a8是 \uf06f否 \uf0e0"), "□是 □否 〓"),
    "pinyin above a word": (
        f"<w:r><w:ruby><w:rt>{run('yan')}</w:rt><w:rubyBase>{run('演')}</w:rubyBase></w:ruby></w:r>",
        "演",
    ),
    "struck out, put in, moved": (
        f"<w:ins>{run('新')}</w:ins><w:del>{run('旧')}</w:del><w:moveFrom>{run('去')}</w:moveFrom>",
        "新",
    ),
    "a link and a smart tag": (f"<w:hyperlink><w:smartTag>{run('网')}</w:smartTag></w:hyperlink>", "网"),
    "an old text field": (field("<w:textInput/>", "\u2002\u2002"), ROOM),
    "an old check box": (field("<w:checkBox/>") + run("是"), "□是"),
    "an old check box that is ticked": (field("<w:checkBox><w:checked/></w:checkBox>"), "☑"),
    "an old box that is not ticked any more": (
        field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'),
        "□",
    ),
    "an old drop-down": (
        field('<w:ddList><w:listEntry w:val="有"/><w:listEntry w:val="无"/></w:ddList>'),
        "□有 □无",
    ),
    "a content control with its prompt": (control("<w:showingPlcHdr/><w:text/>", "在这里写"), ROOM),
    "a prompt that is not said to be one": (control("", "单击或点击此处输入文字。"), ROOM),
    "an empty date control": (control("<w:date/>", ""), ROOM),
    "a control around words": (control("", "演练"), "演练"),
    "a control without anything": ("<w:sdt/>" + run("演"), "演"),
    "a new check box": (
        control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "x") + run("是"),
        "□是",
    ),
    "a drop-down": (control(LIST, "选择一项。"), "□是 □否"),
    "white on a colour": (run("甲", '<w:color w:val="FFFFFF"/><w:shd w:fill="1F4E79"/>'), "甲"),
    "not struck through after all": (run("甲", '<w:strike w:val="0"/>'), "甲"),
}


@pytest.mark.parametrize("what", WORDS)
def test_it_is_read_as_it_stands_on_the_paper(what: str, tmp_path: Path) -> None:
    inside, text = WORDS[what]

    assert "\n".join(table_of(read(tmp_path, inside))[0][0].lines) == text


STYLES = """
<w:style w:styleId="空"><w:rPr><w:u w:val="single"/></w:rPr></w:style>
<w:style w:styleId="同"><w:basedOn w:val="空"/></w:style>
<w:style w:styleId="藏"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="条"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="圈"><w:basedOn w:val="圈"/></w:style>
"""


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("    ", '<w:rStyle w:val="同"/>') + run("次"), f"{ROOM}次"),
        ('<w:pPr><w:pStyle w:val="空"/></w:pPr>' + run("甲    乙"), f"甲{ROOM}乙"),
        ('<w:pPr><w:pStyle w:val="圈"/></w:pPr>' + run("甲    乙"), "甲    乙"),
        (run("甲") + run("乙", '<w:rStyle w:val="藏"/>'), "甲"),
    ],
)
def test_what_a_style_says_holds(inside: str, text: str, tmp_path: Path) -> None:
    assert table_of(read(tmp_path, inside, styles=STYLES))[0][0].lines == (text,)


def numbered(text: str, of_list: int = 1, level: int = 0) -> str:
    about = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of_list}"/></w:numPr></w:pPr>'
    return f"<w:p>{about}{run(text)}</w:p>"


LISTS = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="3"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0a8"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>
"""


def test_automatic_numbers_stand_before_their_lines(tmp_path: Path) -> None:
    cell = "".join(
        (
            numbered("甲"),
            numbered("乙"),
            numbered("丙", level=1),
            numbered("丁", level=1),
            numbered(" "),
            f'<w:p><w:pPr><w:pStyle w:val="条"/></w:pPr>{run("戊")}</w:p>',
            numbered("己", of_list=3),
            numbered("庚", of_list=3),
            numbered("点", of_list=2),
            numbered("是", of_list=2, level=1),
            numbered("无", of_list=9),
            numbered("无", of_list=0),
        )
    )

    lines = table_of(read(tmp_path, in_table(cell), styles=STYLES, numbering=LISTS))[0][0].lines

    assert lines == (
        "一、甲",
        "二、乙",
        "二.3丙",
        "二.4丁",
        "三、",
        "四、戊",
        "八、己",
        "九、庚",
        "点",
        "□是",
        "无",
        "无",
    )


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("none", 1, ""),
        ("upperLetter", 2, "B"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 30, "30"),
        ("chineseCountingThousand", 10, "十"),
        ("japaneseCounting", 25, "二十五"),
        ("ideographDigital", 7, "七"),
    ],
)
def test_a_number_is_printed_in_the_form_of_its_list(form: str, number: int, text: str) -> None:
    assert in_form(number, form) == text


def test_footnotes_follow_the_table_and_have_their_marks_in_the_text(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{n}"><w:p>{run(f"注{n}")}</w:p></w:footnote>' for n in (1, 2))

    paper = read(tmp_path, run("甲") + mark.format(2) + run("乙") + mark.format(1), footnotes=notes)

    assert (table_of(paper)[0][0].lines, around(paper)[1]) == (("甲①乙②",), ("①注2", "②注1"))
    many = read(tmp_path, run("甲") + mark.format(1) * 21, footnotes=notes)
    assert many.parts[-1] == "〔注21〕注1"


def test_tables_in_cells_follow_the_table_each_under_the_name_of_its_row(tmp_path: Path) -> None:
    inner = in_table(f"<w:p>{run('乙（ ）家')}</w:p>", "<w:p/>")
    gone = "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    named = in_table(f"<w:p>{run('甲')}</w:p>", inner + inner + gone)
    first = in_table(f"<w:p>{run('丙')}</w:p>{inner}", f"<w:p>{run('丁')}</w:p>")

    paper = read(tmp_path, f"{named.removesuffix('</w:tbl>')}{first.removeprefix('<w:tbl>')}<w:p/>")

    outer, *after = [part for part in paper.parts if not isinstance(part, str)]
    rows = ((Cell(lines=("乙（ ）家",)), Cell(lines=())),)
    assert outer == (
        (Cell(lines=("甲",)), Cell(lines=("（见下表）",))),
        (Cell(lines=("丙",)), Cell(lines=("丁",))),
    )
    assert after == [rows, rows, rows]
    assert [part for part in paper.parts if part in ("甲", "丙")] == ["甲", "甲"]
    assert paper.notes == (
        "“甲”一行里的表格移到了整张表的下面，请核对",
        "表格里的表格移到了整张表的下面，请核对",
    )


def test_two_tables_of_one_row_are_named_by_their_columns_and_one_without_cells_is_none(
    tmp_path: Path,
) -> None:
    inner, none = in_table(f"<w:p>{run('乙（ ）家')}</w:p>"), "<w:tbl><w:tr/></w:tbl><w:p/>"
    rows = [[f"<w:p>{run(text)}</w:p>" for text in ("项目", "去年", "今年")], [f"<w:p>{run('甲')}</w:p>"]]
    rows = [rows[0], [*rows[1], inner, inner], [*rows[1], none, none], [inner, inner, "<w:p/>"]]
    table = "".join(in_table(*row)[len("<w:tbl>") : -len("</w:tbl>")] for row in rows)

    paper = read(tmp_path, f"<w:tbl>{table}</w:tbl><w:p/>")

    assert paper.notes == tuple(
        f"{name}的表格移到了整张表的下面，请核对"
        for name in ("“甲、去年”一行里", "“甲、今年”一行里", "“项目”一行里", "“去年”一行里")
    )
    (outer,) = (part for part in paper.parts if not isinstance(part, str) and len(part) > 1)
    assert [cell.lines for cell in outer[2]] == [("甲",), (), ()]


LEFT = {
    "hidden": (run("甲") + run("内部（ ）次", "<w:vanish/>"), "隐藏的文字没有收进：内部（ ）次"),
    "struck through": (run("甲") + run("，参加（ ）次", "<w:dstrike/>"), "划掉的文字没有收进：，参加（ ）次"),
    "white on white": (
        run("甲") + run("乙（ ）次", '<w:color w:val="ffffff"/>'),
        "白色的文字没有收进：乙（ ）次",
    ),
    "a text box": (
        f"<w:r><w:pict><w:txbxContent><w:p>{run('框（ ）')}</w:p></w:txbxContent></w:pict></w:r>",
        "文本框没有收进：框（ ）",
    ),
    "an equation": ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + run("甲"), "公式没有收进：x"),
    "a picture": (
        '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>',
        "图片或图形没有收进，请核对上面有没有字",
    ),
    "a line that is drawn": (
        '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>',
        "图片或图形没有收进，请核对上面有没有字",
    ),
    "a remark at the side": ('<w:r><w:commentReference w:id="1"/></w:r>', "文件里有批注，没有读"),
    "a hidden row": (
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run('丙（ ）')}</w:p></w:tc></w:tr></w:tbl>",
        "隐藏的一行没有收进：丙（ ）",
    ),
    "an old field that is filled": (
        field("<w:textInput/>", "12"),
        "表单域里有“12”，当作空；像是已填的表，请核对",
    ),
    "a control that is filled": (
        control("<w:text/>", "12"),
        "内容控件里有“12”，照录为文字；如是要填的，请改成空",
    ),
    "a drop-down that is set": (control(LIST, "否"), "下拉框里已选“否”，像是已填的表，请核对"),
    "a drop-down of long options": (
        control('<w:comboBox><w:listItem w:value="按时，足额"/><w:listItem w:value="否"/></w:comboBox>', ""),
        "下拉框的选项不能作为选项，当作文字：按时，足额、否",
    ),
    "a repeating section": (
        control("<w15:repeatingSection/>", "一行"),
        "可以重复添加的内容现在还不支持，按一份读取：一行",
    ),
    "tracked changes": (
        f"<w:ins>{run('新')}</w:ins>",
        "文件里有修订痕迹：按“接受所有修订”读取，请核对",
    ),
    "another document inside": (
        in_table("<w:p/>") + "<w:altChunk/>",
        "文件里嵌有另一份文件，没有读。请用 Word 或 WPS 打开，选“另存为”→“Word 文档（.docx）”，再导入那一份。",
    ),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_not_taken_is_named(what: str, tmp_path: Path) -> None:
    inside, note = LEFT[what]

    assert read(tmp_path, inside).notes == (note,)


def test_what_stands_on_every_page_is_named_and_a_page_number_is_not(tmp_path: Path) -> None:
    page = f"<w:p>{run('— 1 —')}</w:p>"

    paper = read(tmp_path, run("甲"), header=f"<w:p>{run('内部资料')}</w:p>", footer=page)

    assert paper.notes == ("页眉没有收进：内部资料",)


def test_what_only_looks_like_more_is_not_named(tmp_path: Path) -> None:
    again = f"<mc:AlternateContent><mc:Fallback>{run('又')}</mc:Fallback></mc:AlternateContent>"

    assert read(tmp_path, run("甲") + again + run("", "<w:vanish/>")).notes == ()


def test_rows_struck_out_are_gone_and_old_merges_are_one_cell(tmp_path: Path) -> None:
    merged = (
        f'<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr><w:p>{run("甲")}</w:p></w:tc>'
        "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>"
    )
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('旧')}</w:p></w:tc></w:tr>"

    paper = read(tmp_path, f"<w:tbl>{gone}<w:tr>{merged}</w:tr></w:tbl>")

    assert [[(cell.lines, cell.span) for cell in row] for row in table_of(paper)] == [[(("甲",), 2)]]


def test_a_frame_of_one_cell_around_the_form_is_no_table(tmp_path: Path) -> None:
    inner = in_table(f"<w:p>{run('甲')}</w:p>", f"<w:p>{run('乙')}</w:p>")

    paper = read(tmp_path, in_table(f"<w:p>{run('统计表')}</w:p>{inner}<w:p>{run('注')}</w:p>"))

    assert (len(table_of(paper)[0]), around(paper)) == (2, (("统计表",), ("注",)))
