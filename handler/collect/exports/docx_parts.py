"""The parts of a Word document around its text: types, relations, looks, footer, properties.

Names of elements and their order are those of ECMA-376 part 1. Lengths are twentieths of a point, sizes of letters
half points.
"""

from datetime import UTC, datetime

from handler.collect.exports.xml_text import escaped

WIDTH = 9866
"""Of the text between the margins of an A4 page."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATION = f"{_SCHEMAS}/officeDocument/2006/relationships"

_TYPES = (
    f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>'
    "</Types>"
)


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{listed}</Relationships>'


_PACKAGE = _relations(
    (f"{_RELATION}/officeDocument", "word/document.xml"),
    (f"{_SCHEMAS}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
)
_DOCUMENT = _relations(
    (f"{_RELATION}/styles", "styles.xml"),
    (f"{_RELATION}/settings", "settings.xml"),
    (f"{_RELATION}/footer", "footer1.xml"),
)
_SETTINGS = (
    f'<w:settings {_W}><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _fonts(name: str) -> str:
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'
    )


def _style(name: str, paragraph: str, letters: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_CENTRED = '<w:jc w:val="center"/>'
_STYLES = (
    f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('仿宋')}{_size(21)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + _style("Annex", '<w:spacing w:after="60"/>', _fonts("黑体") + _size(32))
    + _style("TableTitle", f"<w:keepNext/>{_CENTRED}", _fonts("宋体") + "<w:b/><w:bCs/>" + _size(34))
    + _style("Heading", '<w:keepNext/><w:spacing w:before="160" w:after="100"/>', _size(22))
    + _style("ColumnTitle", f"<w:keepNext/>{_CENTRED}", _fonts("宋体") + "<w:b/><w:bCs/>" + _size(24))
    + _style("Section", _CENTRED, _fonts("宋体") + "<w:b/><w:bCs/>" + _size(21))
    + _style("Activity", _CENTRED, "")
    + _style("Requirement", '<w:spacing w:line="250" w:lineRule="exact"/><w:jc w:val="both"/>', _size(18))
    + _style("Progress", '<w:spacing w:line="300" w:lineRule="exact"/>', "")
    + _style("Note", '<w:spacing w:before="100"/>', "")
    + _style("Foot", _CENTRED, _size(18))
    + "</w:styles>"
)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _footer(text: str) -> str:
    """The text, and page x of y."""

    def run(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{escaped(words)}</w:t></w:r>'

    pages = f"{run(f'{text}　　第 ')}{_field('PAGE')}{run(' 页  共 ')}{_field('NUMPAGES')}{run(' 页')}"
    return f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr>{pages}</w:p></w:ftr>'


def _properties(title: str, moment: datetime) -> str:
    said = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{said}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_SCHEMAS}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title>{dates}</cp:coreProperties>"
    )


_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1020" w:right="1020" w:bottom="1020" w:left="1020" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def make_parts(body: str, *, foot: str, title: str, moment: datetime) -> dict[str, str]:
    """Name → XML of every part, in the order in which they are packed. `body` is XML; foot and title are text."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _PACKAGE,
        "word/document.xml": f"<w:document {_W}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/_rels/document.xml.rels": _DOCUMENT,
        "word/styles.xml": _STYLES,
        "word/settings.xml": _SETTINGS,
        "word/footer1.xml": _footer(foot),
        "docProps/core.xml": _properties(title, moment),
    }
    return {name: _HEAD + text for name, text in parts.items()}
