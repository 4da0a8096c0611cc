"""Normalising one value: what was typed or sent → an answer, or the rule it breaks.

The browser's `judge.js` does the same with the same patterns (`edition.json` carries them);
a differential test proves it. Digits typed with a Chinese input method (full-width forms)
are digits; ², ① and their like are not: 10² must never be read as 102.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import assert_never

from schema.model import (
    LARGEST_COUNT,
    LONGEST_PROSE,
    LONGEST_TEXT,
    Amount,
    Answer,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
)
from schema.rules import Rule

SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""Outer space that is stripped; Python's and JavaScript's own ideas of space differ."""
PATTERNS = {
    "count": r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+",
    "amount": r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.([0-9]{1,2}))?",
    "date": r"(20[0-9]{2})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?",
    "phone": r"\+?[0-9(][0-9() -]{3,28}[0-9](?:转[0-9]{1,6})?",
    "unprintable": r"[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]",
}
"""Regular expressions in the subset that Python and JavaScript read alike."""
_COUNT, _AMOUNT, _DATE, _PHONE = (re.compile(PATTERNS[name]) for name in ("count", "amount", "date", "phone"))
UNPRINTABLE = re.compile(PATTERNS["unprintable"].replace("]", r"\ud800-\udfff]"))
_CHOICES = {"是": True, "否": False}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

Normalise = Callable[[object], Answer | Rule]


def normaliser(kind: Kind) -> Normalise:
    """The function that normalises values of one kind of blank."""
    match kind:
        case Count():
            return _count
        case Amount():
            return _amount
        case YesNo():
            return _yes_no
        case Choice():
            return partial(_choice, kind.options)
        case Date():
            return _date
        case Phone():
            return _phone
        case UnitName() | Text():
            return _text
        case LongText():
            return _prose
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


def _count(value: object) -> int | Rule:
    if type(value) is int and 0 <= value <= LARGEST_COUNT:
        return value
    if isinstance(value, str):
        return _typed_count(value)
    if type(value) is int and value > 0:
        return Rule.TOO_LARGE
    return _not_text(value, Rule.NOT_COUNT)


def _typed_count(value: str) -> int | Rule:
    if value.isdigit() and value.isascii():
        return int(value) if len(value) < 10 else _long_number(value)
    plain = _plain(value)
    if not _COUNT.fullmatch(plain):
        return Rule.NOT_COUNT if plain else Rule.MISSING
    return _long_number(plain.replace(",", "").replace(" ", ""))


def _long_number(digits: str) -> int | Rule:
    """The number, however many zeros lead it; a million digits cost nothing."""
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= len(str(LARGEST_COUNT)) else Rule.TOO_LARGE


def _amount(value: object) -> str | Rule:
    if type(value) is int:  # a fraction must be sent as text: JSON's numbers are binary
        value = str(value)
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_AMOUNT)
    plain = _plain(value)
    found = _AMOUNT.fullmatch(plain)
    if not found:
        return Rule.NOT_AMOUNT if plain else Rule.MISSING
    whole = _long_number(found[1].replace(",", "").replace(" ", ""))
    return whole if isinstance(whole, Rule) else f"{whole}.{found[2] or '':0<2}"


def _yes_no(value: object) -> bool | Rule:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_CHOICE)
    word = value.strip(SPACES)
    if word in _CHOICES:
        return _CHOICES[word]
    return Rule.NOT_CHOICE if word else Rule.MISSING


def _choice(options: tuple[str, ...], value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_OPTION)
    word = value.strip(SPACES)
    if word in options:
        return word
    return Rule.NOT_OPTION if word else Rule.MISSING


def _date(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_DATE)
    plain = _plain(value)
    if not plain:
        return Rule.MISSING
    found = _DATE.fullmatch(plain)
    if not found:
        return Rule.NOT_DATE
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return Rule.NOT_DATE


def _phone(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_PHONE)
    plain = _plain(value)
    if not plain:
        return Rule.MISSING
    return plain if _PHONE.fullmatch(plain) else Rule.NOT_PHONE


def _text(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_TEXT)
    line = value.strip(SPACES)
    if not line:
        return Rule.MISSING
    if UNPRINTABLE.search(line):
        return Rule.NOT_TEXT
    return line if len(line) <= LONGEST_TEXT else Rule.TOO_LONG


def _prose(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_PROSE)
    prose = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip(SPACES)
    if not prose:
        return Rule.MISSING
    if UNPRINTABLE.search(prose.replace("\n", "")):
        return Rule.NOT_PROSE
    return prose if len(prose) <= LONGEST_PROSE else Rule.PROSE_TOO_LONG


def _plain(value: str) -> str:
    """Full-width forms made ASCII, outer space gone."""
    return value.translate(_WIDE).strip(SPACES)


def _not_text(value: object, rule: Rule) -> Rule:
    return Rule.MISSING if value is None else rule
