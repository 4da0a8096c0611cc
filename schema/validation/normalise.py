"""Normalising one value: what was typed or sent → an answer, or the rule it breaks.

The browser's `validation/validate.js` does the same with the same patterns (`edition.json` carries them);
a differential test proves it. What is a letter and what is dropped: `letters.py`.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import assert_never

from schema.edition import kinds
from schema.edition.kinds import JOINT, LARGEST_COUNT, LONGEST_PROSE, LONGEST_TEXT, Answer, Kind, is_optional
from schema.validation.letters import DASH, PATTERNS, UNPRINTABLE, bare, hyphenated, plain
from schema.validation.rules import Rule

_COUNT, _AMOUNT, _DATE, _PHONE = (re.compile(PATTERNS[name]) for name in ("count", "amount", "date", "phone"))
_CHOICES = dict(zip(kinds.YesNo.words, (True, False), strict=True))

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
        case kinds.Count():
            return partial(_count, _typed(plain, _digits, Rule.NOT_COUNT))
        case kinds.Amount():
            clean = _with_minus if kind.signed else plain
            return partial(_amount, _typed(clean, partial(_decimal, kind), Rule.NOT_AMOUNT))
        case kinds.YesNo():
            return partial(_yes_no, _typed(bare, _CHOICES.get, Rule.NOT_CHOICE))
        case kinds.Choice(options=options):
            return _typed(bare, {option: option for option in options}.get, Rule.NOT_OPTION)
        case kinds.Several(options=options):
            return _typed(bare, partial(_several, options), Rule.NOT_OPTIONS)
        case kinds.Date():
            return _typed(hyphenated, _date, Rule.NOT_DATE)
        case kinds.Phone():
            return _typed(hyphenated, _phone, Rule.NOT_PHONE)
        case kinds.UnitName() | kinds.Text():
            return _typed(bare, _text, Rule.NOT_TEXT)
        case kinds.LongText():
            return _typed(_in_lines, _prose, Rule.NOT_PROSE)
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


def _typed(
    clean: Callable[[str], str], judge: Callable[[str], Answer | Rule | None], wrong: Rule
) -> Normalise:
    """Of a kind that comes as text. judge: of a text that is not empty once it is clean; None where it breaks `wrong`."""

    def normalise(value: object) -> Answer | Rule:
        if not isinstance(value, str):
            return Rule.MISSING if value is None else wrong
        typed = clean(value)
        answer = judge(typed) if typed else Rule.MISSING
        return wrong if answer is None else answer

    return normalise


def _count(typed: Normalise, value: object) -> Answer | Rule:
    if type(value) is int and value >= 0:
        return value if value <= LARGEST_COUNT else Rule.TOO_LARGE
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return _long_number(value)
    return typed(value)


def _digits(typed: str) -> int | Rule | None:
    return _long_number(typed.replace(",", "").replace(" ", "")) if _COUNT.fullmatch(typed) else None


def _long_number(digits: str) -> int | Rule:
    """The number, however many zeros lead it; a million digits cost nothing."""
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= len(str(LARGEST_COUNT)) else Rule.TOO_LARGE


def _amount(typed: Normalise, value: object) -> Answer | Rule:
    """A fraction must be sent as text: JSON's numbers are binary."""
    return typed(str(value) if type(value) is int else value)


def _with_minus(value: str) -> str:
    return DASH.sub("-", plain(value))


def _decimal(kind: kinds.Amount, typed: str) -> str | Rule | None:
    unsigned = typed[1:] if kind.signed and typed.startswith(("-", "+")) else typed
    found = _AMOUNT.fullmatch(unsigned)
    if not found or len(found[2] or "") > kind.places:
        return None
    whole = _long_number(found[1].replace(",", "").replace(" ", ""))
    if isinstance(whole, Rule):
        return whole
    decimals = f".{found[2] or '':0<{kind.places}}" if kind.places else ""
    negative = typed.startswith("-") and (whole or decimals.strip(".0"))  # there is no -0
    return f"{'-' if negative else ''}{whole}{decimals}"


def _yes_no(typed: Normalise, value: object) -> Answer | Rule:
    return value if isinstance(value, bool) else typed(value)


def _several(options: tuple[str, ...], typed: str) -> str | None:
    words = {bare(word) for word in typed.split(JOINT)}
    return JOINT.join(each for each in options if each in words) if words <= {*options} else None


def _date(typed: str) -> str | None:
    found = _DATE.fullmatch(typed)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else None
    except ValueError:
        return None


def _phone(typed: str) -> str | None:
    return typed if _PHONE.fullmatch(typed) else None


def _text(line: str) -> str | Rule | None:
    if UNPRINTABLE.search(line):
        return None
    return line if len(line) <= LONGEST_TEXT else Rule.TOO_LONG


def _in_lines(value: str) -> str:
    return bare(value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _prose(prose: str) -> str | Rule | None:
    if UNPRINTABLE.search(prose.replace("\n", "")):
        return None
    return prose if len(prose) <= LONGEST_PROSE else Rule.PROSE_TOO_LONG
