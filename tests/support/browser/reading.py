"""What a page says: to the eye, on paper, to axe."""

import re
import unicodedata

import pypdfium2
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # a list of all that is right takes longer than to find what is not
}
_AXE = """async (options) => {
  const looks = new Map();
  const shown = [];
  const walk = (element, ground, above) => {
    const style = getComputedStyle(element);
    const under = [ground, style.backgroundColor, style.backgroundImage, style.opacity, style.filter].join();
    const over = above || /absolute|fixed|sticky/.test(style.position) || style.transform !== "none";
    const texts = Array.from(element.childNodes).filter(({ nodeType, data }) => nodeType === 3 && data.trim());
    if (element.checkVisibility({ visibilityProperty: true })) {
      const said = Array.from(element.attributes).filter(({ name }) => !/^(class|style|aria-pressed)$/.test(name));
      shown.push(element.tagName, ...said.map(({ name, value }) => name + value), ...texts.map(({ data }) => data));
    }
    if ((texts.length || element.matches("input, select, textarea")) && element.checkVisibility()) {
      const { control } = element.closest("label") || {};
      const able = !(control || element).closest(":disabled, [aria-disabled=true]");
      const look = [under, style.color, style.fontSize, style.fontWeight, style.textShadow, able].join();
      const key = over ? element : look;
      looks.set(key, [...(looks.get(key) || []), element]);
    }
    for (const child of element.children) walk(child, under, over);
  };
  walk(document.documentElement, "", false);
  const seen = (window.seenByAxe = window.seenByAxe || new Set());
  if (seen.has(shown.join())) options.runOnly = options.looks.filter((rule) => !(rule in options.rules));
  seen.add(shown.join());
  const asked = Array.from(looks.values()).flatMap((each) => [each[0], each[each.length - 1]]);
  asked.forEach((element) => element.setAttribute("data-asked", ""));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-asked]" }] });
  const { violations } = await axe.run(options);
  asked.forEach((element) => element.removeAttribute("data-asked"));
  return violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]);
}"""
"""Contrast, which takes axe longer than all other rules together, is asked of the first and the last text of each look:
the same letters on the same grounds have the same. Of what lies above others each text is asked.

Where the document shows what it has shown before, elsewhere or in other colours, only the rules that look at these are
asked again.
"""
_LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules that look at where a thing stands, and at its colours."""
HYPHEN = "[\x02\ufffe]"
"""A hyphen at the end of a line, as the reader of the PDF has it."""


def axe_finds(page: Page, *, but: str = "") -> list[tuple[str, str]]:
    """Each rule of accessibility that the page breaks, and the first element that does.

    but: the name of one that is not asked.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    rules = {but: {"enabled": False}} if but else {}
    return [(rule, html) for rule, html in page.evaluate(_AXE, {**_RULES, "rules": rules, "looks": _LOOKS})]


def print_words(page: Page) -> list[str]:
    """The words of each sheet of paper."""
    return words_of(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))


def words_of(paper: pypdfium2.PdfDocument) -> list[str]:
    return [folded(re.sub(HYPHEN, "-", sheet.get_textpage().get_text_bounded())) for sheet in paper]


def folded(text: str) -> str:
    """Without white space, and without the look-alikes (⽣ for 生) that a font brings into a PDF."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
