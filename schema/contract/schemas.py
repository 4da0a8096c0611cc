"""The JSON Schemas (2020-12) that are published beside an edition: of answers, of a record, of the collected data.

What an object holds stands in `schemas.toml`, what an answer is in `answer_schemas.py`; here the one meets the other.
"""

from collections.abc import Mapping
from pathlib import Path

from schema.contract.answer_schemas import answer_schema, decimal
from schema.contract.shapes import Schema, Shapes, object_of
from schema.edition.kinds import Amount
from schema.edition.model import Edition
from schema.edition.roster import CODE
from schema.edition.site import NAMES_LEFT_OUT
from schema.validation.attachments import LARGEST, LONGEST_NAME, MOST, TYPES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES = Path(__file__).with_name("schemas.toml")
LIMITS: Mapping[str, object] = {
    "file_name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
    "file_size": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "file_type": {"enum": sorted(set(TYPES.values()))},
    "files": ["file[]", {"minItems": 1, "maxItems": MOST}],
    "unit_code": {"type": "string", "pattern": f"^{CODE}$"},
    "seal": {"enum": ["sealed", "unsealed", "other_key", None]},
    "way_of_verifying": {"enum": ["phone", "material", "explained", None]},
}
"""Shapes that the code limits, or that TOML, which knows no null, cannot say."""
_COUNT: Schema = {"type": "integer", "minimum": 0}


def answers_schema(edition: Edition) -> Schema:
    """The normalised answers, all of them required."""
    return _top(edition, "answers")


def record_schema(edition: Edition) -> Schema:
    """A stored record."""
    return _top(edition, "record")


def collection_schema(edition: Edition) -> Schema:
    """The collected data, `collected.json`."""
    return _top(edition, "collection")


def _top(edition: Edition, what: str) -> Schema:
    shapes = Shapes(SHAPES, filled={**LIMITS, **_asked(edition)})
    title = edition.title.replace("\n", "")
    return {"$schema": _DIALECT, "title": f"{title}：{what}", **shapes.schema(what)}


def _asked(edition: Edition) -> dict[str, object]:
    """What depends on the edition. Where filings are shown, names and numbers may be left out whose time is over."""
    answers: dict[str, Schema] = {
        blank.id: {
            "title": edition.labels[blank.id],
            "description": edition.places[blank.id],
            **answer_schema(blank.kind),
        }
        for blank in edition.blanks
    }
    left_out: Schema = {"const": NAMES_LEFT_OUT, "description": "its time is over"}
    personal: dict[str, Schema] = {
        blank.id: {"anyOf": [answers[blank.id], left_out]} for blank in edition.personal
    }
    kinds = {blank.id: blank.kind for blank in edition.blanks}
    figures = {id_: answer_schema(kind) for id_, kind in kinds.items() if kind.measure or kind.words}
    totals = {
        id_: {"type": "string", "pattern": decimal(kind)} if isinstance(kind, Amount) else _COUNT
        for id_, kind in kinds.items()
        if kind.adds_up
    }
    tallies = {id_: object_of(dict.fromkeys(kind.words, _COUNT)) for id_, kind in kinds.items() if kind.words}
    return {
        "edition_id": {"const": edition.id},
        "answers": object_of(answers),
        "answers_shown": object_of(answers | personal),
        "some_answers": {"type": "object", "properties": figures, "additionalProperties": False},
        "totals": object_of(totals),
        "tallies": object_of(tallies),
    }
