"""What a run or a paragraph inherits of its styles: underlined, hidden, numbered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schema.authoring.importer.word.package import W, number

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element

_OFF = ("none", "0", "false", "off")
_DEEPEST = 12
"""Styles that a style is based on; Word follows no more."""


class Styles:
    """The styles of a document, asked by the elements that use them."""

    def __init__(self, parts: "list[Element]") -> None:
        self._paragraph: tuple[object, str] = (None, "")
        self._styles = {style.get(f"{W}styleId"): style for part in parts for style in part.iter(f"{W}style")}

    def underlined(self, run: "Element") -> bool:
        mark = self._of_run(run, "u")
        return mark is not None and mark.get(f"{W}val", "none") not in _OFF

    def hidden(self, run: "Element") -> bool:
        mark = self._of_run(run, "vanish")
        return mark is not None and mark.get(f"{W}val", "1") not in _OFF

    def font(self, run: "Element") -> str:
        """The font of its Latin letters, in which symbols are set."""
        mark = self._of_run(run, "rFonts")
        return "" if mark is None else mark.get(f"{W}ascii") or mark.get(f"{W}hAnsi") or ""

    def numbered(self, paragraph: "Element") -> tuple[str, int] | None:
        """Its list and the level in it."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = _name(paragraph, "pPr/{W}pStyle")
        marks = [own, *(each.find(f"{W}pPr/{W}numPr") for each in self._chain(style))]
        of_list = next((each.find(f"{W}numId") for each in marks if each is not None), None)
        level = next((each.find(f"{W}ilvl") for each in marks if each is not None), None)
        if of_list is None:
            return None
        return of_list.get(f"{W}val", "0"), number(level, 0)

    def _of_run(self, run: "Element", what: str) -> "Element | None":
        """The nearest that says it: the run, its style, its paragraph's style."""
        own = run.find(f"{W}rPr/{W}{what}")
        if own is not None:
            return own
        paragraph = next(run.iterancestors(f"{W}p"), None)
        names = [_name(run, "rPr/{W}rStyle")]
        names += [self._of_paragraph(paragraph)] if paragraph is not None else []
        found = (style.find(f"{W}rPr/{W}{what}") for name in names for style in self._chain(name))
        return next((mark for mark in found if mark is not None), None)

    def _of_paragraph(self, paragraph: "Element") -> str:
        """Kept for the paragraph at hand: one may have thousands of runs."""
        if self._paragraph[0] is not paragraph:
            self._paragraph = (paragraph, _name(paragraph, "pPr/{W}pStyle"))
        return self._paragraph[1]

    def _chain(self, name: str) -> "Iterator[Element]":
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            name = "" if based is None else based.get(f"{W}val", "")


def _name(element: "Element", path: str) -> str:
    found = element.find(f"{W}{path.format(W=W)}")
    return "" if found is None else found.get(f"{W}val", "")
