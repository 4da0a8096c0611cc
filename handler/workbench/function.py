"""What `/api/workbench/…` answers, to the holder of the bureau key alone:

GET  /api/workbench                     what is being made, and what it may follow
GET  /api/workbench/2022                a piece of work as it stands
POST /api/workbench/2022/document       begins it: the file's bytes; X-File-Name, X-Like
POST /api/workbench/2022                changes it: {"do": …, "version": …, "window": …, and what CHANGES names}

All but the list answer with the work as it then stands. X-Window says which window asks.
"""

import re

from handler.collect.function import authorise
from handler.http.csrf_cors import refuse_other_sites
from handler.http.message import (
    RefusedError,
    Request,
    Responder,
    Response,
    json_response,
    problem_response,
)
from handler.http.refusals import METHOD, refused
from handler.workbench.acts import Document, begin, change, find, listed, shown
from handler.workbench.refusals import NO_ADDRESS
from handler.workbench.settings import Settings

ADDRESS = re.compile(r".*/api/workbench(?:/(?P<edition>[0-9a-z-]{1,40})(?:/(?P<part>document))?)?")


def make_responder(settings: Settings) -> Responder:
    """It never raises but for a defect."""

    def respond(request: Request) -> Response:
        try:
            return json_response(200, _answer(settings, request))
        except RefusedError as error:
            return problem_response(error.refusal)

    return respond


def _answer(settings: Settings, request: Request) -> Document:
    found = ADDRESS.fullmatch(request.path)
    if not found:
        raise refused(NO_ADDRESS)
    edition, part = found["edition"], found["part"]
    methods = ("POST",) if part else ("GET", "POST") if edition else ("GET",)
    if request.method not in methods:
        raise refused(METHOD, methods="、".join(methods), allowed=", ".join(methods))
    authorise(settings.key, request.headers.get("authorization", ""))
    if request.method == "POST":
        refuse_other_sites(request, frozenset(), settings.own)
    if not edition:
        return listed(settings)
    if part:
        return begin(settings, request, edition)
    if request.method == "POST":
        return change(settings, request, edition)
    return shown(settings, find(settings, edition), request.headers.get("x-window", ""))
