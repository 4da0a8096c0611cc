"""What a run or a paragraph inherits of its styles: underlined, hidden, numbered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schema.authoring.importer.word.package import W, is_on, number, value

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element

_UNREAD = (("vanish", "隐藏的文字"), ("strike", "划掉的文字"), ("dstrike", "划掉的文字"))
_WHITE = "FFFFFF"
_DEEPEST = 12
"""Styles that a style is based on; Word follows no more."""


class Styles:
    """The styles of a document, asked by the elements that use them."""

    def __init__(self, parts: "list[Element]") -> None:
        self._paragraph: tuple[object, str] = (None, "")
        self._said: dict[tuple[str, str], Element | None] = {}
        self._styles = {style.get(f"{W}styleId"): style for part in parts for style in part.iter(f"{W}style")}

    def underlined(self, run: "Element") -> bool:
        return is_on(self._of_run(run, "u"), usual="none")

    def gone(self, run: "Element") -> str:
        """What it is whose text nobody reads on the paper; '' where it is read."""
        for what, name in _UNREAD:
            if is_on(self._of_run(run, what)):
                return name
        colour = self._of_run(run, "color")
        white = colour is not None and colour.get(f"{W}val", "").upper() == _WHITE
        return "白色的文字" if white and not _on_colour(run) else ""

    def font(self, run: "Element") -> str:
        """The font of its Latin letters, in which symbols are set."""
        mark = self._of_run(run, "rFonts")
        return "" if mark is None else mark.get(f"{W}ascii") or mark.get(f"{W}hAnsi") or ""

    def numbered(self, paragraph: "Element") -> tuple[str, int] | None:
        """Its list and the level in it."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        styles = self._chain(value(paragraph, "pPr/pStyle"))
        marks = [own, *(each.find(f"{W}pPr/{W}numPr") for each in styles)]
        mark = next((each for each in marks if each is not None), None)
        if mark is None or mark.find(f"{W}numId") is None:
            return None
        return value(mark, "numId", "0"), number(mark, "ilvl", 0)

    def _of_run(self, run: "Element", what: str) -> "Element | None":
        """The nearest that says it: the run, its style, its paragraph's style."""
        own = run.find(f"{W}rPr/{W}{what}")
        if own is not None:
            return own
        paragraph = next(run.iterancestors(f"{W}p"), None)
        names = [value(run, "rPr/rStyle")]
        names += [self._of_paragraph(paragraph)] if paragraph is not None else []
        found = (self._of_style(name, what) for name in names)
        return next((mark for mark in found if mark is not None), None)

    def _of_style(self, name: str, what: str) -> "Element | None":
        """Kept: thousands of runs may have the same."""
        if (name, what) not in self._said:
            found = (style.find(f"{W}rPr/{W}{what}") for style in self._chain(name))
            self._said[name, what] = next((mark for mark in found if mark is not None), None)
        return self._said[name, what]

    def _of_paragraph(self, paragraph: "Element") -> str:
        """Kept for the paragraph at hand: one may have thousands of runs."""
        if self._paragraph[0] is not paragraph:
            self._paragraph = (paragraph, value(paragraph, "pPr/pStyle"))
        return self._paragraph[1]

    def _chain(self, name: str) -> "Iterator[Element]":
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")


def _on_colour(run: "Element") -> bool:
    """Whether its cell, or its paragraph, may have another colour than the paper."""
    around = next(run.iterancestors(f"{W}tc"), run.getparent())
    styled = any(table.find(f"{W}tblPr/{W}tblStyle") is not None for table in run.iterancestors(f"{W}tbl"))
    return styled or any(True for _ in around.iter(f"{W}shd", f"{W}highlight"))
