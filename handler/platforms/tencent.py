"""Tencent Cloud SCF behind its API gateway, with integrated response."""

from handler.http.message import Request, Response
from handler.platforms.event import Door, Event, Reply, read_body, read_headers, request_id, write_body


def _recognises(event: Event) -> bool:
    return "serviceId" in event.get("requestContext", {})


def _read(event: Event) -> Request:
    return Request(
        method=event["httpMethod"],
        path=event["path"],  # the context's path is the rule's pattern
        headers=read_headers(event),
        body=read_body(event),
        id=request_id(event),
    )


def _write(_event: Event, response: Response) -> Reply:
    return {"statusCode": response.status, "headers": dict(response.headers), **write_body(response.body)}


DOOR = Door(recognises=_recognises, read=_read, write=_write)
