"""`/openapi.json`: the HTTP interface of the functions."""

from collections.abc import Mapping

from schema.contract.collection_schema import collection_schema
from schema.contract.example import example_answers, example_fields
from schema.contract.record_schema import answers_schema
from schema.contract.request_schema import sent_schema, typed_fields
from schema.edition.checks import explained
from schema.edition.model import Edition
from schema.loading.catalogue import Catalogue, Survey
from schema.validation.attachments import LARGEST, LONGEST_NAME, MOST, TYPES
from schema.validation.reasons import LONGEST_REASON

Document = dict[str, object]
_KEY: Document = {"type": "string", "pattern": "^(?:[0-9A-Za-z_-]{8,64})?$"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_FILE: Document = {"type": "string", "format": "binary"}
_REASON = {
    "type": "string",
    "description": f"Read only where a check asks for it; then at most {LONGEST_REASON} characters",
}
_REFUSALS = {
    "400": "The body or the idempotency key cannot be read",
    "401": "No filing code, where one is asked for",
    "403": "Not the filing code of this unit, or the page of another site",
    "409": "Not open yet",
    "410": "Closed",
    "413": "The body is over 64 kB",
    "415": "Neither a form nor JSON, or not UTF-8",
    "422": "Every broken rule, at once",
    "503": "The store is not available; send the same again after Retry-After seconds",
}


def openapi_document(catalogue: Catalogue) -> Document:
    """OpenAPI 3.1 for all editions of the site."""
    paths: Document = {"/api/health": {"get": _health()}}
    for edition, survey in catalogue.items():
        paths[f"/api/{edition}/submissions"] = {"post": _submit(survey)}
        if survey.edition.attachments:
            paths[f"/api/{edition}/attachments"] = {"post": form_operation(survey)}
            paths[f"/api/{edition}/attachments/check"] = {"post": check_operation(survey)}
        paths[f"/api/{edition}/receipts/{{unit}}/{{id}}"] = {"get": receipt_operation()}
        paths[f"/api/{edition}/latest"] = {"post": latest_operation(edition)}
        for extension, (media, schema) in _collections(edition).items():
            paths[f"/api/{edition}/collection.{extension}"] = {"get": _collect(edition, media, schema)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yearly statistics form", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {
                "Receipt": receipt(),
                "Problem": problem(),
                **{
                    f"Collection{id_}": embedded(collection_schema(s.edition)) for id_, s in catalogue.items()
                },
                **{f"Latest{id_}": latest_schema(survey.edition) for id_, survey in catalogue.items()},
                **{f"Sent{id_}": sent_schema(survey.edition) for id_, survey in catalogue.items()},
                **{f"Reasons{id_}": _reasons(survey.edition) for id_, survey in catalogue.items()},
                **{f"Form{id_}": _form(survey.edition) for id_, survey in catalogue.items()},
            },
            "securitySchemes": {"bureau": {"type": "http", "scheme": "bearer"}},
        },
    }


def _health() -> Document:
    body = object_of({"status": {"const": "ok"}})
    return {"summary": "Liveness", "responses": {"200": response("It answers", "application/json", body)}}


def _submit(survey: Survey) -> Document:
    edition = survey.edition.id
    given = {"$ref": "#/components/schemas/Receipt"}
    return {
        "summary": "File the table once; the same key and figures again give the same receipt",
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "schema": _KEY,
                "description": "Names one act of filing. Without it, equal figures count as a replay.",
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _sent(survey.edition),
                    "example": {"answers": example_answers(survey)},
                },
                "application/x-www-form-urlencoded": {
                    "schema": {"$ref": f"#/components/schemas/Form{edition}"},
                    "example": example_fields(survey),
                },
            },
        },
        "responses": {
            "201": response("Stored; the receipt", "application/json", given),
            "200": response("A replay; the same receipt", "application/json", given),
            **{status: refusal(text) for status, text in _REFUSALS.items()},
        },
    }


def _sent(edition: Edition) -> Document:
    """What the script sends."""
    properties: Document = {
        "answers": {"$ref": f"#/components/schemas/Sent{edition.id}"},
        "explanations": {"$ref": f"#/components/schemas/Reasons{edition.id}"},
        "nil": {"type": "boolean"},
        "key": _KEY,
        "code": CODE,
        **({"attachments": attached()} if edition.attachments else {}),
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["answers"],
        "additionalProperties": False,
    }


def _collections(edition: str) -> dict[str, tuple[str, Document]]:
    """File extension → media type and schema."""
    return {
        "json": ("application/json", {"$ref": f"#/components/schemas/Collection{edition}"}),
        "csv": ("text/csv", {"type": "string"}),
        "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _FILE),
        "docx": (f"{_OFFICE}.wordprocessingml.document", _FILE),
    }


def _collect(edition: str, media: str, schema: Document) -> Document:
    return {
        "summary": f"The merged data of {edition}, for the bureau",
        "security": [{"bureau": []}],
        "responses": {
            "200": response("All current revisions, totals, and who is late or missing", media, schema),
            "401": refusal("No bureau key, or a wrong one"),
            "406": refusal("More than this form can hold; another can"),
            "503": refusal("The store is not available"),
        },
    }


def _reasons(edition: Edition) -> Document:
    """A reason for each figure that an edit check found odd and that is right all the same."""
    asked = dict.fromkeys(explained(edition.checks), _REASON)
    return {"type": "object", "properties": asked, "additionalProperties": False}


def _form(edition: Edition) -> Document:
    """The plain form: every field a text; the trap must stay empty."""
    trap = {"type": "string", "maxLength": 0}
    fields = typed_fields(edition)
    form = object_of(fields) | {"additionalProperties": False}
    own = {"_key": _KEY, "_code": CODE, "_nil": {"enum": ["", "1"]}, "_website": trap}
    return form | {"properties": {**fields, **own, **_reason_fields(edition)}}


def _reason_fields(edition: Edition) -> Document:
    return {f"reason.{id_}": _REASON for id_ in explained(edition.checks)}


_DIGEST: Document = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_SIZE: Document = {"type": "integer", "minimum": 1, "maximum": LARGEST}
_UPLOAD_REFUSALS = {
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
            **{status: refusal(text) for status, text in _UPLOAD_REFUSALS.items()},
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
            **{status: refusal(text) for status, text in _UPLOAD_REFUSALS.items()},
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
