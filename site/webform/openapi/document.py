"""`/openapi.json`: the HTTP interface of the functions, for whatever editions there are.

Addresses and methods are those of `handler.routes`; what is filed and collected is described by the JSON Schemas that
the site publishes beside each edition, to which this document only refers.
"""

from collections.abc import Callable, Mapping

from handler.collect.exports import EXPORTS
from handler.routes import EXTENSIONS, PARAMETERS, ROUTES, Route
from schema.loading.catalogue import Catalogue
from webform.openapi import for_bureau, for_units
from webform.openapi.schemas import FILE, JSON, TEXT, Document, form_sent, problem, receipt, table_sent

_ATTACHING = ("attachments", "check")
"""The routes of those editions alone that take attachments."""


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


_OPERATIONS: Mapping[str, Callable[[Catalogue], Document]] = {
    "health": for_units.health,
    "submissions": for_units.submit,
    "attachments": for_units.give_form,
    "check": for_units.check,
    "receipt": for_units.show_receipt,
    "latest": for_units.show_latest,
    "reviews": for_bureau.review,
    "attachment": for_bureau.attachment,
    "collection": for_bureau.collect(JSON),
    "collection.json": for_bureau.collect(JSON),
    "collection.desk.json": for_bureau.collect(
        JSON, {"type": "object", "description": "For the desk alone; it may change"}
    ),
    **{
        f"collection{each}": for_bureau.collect("text/csv", TEXT)
        for each in EXTENSIONS
        if each.endswith(".csv")
    },
    "collection.xlsx": for_bureau.collect(EXPORTS["xlsx"].media, FILE),
    "collection.docx": for_bureau.collect(EXPORTS["docx"].media, FILE),
}
