"""A .docx written part by part: what no program writes, and what python-docx cannot."""

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_OTHERS = """
 xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"
 xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
"""


def write_package(
    file: Path,
    body: str,
    *,
    kind: str = DOCUMENT,
    namespace: str = MAIN,
    outside: str = "<w:document {w}><w:body>{body}</w:body></w:document>",
    **parts: str,
) -> Path:
    """body: what stands in w:body. parts: styles, numbering, footnotes, header … and what stands in each."""
    w = f'xmlns:w="{namespace}"{_OTHERS}'
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE.format(name)}"/>' for name in parts
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/>{types}<Default/></Types>',
        )
        package.writestr("word/document.xml", outside.format(w=w, body=body))
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {w}>{inside}</w:{name}>")
    return file


def in_table(*cells: str) -> str:
    """A table of one row; each cell is given by the paragraphs in it."""
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def run(text: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
