"""JSON Schemas of one answer: as it is stored, as it is sent in JSON, as a form's field types it."""

import re
from collections.abc import Sequence
from typing import assert_never

from schema.contract.shapes import Schema
from schema.edition import kinds
from schema.edition.kinds import JOINT, LARGEST_COUNT, LONGEST_PROSE, LONGEST_TEXT, Kind, is_optional
from schema.edition.model import Edition
from schema.validation.letters import PATTERNS, SPACES

_OUTER = "[" + "".join(f"\\u{ord(space):04x}" for space in SPACES) + "]"
_UNPRINTABLE = PATTERNS["unprintable"][1:-1]
_INNER = f"[^{_OUTER[1:-1]}{_UNPRINTABLE}{PATTERNS['unseen'][1:-1]}]"
_LINE = rf"^{_OUTER}*{_INNER}(?:[^{_UNPRINTABLE}]{{0,{LONGEST_TEXT - 2}}}{_INNER})?{_OUTER}*$"
_DIGITS = len(str(LARGEST_COUNT))
_WHOLE = rf"0*[0-9]{{1,{_DIGITS}}}"


def answer_schema(kind: Kind) -> Schema:
    """What an answer is once it is normal."""
    match kind:
        case kinds.Count():
            return {"type": "integer", "minimum": 0, "maximum": LARGEST_COUNT}
        case kinds.Amount():
            return {"type": "string", "pattern": decimal(kind, _DIGITS - 1)}
        case kinds.YesNo():
            return {"type": "boolean"}
        case kinds.Choice(options=options):
            return {"enum": list(options)}
        case kinds.Several(options=options):
            return {"type": "string", "pattern": _in_order(options)}
        case kinds.Date():
            return {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
        case kinds.Phone():
            return {"type": "string", "pattern": f"^(?:{PATTERNS['phone']})$"}
        case kinds.UnitName() | kinds.Text() | kinds.LongText():
            longest = LONGEST_PROSE if isinstance(kind, kinds.LongText) else LONGEST_TEXT
            return {"type": "string", "minLength": int(not is_optional(kind)), "maxLength": longest}
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


def sent_fields(edition: Edition) -> dict[str, Schema]:
    """By blank, what may be sent in JSON: as it is typed; a whole number and a yes also as JSON has them."""
    return {blank.id: {"title": edition.labels[blank.id], **_sent(blank.kind)} for blank in edition.blanks}


def typed_fields(edition: Edition) -> dict[str, Schema]:
    """By blank, the fields of a form, each a text."""
    return {blank.id: {"title": edition.labels[blank.id], **_typed(blank.kind)} for blank in edition.blanks}


def _sent(kind: Kind) -> Schema:
    typed = _typed(kind)
    return {"anyOf": [answer_schema(kind), typed]} if isinstance(kind, kinds.Count | kinds.YesNo) else typed


def _typed(kind: Kind) -> Schema:
    """What is described is taken; more is taken, as full-width digits are and thousands separators."""
    match kind:
        case kinds.Count():
            return _within_space(_WHOLE)
        case kinds.Amount(places=places, signed=signed):
            decimals = rf"(?:\.[0-9]{{1,{places}}})?" if places else ""
            return _within_space(f"{'[-+]?' * signed}{_WHOLE}{decimals}")
        case kinds.YesNo():
            return _within_space(f"[{''.join(kind.words)}]")
        case kinds.Phone():
            return _within_space(f"(?:{PATTERNS['phone']})")
        case kinds.UnitName() | kinds.Text():
            return {"type": "string", "pattern": f"{_LINE}|^$" if is_optional(kind) else _LINE}
        case kinds.Several():
            return {"type": "string", "minLength": 1}
        case kinds.Choice() | kinds.Date() | kinds.LongText():
            return answer_schema(kind)
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


def _within_space(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{_OUTER}*{pattern}{_OUTER}*$"}


def _in_order(options: Sequence[str]) -> str:
    """Pattern of one or more of the words in their order, joined."""
    words = (re.sub(r"([\\^$.*+?()\[\]{}|/])", r"\\\1", option) for option in options)
    return f"^(?!$){''.join(f'(?:{word}(?:$|{JOINT}(?!$)))?' for word in words)}$"


def decimal(kind: kinds.Amount, most: int | None = None) -> str:
    """Pattern of an amount that is normal: no zero leads it, or is negative. most: digits after the first."""
    places = f"\\.[0-9]{{{kind.places}}}" if kind.places else ""
    sign = "(?!-[0.]+$)-?" if kind.signed else ""
    more = f"{{0,{most}}}" if most else "*"
    return f"^{sign}(?:0|[1-9][0-9]{more}){places}$"
