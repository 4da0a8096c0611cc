"""The operations for attachments in `/openapi.json`: a form to upload one by, and its ticket."""

from schema.loading.catalogue import Survey
from schema.validation.attachments import LARGEST, LONGEST_NAME, MOST, TYPES
from webform.openapi_parts import CODE, TEXT, Document, object_of, refusal, response

_DIGEST: Document = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_SIZE: Document = {"type": "integer", "minimum": 1, "maximum": LARGEST}
_REFUSALS = {
    "400": "The body announces no file",
    "401": "No filing code, where one is asked for",
    "403": "Not the filing code of this unit, or the page of another site",
    "413": "The body is over 64 kB",
    "415": "Not JSON, or not UTF-8",
    "503": "The store is not available",
}


def attached() -> Document:
    """The attachments in what is filed: each with its name as shown and its ticket."""
    one = object_of({"name": TEXT, "ticket": TEXT}) | {"additionalProperties": False}
    return {"type": "array", "items": one, "maxItems": MOST}


def ticketed() -> Document:
    """The attachments of the newest filing, to be named again in the next."""
    return {"type": "array", "items": object_of({"name": TEXT, "size": _SIZE, "ticket": TEXT})}


def form_operation(survey: Survey) -> Document:
    """A form for one file."""
    form = object_of({"url": TEXT, "fields": {"type": "object", "additionalProperties": TEXT}})
    return {
        "summary": "A form that uploads exactly the announced file: POST its fields, then the file, as multipart",
        "requestBody": _announced(survey),
        "responses": {
            "200": response("Where to send the file, and with which fields", "application/json", form),
            **{status: refusal(text) for status, text in _REFUSALS.items()},
            "409": refusal("Not open yet, or the edition takes no attachments"),
            "410": refusal("Closed"),
            "422": refusal("What may not be attached, and why"),
        },
    }


def check_operation(survey: Survey) -> Document:
    """The ticket of an uploaded file."""
    ticket = object_of(
        {"ticket": TEXT, "name": TEXT, "size": _SIZE, "type": {"enum": sorted(set(TYPES.values()))}}
    )
    return {
        "summary": "The ticket of an uploaded file, once it is stored and is what its name says",
        "requestBody": _announced(survey),
        "responses": {
            "200": response("The ticket, to be sent with the table", "application/json", ticket),
            **{status: refusal(text) for status, text in _REFUSALS.items()},
            "409": refusal("It is not stored, or the edition takes no attachments"),
            "422": refusal("Stored is another content, or not what the name says"),
        },
    }


def _announced(survey: Survey) -> Document:
    name = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "description": "With its extension"}
    members = {
        "unit": TEXT,
        "sha256": _DIGEST,
        "size": {"type": "string", "pattern": "^[0-9]{1,8}$"},
        "name": name,
    }
    sent = object_of(members)
    sent = sent | {"properties": {**members, "code": CODE}, "additionalProperties": False}
    example = {"unit": survey.roster.units[0].name, "sha256": "0" * 64, "size": "12345", "name": "总结.pdf"}
    return {"required": True, "content": {"application/json": {"schema": sent, "example": example}}}
