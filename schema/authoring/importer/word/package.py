"""The parts of a .docx that are read, within bounds; what is no such file, or is not read yet, is refused by what it is.

The content types name the parts; relationships are not followed, so a broken picture or preview harms nothing.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.authoring.importer.document import DocumentError

if TYPE_CHECKING:
    Element = Any  # lxml's own types do not know Word's elements

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONLY_WORD = (
    "请选用下发的 Word 表（.docx）；没有的，用 WPS 或 Word 把这份文件转成 Word 文档，或把表格复制到新的 Word 文档里，"
    "核对以后另存为 .docx。扫描件认不出字，请向制表机关索取 Word 表。"
)
SAVE_AS = "请用 Word 或 WPS 打开，选“另存为”→“Word 文档（.docx）”，再导入那一份。"
LARGEST_PART = 16_000_000
"""Bytes of the parts that are read, unpacked. The official document has 20 kB, a table of 2,000 cells 3 MB."""
MOST_PARAGRAPHS = 20_000
_MAIN = ".main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_READ = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_NOT_YET = {
    "macroEnabledTemplate": "带宏的 Word 模板（.dotm）",
    "macroEnabled": "带宏的 Word 文档（.docm）",
    "template": "Word 模板（.dotx）",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """The document's body and what its parts are, by the last word of their type (styles, numbering, footnotes …)."""

    body: "Element"
    others: "dict[str, list[Element]]"


def open_package(file: Path) -> Package:
    """Raises DocumentError."""
    try:
        with zipfile.ZipFile(file) as package:
            return _read(package)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise DocumentError(f"文件不完整或已损坏，打不开。{SAVE_AS}") from error


def _read(package: zipfile.ZipFile) -> Package:
    names = set(package.namelist())
    if any(name.startswith("xl/") for name in names):
        raise DocumentError(f"这是 Excel 工作簿；现在只能导入 Word 表。{ONLY_WORD}")
    types = _types(package) if "[Content_Types].xml" in names else {}
    main = next((name for name, kind in types.items() if kind.endswith(_MAIN) and name in names), "")
    if not main.startswith("word/"):
        raise DocumentError(f"这不是 Word 文档。{SAVE_AS}")
    for mark, what in _NOT_YET.items():
        if mark in types[main]:
            raise DocumentError(f"这是{what}，现在还不支持。{SAVE_AS}")
    wanted = {name: kind.rpartition(".")[2].removesuffix("+xml") for name, kind in types.items()}
    wanted = {name: word for name, word in wanted.items() if name in names and word in _READ}
    if sum(package.getinfo(name).file_size for name in (main, *wanted)) > LARGEST_PART:
        raise _too_large()
    document = _part(package, main)
    others: dict[str, list[Element]] = {word: [] for word in _READ}
    for name, word in wanted.items():
        others[word].append(_part(package, name))
    body = document.find(f"{W}body")
    if body is None:
        raise DocumentError(f"文件里没有正文。{SAVE_AS}")
    if sum(1 for _ in body.iter(f"{W}p")) > MOST_PARAGRAPHS:
        raise DocumentError(f"文件超过 {MOST_PARAGRAPHS} 段，不像是一张统计表。请核对文件。")
    return Package(body=body, others=others)


def _too_large() -> DocumentError:
    size = LARGEST_PART // 1_000_000
    return DocumentError(f"文件解开后超过 {size} MB，太大，不像是一张统计表。请核对文件。")


def _types(package: zipfile.ZipFile) -> dict[str, str]:
    """Part → its content type."""
    root = _part(package, "[Content_Types].xml")
    return {
        part.get("PartName", "").lstrip("/"): part.get("ContentType", "")
        for part in root
        if part.get("PartName")
    }


def _part(package: zipfile.ZipFile, name: str) -> "Element":
    from lxml import etree

    if package.getinfo(name).file_size > LARGEST_PART:
        raise _too_large()
    data = package.read(name)  # never more than it says it has
    if _STRICT in data[:20_000]:
        raise DocumentError(f"这是“Strict Open XML 文档”，现在还不支持。{SAVE_AS}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"文件不完整或已损坏，打不开。{SAVE_AS}") from error
    if root.getroottree().docinfo.doctype:
        raise DocumentError(f"文件里有不该有的声明（DOCTYPE），未打开。{SAVE_AS}")
    return root


def value(element: "Element | None", path: str, default: str = "") -> str:
    """w:val of what stands at a path below an element (pPr/pStyle); the default where nothing is there, or it says nothing."""
    found = None if element is None else element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return default if found is None else str(found.get(f"{W}val", default))


def number(element: "Element", path: str, default: int) -> int:
    """The same as a whole number; the default where there is none that is meant."""
    return whole(value(element, path), default)


def whole(said: str, default: int) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else default


def is_on(mark: "Element | None", usual: str = "1", name: str = f"{W}val") -> bool:
    """Whether a mark that may say off is there and does not. usual: what it says where it says nothing."""
    return mark is not None and mark.get(name, usual) not in ("none", "0", "false", "off")


def text_of(element: "Element") -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
