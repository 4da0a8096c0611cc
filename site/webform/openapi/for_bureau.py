"""What the bureau's desk asks, as operations of `/openapi.json`."""

from collections.abc import Callable

from schema.contract.review_schema import REVIEW_MEMBERS
from schema.loading.catalogue import Catalogue
from webform.openapi.operation import any_of, first, operation, published
from webform.openapi.schemas import (
    FILE,
    JSON,
    KEY,
    TEXT,
    Document,
    object_of,
    response,
    reviews_given,
    reviews_sent,
)


def collect(media: str, schema: Document | None = None) -> Callable[[Catalogue], Document]:
    """schema: None for the published one."""

    def described(surveys: Catalogue) -> Document:
        shown = schema or any_of(published(id_, "collection") for id_ in surveys)
        text = "All current revisions, totals, and who is late or missing"
        own = {"401": "No bureau key, or a wrong one", "406": "More than this form can hold; another can"}
        told = operation("The merged data, for the bureau", {}, "404 429 503", own)
        same = {"description": "Nothing has changed since the answer whose ETag was sent"}
        given = {"200": response(text, shown, media), "304": same, **told["responses"]}  # type: ignore[dict-item]  # an object
        tag = {
            "name": "If-None-Match",
            "in": "header",
            "schema": TEXT,
            "description": "The ETag of an earlier answer",
        }
        return told | {"parameters": [tag], "security": [{"bureau": []}], "responses": given}

    return described


def attachment(_: Catalogue) -> Document:
    own = {
        "401": "No bureau key, or a wrong one",
        "404": "There is none, or what is stored is not what was sent",
        "406": "More than the platform carries",
    }
    described = operation("A file as it was sent along, for the bureau", {}, "429 503", own)
    given = {"200": response("The file", FILE, "application/octet-stream"), **described["responses"]}  # type: ignore[dict-item]  # an object
    return described | {"security": [{"bureau": []}], "responses": given}


def review(surveys: Catalogue) -> Document:
    said = "Names one act. Without it, each request is an act of its own."
    unit = first(surveys).roster.units[0].code
    described = operation(
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
