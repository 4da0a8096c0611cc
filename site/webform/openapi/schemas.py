"""What is sent and answered at the addresses of `/openapi.json`, as JSON Schemas; no edition publishes these."""

from handler.collect.reviews.request import MOST as MOST_REVIEWS
from handler.routes import PARAMETERS
from schema.contract.request_schema import sent_schema, typed_fields
from schema.contract.review_schema import KINDS, REVIEW_MEMBERS, WAYS
from schema.edition.checks import explained
from schema.edition.model import Edition
from schema.validation.attachments import LARGEST, LONGEST_NAME
from schema.validation.reasons import LONGEST_REASON

Document = dict[str, object]
JSON = "application/json"
TEXT: Document = {"type": "string"}
FILE: Document = {"type": "string", "format": "binary"}
TEXTS: Document = {"type": "object", "additionalProperties": TEXT}
KEY: Document = {"type": "string", "pattern": "^(?:[0-9A-Za-z_-]{8,64})?$"}
CODE: Document = {"type": "string", "description": "The unit's filing code, where one is asked for"}
SIZE: Document = {"type": "integer", "minimum": 1, "maximum": LARGEST}
_DIGEST: Document = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ID: Document = {"type": "string", "pattern": f"^{PARAMETERS['id']}$"}
_REASON: Document = {
    "type": "string",
    "description": f"Read only where a check asks for it; then at most {LONGEST_REASON} characters",
}


def table_sent(edition: Edition) -> Document:
    """The table as the script sends it."""
    reasons = dict.fromkeys(explained(edition.checks), _REASON)
    file = object_of(name=TEXT, ticket=TEXT) | {"additionalProperties": False}
    attachments = {"attachments": {"type": "array", "items": file, "maxItems": MOST_REVIEWS}}
    return with_optional(
        object_of(answers=sent_schema(edition)) | {"additionalProperties": False},
        explanations={"type": "object", "properties": reasons, "additionalProperties": False},
        nil={"type": "boolean"},
        key=KEY,
        code=CODE,
        **(attachments if edition.attachments else {}),
    )


def form_sent(edition: Edition) -> Document:
    """The plain form: every field a text; the trap must stay empty."""
    own = {"_key": KEY, "_code": CODE, "_nil": {"enum": ["", "1"]}, "_website": {"const": ""}}
    reasons = {f"reason.{id_}": _REASON for id_ in explained(edition.checks)}
    return with_optional(
        object_of(**typed_fields(edition)) | {"additionalProperties": False}, **own, **reasons
    )


def file_announced(unit: str) -> Document:
    """A file as it is announced, before it is uploaded and when it is looked at."""
    name = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "description": "With its extension"}
    size = {"type": "string", "pattern": "^[0-9]{1,8}$"}
    sent = object_of(unit=TEXT, sha256=_DIGEST, size=size, name=name) | {"additionalProperties": False}
    example = {"unit": unit, "sha256": "0" * 64, "size": "12345", "name": "总结.pdf"}
    content = {"schema": with_optional(sent, code=CODE), "example": example}
    return {"required": True, "content": {JSON: content}}


def receipt() -> Document:
    always = object_of(
        edition=TEXT,
        unit=object_of(code=TEXT, name=TEXT),
        id=_ID,
        reference=TEXT,
        checksum=_DIGEST,
        checksum_short=TEXT,
        received_at={"type": ["string", "null"], "format": "date-time"},
        late={"type": ["boolean", "null"]},
        digest={"type": ["string", "null"], "description": "SHA-256 of the stored record"},
        digest_short={"type": ["string", "null"]},
        revision={"type": ["integer", "null"], "minimum": 1},
    )
    file = object_of(name=TEXT, size={"type": "integer", "minimum": 1})
    previous = object_of(reference=TEXT, received_at={"type": "string", "format": "date-time"})
    return with_optional(
        always, attachments={"type": "array", "items": file}, previous=previous, review=_said()
    )


def _said(**more: Document) -> Document:
    """What the bureau said of a filing, to the unit."""
    return object_of(
        kind={"enum": ["accepted", "returned"]},
        at={"type": "string", "format": "date-time"},
        note=TEXT,
        blank={"type": ["string", "null"]},
        **more,
    )


def latest(answers: Document) -> Document:
    """The newest filing of a unit, to go on from; attachments with tickets by which the next can name them again."""
    shown = object_of(
        receipt=component("Receipt"), answers=answers, explanations=TEXTS, nil={"type": "boolean"}
    )
    files = {"type": "array", "items": object_of(name=TEXT, size=SIZE, ticket=TEXT)}
    damaged = {"type": "integer", "minimum": 1, "description": "Filings of the unit that cannot be read"}
    current: Document = {
        "type": "boolean",
        "description": "Whether it was the newest filing that was reviewed",
    }
    return with_optional(shown, attachments=files, damaged=damaged, review=_said(current=current))


def review_sent(unit: str) -> Document:
    """An act of the bureau's, as it is posted."""
    always = object_of(
        kind={"enum": list(KINDS)},
        unit={"type": "string", "example": unit},
        by={"type": "string", "example": "王五"},
    )
    return with_optional(
        always,
        about={"anyOf": [object_of(id=_ID, checksum=_DIGEST), {"type": "null"}]},
        value={"type": ["integer", "boolean", "string", "null"]},
        how={"enum": [*WAYS, None]},
        **{name: {"type": ["string", "null"]} for name in ("note", "blank", "name", "code")},
    )


def reviews_sent(unit: str) -> Document:
    """One act, or several, each of which is judged by itself."""
    each: Document = {"description": "An act, as it is posted alone"}
    several: Document = {"type": "array", "items": each, "minItems": 1, "maxItems": MOST_REVIEWS}
    return {"anyOf": [review_sent(unit), object_of(reviews=several) | {"additionalProperties": False}]}


def reviews_given() -> Document:
    """The stored review, or what came of each, in their order."""
    one = object_of(unit=TEXT, **REVIEW_MEMBERS)
    came = with_optional(object_of(status={"type": "integer"}), review=one, message=TEXT)
    return {"anyOf": [one, object_of(reviews={"type": "array", "items": came})]}


def problem() -> Document:
    broken = object_of(blank=TEXT, place=TEXT, label=TEXT, rule=TEXT, message=TEXT)
    problems = {"type": "array", "items": broken}
    number = {"type": "integer"}
    always = object_of(type=TEXT, title=TEXT, status=number, code=TEXT, detail=TEXT, problems=problems)
    return with_optional(always, request_id=TEXT)


def response(text: str, schema: Document, media: str = JSON) -> Document:
    return {"description": text, "content": {media: {"schema": schema}}}


def object_of(**properties: object) -> Document:
    return {"type": "object", "properties": properties, "required": list(properties)}


def with_optional(schema: Document, **properties: object) -> Document:
    """The object with further properties that need not be there."""
    return schema | {"properties": {**schema["properties"], **properties}}  # type: ignore[dict-item]  # an object


def component(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}
