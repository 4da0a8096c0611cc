"""JSON Schemas (2020-12) of what is sent, stored and collected."""

from collections.abc import Mapping
from typing import assert_never

from schema.answers import PATTERNS
from schema.attachments import LARGEST, LONGEST_NAME, MOST, TYPES
from schema.model import (
    LARGEST_COUNT,
    LONGEST_PROSE,
    LONGEST_TEXT,
    Amount,
    Choice,
    Count,
    Date,
    Edition,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
    adds_up,
    words_of,
)
from schema.roster import CODE

Schema = Mapping[str, object]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_DECIMAL: Schema = {"type": "string", "pattern": "^(?:0|[1-9][0-9]*)\\.[0-9]{2}$"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_FILE: Mapping[str, Schema] = {
    "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
    "size": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "type": {"enum": sorted(set(TYPES.values()))},
    "sha256": _DIGEST,
}
_REASONS: Schema = {"type": "object", "additionalProperties": _TEXT}


def answers_schema(edition: Edition) -> Schema:
    """The normalised answers, all of them required."""
    return _top(edition, "answers", _answers(edition))


def record_schema(edition: Edition) -> Schema:
    """A stored record. `nil` and `attachments` stand there only where there is something to say."""
    unit = closed({"code": {"type": "string", "pattern": f"^{CODE}$"}, "name": _TEXT})
    record = closed(
        {
            "format": {"const": 1},
            "edition": {"const": edition.id},
            "edition_digest": _DIGEST,
            "id": {"type": "string", "pattern": "^[0-9A-Z]{26}$"},
            "unit": unit,
            "answers": _answers(edition),
            "explanations": _REASONS,
            "received_at": _MOMENT,
            "late": _FLAG,
            "checksum": _DIGEST,
            "reference": _TEXT,
        }
    )
    files = {**_list(closed(_FILE)), "minItems": 1, "maxItems": MOST}
    return _top(edition, "record", _with_optional(record, {"nil": {"const": True}, "attachments": files}))


def collection_schema(edition: Edition) -> Schema:
    """The collected data, `collected.json`."""
    return _top(
        edition,
        "collection",
        closed(
            {
                "format": {"const": 1},
                "edition": closed(
                    {"id": {"const": edition.id}, "title": _TEXT, "digest": _DIGEST, "due": _MOMENT}
                ),
                "blanks": _list(
                    closed(
                        {"id": _TEXT, "label": _TEXT, "place": _TEXT, "measure": {"type": ["string", "null"]}}
                    )
                ),
                "counts": closed(
                    dict.fromkeys(
                        (
                            "roster",
                            "reported",
                            "on_time",
                            "late",
                            "missing",
                            "unknown",
                            "superseded",
                            "set_aside",
                        ),
                        _COUNT,
                    )
                ),
                "totals": closed(_totals(edition)),
                "tallies": closed(_tallies(edition)),
                "units": _list(_row(edition)),
                "unknown": _list(_row(edition)),
                "superseded": _list(
                    closed(
                        dict.fromkeys(("key", "code", "reference", "superseded_by", "reason"), _TEXT)
                        | {"received_at": _MOMENT}
                    )
                ),
                "set_aside": _list(closed({"key": _TEXT, "reason": _TEXT})),
            }
        ),
    )


def _row(edition: Edition) -> Schema:
    filing = closed(
        {
            "reference": _TEXT,
            "checksum": _DIGEST,
            "checksum_short": _TEXT,
            "received_at": _MOMENT,
            "first_received_at": _MOMENT,
            "revisions": {"type": "integer", "minimum": 1},
            "other_wording": _FLAG,
            "answers": _answers(edition),
            "explanations": _REASONS,
            "nil": _FLAG,
            "attachments": _list(
                closed({**_FILE, "key": _TEXT, "state": {"enum": ["stored", "missing", "damaged"]}})
            ),
        }
    )
    return closed(
        {
            "code": _TEXT,
            "name": _TEXT,
            "status": {"enum": ["on_time", "late", "missing", "unknown"]},
            "filing": {"anyOf": [filing, {"type": "null"}]},
        }
    )


def _answers(edition: Edition) -> Schema:
    return closed(
        {
            blank.id: {"title": blank.label, "description": blank.place, **_answer(blank.kind)}
            for blank in edition.blanks
        }
    )


def _answer(kind: Kind) -> Schema:
    match kind:
        case Count():
            return {"type": "integer", "minimum": 0, "maximum": LARGEST_COUNT}
        case Amount():
            return {"type": "string", "pattern": "^(?:0|[1-9][0-9]{0,8})\\.[0-9]{2}$"}
        case YesNo():
            return _FLAG
        case Choice():
            return {"enum": list(kind.options)}
        case Date():
            return {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
        case Phone():
            return {"type": "string", "pattern": f"^(?:{PATTERNS['phone']})$"}
        case UnitName() | Text():
            return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
        case LongText():
            return {"type": "string", "minLength": 1, "maxLength": LONGEST_PROSE}
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)


def _totals(edition: Edition) -> dict[str, Schema]:
    numbers = [blank for blank in edition.blanks if adds_up(blank.kind)]
    return {blank.id: _COUNT if isinstance(blank.kind, Count) else _DECIMAL for blank in numbers}


def _tallies(edition: Edition) -> dict[str, Schema]:
    return {
        blank.id: closed(dict.fromkeys(words_of(blank.kind), _COUNT))
        for blank in edition.blanks
        if words_of(blank.kind)
    }


def _top(edition: Edition, what: str, schema: Schema) -> Schema:
    title = edition.title.replace("\n", "")
    return {"$schema": _DIALECT, "title": f"{title}：{what}", **schema}


def _list(items: Schema) -> Schema:
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
