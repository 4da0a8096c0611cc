"""What the platforms' events have in common."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handler.http.body import LARGEST_BODY
from handler.http.message import Request, Response
from handler.http.refusals import NOT_BASE64, refused

Event = dict[str, Any]
Reply = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """One platform. `write` is given the event too: some answer as they were asked."""

    recognises: Callable[[Event], bool]
    read: Callable[[Event], Request]
    write: Callable[[Event, Response], Reply]


def read_headers(event: Event) -> dict[str, str]:
    """Header names in lower case; what was sent twice is joined by commas, as HTTP reads it."""
    several = event.get("multiValueHeaders") or event.get("headers") or {}
    return {
        name.lower(): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in several.items()
    }


def read_body(event: Event) -> bytes | None:
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


def write_body(body: bytes) -> Reply:
    """Text as it is; anything else in base64."""
    try:
        return {"body": body.decode(), "isBase64Encoded": False}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def request_id(event: Event) -> str:
    return str(event["requestContext"].get("requestId") or "")


def listed(headers: Mapping[str, str]) -> dict[str, list[str]]:
    """Headers as the platforms take them that allow several of one name."""
    return {name: [value] for name, value in headers.items()}
