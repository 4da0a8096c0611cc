"""What a clerk's browser asks, as operations of `/openapi.json`."""

from schema.contract.example import example_answers, example_fields
from schema.loading.catalogue import Catalogue
from schema.validation.attachments import TYPES
from webform.openapi.operation import any_of, first, operation, published
from webform.openapi.schemas import (
    CODE,
    JSON,
    KEY,
    SIZE,
    TEXT,
    TEXTS,
    Document,
    component,
    file_announced,
    latest,
    object_of,
    with_optional,
)

_FORM = "application/x-www-form-urlencoded"


def health(_: Catalogue) -> Document:
    return operation("Liveness", {"200": ("It answers", object_of(status={"const": "ok"}))})


def submit(surveys: Catalogue) -> Document:
    said = "Names one act of filing. Without it, equal figures count as a replay."
    sent = any_of(component(f"Sent{id_}") for id_ in surveys)
    form = any_of(component(f"Form{id_}") for id_ in surveys)
    content = {
        JSON: {"schema": sent, "example": {"answers": example_answers(first(surveys))}},
        _FORM: {"schema": form, "example": example_fields(first(surveys))},
    }
    return {
        "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": KEY, "description": said}],
        "requestBody": {"required": True, "content": content},
        **operation(
            "File the table once; the same key and figures again give the same receipt",
            {
                "201": ("Stored; the receipt", component("Receipt")),
                "200": ("A replay; the same receipt", component("Receipt")),
            },
            "400 401 403 404 410 413 415 429 503",
            {"409": "Not open yet, or the unit has filed too often", "422": "Every broken rule, at once"},
        ),
    }


def give_form(surveys: Catalogue) -> Document:
    return _announced(surveys) | operation(
        "A form that uploads exactly the announced file: POST its fields, then the file, as multipart",
        {"200": ("Where to send the file, and with which fields", object_of(url=TEXT, fields=TEXTS))},
        "400 401 403 404 410 413 415 429 503",
        {
            "409": "Not open yet, no attachments are taken, or the unit has sent too many",
            "422": "What may not be attached, and why",
        },
    )


def check(surveys: Catalogue) -> Document:
    media = {"enum": sorted(set(TYPES.values()))}
    return _announced(surveys) | operation(
        "The ticket of an uploaded file, once it is stored and is what its name says",
        {"200": ("To be sent with the table", object_of(ticket=TEXT, name=TEXT, size=SIZE, type=media))},
        "400 401 403 404 413 415 429 503",
        {
            "409": "It is not stored, or no attachments are taken",
            "422": "Stored is another content, or not what the name says",
        },
    )


def show_receipt(_: Catalogue) -> Document:
    return operation(
        "A receipt again, with its time and revision, for whoever has its address",
        {"200": ("The receipt", component("Receipt"))},
        "429 503",
        {"404": "There is none"},
    )


def show_latest(surveys: Catalogue) -> Document:
    asked = with_optional(object_of() | {"additionalProperties": False}, unit=TEXT, code=CODE)
    shown = latest(any_of(published(id_, "answers") for id_ in surveys))
    return {"requestBody": {"required": True, "content": {JSON: {"schema": asked}}}} | operation(
        "The unit's newest filing, for whoever has its filing code",
        {"200": ("The newest filing and its receipt", shown)},
        "400 401 404 413 415 429 503",
        {
            "403": "Not the filing code of this unit; or filing is open, and nothing is shown by a name alone",
            "409": "The unit has not filed",
        },
    )


def _announced(surveys: Catalogue) -> Document:
    return {"requestBody": file_announced(first(surveys).roster.units[0].name)}
