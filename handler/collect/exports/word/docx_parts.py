"""The parts of a Word document: `docx/*.xml`, filled in.

Names of elements and their order are those of ECMA-376 part 1. Lengths are twentieths of a point, sizes of letters
half points.
"""

from datetime import UTC, datetime
from pathlib import Path
from string import Template

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


def make_parts(body: str, *, foot: str, title: str, moment: datetime) -> dict[str, str]:
    """Name → XML of every part, in the order in which they are packed. `body` is XML; foot and title are text."""
    said = {
        "body": body,
        "foot": escaped(foot),
        "title": escaped(title),
        "moment": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    return {name: _template(file).substitute(said) for name, file in _PARTS.items()}


def _template(file: str) -> Template:
    """Its lines joined but for the first: a break between two runs of a paragraph would be read as text."""
    head, *lines = (_TEMPLATES / file).read_text(encoding="utf-8").splitlines()
    return Template(f"{head}\n{''.join(line.strip() for line in lines)}")
