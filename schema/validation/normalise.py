"""Normalising one value: what was typed or sent → an answer, or the rule it breaks.

The browser's `validation/validate.js` does the same with the same patterns (`edition.json` carries them);
a differential test proves it. Digits typed with a Chinese input method (full-width forms)
are digits; ², ① and their like are not: 10² must never be read as 102. What cannot be seen (Unicode's
default-ignorable characters) is dropped from a number, a date and a phone number, and at the ends of a text,
but for the marks that turn the order of what is shown: they are refused.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import assert_never

from schema.edition.kinds import (
    JOINT,
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
    Several,
    Text,
    UnitName,
    YesNo,
    is_optional,
)
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
_COUNT, _AMOUNT, _DATE, _PHONE = (re.compile(PATTERNS[name]) for name in ("count", "amount", "date", "phone"))
UNSEEN, _GAP, _DASH = (re.compile(PATTERNS[name]) for name in ("unseen", "gap", "dash"))
UNPRINTABLE = re.compile(PATTERNS["unprintable"].replace("]", r"\ud800-\udfff]"))
_OF_FIGURES = (Rule.NOT_COUNT, Rule.NOT_AMOUNT, Rule.NOT_DATE, Rule.NOT_PHONE)
_CHOICES = dict(zip(YesNo.words, (True, False), strict=True))
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

Normalise = Callable[[object], Answer | Rule]


def normaliser(kind: Kind) -> Normalise:
    """The function that normalises values of one kind of blank."""
    normalise = _of_kind(kind)
    return partial(_or_empty, normalise) if is_optional(kind) else normalise


def _or_empty(normalise: Normalise, value: object) -> Answer | Rule:
    answer = normalise(value)
    return "" if answer is Rule.MISSING else answer


def _of_kind(kind: Kind) -> Normalise:
    match kind:
        case Count():
            return _count
        case Amount():
            return partial(_amount, kind)
        case YesNo():
            return _yes_no
        case Choice():
            return partial(_choice, kind.options)
        case Several():
            return partial(_several, kind.options)
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


def _amount(kind: Amount, value: object) -> str | Rule:
    if type(value) is int:  # a fraction must be sent as text: JSON's numbers are binary
        value = str(value)
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_AMOUNT)
    plain = _DASH.sub("-", _plain(value)) if kind.signed else _plain(value)
    bare = plain[1:] if kind.signed and plain.startswith(("-", "+")) else plain
    found = _AMOUNT.fullmatch(bare)
    if not found or len(found[2] or "") > kind.places:
        return Rule.NOT_AMOUNT if plain else Rule.MISSING
    whole = _long_number(found[1].replace(",", "").replace(" ", ""))
    if isinstance(whole, Rule):
        return whole
    decimals = f".{found[2] or '':0<{kind.places}}" if kind.places else ""
    negative = plain.startswith("-") and (whole or decimals.strip(".0"))  # there is no -0
    return f"{'-' if negative else ''}{whole}{decimals}"


def _yes_no(value: object) -> bool | Rule:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_CHOICE)
    word = bare(value)
    if word in _CHOICES:
        return _CHOICES[word]
    return Rule.NOT_CHOICE if word else Rule.MISSING


def _choice(options: tuple[str, ...], value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_OPTION)
    word = bare(value)
    if word in options:
        return word
    return Rule.NOT_OPTION if word else Rule.MISSING


def _several(options: tuple[str, ...], value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_OPTIONS)
    words = [bare(word) for word in bare(value).split(JOINT)]
    if words == [""]:
        return Rule.MISSING
    return (
        JOINT.join(each for each in options if each in words) if {*words} <= {*options} else Rule.NOT_OPTIONS
    )


def _date(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_DATE)
    plain = _hyphenated(value)
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
    plain = _hyphenated(value)
    if not plain:
        return Rule.MISSING
    return plain if _PHONE.fullmatch(plain) else Rule.NOT_PHONE


def _text(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_TEXT)
    line = bare(value)
    if not line:
        return Rule.MISSING
    if UNPRINTABLE.search(line):
        return Rule.NOT_TEXT
    return line if len(line) <= LONGEST_TEXT else Rule.TOO_LONG


def _prose(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_PROSE)
    prose = bare(value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if not prose:
        return Rule.MISSING
    if UNPRINTABLE.search(prose.replace("\n", "")):
        return Rule.NOT_PROSE
    return prose if len(prose) <= LONGEST_PROSE else Rule.PROSE_TOO_LONG


def bare(text: str) -> str:
    """The text without what cannot be seen at its ends: space, and format characters."""
    start, end = 0, len(text)
    while start < end and (text[start] in SPACES or UNSEEN.match(text[start])):
        start += 1
    while start < end and (text[end - 1] in SPACES or UNSEEN.match(text[end - 1])):
        end -= 1
    return text[start:end]


def holds_unseen(value: object, rule: Rule) -> bool:
    """Whether something that cannot be seen is left in a text that breaks `rule`, once what may be dropped is."""
    if not isinstance(value, str):
        return False
    return UNPRINTABLE.search(_plain(value) if rule in _OF_FIGURES else bare(value)) is not None


def was_right(kind: Kind, stored: Answer | None, answer: Answer | None) -> bool:
    """Whether a stored text is this answer (None: empty) but for what earlier versions kept at its ends."""
    if not isinstance(kind, (UnitName, Text, LongText)) or not isinstance(stored, str):
        return False
    could_be = stored == stored.strip(SPACES) != "" and not UNPRINTABLE.search(stored.replace("\n", ""))
    return could_be and bare(stored) == (answer or "")


def _plain(value: str) -> str:
    """Full-width forms made ASCII, what cannot be seen and outer space gone."""
    return UNSEEN.sub("", value.translate(_WIDE)).strip(SPACES)


def _hyphenated(value: str) -> str:
    """As `_plain`, any dash a hyphen and any space the common one."""
    return _DASH.sub("-", _GAP.sub(" ", _plain(value)))


def _not_text(value: object, rule: Rule) -> Rule:
    return Rule.MISSING if value is None else rule
