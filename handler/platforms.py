"""The platforms a function may be called through, told apart by their events: a platform's event in, one Request; one Response, what it wants back.

AWS function URL and API Gateway HTTP API (payload format 2.0), API Gateway REST API (and HTTP API where set so: 1.0), AWS
load balancer. WSGI has its own (`handler.server.wsgi`).
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from handler.http.body import LARGEST_BODY
from handler.http.message import RefusedError, Request, Responder, Response, problem_response
from handler.http.refusals import NOT_BASE64, refused

Event = dict[str, Any]
Reply = dict[str, object]


class UnknownEventError(ValueError):
    """The function was called with no HTTP request of a platform it knows."""


def make_handle(respond: Responder) -> Callable[[Event | bytes | str, object], Reply]:
    """`handle(event, context)` around a responder, for every platform."""

    def handle(event: Event | bytes | str, _context: object) -> Reply:
        called = json.loads(event) if isinstance(event, bytes | str) else event
        try:
            request = _read(called)
            response = respond(request)
            if request.method == "HEAD":
                response = replace(response, body=b"")
        except RefusedError as error:
            response = problem_response(error.refusal)
        return {"statusCode": response.status, **_head(called, response), **_body(response.body)}

    return handle


def _is_second(event: Event) -> bool:
    """Whether it is of payload format 2.0."""
    return "http" in event.get("requestContext", {}) and event.get("version", "2.0") == "2.0"


def _is_of_balancer(event: Event) -> bool:
    return "elb" in event.get("requestContext", {})


def _read(event: Event) -> Request:
    """Raises UnknownEventError, RefusedError."""
    headers = _read_headers(event)
    if _is_second(event):
        context = event["requestContext"]
        method, path = context["http"]["method"], event.get("rawPath", context["http"]["path"])
        if event.get("cookies"):  # this format takes cookies out of the headers
            headers["cookie"] = "; ".join(event["cookies"])
    elif _is_of_balancer(event) or ("httpMethod" in event and "resource" in event):
        context = event["requestContext"]
        method = event["httpMethod"]
        path = context.get("path") or event["path"]  # with the stage, as the browser asked for it
    else:
        raise UnknownEventError("an event of no known platform")
    given = context.get("requestId") or headers.get("x-amzn-trace-id", "").removeprefix("Root=")
    return Request(method=method, path=path, headers=headers, body=_read_body(event), id=str(given))


def _head(event: Event, response: Response) -> Reply:
    """What the platform wants back beside status and body."""
    headers = dict(response.headers)
    if _is_second(event):
        cookie = headers.pop("Set-Cookie", None)
        return {"headers": headers, "cookies": [cookie] if cookie else []}
    several: Reply = {"multiValueHeaders": {name: [value] for name, value in headers.items()}}
    if not _is_of_balancer(event):
        return several
    described = f"{response.status} {HTTPStatus(response.status).phrase}"
    # A target group set to multi-value headers takes those alone; any other takes single ones alone.
    named: Reply = several if "multiValueHeaders" in event else {"headers": headers}
    return {"statusDescription": described, **named}


def _read_headers(event: Event) -> dict[str, str]:
    """Header names in lower case; what was sent twice is joined by commas, as HTTP reads it."""
    given = event.get("multiValueHeaders") or event.get("headers") or {}
    return {
        name.lower(): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in given.items()
    }


def _read_body(event: Event) -> bytes | None:
    """The body's bytes; None where it is too large to be read.

    Raises RefusedError where it is not the base64 that it claims to be.
    """
    body = event.get("body") or ""
    if len(body) > 2 * LARGEST_BODY:  # base64 makes it a third longer
        return None
    if not event.get("isBase64Encoded"):
        return str(body).encode(errors="surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise refused(NOT_BASE64) from error


def _body(body: bytes) -> Reply:
    """Text as it is; anything else in base64."""
    try:
        return {"body": body.decode(), "isBase64Encoded": False}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
