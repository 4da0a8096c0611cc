"""AWS Lambda function URL, API Gateway HTTP API: payload format 2.0."""

from handler.http.message import Request, Response
from handler.platforms.event import Event, Platform, Reply, read_body, read_headers, request_id, write_body


def _recognises(event: Event) -> bool:
    return "http" in event.get("requestContext", {}) and event.get("version", "2.0") == "2.0"


def _read(event: Event) -> Request:
    headers = read_headers(event)
    if event.get("cookies"):  # this format takes cookies out of the headers
        headers["cookie"] = "; ".join(event["cookies"])
    http = event["requestContext"]["http"]
    return Request(
        method=http["method"],
        path=event.get("rawPath", http["path"]),
        headers=headers,
        body=read_body(event),
        id=request_id(event),
    )


def _write(_event: Event, response: Response) -> Reply:
    headers = dict(response.headers)
    cookie = headers.pop("Set-Cookie", None)
    return {
        "statusCode": response.status,
        "headers": headers,
        "cookies": [cookie] if cookie else [],
        **write_body(response.body),
    }


PLATFORM = Platform(recognises=_recognises, read=_read, write=_write)
