"""The platforms a function may be called through: one module per platform, told apart by their events.

A platform's event in, one Request; one Response, what that platform wants back. WSGI has its own (`handler.server.wsgi`).
"""

import json
from collections.abc import Callable
from dataclasses import replace

from handler.http.message import RefusedError, Responder, problem_response
from handler.platforms import aws_function_url, aws_load_balancer, aws_rest_api
from handler.platforms.event import Event, Reply

PLATFORMS = (aws_function_url.PLATFORM, aws_rest_api.PLATFORM, aws_load_balancer.PLATFORM)


class UnknownEventError(ValueError):
    """The function was called with no HTTP request of a platform it knows."""


def make_handle(respond: Responder) -> Callable[[Event | bytes | str, object], Reply]:
    """`handle(event, context)` around a responder, for every platform."""

    def handle(event: Event | bytes | str, _context: object) -> Reply:
        called = json.loads(event) if isinstance(event, bytes | str) else event
        platform = next((platform for platform in PLATFORMS if platform.recognises(called)), None)
        if platform is None:
            raise UnknownEventError("an event of no known platform")
        try:
            request = platform.read(called)
            response = respond(request)
            if request.method == "HEAD":
                response = replace(response, body=b"")
        except RefusedError as error:
            response = problem_response(error.refusal)
        return platform.write(called, response)

    return handle
