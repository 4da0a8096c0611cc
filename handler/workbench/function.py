"""What `/api/workbench/…` answers, to the holder of the bureau key alone:

GET  /api/workbench                     what is being made, and what it may follow
POST /api/workbench                     which edition is meant by what somebody calls it: {"said": …}
GET  /api/workbench/2022                a piece of work as it stands
POST /api/workbench/2022/document       begins it: the file's bytes; X-File-Name, X-Like
POST /api/workbench/2022/edition        begins it without a document, of the edition X-Like on the shelf: moved on, or itself
POST /api/workbench/2022/roster         the roster, of an .xlsx or .csv: its bytes; X-File-Name, X-Version
GET  /api/workbench/2022/roster.xlsx    the roster to be changed in Excel
GET  /api/workbench/2022/changes        against the edition that it follows
GET  /api/workbench/2022/original       the document that it began with, as it was read
POST /api/workbench/2022/preview        the form as it would be: {"address": …}
POST /api/workbench/2022                changes it: {"do": …, "version": …, "window": …, and what CHANGES names}

What begins or changes it answers with the work as it then stands. X-Window says which window begins it.
"""

import re
from collections.abc import Callable, Mapping

from handler.collect.exports import EXPORTS
from handler.collect.function import authorise
from handler.http.csrf_cors import refuse_other_sites
from handler.http.message import (
    RefusedError,
    Request,
    Responder,
    Response,
    json_response,
    problem_response,
    respond,
)
from handler.http.refusals import METHOD, refused
from handler.workbench.acts import Document, change, changes, find, listed, look, named, original, preview
from handler.workbench.drafts import StaleError
from handler.workbench.files import begin, renew, roster
from handler.workbench.refusals import NO_ADDRESS, why_not
from handler.workbench.settings import Settings
from schema.authoring.workbench.units import roster_book
from schema.errors import UserError

ADDRESS = re.compile(r".*/api/workbench(?:/(?P<edition>[0-9a-z-]{1,40})(?:/(?P<part>[a-z.]+))?)?")
Answers = Mapping[str, Callable[[Settings, Request, str], Document | Response]]
"""By method."""


def _book(settings: Settings, _request: Request, edition: str) -> Response:
    return respond(200, EXPORTS["xlsx"].media, roster_book(find(settings, edition).work))


_LIST: Answers = {"GET": lambda settings, _request, _edition: listed(settings), "POST": named}
_PARTS: Mapping[str | None, Answers] = {
    None: {"GET": look, "POST": change},
    "document": {"POST": begin},
    "edition": {"POST": renew},
    "roster": {"POST": roster},
    "roster.xlsx": {"GET": _book},
    "changes": {"GET": changes},
    "original": {"GET": original},
    "preview": {"POST": preview},
}
"""Of an edition's work."""


def make_responder(settings: Settings) -> Responder:
    """It never raises but for a defect."""

    def responding(request: Request) -> Response:
        try:
            answer = _answer(settings, request)
        except RefusedError as error:
            return problem_response(error.refusal)
        except (StaleError, UserError, OSError) as error:
            return problem_response(why_not(error).refusal)
        return answer if isinstance(answer, Response) else json_response(200, answer)

    return responding


def _answer(settings: Settings, request: Request) -> Document | Response:
    """Whether there is such an address comes first, then the key, then whose page it was."""
    found = ADDRESS.fullmatch(request.path)
    if not found or found["part"] not in _PARTS:
        raise refused(NO_ADDRESS)
    answers = _PARTS[found["part"]] if found["edition"] else _LIST
    if request.method not in answers:
        raise refused(METHOD, methods="、".join(answers), allowed=", ".join(answers))
    authorise(settings.key, request.headers.get("authorization", ""))
    if request.method == "POST":
        refuse_other_sites(request, frozenset(), settings.own)
    return answers[request.method](settings, request, found["edition"] or "")
