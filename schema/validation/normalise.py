"""Normalising one value: what was typed or sent → an answer, or the rule it breaks.

The browser's `validation/validate.js` does the same with the same patterns (`edition.json` carries them);
a differential test proves it. What is a letter and what is dropped: `letters.py`.
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
from schema.validation.letters import DASH, PATTERNS, UNPRINTABLE, bare, hyphenated, plain
from schema.validation.rules import Rule

_COUNT, _AMOUNT, _DATE, _PHONE = (re.compile(PATTERNS[name]) for name in ("count", "amount", "date", "phone"))
_CHOICES = dict(zip(YesNo.words, (True, False), strict=True))

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
    typed = plain(value)
    if not _COUNT.fullmatch(typed):
        return Rule.NOT_COUNT if typed else Rule.MISSING
    return _long_number(typed.replace(",", "").replace(" ", ""))


def _long_number(digits: str) -> int | Rule:
    """The number, however many zeros lead it; a million digits cost nothing."""
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= len(str(LARGEST_COUNT)) else Rule.TOO_LARGE


def _amount(kind: Amount, value: object) -> str | Rule:
    if type(value) is int:  # a fraction must be sent as text: JSON's numbers are binary
        value = str(value)
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_AMOUNT)
    typed = DASH.sub("-", plain(value)) if kind.signed else plain(value)
    unsigned = typed[1:] if kind.signed and typed.startswith(("-", "+")) else typed
    found = _AMOUNT.fullmatch(unsigned)
    if not found or len(found[2] or "") > kind.places:
        return Rule.NOT_AMOUNT if typed else Rule.MISSING
    whole = _long_number(found[1].replace(",", "").replace(" ", ""))
    if isinstance(whole, Rule):
        return whole
    decimals = f".{found[2] or '':0<{kind.places}}" if kind.places else ""
    negative = typed.startswith("-") and (whole or decimals.strip(".0"))  # there is no -0
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
    typed = hyphenated(value)
    if not typed:
        return Rule.MISSING
    found = _DATE.fullmatch(typed)
    if not found:
        return Rule.NOT_DATE
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return Rule.NOT_DATE


def _phone(value: object) -> str | Rule:
    if not isinstance(value, str):
        return _not_text(value, Rule.NOT_PHONE)
    typed = hyphenated(value)
    if not typed:
        return Rule.MISSING
    return typed if _PHONE.fullmatch(typed) else Rule.NOT_PHONE


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


def _not_text(value: object, rule: Rule) -> Rule:
    return Rule.MISSING if value is None else rule
