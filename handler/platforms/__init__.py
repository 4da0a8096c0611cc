"""The doors a function may be called through: one module per platform, told apart by their events.

A platform's event in, one Request; one Response, what that platform wants back. WSGI has its own (`handler.wsgi`).
"""

import json
from collections.abc import Callable
from dataclasses import replace

from handler.http.message import RefusedError, Responder, problem_response
from handler.platforms import aliyun, tencent
from handler.platforms import aws_function_url as payload2
from handler.platforms import aws_load_balancer as alb
from handler.platforms import aws_rest_api as payload1
from handler.platforms.event import Event, Reply

DOORS = (payload2.DOOR, payload1.DOOR, alb.DOOR, aliyun.DOOR, tencent.DOOR)


class UnknownEventError(ValueError):
    """The function was called with no HTTP request of a platform it knows."""


def make_handle(respond: Responder) -> Callable[[Event | bytes | str, object], Reply]:
    """`handle(event, context)` around a responder, for every platform."""

    def handle(event: Event | bytes | str, _context: object) -> Reply:
        called = json.loads(event) if isinstance(event, bytes | str) else event
        door = next((door for door in DOORS if door.recognises(called)), None)
        if door is None:
            raise UnknownEventError("an event of no known platform")
        try:
            request = door.read(called)
            response = respond(request)
            if request.method == "HEAD":
                response = replace(response, body=b"")
        except RefusedError as error:
            response = problem_response(error.refusal)
        return door.write(called, response)

    return handle
