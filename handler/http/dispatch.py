"""One way from a request to its answer for all three functions: route, method, sender's page, answer, refusal.

Each function is a table from routes to answers (`Function`). What refuses is said in the form that the sender reads,
and what the log may know of it goes along as the response's note.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handler import routes
from handler.http.csrf_cors import allow_origin, refuse_other_sites
from handler.http.message import Refusal, RefusedError, Request, Responder, Response, json_response
from handler.http.refusals import METHOD, NOT_FOUND, NOT_SET_UP, Reason, refused
from handler.routes import Found, find_route
from handler.stores import NotAllowedError, NotSetUpError, StoreError
from schema.edition.survey import Catalogue, Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A request that has found its route; values: what its address says, by the route's parameters."""

    request: Request
    survey: Survey
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How a route is answered; it may raise RefusedError and StoreError. failed: what is said when the store fails."""

    answer: Callable[[Call], Response]
    failed: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """One function: its answers by the names of its routes, and how it refuses.

    own, origins: as in the submit function's settings. unknown: its words for 404.
    """

    name: routes.Function
    catalogue: Catalogue
    answers: Mapping[str, Answer]
    refuse: Callable[[Request, Refusal], Response]
    own: str = ""
    origins: frozenset[str] = frozenset()
    unknown: Reason = NOT_FOUND


def dispatch(function: Function) -> Responder:
    """What answers every request to the function; it never raises but for a defect."""

    def respond(request: Request) -> Response:
        found = find_route(request.path)
        if found and found.route.function != function.name:
            found = None
        survey = function.catalogue.get(found.edition) if found else None
        try:
            response = _answer(function, request, found, survey)
        except RefusedError as error:
            response = function.refuse(request, _named(function, survey, error.refusal))
        if survey and not response.note.edition:
            response = replace(response, note=replace(response.note, edition=survey.edition.id))
        return allow_origin(request, function.origins, response)

    return respond


def _named(function: Function, survey: Survey | None, refusal: Refusal) -> Refusal:
    """With the bureau's own name, and whom to call there: those of the edition, else of the newest."""
    spoken = survey or next(iter(function.catalogue.values()), None)
    return replace(refusal, detail=refusal.said(spoken.edition.site)) if spoken and refusal.said else refusal


def _answer(function: Function, request: Request, found: Found | None, survey: Survey | None) -> Response:
    if found is None or (found.edition and survey is None):
        raise refused(function.unknown)
    methods = found.route.methods
    if request.method not in methods:
        raise refused(METHOD, methods="、".join(methods), allowed=", ".join(methods))
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": ", ".join(methods)}, body=b"")
    if survey is None:  # the one address that asks about no edition: whether the function is alive
        return json_response(200, {"status": "ok"})
    if request.method == "POST":
        refuse_other_sites(request, function.origins, function.own)
    return _call(
        function.answers[found.route.name], Call(request=request, survey=survey, values=found.values)
    )


def _call(answer: Answer, call: Call) -> Response:
    try:
        return answer.answer(call)
    except StoreError as error:
        raise store_failed(error, answer.failed) from error


def store_failed(
    error: StoreError, passing: Reason, headers: Mapping[str, str] | None = None
) -> RefusedError:
    """What is said when the store fails; passing: where trying again may help."""
    lasting = (NotAllowedError, NotSetUpError)
    if isinstance(error, lasting) or isinstance(error.__cause__, lasting):
        return refused(NOT_SET_UP, cause=str(error), headers=headers)
    return refused(passing, cause=str(error), headers=headers)
