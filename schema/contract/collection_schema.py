"""The JSON Schema (2020-12) of the collected data, `collected.json`."""

from schema.contract.record_schema import (
    DIGEST,
    FILE,
    FLAG,
    MOMENT,
    REASONS,
    TEXT,
    Schema,
    answers_object,
    closed,
    list_of,
    top,
)
from schema.edition.kinds import Count
from schema.edition.model import Edition

_COUNT: Schema = {"type": "integer", "minimum": 0}
_DECIMAL: Schema = {"type": "string", "pattern": "^(?:0|[1-9][0-9]*)\\.[0-9]{2}$"}
_COUNTED = (
    "roster",
    "reported",
    "on_time",
    "late",
    "damaged",
    "missing",
    "unknown",
    "superseded",
    "set_aside",
)


def collection_schema(edition: Edition) -> Schema:
    """Who reported what and when; totals and tallies of the roster; what does not count, whose it is, and why.

    A damaged unit has filed, and its newest record cannot be read or does not fit; its filing is the newest that counts.
    """
    parts = {
        "format": {"const": 1},
        "edition": closed({"id": {"const": edition.id}, "title": TEXT, "digest": DIGEST, "due": MOMENT}),
        "blanks": list_of(
            closed({"id": TEXT, "label": TEXT, "place": TEXT, "measure": {"type": ["string", "null"]}})
        ),
        "counts": closed(dict.fromkeys(_COUNTED, _COUNT)),
        "totals": closed(_totals(edition)),
        "tallies": closed(_tallies(edition)),
        "units": list_of(_row(edition)),
        "unknown": list_of(_row(edition)),
        "superseded": list_of(_superseded()),
        "set_aside": list_of(closed({"key": TEXT, "code": {"type": ["string", "null"]}, "reason": TEXT})),
    }
    return top(edition, "collection", closed(parts))


def _superseded() -> Schema:
    texts = dict.fromkeys(("key", "code", "reference", "superseded_by", "reason"), TEXT)
    return closed(texts | {"received_at": MOMENT})


def _row(edition: Edition) -> Schema:
    filing = closed(
        {
            "reference": TEXT,
            "checksum": DIGEST,
            "checksum_short": TEXT,
            "received_at": MOMENT,
            "first_received_at": MOMENT,
            "revisions": {"type": "integer", "minimum": 1},
            "other_wording": FLAG,
            "answers": answers_object(edition),
            "explanations": REASONS,
            "nil": FLAG,
            "attachments": list_of(
                closed({**FILE, "key": TEXT, "state": {"enum": ["stored", "missing", "damaged"]}})
            ),
        }
    )
    return closed(
        {
            "code": TEXT,
            "name": TEXT,
            "status": {"enum": ["on_time", "late", "damaged", "missing", "unknown"]},
            "filing": {"anyOf": [filing, {"type": "null"}]},
        }
    )


def _totals(edition: Edition) -> dict[str, Schema]:
    numbers = [blank for blank in edition.blanks if blank.kind.adds_up]
    return {blank.id: _COUNT if isinstance(blank.kind, Count) else _DECIMAL for blank in numbers}


def _tallies(edition: Edition) -> dict[str, Schema]:
    return {
        blank.id: closed(dict.fromkeys(blank.kind.words, _COUNT))
        for blank in edition.blanks
        if blank.kind.words
    }
