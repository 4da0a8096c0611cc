"""What every operation of `/openapi.json` has: what is answered, what is refused; and the schemas that lie beside an edition."""

from collections.abc import Iterable, Mapping

from schema.loading.catalogue import Catalogue, Survey
from webform.openapi.schemas import Document, component, response

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


def operation(
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


def any_of(schemas: Iterable[Document]) -> Document:
    """OpenAPI cannot tie a body to the edition in its address: it is of one of the editions."""
    several = list(schemas)
    return {"anyOf": several} if len(several) > 1 else several[0]


def published(edition: str, name: str) -> Document:
    """A schema that lies beside the edition, as seen from this document."""
    return {"$ref": f"{edition}/{name}.schema.json"}


def first(surveys: Catalogue) -> Survey:
    """The edition of the examples."""
    return next(iter(surveys.values()))
