"""Requests and responses as the functions see them, whatever platform calls."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus

from schema.edition.site import Site
from schema.validation.validate import Problem

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Sent with every answer of a function: it is personal, and never a document that runs script."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One HTTP request. Header names are lower case; `body` is None when it was too large to read.

    id: what the platform calls this request, empty where it gives it no name.
    address: of the sender on the network, empty where it is not known.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = b""
    id: str = ""
    address: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What the log may say of a request: what came of it (a word for programs), the edition, the unit's code.

    seen: headers that explain a refusal. cause: why the store failed, without what was to be stored.
    """

    outcome: str = ""
    edition: str = ""
    unit: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    cause: str = ""


NO_NOTE = Note()


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """One HTTP response. Its note is for the log alone."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    note: Note = field(default=NO_NOTE, compare=False)


Responder = Callable[[Request], Response]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a request is not carried out: HTTP status, a code for programs, what to tell the user (Chinese).

    note: for the log alone. request_id: of a defect, by which the log tells what it was.
    said: the detail with the bureau's own name, and whom to call there.
    """

    status: int
    code: str
    detail: str
    said: Callable[[Site], str] | None = field(default=None, compare=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    request_id: str = ""
    note: Note = NO_NOTE


class RefusedError(Exception):
    """Raised where a request cannot go on; `refusal` says why (made by `handler.http.refusals.refused`)."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def respond(
    status: int, kind: str, body: bytes, headers: Mapping[str, str] | None = None, note: Note = NO_NOTE
) -> Response:
    """A response with the security headers and, over them, `headers`."""
    all_headers = {"Content-Type": kind, **SECURITY, **(headers or {})}
    return Response(status=status, headers=all_headers, body=body, note=note)


def json_response(
    status: int,
    document: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
    note: Note = NO_NOTE,
) -> Response:
    """A JSON document, UTF-8, readable as it is."""
    body = _ENCODE(document).encode()
    return respond(status, "application/json; charset=utf-8", body, headers, note)


def problem_response(refusal: Refusal) -> Response:
    """`application/problem+json` (RFC 9457) with `code` and every broken rule in `problems`."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        "problems": [asdict(problem) for problem in refusal.problems],
        **({"request_id": refusal.request_id} if refusal.request_id else {}),
    }
    kind = {"Content-Type": "application/problem+json; charset=utf-8"}
    return json_response(refusal.status, document, {**kind, **refusal.headers}, refusal.note)
