"""The JSON Schema of a review as the collected data show it: one act of the bureau's."""

from collections.abc import Mapping

from schema.contract.record_schema import DIGEST, MOMENT, TEXT, Schema, closed

_NULL: Schema = {"type": "null"}
_TEXT_OR_NULL: Schema = {"anyOf": [TEXT, _NULL]}
KINDS = ("accepted", "returned", "verified", "alias")
WAYS = ("phone", "material", "explained")
"""How a figure was verified."""
REVIEW_MEMBERS: Mapping[str, Schema] = {
    "id": TEXT,
    "kind": {"enum": list(KINDS)},
    "at": MOMENT,
    "by": TEXT,
    "note": TEXT,
    "about": {"anyOf": [closed({"id": TEXT, "checksum": DIGEST}), _NULL]},
    "blank": _TEXT_OR_NULL,
    "value": {"type": ["integer", "boolean", "string", "null"]},
    "how": {"enum": [*WAYS, None]},
    "name": _TEXT_OR_NULL,
    "code": _TEXT_OR_NULL,
}
REVIEW: Schema = {
    **closed({**REVIEW_MEMBERS, "seal": {"enum": ["sealed", "unsealed", "other_key", None]}}),
    "description": "about: the filing accepted or returned. blank, value, how: the figure verified. "
    "name, code: whose a name is, empty to take it back. seal: null where there was no key to look by.",
}
