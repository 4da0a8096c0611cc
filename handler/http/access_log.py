"""Seeing without spying: one line of JSON per request, with metrics for CloudWatch, and X-Request-Id for the clerk.

A line holds what happened, never what was sent: no answers, names, numbers or codes; of a store that failed the cause,
and of a defect only where it was.
"""

import hmac
import json
import re
import secrets
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

from handler.http.html import NOT_DONE, refuse
from handler.http.message import Request, Responder, Response, problem_response
from handler.http.refusals import DEFECT, refused

Write = Callable[[str], None]
_ID = re.compile(r"[0-9A-Za-z=_;:.+/-]{1,96}")
_METRICS = ("Filed", "Errors", "WrongCodes")
"""Counted, each 0 or 1 per request; Milliseconds besides."""


def watch(
    respond: Responder,
    write: Write,
    metrics: str = "",
    alarm: Write | None = None,
    shell: str = "",
) -> Responder:
    """The same responder, watched. It raises nothing, whatever `respond` does.

    metrics: their namespace, none if empty. alarm: takes the line too where the function or its store has failed.
    shell: the page that tells a browser without script of a defect.
    """
    key = secrets.token_bytes(32)  # what the senders' addresses are hashed with, by this process alone

    def watched(request: Request) -> Response:
        begun = time.perf_counter()
        id_ = request.id if _ID.fullmatch(request.id) else secrets.token_hex(8)
        defect = ""
        try:
            response = respond(request)
        except Exception as error:  # noqa: BLE001  # its text may hold answers: the platform must not log it
            defect = _where(error)
            response = _refuse(shell, request, id_)
        took = (time.perf_counter() - begun) * 1e3
        seen = {"ms": round(took, 1), **({"defect": defect} if defect else {})}
        counted = _embedded(response, took, metrics) if metrics else {}
        text = _line(id_, {**_sender(request, key), **_facts(request, response), **seen, **counted})
        write(text)
        if alarm and response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            alarm(text)
        return replace(response, headers={**response.headers, "X-Request-Id": id_})

    return watched


def _line(id_: str, said: Mapping[str, object]) -> str:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"at": at, "request_id": id_, **said})


def _refuse(shell: str, request: Request, id_: str) -> Response:
    """A defect, with the number by which its line in the log is found."""
    refusal = replace(refused(DEFECT, id=id_).refusal, request_id=id_)
    return refuse(shell, request, refusal, NOT_DONE) if shell else problem_response(refusal)


def _sender(request: Request, key: bytes) -> dict[str, str]:
    """Tells one sender from another and says nothing of its address."""
    if not request.address:
        return {}
    return {"sender": hmac.new(key, request.address.encode(), "sha256").hexdigest()[:8]}


def _facts(request: Request, response: Response) -> dict[str, object]:
    note = response.note
    return {
        "edition": note.edition,
        "unit": note.unit,
        "outcome": note.outcome or str(response.status),
        "status": response.status,
        "bytes": -1 if request.body is None else len(request.body),
        **note.seen,
        **({"cause": note.cause} if note.cause else {}),
    }


def _where(error: Exception) -> str:
    """The kind of an error and the lines that it came through, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = " ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} {lines}"


def _embedded(response: Response, took: float, namespace: str) -> dict[str, object]:
    """The embedded metric format: CloudWatch reads metrics out of the line, so the role needs no right for them."""
    named = [{"Name": name, "Unit": "Count"} for name in _METRICS]
    described = {
        "Namespace": namespace,
        "Dimensions": [[]],
        "Metrics": [*named, {"Name": "Milliseconds", "Unit": "Milliseconds"}],
    }
    counted = (
        response.note.outcome == "filed",
        response.status >= HTTPStatus.INTERNAL_SERVER_ERROR,
        response.note.outcome == "code_wrong",
    )
    return {
        "_aws": {"Timestamp": int(time.time() * 1e3), "CloudWatchMetrics": [described]},
        **dict(zip(_METRICS, map(int, counted), strict=True)),
        "Milliseconds": took,
    }
