"""JSON Schemas (2020-12) of what may be sent: the answers as JSON, and as a browser's form types them."""

from collections.abc import Mapping
from typing import assert_never

from schema.contract.record_schema import Schema, answer_schema, closed
from schema.edition.kinds import (
    LARGEST_COUNT,
    LONGEST_PROSE,
    LONGEST_TEXT,
    Amount,
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
from schema.edition.model import Edition
from schema.validation.letters import PATTERNS, SPACES

_OUTER = "".join(f"\\u{ord(space):04x}" for space in SPACES)
_UNPRINTABLE = PATTERNS["unprintable"][1:-1]
_INNER = f"[^{_OUTER}{_UNPRINTABLE}{PATTERNS['unseen'][1:-1]}]"
_LINE = rf"^[{_OUTER}]*{_INNER}(?:[^{_UNPRINTABLE}]{{0,{LONGEST_TEXT - 2}}}{_INNER})?[{_OUTER}]*$"
_WHOLE = rf"0*[0-9]{{1,{len(str(LARGEST_COUNT))}}}"
_DIGITS = rf"^[{_OUTER}]*{_WHOLE}[{_OUTER}]*$"


def sent_schema(edition: Edition) -> Schema:
    """The answers in JSON: as they are stored, or as they are typed."""
    return closed(
        {blank.id: {"title": edition.labels[blank.id], **_sent(blank.kind)} for blank in edition.blanks}
    )


def typed_fields(edition: Edition) -> Mapping[str, Schema]:
    """The fields of a form, each a text."""
    return {blank.id: {"title": edition.labels[blank.id], **_typed(blank.kind)} for blank in edition.blanks}


def _sent(kind: Kind) -> Schema:
    """As typed; a whole number and a yes also as JSON has them."""
    stored, typed = answer_schema(kind), _typed(kind)
    return {"anyOf": [stored, typed]} if stored.get("type") in ("integer", "boolean") else typed


def _typed(kind: Kind) -> Schema:
    """What is described is taken; more is taken, as full-width digits are and thousands separators."""
    match kind:
        case Count():
            return {"type": "string", "pattern": _DIGITS}
        case Amount(places=places, signed=signed):
            decimals = rf"(?:\.[0-9]{{1,{places}}})?" if places else ""
            number = f"{'[-+]?' * signed}{_WHOLE}{decimals}"
            return {"type": "string", "pattern": rf"^[{_OUTER}]*{number}[{_OUTER}]*$"}
        case YesNo():
            return {"type": "string", "pattern": rf"^[{_OUTER}]*[{''.join(kind.words)}][{_OUTER}]*$"}
        case Choice(options=options):
            return {"enum": list(options)}
        case LongText():
            return {"type": "string", "minLength": int(not kind.optional), "maxLength": LONGEST_PROSE}
        case Several():
            return {"type": "string", "minLength": 1}
        case Date():
            return {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
        case Phone():
            return {"type": "string", "pattern": rf"^[{_OUTER}]*(?:{PATTERNS['phone']})[{_OUTER}]*$"}
        case UnitName() | Text():
            return {"type": "string", "pattern": f"{_LINE}|^$" if is_optional(kind) else _LINE}
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)
