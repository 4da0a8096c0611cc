"""JSON Schemas (2020-12) of the answers and of what is stored."""

import re
from collections.abc import Mapping, Sequence
from typing import assert_never

from schema.edition.kinds import (
    JOINT,
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
from schema.edition.roster import CODE
from schema.validation.attachments import LARGEST, LONGEST_NAME, MOST, TYPES
from schema.validation.letters import PATTERNS

Schema = Mapping[str, object]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
FILE: Mapping[str, Schema] = {
    "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
    "size": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "type": {"enum": sorted(set(TYPES.values()))},
    "sha256": DIGEST,
}
REASONS: Schema = {"type": "object", "additionalProperties": TEXT}


def answers_schema(edition: Edition) -> Schema:
    """The normalised answers, all of them required."""
    return top(edition, "answers", answers_object(edition))


def record_schema(edition: Edition) -> Schema:
    """A stored record. Some members stand there only where there is something to say.

    via, added_at: of what came as a file, when the bureau added it. seal: who can only write cannot make it.
    """
    unit = closed({"code": {"type": "string", "pattern": f"^{CODE}$"}, "name": TEXT})
    record = closed(
        {
            "format": {"const": 1},
            "edition": {"const": edition.id},
            "edition_digest": DIGEST,
            "id": {"type": "string", "pattern": "^[0-9A-Z]{26}$"},
            "unit": unit,
            "answers": answers_object(edition),
            "explanations": REASONS,
            "received_at": MOMENT,
            "late": FLAG,
            "checksum": DIGEST,
            "reference": TEXT,
        }
    )
    files = {**list_of(closed(FILE)), "minItems": 1, "maxItems": MOST}
    optional: Mapping[str, Schema] = {
        "nil": {"const": True},
        "attachments": files,
        "via": {"const": "file"},
        "added_at": MOMENT,
        "seal": {"type": "string", "pattern": "^[0-9A-Z]{8}\\.[0-9a-f]{64}$"},
    }
    return top(edition, "record", _with_optional(record, optional))


def answers_object(edition: Edition) -> Schema:
    return closed(answer_schemas(edition))


def answer_schemas(edition: Edition) -> dict[str, Schema]:
    """By blank."""
    return {
        blank.id: {
            "title": edition.labels[blank.id],
            "description": edition.places[blank.id],
            **answer_schema(blank.kind),
        }
        for blank in edition.blanks
    }


def answer_schema(kind: Kind) -> Schema:
    """What an answer is once it is normal."""
    match kind:
        case Count():
            return {"type": "integer", "minimum": 0, "maximum": LARGEST_COUNT}
        case Amount():
            return {"type": "string", "pattern": decimal(kind, len(str(LARGEST_COUNT)) - 1)}
        case YesNo():
            return FLAG
        case Choice():
            return {"enum": list(kind.options)}
        case Several(options=options):
            return {"type": "string", "pattern": _in_order(options)}
        case Date():
            return {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
        case Phone():
            return {"type": "string", "pattern": f"^(?:{PATTERNS['phone']})$"}
        case UnitName() | Text():
            return {"type": "string", "minLength": int(not is_optional(kind)), "maxLength": LONGEST_TEXT}
        case LongText():
            return {"type": "string", "minLength": int(not kind.optional), "maxLength": LONGEST_PROSE}
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


def _in_order(options: Sequence[str]) -> str:
    """Pattern of one or more of the words in their order, joined."""
    words = (re.sub(r"([\\^$.*+?()\[\]{}|/])", r"\\\1", option) for option in options)
    return f"^(?!$){''.join(f'(?:{word}(?:$|{JOINT}(?!$)))?' for word in words)}$"


def decimal(kind: Amount, most: int | None = None) -> str:
    """Pattern of an amount that is normal: no zero leads it, or is negative. most: digits after the first."""
    places = f"\\.[0-9]{{{kind.places}}}" if kind.places else ""
    sign = "(?!-[0.]+$)-?" if kind.signed else ""
    return f"^{sign}(?:0|[1-9][0-9]{{0,{most}}}){places}$" if most else f"^{sign}(?:0|[1-9][0-9]*){places}$"


def top(edition: Edition, what: str, schema: Schema) -> Schema:
    title = edition.title.replace("\n", "")
    return {"$schema": _DIALECT, "title": f"{title}：{what}", **schema}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def closed(properties: Mapping[str, Schema]) -> Schema:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _with_optional(schema: Schema, properties: Mapping[str, Schema]) -> Schema:
    """The object with further properties that need not be there."""
    return {**schema, "properties": {**schema["properties"], **properties}}  # type: ignore[dict-item]  # an object
