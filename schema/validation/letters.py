"""The letters of what is typed: which are spaces, which cannot be seen, which are another way of writing one.

Digits typed with a Chinese input method (full-width forms) are digits; ², ① and their like are not: 10² must never be
read as 102. What cannot be seen (Unicode's default-ignorable characters) is dropped from a number, a date and a phone
number, and at the ends of a text, but for the marks that turn the order of what is shown: they are refused.
"""

import re
from functools import lru_cache

from schema.edition.kinds import Answer, Kind, LongText, Text, UnitName
from schema.validation.rules import Rule

SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""Outer space that is stripped; Python's and JavaScript's own ideas of space differ."""
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a\u202c\u202d\u2060-\u2066\u2068-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
PATTERNS = {
    "count": r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+",
    "amount": r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.([0-9]+))?",
    "date": r"(20[0-9]{2})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})[日号]?",
    "phone": r"\+?[0-9(][0-9() -]{3,28}[0-9](?:转[0-9]{1,6})?",
    "unprintable": r"[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]",
    "unseen": f"[{_UNSEEN}]",
    "gap": r"[\u00a0\u2000-\u200a\u202f\u205f]",
    "dash": r"[\u2010-\u2015\u2212\u2500\u2501\u2e3a\u2e3b\u30fc\ufe58\ufe63]+",
}
"""Regular expressions in the subset that Python and JavaScript (with its flag `u`) read alike.

unseen: what is dropped. gap, dash: what address books and Chinese keyboards write for a space and a hyphen.
"""
UNSEEN, _GAP, DASH = (re.compile(PATTERNS[name]) for name in ("unseen", "gap", "dash"))
UNPRINTABLE = re.compile(PATTERNS["unprintable"].replace("]", r"\ud800-\udfff]"))
_OF_FIGURES = (Rule.NOT_COUNT, Rule.NOT_AMOUNT, Rule.NOT_DATE, Rule.NOT_PHONE)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def bare(text: str) -> str:
    """The text without what cannot be seen at its ends: space, and format characters."""
    start, end = 0, len(text)
    while start < end and _is_bare(text[start]):
        start += 1
    while start < end and _is_bare(text[end - 1]):
        end -= 1
    return text[start:end]


@lru_cache(maxsize=1024)
def _is_bare(letter: str) -> bool:
    """Whether there is nothing to see."""
    return letter in SPACES or UNSEEN.match(letter) is not None


def plain(value: str) -> str:
    """Full-width forms made ASCII, what cannot be seen and outer space gone."""
    seen = value if value.isascii() else UNSEEN.sub("", value.translate(_WIDE))
    return seen.strip(SPACES)


def hyphenated(value: str) -> str:
    """As `plain`, any dash a hyphen and any space the common one."""
    typed = plain(value)
    return typed if typed.isascii() else DASH.sub("-", _GAP.sub(" ", typed))


def holds_unseen(value: object, rule: Rule) -> bool:
    """Whether something that cannot be seen is left in a text that breaks `rule`, once what may be dropped is."""
    if not isinstance(value, str):
        return False
    return UNPRINTABLE.search(plain(value) if rule in _OF_FIGURES else bare(value)) is not None


def was_right(kind: Kind, stored: Answer | None, answer: Answer | None) -> bool:
    """Whether a stored text is this answer (None: empty) but for what earlier versions kept at its ends."""
    if not isinstance(kind, (UnitName, Text, LongText)) or not isinstance(stored, str):
        return False
    could_be = stored == stored.strip(SPACES) != "" and not UNPRINTABLE.search(stored.replace("\n", ""))
    return could_be and bare(stored) == (answer or "")
