"""What a page says: to the eye, on paper, to axe."""

import io
import re
import unicodedata

from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def print_page(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words_of(sheet: PageObject) -> str:
    return folded(sheet.extract_text())


def folded(text: str) -> str:
    """Without white space, and without the look-alikes (⽣ for 生) that a font brings into a PDF."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
