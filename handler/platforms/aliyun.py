"""Aliyun (Alibaba Cloud) Function Compute 3.0, HTTP trigger of a built-in runtime. The event comes as bytes.

With a custom runtime, as in 2.0, it speaks HTTP itself: use `handler.wsgi`.
"""

from handler.http.message import Request, Response
from handler.platforms.event import Door, Event, Reply, read_body, read_headers, request_id, write_body


def _recognises(event: Event) -> bool:
    return event.get("version") == "v1" and "http" in event.get("requestContext", {})


def _read(event: Event) -> Request:
    http = event["requestContext"]["http"]
    return Request(
        method=http["method"],
        path=event.get("rawPath", http["path"]),
        headers=read_headers(event),
        body=read_body(event),
        id=request_id(event),
    )


def _write(_event: Event, response: Response) -> Reply:
    return {"statusCode": response.status, "headers": dict(response.headers), **write_body(response.body)}


DOOR = Door(recognises=_recognises, read=_read, write=_write)
