"""AWS Application Load Balancer with a Lambda target."""

from http import HTTPStatus

from handler.http.message import Request, Response
from handler.platforms.event import Event, Platform, Reply, listed, read_body, read_headers, write_body


def _recognises(event: Event) -> bool:
    return "elb" in event.get("requestContext", {})


def _read(event: Event) -> Request:
    headers = read_headers(event)
    return Request(
        method=event["httpMethod"],
        path=event["path"],
        headers=headers,
        body=read_body(event),
        id=headers.get("x-amzn-trace-id", "").removeprefix("Root="),
    )


def _write(event: Event, response: Response) -> Reply:
    """A target group set to multi-value headers takes those alone; any other takes single ones alone."""
    several = "multiValueHeaders" in event
    headers = (
        {"multiValueHeaders": listed(response.headers)} if several else {"headers": dict(response.headers)}
    )
    return {
        "statusCode": response.status,
        "statusDescription": f"{response.status} {HTTPStatus(response.status).phrase}",
        **headers,
        **write_body(response.body),
    }


PLATFORM = Platform(recognises=_recognises, read=_read, write=_write)
