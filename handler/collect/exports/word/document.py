"""What a Word document is made of: pieces of its table as XML, and its parts, `docx/*.xml`, filled in and packed.

Names of elements and their order are those of ECMA-376 part 1. Lengths are twentieths of a point, sizes of letters
half points.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from handler.collect.exports.filling import Fill
from handler.collect.exports.paper import ROOM, Parts
from handler.collect.exports.xml_text import escaped

WIDTH = 10206
"""Of the text between the margins of an A4 page."""
_TEMPLATES = Path(__file__).with_name("docx")
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_relations.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_relations.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer1.xml": "footer.xml",
    "docProps/core.xml": "properties.xml",
}
"""Name in the document → template, in the order in which they are packed."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BREAK = "<w:r><w:br/></w:r>"


def begin_table(widths: Sequence[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def runs_xml(fill: Fill, parts: Parts) -> str:
    return "".join(
        _BREAK.join(map(run_xml, part.split("\n"))) if isinstance(part, str) else _filled(fill(part))
        for part in parts
    )


def _filled(text: str) -> str:
    """What stands in a blank, or room to write."""
    lines = (run_xml(line, "<w:b/><w:bCs/>") for line in text.split("\n"))
    return _BREAK.join(lines) if text else run_xml(ROOM, '<w:u w:val="single"/>')


def row_xml(cells: str, more: str = "") -> str:
    """A row that no page break tears."""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def cell_xml(widths: Sequence[int], paragraphs: str, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    width = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def lines_xml(style: str, lines: Iterable[str]) -> str:
    """A paragraph for each line; a cell without one would make the file unreadable."""
    return "".join(paragraph_xml(style, line) for line in lines) or paragraph_xml(style, "")


def paragraph_xml(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def run_xml(text: str, looks: str = "") -> str:
    look = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def packed(body: str, *, foot: str, title: str, moment: datetime) -> bytes:
    """The document, its parts filled in. `body` is XML; foot and title are text."""
    said = {
        "body": body,
        "foot": escaped(foot),
        "title": escaped(title),
        "moment": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as package:
        for name, file in _PARTS.items():
            entry = zipfile.ZipInfo(name)  # of 1980, whenever it is made
            entry.create_system = 0  # whatever the system that packs
            package.writestr(entry, _template(file).substitute(said).encode(), zipfile.ZIP_DEFLATED)
    return document.getvalue()


def _template(file: str) -> Template:
    """Its lines joined but for the first: a break between two runs of a paragraph would be read as text."""
    head, *lines = (_TEMPLATES / file).read_text(encoding="utf-8").splitlines()
    return Template(f"{head}\n{''.join(line.strip() for line in lines)}")
