"""What is not an official table gets one clear message."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from schema.authoring.assign_ids import Settlement
from schema.authoring.importer import open_file as source
from schema.authoring.importer.command import Import, import_edition
from schema.authoring.importer.document import LONGEST_LINE, DocumentError
from schema.authoring.importer.open_file import read_document
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.importer.word.package import LARGEST_PART, MOST_PARAGRAPHS
from schema.errors import UserError
from tests.support.documents.next_year import sheet_2022
from tests.support.documents.package import in_table, run, write_package
from tests.support.documents.word import write_docx
from tests.support.files import PDF, PNG


def letter(file: Path) -> None:
    document = Document()
    document.add_paragraph("各区县（市）局：请报送。")
    document.save(str(file))


def picture(file: Path) -> None:
    file.write_bytes(PNG)


def spreadsheet(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")


def other_package(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.txt", "a")


def truncated(file: Path) -> None:
    write_docx(sheet_2022(), file)
    file.write_bytes(file.read_bytes()[:5000])


def broken_xml(file: Path) -> None:
    write_docx(sheet_2022(), file)
    parts = {}
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"][:2000]
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def bomb(file: Path) -> None:
    write_package(file, "<w:p/>" * (LARGEST_PART // 6))


def bomb_of_types(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", bytes(LARGEST_PART + 1))


def paragraphs_without_end(file: Path) -> None:
    write_package(file, "<w:p/>" * (MOST_PARAGRAPHS + 1))


def of_type(kind: str) -> Callable[[Path], Path]:
    return lambda file: write_package(file, "<w:p/>", kind=kind)


def strict(file: Path) -> None:
    write_package(file, "<w:p/>", namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")


def bodiless(file: Path) -> None:
    write_package(file, "", outside="<w:document {w}/>")


def with_entities(file: Path) -> None:
    entity = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {w}>{body}</w:document>'
    write_package(file, "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", outside=entity)


def scan(file: Path) -> None:
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r></w:p>'
    write_package(file, picture)


def very_wide(file: Path) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p/></w:tc>'
    write_package(file, f"<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl>")


def endless_line(file: Path) -> None:
    write_package(
        file,
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{'（' * (LONGEST_LINE + 1)}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )


def encrypted(file: Path) -> None:
    file.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))


def table(*rows: tuple[str, ...], heading: str = "填报单位：") -> Callable[[Path], None]:
    def write(file: Path) -> None:
        document = Document()
        document.add_paragraph(heading)
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.save(str(file))

    return write


def ten_thousand_rows(file: Path) -> None:
    rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 10_000
    letter(file)
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body><w:tbl>" + rows.encode() + b"</w:tbl>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


HEAD = ("活动项目", "内容要求", "进展情况")
BAD = [
    (lambda file: file.write_bytes(b""), "文件是空的"),
    (picture, "这是图片"),
    (lambda file: file.write_bytes(PDF), "这是PDF"),
    (lambda file: file.write_bytes(b"a\0b"), "这是无法识别的文件"),
    (lambda file: file.write_bytes(b"\xff\xff\xff"), "认不出文件的文字编码"),
    (lambda file: file.write_bytes("各单位：请报送。".encode("gb18030")), "这段文字里没有表格"),
    (letter, "表格里没有一个要填的空"),
    (spreadsheet, "这是 Excel 工作簿"),
    (other_package, "这不是 Word 文档"),
    (truncated, "文件不完整或已损坏"),
    (broken_xml, "不完整或已损坏"),
    (bomb, "文件解开后超过"),
    (bomb_of_types, "文件解开后超过"),
    (paragraphs_without_end, "文件超过 20000 段"),
    (
        of_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "带宏的 Word 文档（.docm），现在还不支持",
    ),
    (of_type("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "带宏的 Word 模板（.dotm）"),
    (
        of_type("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        "Word 模板（.dotx）",
    ),
    (strict, "Strict Open XML"),
    (bodiless, "没有正文"),
    (with_entities, "DOCTYPE"),
    (scan, "只有图片（像是扫描件），现在还不支持"),
    (very_wide, "表格超过 63 栏"),
    (endless_line, "有一段文字超过 10000 字"),
    (encrypted, "打开密码，现在还不支持"),
    (ten_thousand_rows, "表格超过 500 行"),
    (table(HEAD), "表格里没有一个要填的空"),
    (table((*HEAD, "备注"), ("甲", "乙", "丙", "丁")), "表格里没有一个要填的空"),
    (table(HEAD, ("学习", "要学习。", "已经学习")), "表格里没有一个要填的空"),
    (table(HEAD, ("学习", "要学习。", "学习（ ）次；")), "没有读到截止时间"),
]


@pytest.mark.parametrize(("write", "message"), BAD)
def test_it_is_refused_in_one_line_and_nothing_is_written(
    write: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    file, out = tmp_path / "form.docx", tmp_path / "2022.toml"
    write(file)
    order = Import(document=file, edition="2022", like=None, out=out, settlement=Settlement(same={}, new=()))

    with pytest.raises(UserError) as caught:
        list(import_edition(order))

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not out.exists()


def test_a_table_without_a_blank_is_refused(tmp_path: Path) -> None:
    table(HEAD, ("学习", "要学习。", "已经学习"))(tmp_path / "form.docx")
    document = Document(str(tmp_path / "form.docx"))
    document.add_paragraph("请于7月1日12时前报送。")
    document.save(str(tmp_path / "form.docx"))
    order = Import(
        document=tmp_path / "form.docx",
        edition="2022",
        like=None,
        out=tmp_path / "2022.toml",
        settlement=Settlement(same={}, new=()),
    )

    with pytest.raises(DocumentError, match="没有一个要填的空"):
        list(import_edition(order))


def test_a_file_that_is_not_there_or_far_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DocumentError, match="读不到文件"):
        read_document(tmp_path / "nowhere.docx")
    letter(tmp_path / "form.docx")
    monkeypatch.setattr(source, "LARGEST_FILE", 10)
    with pytest.raises(DocumentError, match="太大"):
        read_document(tmp_path / "form.docx")


def test_a_legacy_document_is_converted_where_libreoffice_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write_docx(sheet_2022(), tmp_path / "made.docx")
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\ncp {made} "$2/form.docx"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: str(program))
    legacy = tmp_path / "form.doc"
    legacy.write_bytes(b"\xd0\xcf\x11\xe0 and more")

    assert read_document(legacy) == read_document(made)


@pytest.mark.parametrize(
    ("script", "message"),
    [(None, "没有 LibreOffice"), ("exit 1", "LibreOffice 没能转换"), ("exit 0", "不能把这个文件转换")],
)
def test_a_legacy_document_that_cannot_be_converted_says_how_to_save_it(
    script: str | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: script and str(program))
    (tmp_path / "form.doc").write_bytes(b"\xd0\xcf\x11\xe0")

    with pytest.raises(DocumentError, match=message) as caught:
        read_document(tmp_path / "form.doc")

    assert "另存为" in str(caught.value)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "line",
    ["甲" + " " * 9000 + "乙", "（" * 9000, "填报单位：" + " " * 9000 + "20", "年" + " " * 9000, "□ " * 4000],
    ids=["spaces", "brackets", "room", "date", "boxes"],
)
def test_a_line_made_to_take_long_takes_no_time(line: str, tmp_path: Path) -> None:
    """Without bounds to the search each of them takes minutes."""
    cells = [f"<w:p>{run(text)}</w:p>" for text in ("甲", line, "（ ）次；")]
    head = in_table(*(f"<w:p>{run(title)}</w:p>" for title in HEAD)).removesuffix("</w:tbl>")
    rows = head + in_table(*cells[:2], f"{cells[2]}<w:p>{run(line)}</w:p>").removeprefix("<w:tbl>")
    before = "".join(f"<w:p>{run(text)}</w:p>" for text in ("统计表", "填报单位：", line))

    paper = read_document(write_package(tmp_path / "form.docx", f"{before}{rows}"))

    assert read_paper(paper, 2022, datetime(2022, 7, 1, tzinfo=UTC)).edition.blanks


@pytest.mark.unmeasured
def test_thousands_of_runs_in_one_paragraph_are_refused_soon(tmp_path: Path) -> None:
    file = write_package(tmp_path / "form.docx", in_table(f"<w:p>{run('（ ）') * 4_000}</w:p>"))

    with pytest.raises(DocumentError, match="超过 10000 字"):
        read_document(file)
