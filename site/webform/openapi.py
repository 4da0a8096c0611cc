"""`/openapi.json`: the HTTP interface of the functions."""

from schema.contract.collection_schema import collection_schema
from schema.contract.example import example_answers, example_fields
from schema.contract.request_schema import sent_schema, typed_fields
from schema.edition.checks import explained
from schema.edition.model import Edition
from schema.loading.catalogue import Catalogue, Survey
from schema.validation.reasons import LONGEST_REASON
from webform.openapi_attachments import attached, check_operation, form_operation
from webform.openapi_lookup import latest_operation, latest_schema, receipt_operation
from webform.openapi_parts import CODE, Document, embedded, object_of, problem, receipt, refusal, response

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
