"""The AWS door: a Lambda function URL or API Gateway v2 event in (payload 2.0), its response out."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from handler.messages import RefusedError, Request, Responder, problem_response

Event = dict[str, Any]
Reply = dict[str, object]


def make_handle(respond: Responder) -> Callable[[Event, object], Reply]:
    """`handle(event, context)` around a responder."""

    def handle(event: Event, _context: object) -> Reply:
        try:
            response = respond(_request(event))
        except RefusedError as error:
            response = problem_response(error.refusal)
        headers = dict(response.headers)
        cookie = headers.pop("Set-Cookie", None)
        text, encoded = _encode(response.body)
        return {
            "statusCode": response.status,
            "headers": headers,
            "cookies": [cookie] if cookie else [],
            "body": text,
            "isBase64Encoded": encoded,
        }

    return handle


def _request(event: Event) -> Request:
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    if event.get("cookies"):  # payload 2.0 takes cookies out of the headers
        headers["cookie"] = "; ".join(event["cookies"])
    http = event["requestContext"]["http"]
    return Request(
        method=http["method"], path=event.get("rawPath", http["path"]), headers=headers, body=_body(event)
    )


def _body(event: Event) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode()
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(400, "not_base64", "提交的内容在途中损坏，请再提交一次。") from error


def _encode(body: bytes) -> tuple[str, bool]:
    """Text as it is; anything else in base64."""
    try:
        return body.decode(), False
    except UnicodeDecodeError:
        return base64.b64encode(body).decode(), True
