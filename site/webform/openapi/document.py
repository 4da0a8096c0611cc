"""`/openapi.json`: the HTTP interface of the functions, for whatever editions there are.

Addresses and methods are those of `handler.routes`; what is filed and collected is described by the JSON Schemas that
the site publishes beside each edition, to which this document only refers.
"""

from collections.abc import Callable, Iterable, Mapping

from handler.routes import EXTENSIONS, PARAMETERS, ROUTES, Route
from schema.contract.example import example_answers, example_fields
from schema.contract.review_schema import REVIEW_MEMBERS
from schema.loading.catalogue import Catalogue, Survey
from schema.validation.attachments import TYPES
from webform.openapi.schemas import (
    CODE,
    FILE,
    JSON,
    KEY,
    SIZE,
    TEXT,
    TEXTS,
    Document,
    component,
    file_announced,
    form_sent,
    latest,
    object_of,
    problem,
    receipt,
    response,
    reviews_given,
    reviews_sent,
    table_sent,
    with_optional,
)

_FORM = "application/x-www-form-urlencoded"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ATTACHING = ("attachments", "check")
"""The routes of those editions alone that take attachments."""
_REFUSED = {
    "400": "The body cannot be read",
    "401": "No filing code, where one is asked for",
    "403": "Not the filing code of this unit, or the page of another site",
    "404": "No such edition",
    "410": "Closed",
    "413": "The body is over 64 kB",
    "415": "A media type that is not taken here, or not UTF-8",
    "429": "Too many requests from this address; ask the same again after Retry-After seconds",
    "503": "The store is not available; ask the same again after Retry-After seconds",
}
"""What a status says unless an operation says more."""


def openapi_document(catalogue: Catalogue) -> Document:
    """OpenAPI 3.1 of the whole site."""
    attaching = {id_: survey for id_, survey in catalogue.items() if survey.edition.attachments}
    paths: Document = {}
    for route in ROUTES:
        surveys = attaching if route.name in _ATTACHING else catalogue
        if surveys:
            operation = {"operationId": route.name, **_OPERATIONS[route.name](surveys)}
            paths[route.path] = {**_parameters(route, surveys), route.methods[0].lower(): operation}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yearly statistics form", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {
                "Receipt": receipt(),
                "Problem": problem(),
                **{f"Sent{id_}": table_sent(survey.edition) for id_, survey in catalogue.items()},
                **{f"Form{id_}": form_sent(survey.edition) for id_, survey in catalogue.items()},
            },
            "securitySchemes": {"bureau": {"type": "http", "scheme": "bearer"}},
        },
    }


def _parameters(route: Route, surveys: Catalogue) -> Document:
    """What stands in the address for each name in braces, for all methods of the path."""
    shapes: dict[str, Document] = {
        name: {"type": "string", "pattern": f"^{shape}$"} for name, shape in PARAMETERS.items()
    }
    shapes["edition"] = {"enum": list(surveys)}
    named = [name for name in shapes if f"{{{name}}}" in route.path]
    return {
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": shapes[name]} for name in named
        ]
    }


# The operations, by their routes


def _operation(
    summary: str,
    given: Mapping[str, tuple[str, Document]],
    usual: str = "",
    own: Mapping[str, str] | None = None,
) -> Document:
    """given: status → text and schema of what is answered; usual: statuses refused with the usual text, own: another."""
    refused = {**{status: _REFUSED[status] for status in usual.split()}, **(own or {})}
    answers = {status: response(text, schema) for status, (text, schema) in given.items()}
    problem = component("Problem")
    refusals = {
        status: response(refused[status], problem, "application/problem+json") for status in sorted(refused)
    }
    return {"summary": summary, "responses": answers | refusals}


def _health(_: Catalogue) -> Document:
    return _operation("Liveness", {"200": ("It answers", object_of(status={"const": "ok"}))})


def _submit(surveys: Catalogue) -> Document:
    said = "Names one act of filing. Without it, equal figures count as a replay."
    sent = _any_of(component(f"Sent{id_}") for id_ in surveys)
    form = _any_of(component(f"Form{id_}") for id_ in surveys)
    content = {
        JSON: {"schema": sent, "example": {"answers": example_answers(_first(surveys))}},
        _FORM: {"schema": form, "example": example_fields(_first(surveys))},
    }
    return {
        "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": KEY, "description": said}],
        "requestBody": {"required": True, "content": content},
        **_operation(
            "File the table once; the same key and figures again give the same receipt",
            {
                "201": ("Stored; the receipt", component("Receipt")),
                "200": ("A replay; the same receipt", component("Receipt")),
            },
            "400 401 403 404 410 413 415 429 503",
            {"409": "Not open yet, or the unit has filed too often", "422": "Every broken rule, at once"},
        ),
    }


def _give_form(surveys: Catalogue) -> Document:
    return _announced(surveys) | _operation(
        "A form that uploads exactly the announced file: POST its fields, then the file, as multipart",
        {"200": ("Where to send the file, and with which fields", object_of(url=TEXT, fields=TEXTS))},
        "400 401 403 404 410 413 415 429 503",
        {
            "409": "Not open yet, no attachments are taken, or the unit has sent too many",
            "422": "What may not be attached, and why",
        },
    )


