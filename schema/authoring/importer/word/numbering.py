"""The automatic numbers of paragraphs (1. （一） ①), which stand on the paper but not in its text."""

from typing import TYPE_CHECKING

from schema.authoring.importer.document import clean_lines
from schema.authoring.importer.word.package import W, number, value, whole

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element

_TENS = "一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the numbered paragraphs in the order in which it is asked.

    Lists (w:num) of one pattern (w:abstractNum) count on together, unless a list says where it starts.
    """

    def __init__(self, parts: "list[Element]") -> None:
        self._lists = {num.get(f"{W}numId", ""): num for part in parts for num in part.iter(f"{W}num")}
        self._levels = {
            (abstract.get(f"{W}abstractNumId", ""), whole(level.get(f"{W}ilvl", ""), 0)): level
            for part in parts
            for abstract in part.iter(f"{W}abstractNum")
            for level in abstract.iter(f"{W}lvl")
        }
        self._counted: dict[str, list[int]] = {}
        self._met: set[tuple[str, int]] = set()

    def next(self, of_list: str, level: int) -> str:
        """The number of the next paragraph of that list and level; empty where it has none."""
        kind = value(self._lists.get(of_list), "abstractNumId")
        here = self._levels.get((kind, level))
        if here is None:
            return ""
        counted = self._counted.setdefault(kind, [])
        del counted[level + 1 :]
        counted += [0] * (level + 1 - len(counted))
        counted[level] = self._start(of_list, level) or (
            counted[level] + 1 if counted[level] else number(here, "start", 1)
        )
        text = value(here, "lvlText")
        for place, count in enumerate(counted):
            said = self._levels.get((kind, place), here)
            text = text.replace(f"%{place + 1}", in_form(count or number(said, "start", 1), _form(said)))
        return "" if _form(here) == "bullet" and not _is_box(text) else text

    def _start(self, of_list: str, level: int) -> int:
        """Where this list starts anew, when it is met for the first time; else 0."""
        if (of_list, level) in self._met:
            return 0
        self._met.add((of_list, level))
        overrides = self._lists[of_list].iter(f"{W}lvlOverride")
        own = (each for each in overrides if whole(each.get(f"{W}ilvl", ""), 0) == level)
        return next((number(each, "startOverride", 0) for each in own), 0)


def _form(level: "Element") -> str:
    return value(level, "numFmt", "decimal")


def _is_box(text: str) -> bool:
    """A bullet that is a box to tick."""
    return any(line == "□" for line in clean_lines(text))


def in_form(number: int, form: str) -> str:
    """A number as Word would print it; in digits where the form is not known."""
    if form == "none":
        return ""
    if form in ("upperLetter", "lowerLetter"):
        letter = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form.startswith("decimalEnclosed") and number <= len(CIRCLED):
        return CIRCLED[number - 1]
    if form.startswith(("chinese", "japanese", "ideograph", "taiwanese", "korean")) and number < 100:
        return _chinese(number)
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    before = (_TENS[tens - 1] if tens > 1 else "") + "十" if tens else ""
    return before + (_TENS[ones - 1] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text
