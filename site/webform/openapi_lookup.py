"""The lookup function's operations in `/openapi.json`."""

from schema.contract.record_schema import answers_schema
from schema.edition.model import Edition
from webform.openapi_attachments import ticketed
from webform.openapi_parts import CODE, TEXT, Document, embedded, object_of, refusal, response, with_optional

_RECEIPT: Document = {"$ref": "#/components/schemas/Receipt"}


def receipt_operation() -> Document:
    """A receipt, opened again."""
    unit = {"type": "string", "pattern": "^[0-9A-Za-z-]{1,40}$"}
    id_ = {"type": "string", "pattern": "^[0-9A-Z]{26}$"}
    return {
        "summary": "A receipt again, with its time and revision, for whoever has its address",
        "parameters": [
            {"name": "unit", "in": "path", "required": True, "schema": unit},
            {"name": "id", "in": "path", "required": True, "schema": id_},
        ],
        "responses": {
            "200": response("The receipt", "application/json", _RECEIPT),
            "404": refusal("There is none"),
            "503": refusal("The store is not available"),
        },
    }


def latest_operation(edition: str) -> Document:
    """The newest filing, to go on from."""
    asked = object_of({"unit": TEXT, "code": CODE}) | {"required": [], "additionalProperties": False}
    shown = {"$ref": f"#/components/schemas/Latest{edition}"}
    refusals = {
        "400": "The body cannot be read",
        "401": "No filing code",
        "403": "Not the filing code of this unit; or filing is open, and nothing is shown by a name alone",
        "409": "The unit has not filed",
        "413": "The body is over 64 kB",
        "415": "Not JSON, or not UTF-8",
        "503": "The store is not available",
    }
    return {
        "summary": "The unit's newest filing, for whoever has its filing code",
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {
            "200": response("The newest filing and its receipt", "application/json", shown),
            **{status: refusal(text) for status, text in refusals.items()},
        },
    }


def latest_schema(edition: Edition) -> Document:
    """What the holder of the code is shown."""
    shown = object_of(
        {
            "receipt": _RECEIPT,
            "answers": embedded(answers_schema(edition)),
            "explanations": {"type": "object", "additionalProperties": TEXT},
            "nil": {"type": "boolean"},
        }
    )
    return with_optional(shown, attachments=ticketed())