def _check(surveys: Catalogue) -> Document:
    media = {"enum": sorted(set(TYPES.values()))}
    return _announced(surveys) | _operation(
        "The ticket of an uploaded file, once it is stored and is what its name says",
        {"200": ("To be sent with the table", object_of(ticket=TEXT, name=TEXT, size=SIZE, type=media))},
        "400 401 403 404 413 415 429 503",
        {
            "409": "It is not stored, or no attachments are taken",
            "422": "Stored is another content, or not what the name says",
        },
    )


def _show_receipt(_: Catalogue) -> Document:
    return _operation(
        "A receipt again, with its time and revision, for whoever has its address",
        {"200": ("The receipt", component("Receipt"))},
        "429 503",
        {"404": "There is none"},
    )


def _show_latest(surveys: Catalogue) -> Document:
    asked = with_optional(object_of() | {"additionalProperties": False}, unit=TEXT, code=CODE)
    shown = latest(_any_of(_published(id_, "answers") for id_ in surveys))
    return {"requestBody": {"required": True, "content": {JSON: {"schema": asked}}}} | _operation(
        "The unit's newest filing, for whoever has its filing code",
        {"200": ("The newest filing and its receipt", shown)},
        "400 401 404 413 415 429 503",
        {
            "403": "Not the filing code of this unit; or filing is open, and nothing is shown by a name alone",
            "409": "The unit has not filed",
        },
    )


def _collect(media: str, schema: Document | None = None) -> Callable[[Catalogue], Document]:
    """schema: None for the published one."""

    def operation(surveys: Catalogue) -> Document:
        shown = schema or _any_of(_published(id_, "collection") for id_ in surveys)
        text = "All current revisions, totals, and who is late or missing"
        own = {"401": "No bureau key, or a wrong one", "406": "More than this form can hold; another can"}
        described = _operation("The merged data, for the bureau", {}, "404 429 503", own)
        same = {"description": "Nothing has changed since the answer whose ETag was sent"}
        given = {"200": response(text, shown, media), "304": same, **described["responses"]}  # type: ignore[dict-item]  # an object
        tag = {
            "name": "If-None-Match",
            "in": "header",
            "schema": TEXT,
            "description": "The ETag of an earlier answer",
        }
        return described | {"parameters": [tag], "security": [{"bureau": []}], "responses": given}

    return operation


def _attachment(_: Catalogue) -> Document:
    own = {
        "401": "No bureau key, or a wrong one",
        "404": "There is none, or what is stored is not what was sent",
        "406": "More than the platform carries",
    }
    described = _operation("A file as it was sent along, for the bureau", {}, "429 503", own)
    given = {"200": response("The file", FILE, "application/octet-stream"), **described["responses"]}  # type: ignore[dict-item]  # an object
    return described | {"security": [{"bureau": []}], "responses": given}


def _review(surveys: Catalogue) -> Document:
    said = "Names one act. Without it, each request is an act of its own."
    unit = _first(surveys).roster.units[0].code
    described = _operation(
        "What the bureau says of a filing: accepted, returned, a figure verified, a name given to a unit",
        {
            "201": ("Stored", object_of(unit=TEXT, **REVIEW_MEMBERS)),
            "200": ("A replay; the stored review. Of several, what came of each", reviews_given()),
        },
        "400 403 404 413 415 429 503",
        {"401": "No bureau key, or a wrong one", "422": "All that is wrong with it, at once"},
    )
    return {
        "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": KEY, "description": said}],
        "requestBody": {"required": True, "content": {JSON: {"schema": reviews_sent(unit)}}},
        "security": [{"bureau": []}],
        **described,
    }


_OPERATIONS: Mapping[str, Callable[[Catalogue], Document]] = {
    "health": _health,
    "submissions": _submit,
    "attachments": _give_form,
    "check": _check,
    "receipt": _show_receipt,
    "latest": _show_latest,
    "reviews": _review,
    "attachment": _attachment,
    "collection": _collect(JSON),
    "collection.json": _collect(JSON),
    "collection.desk.json": _collect(
        JSON, {"type": "object", "description": "For the desk alone; it may change"}
    ),
    **{f"collection{each}": _collect("text/csv", TEXT) for each in EXTENSIONS if each.endswith(".csv")},
    "collection.xlsx": _collect(f"{_OFFICE}.spreadsheetml.sheet", FILE),
    "collection.docx": _collect(f"{_OFFICE}.wordprocessingml.document", FILE),
}


def _announced(surveys: Catalogue) -> Document:
    return {"requestBody": file_announced(_first(surveys).roster.units[0].name)}


def _any_of(schemas: Iterable[Document]) -> Document:
    """OpenAPI cannot tie a body to the edition in its address: it is of one of the editions."""
    several = list(schemas)
    return {"anyOf": several} if len(several) > 1 else several[0]


def _published(edition: str, name: str) -> Document:
    """A schema that lies beside the edition, as seen from this document."""
    return {"$ref": f"{edition}/{name}.schema.json"}


def _first(surveys: Catalogue) -> Survey:
    """The edition of the examples."""
    return next(iter(surveys.values()))
