"""What the operations of `/openapi.json` share: the shapes of an answer, a receipt, a refusal."""

from collections.abc import Mapping

Document = dict[str, object]
_PROBLEM_JSON = "application/problem+json"
TEXT: Document = {"type": "string"}
CODE: Document = {"type": "string", "description": "The unit's filing code, where one is asked for"}


def receipt() -> Document:
    text = {"type": "string"}
    file = object_of({"name": text, "size": {"type": "integer", "minimum": 1}})
    always = object_of(
        {
            "edition": text,
            "unit": object_of({"code": text, "name": text}),
            "id": {"type": "string", "pattern": "^[0-9A-Z]{26}$"},
            "reference": text,
            "checksum": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "checksum_short": text,
            "received_at": {"type": ["string", "null"], "format": "date-time"},
            "late": {"type": ["boolean", "null"]},
            "revision": {"type": ["integer", "null"], "minimum": 1},
        }
    )
    return with_optional(always, attachments={"type": "array", "items": file})


def problem() -> Document:
    text = {"type": "string"}
    broken = object_of(dict.fromkeys(("blank", "place", "label", "rule", "message"), text))
    return object_of(
        {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": text,
            "detail": text,
            "problems": {"type": "array", "items": broken},
        }
    )


def refusal(text: str) -> Document:
    return response(text, _PROBLEM_JSON, {"$ref": "#/components/schemas/Problem"})


def response(text: str, media: str, schema: Mapping[str, object]) -> Document:
    return {"description": text, "content": {media: {"schema": schema}}}


def object_of(properties: Mapping[str, object]) -> Document:
    return {"type": "object", "properties": properties, "required": list(properties)}


def with_optional(schema: Document, **properties: Document) -> Document:
    """The object with further properties that need not be there."""
    return schema | {"properties": {**schema["properties"], **properties}}  # type: ignore[dict-item]  # an object


def embedded(schema: Mapping[str, object]) -> Document:
    """A JSON Schema as a component: the dialect is the document's."""
    return {name: value for name, value in schema.items() if name != "$schema"}
