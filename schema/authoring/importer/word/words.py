"""The words of a paragraph as they stand on the paper; what is left out of it is remembered.

w:p > w:r > w:t           a run of text; underlined spaces are a line to write on (MARK)
w:sym, w:t in Wingdings   a letter of a symbol font, as the private-use character it is in all of them
w:ins, w:hyperlink, …     looked through; w:del and w:moveFrom hold what is no longer there
w:ruby > w:rt             the pinyin above a word
w:txbxContent             a text box: read by nobody, so named
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from schema.authoring.importer.document import MARK, clean_lines
from schema.authoring.importer.word.numbering import CIRCLED, Numbering
from schema.authoring.importer.word.package import W
from schema.authoring.importer.word.styles import Styles

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText")} | {_FALLBACK}
"""No text of the paper; Fallback says once more, for old versions of Word, what stands beside it."""
_MATH_TEXT = f"{_MATH.removesuffix('oMath')}t"
_LEFT = {f"{W}txbxContent": "文本框", _MATH: "公式"}
_SHAPES = ("}line", "}rect", "}roundrect", "}oval", "}wsp", "}cxnSp")
"""Drawn by hand: a line to write on, a box to tick; those with a text inside are text boxes."""
_PICTURES = ("}blip", "}imagedata", "}OLEObject", "}chart")
_SYMBOLS = ("Wingdings", "Webdings", "Symbol")
_SPACES = re.compile(r"[ \u00a0\u2002-\u200a\u3000]+")


class Words:
    """Reads paragraphs in the order of the paper. left: what it has left out, and what it was. moved: what stands elsewhere now."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.left: list[tuple[str, str]] = []
        self.moved: list[str] = []
        self.nested: list[tuple[str, Element]] = []
        """The tables in cells that are still to be read, each with the name of its row."""
        self.noted: list[tuple[str, str]] = []
        """The footnotes that were met: sort and number of each, in order."""

    def lines(self, paragraphs: "Iterable[Element]") -> tuple[str, ...]:
        """The lines that say something."""
        return tuple(line for paragraph in paragraphs for line in clean_lines(self._paragraph(paragraph)))

    def _paragraph(self, paragraph: "Element") -> str:
        text = "".join(self._inside(paragraph))
        numbered = self._styles.numbered(paragraph)
        return self._numbering.next(*numbered) + text if numbered else text

    def _inside(self, element: "Element") -> Iterator[str]:
        for child in element:
            if child.tag in _LEFT:
                self.leave(_LEFT[child.tag], child)
            elif child.tag == f"{W}r" and (gone := self._styles.gone(child)):
                self.leave(gone, child)
            elif child.tag.endswith(_PICTURES) or _is_bare_shape(child):
                self.left.append(("图片或图形", ""))
            elif child.tag.startswith(W) and child.tag not in _GONE:
                yield self._written(child) or "".join(self._inside(child))
            elif child.tag not in _GONE:
                yield from self._inside(child)

    def _written(self, child: "Element") -> str:
        """What one element of a run stands for; '' for those that only hold others."""
        match child.tag.removeprefix(W):
            case "t":
                return self._text(child.getparent(), child.text or "")
            case "br" | "cr":
                return "\n"
            case "tab" | "ptab":
                return MARK * 4 if self._styles.underlined(child.getparent()) else "\t"
            case "noBreakHyphen":
                return "-"
            case "sym":
                return _symbol(child)
            case "footnoteReference" | "endnoteReference" as sort:
                self.noted.append((sort.removesuffix("Reference"), child.get(f"{W}id", "")))
                return note_mark(len(self.noted))
        return ""

    def _text(self, run: "Element", text: str) -> str:
        if self._styles.font(run).startswith(_SYMBOLS):
            return "".join(chr(0xF000 | ord(c) & 0xFF) if not c.isspace() else c for c in text)
        if _SPACES.search(text) and self._styles.underlined(run):
            return _SPACES.sub(lambda spaces: _rule(spaces, text), text)
        return text

    def leave(self, what: str, element: "Element") -> None:
        """Remember that it is not read."""
        if words := short(element):
            self.left.append((what, words))


def short(element: "Element") -> str:
    """Its words on one line, to name it by."""
    texts = (text.text or "" for text in element.iter(f"{W}t", _MATH_TEXT))
    return " ".join(clean_lines("\n".join(texts)))[:200]


def _is_bare_shape(element: "Element") -> bool:
    return element.tag.endswith(_SHAPES) and element.find(f".//{W}txbxContent") is None


def _rule(spaces: re.Match[str], text: str) -> str:
    """Underlined spaces are a line to write on; one space between underlined words is only a space."""
    alone = not text.strip()
    return MARK * len(spaces[0]) if alone or len(spaces[0]) > 1 else spaces[0]


def _symbol(child: "Element") -> str:
    try:
        code = int(child.get(f"{W}char", ""), 16)
    except ValueError:
        return "〓"
    if code >= 0xF000 or child.get(f"{W}font", "").startswith(_SYMBOLS):
        return chr(0xF000 | code & 0xFF)
    return chr(code) if code >= ord(" ") else "〓"


def note_mark(number: int) -> str:
    """The mark of a footnote in the text."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"〔注{number}〕"
