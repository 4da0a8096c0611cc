"""What a page says: to the eye, on paper, to axe."""

import re
import unicodedata

import pypdfium2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # a list of all that is right takes longer than to find what is not
}
HYPHEN = "[\x02\ufffe]"
"""A hyphen at the end of a line, as the reader of the PDF has it."""


def axe_finds(page: Page, *, but: str = "") -> list[tuple[str, str]]:
    """Each rule of accessibility that the page breaks, and the first element that does.

    but: the name of one that is not asked.
    """
    rules = {but: {"enabled": False}} if but else {}
    found = Axe().run(page, options={**_AXE, "rules": rules}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def print_words(page: Page) -> list[str]:
    """The words of each sheet of paper."""
    return words_of(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))


def words_of(paper: pypdfium2.PdfDocument) -> list[str]:
    return [folded(re.sub(HYPHEN, "-", sheet.get_textpage().get_text_bounded())) for sheet in paper]


def folded(text: str) -> str:
    """Without white space, and without the look-alikes (⽣ for 生) that a font brings into a PDF."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
