"""AWS API Gateway REST API (and HTTP API where set so): payload format 1.0."""

from handler.http.message import Request, Response
from handler.platforms.event import (
    Event,
    Platform,
    Reply,
    listed,
    read_body,
    read_headers,
    request_id,
    write_body,
)


def _recognises(event: Event) -> bool:
    return "httpMethod" in event and "resource" in event


def _read(event: Event) -> Request:
    context = event["requestContext"]
    return Request(
        method=event["httpMethod"],
        path=context.get("path") or event["path"],  # with the stage, as the browser asked for it
        headers=read_headers(event),
        body=read_body(event),
        id=request_id(event),
    )


def _write(_event: Event, response: Response) -> Reply:
    return {
        "statusCode": response.status,
        "multiValueHeaders": listed(response.headers),
        **write_body(response.body),
    }


PLATFORM = Platform(recognises=_recognises, read=_read, write=_write)
