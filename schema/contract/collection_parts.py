"""The parts of the collected data's JSON Schema: a unit with its filing and reviews, a suspect, last year."""

from schema.contract.record_schema import (
    DIGEST,
    FILE,
    FLAG,
    MOMENT,
    REASONS,
    TEXT,
    Schema,
    answer_schema,
    answer_schemas,
    closed,
    list_of,
)
from schema.contract.review_schema import REVIEW
from schema.edition.model import Edition
from schema.edition.site import NAMES_LEFT_OUT

COUNT: Schema = {"type": "integer", "minimum": 0}
DECIMAL: Schema = {"type": "string", "pattern": "^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]{1,4})?$"}
_SUM: Schema = {"anyOf": [COUNT, DECIMAL, {"type": "object", "additionalProperties": COUNT}]}
_NUMBER: Schema = {"type": "number"}


def told(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_SEAL = told({"enum": ["sealed", "unsealed", "other_key", None]}, "null: there was no key to look by")
_EVIDENCE = {"key": TEXT, "digest": told(DIGEST, "SHA-256 of what is stored"), "seal": _SEAL}


def row_schema(edition: Edition) -> Schema:
    statuses = ["on_time", "amended_late", "late", "damaged", "missing", "unknown"]
    return closed(
        {
            "code": TEXT,
            "name": TEXT,
            **{name: told(TEXT, "the roster's; may be empty") for name in ("group", "contact", "phone")},
            "status": {"enum": statuses},
            "likely": told(list_of(TEXT), "of a stranger: codes of units whose name it may be"),
            "filing": told(or_null(_filing(edition)), "the newest that counts"),
            "review": told(or_null(_standing()), "the newest acceptance or return"),
            "reviews": told(list_of(REVIEW), "all that the bureau said, oldest first"),
            "superseded": told(list_of(_superseded()), "the unit's earlier filings, oldest first"),
            "last_year": told(or_null(_some_answers(edition)), "what it answered then to the same questions"),
        }
    )


def _answers(edition: Edition) -> Schema:
    """As they were filed, but for a name or number whose time is over."""
    left_out = told({"const": NAMES_LEFT_OUT}, "its time is over")
    asked = answer_schemas(edition)
    personal = {blank.id: {"anyOf": [asked[blank.id], left_out]} for blank in edition.personal}
    return closed({**asked, **personal})


def _filing(edition: Edition) -> Schema:
    return closed(
        {
            "id": TEXT,
            "file": told(TEXT, "the name of the unit's own file or folder; no two are alike"),
            **_EVIDENCE,
            "via": told({"enum": ["post", "file"]}, "how it came"),
            "added_at": told(or_null(MOMENT), "of a file: when the bureau added it; received_at is its word"),
            "reference": TEXT,
            "checksum": DIGEST,
            "checksum_short": TEXT,
            "received_at": MOMENT,
            "first_received_at": MOMENT,
            "revisions": {"type": "integer", "minimum": 1},
            "other_wording": FLAG,
            "answers": _answers(edition),
            "explanations": REASONS,
            "nil": FLAG,
            "attachments": list_of(
                closed(
                    {
                        **FILE,
                        "key": TEXT,
                        "state": {"enum": ["stored", "missing", "damaged"]},
                        "file": told(TEXT, "its name on a disk; no two of a unit are alike"),
                    }
                )
            ),
        }
    )


def _standing() -> Schema:
    return closed(
        {
            "kind": {"enum": ["accepted", "returned"]},
            "at": MOMENT,
            "by": TEXT,
            "note": TEXT,
            "blank": or_null(TEXT),
            "current": told(FLAG, "whether it is about the filing that counts"),
        }
    )


def _superseded() -> Schema:
    pair = {**list_of({}), "minItems": 2, "maxItems": 2}
    changed = {"type": "object", "additionalProperties": pair}
    return closed(
        {
            **_EVIDENCE,
            "reference": TEXT,
            "received_at": MOMENT,
            "changed": told(changed, "what the next filing changed: [before, after] by blank"),
        }
    )


def suspect_schema() -> Schema:
    surprise = told(
        or_null(_NUMBER), "distance from what is usual, in spreads, negative below it; null: not comparable"
    )
    return closed(
        {
            "unit": TEXT,
            "unit_name": TEXT,
            "blanks": told(list_of(TEXT), "the figures of one sentence that are far off, the farthest first"),
            "values": {"type": "object", "additionalProperties": {"anyOf": [COUNT, DECIMAL]}},
            "score": _NUMBER,
            "share": told(_NUMBER, "of the total of the first blank"),
            "band": told({"enum": [1, 2, 3]}, "by share: a tenth and more, a hundredth and more, less"),
            "signs": list_of(closed({"kind": TEXT, "text": TEXT})),
            "comparisons": closed(dict.fromkeys(("peers", "row", "last_year"), surprise)),
            "expected": told(
                closed({"low": COUNT, "high": COUNT}), "where such figures of a unit of this size usually lie"
            ),
            "says": told(list_of(TEXT), "why, clause by clause, for the officer"),
            "reason": told(or_null(TEXT), "the unit's own explanation"),
            "verified": told(or_null(REVIEW), "the bureau verified this very figure"),
        }
    )


def last_year_schema() -> Schema:
    sums = dict.fromkeys(("before", "both_before", "both_now"), or_null(_SUM))
    return closed(
        {
            "edition": TEXT,
            "due": MOMENT,
            "expected": COUNT,
            "filed": COUNT,
            "arrivals": told(list_of(MOMENT), "when each unit first filed then"),
            "both": told(COUNT, "units that filed in both years"),
            "blanks": {"type": "object", "additionalProperties": closed({**sums, "obstacle": TEXT})},
        }
    )


def _some_answers(edition: Edition) -> Schema:
    figures = [blank for blank in edition.blanks if blank.kind.measure or blank.kind.words]
    properties = {blank.id: answer_schema(blank.kind) for blank in figures}
    return {"type": "object", "properties": properties, "additionalProperties": False}
