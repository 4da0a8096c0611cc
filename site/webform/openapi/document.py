"""`/openapi.json`: the HTTP interface of the functions, for whatever editions there are.

Addresses and methods are those of `handler.routes`, what is said there stands in `openapi.toml`; what is filed and
collected is described by the JSON Schemas that the site publishes beside each edition, to which this document only refers.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from handler.collect.reviews.request import MOST as MOST_REVIEWS
from handler.routes import PARAMETERS, ROUTES, Route
from schema.contract.answer_schemas import sent_fields, typed_fields
from schema.contract.example import example_answers, example_fields
from schema.contract.schemas import LIMITS, SHAPES
from schema.contract.shapes import Schema, Shapes, object_of, read_shapes
from schema.edition.checks import explained
from schema.edition.model import Edition
from schema.edition.survey import Catalogue, Survey
from schema.validation.attachments import MOST
from schema.validation.reasons import LONGEST_REASON

_FILE = Path(__file__).with_name("openapi.toml")
_SAID = read_shapes(_FILE)
_ATTACHING = ("attachments", "check")
"""The routes of those editions alone that take attachments."""
_REASON = {
    "type": "string",
    "description": f"Read only where a check asks for it; then at most {LONGEST_REASON} characters",
}


def openapi_document(catalogue: Catalogue) -> dict[str, object]:
    """OpenAPI 3.1 of the whole site."""
    attaching = {id_: survey for id_, survey in catalogue.items() if survey.edition.attachments}
    paths: dict[str, object] = {}
    for route in ROUTES:
        surveys = attaching if route.name in _ATTACHING else catalogue
        if surveys:
            operation = {"operationId": route.name, **dict(_operation(route.name, surveys))}
            paths[route.path] = {"parameters": _in_path(route, surveys), route.methods[0].lower(): operation}
    shapes = _shapes(catalogue)
    schemas = {"Receipt": shapes.schema("receipt"), "Problem": shapes.schema("problem")}
    for what, sent in (("Sent", _sent), ("Form", _form)):
        schemas |= {f"{what}{id_}": sent(survey.edition) for id_, survey in catalogue.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yearly statistics form", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bureau": {"type": "http", "scheme": "bearer"}},
        },
    }


def _in_path(route: Route, surveys: Catalogue) -> list[object]:
    """What stands in the address for each name in braces, for all methods of the path."""
    shapes: dict[str, Schema] = {name: _text(f"^{shape}$") for name, shape in PARAMETERS.items()}
    shapes["edition"] = {"enum": list(surveys)}
    named = [name for name in shapes if f"{{{name}}}" in route.path]
    return [{"name": name, "in": "path", "required": True, "schema": shapes[name]} for name in named]


def _operation(name: str, surveys: Catalogue) -> Iterator[tuple[str, object]]:
    """The members of an operation, in the order of the file."""
    shapes, examples = _shapes(surveys), _examples(next(iter(surveys.values())))
    for key, value in _SAID["operations"][name.partition(".")[0]].items():
        match key:
            case "header":
                header, shape, text = value
                schema = shapes.schema(shape)
                yield "parameters", [{"name": header, "in": "header", "schema": schema, "description": text}]
            case "body":
                content = {
                    media: {"schema": shapes.schema(shape), **examples.get(shape, {})}
                    for media, shape in value.items()
                }
                yield "requestBody", {"required": True, "content": content}
            case "responses":
                yield "responses", dict(_responses(shapes, value, _SAID["collected"].get(name, ())))
            case _:
                yield key, value


def _responses(
    shapes: Shapes, said: Mapping[str, Any], collected: Sequence[str]
) -> Iterator[tuple[str, object]]:
    """By status: what is answered, then what is refused. collected: shape and media type of a form of the collection."""
    refused = {status: _SAID["refused"][status] for status in said.get("refused", "").split()}
    for status, told in said.items():
        match told:
            case [text, *shape_and_media]:
                yield status, _response(shapes, text, *shape_and_media, *collected)
            case dict():
                yield status, told
            case _ if status != "refused":
                refused[status] = told
    for status in sorted(refused):
        yield status, _response(shapes, refused[status], "Problem", "application/problem+json")


def _response(shapes: Shapes, text: str, shape: str, media: str = "application/json") -> Schema:
    return {"description": text, "content": {media: {"schema": shapes.schema(shape)}}}


def _shapes(surveys: Catalogue) -> Shapes:
    """Those of the files. OpenAPI cannot tie a body to the edition in its address: it is of one of the editions."""

    def any_of(address: str) -> Schema:
        several = [{"$ref": address.format(edition)} for edition in surveys]
        return {"anyOf": several} if len(several) > 1 else several[0]

    act = {"description": "An act, as it is posted alone"}
    filled = {
        "id": _text(f"^{PARAMETERS['id']}$"),
        "Receipt": {"$ref": "#/components/schemas/Receipt"},
        "Problem": {"$ref": "#/components/schemas/Problem"},
        "sent": any_of("#/components/schemas/Sent{}"),
        "form": any_of("#/components/schemas/Form{}"),
        "answers": any_of("{}/answers.schema.json"),
        "collection": any_of("{}/collection.schema.json"),
        "acts": {"type": "array", "items": act, "minItems": 1, "maxItems": MOST_REVIEWS},
        "unit_example": {"type": "string", "example": next(iter(surveys.values())).roster.units[0].code},
    }
    return Shapes(SHAPES, _FILE, filled={**LIMITS, **filled})


def _examples(survey: Survey) -> dict[str, Schema]:
    """By what is sent."""
    file = {"unit": survey.roster.units[0].name, "sha256": "0" * 64, "size": "12345", "name": "总结.pdf"}
    return {
        "sent": {"example": {"answers": example_answers(survey)}},
        "form": {"example": example_fields(survey)},
        "announced": {"example": file},
    }


def _sent(edition: Edition) -> Schema:
    """The table as the script sends it."""
    reasons = dict.fromkeys(explained(edition.checks), _REASON)
    filled = {
        "answers_sent": object_of(sent_fields(edition)),
        "reasons_sent": {"type": "object", "properties": reasons, "additionalProperties": False},
        "tickets": ["named_ticket[]", {"maxItems": MOST}],
    }
    shapes = Shapes(SHAPES, _FILE, filled={**LIMITS, **filled})
    return shapes.schema("table_and_files" if edition.attachments else "table")


def _form(edition: Edition) -> Schema:
    """The plain form: every field a text; the trap must stay empty."""
    shapes = Shapes(SHAPES, _FILE, filled={})
    own = {"_key?": shapes.schema("key"), "_code?": shapes.schema("code")}
    more: dict[str, Schema] = {"_nil?": {"enum": ["", "1"]}, "_website?": {"const": ""}}
    reasons = {f"reason.{id_}?": _REASON for id_ in explained(edition.checks)}
    return object_of({**typed_fields(edition), **own, **more, **reasons})


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}
