"""The AWS door: one event per platform as it arrives, whole responses as they leave."""

import json
from pathlib import Path

import pytest

from handler.aws import Event, Reply, make_handle
from handler.messages import Request, Responder, Response, respond

EXAMPLES = Path(__file__).parents[1] / "examples" / "aws"


def example(name: str, **changes: object) -> Event:
    """An event of `examples/aws`; changes: members replaced, or taken away by None."""
    event = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")) | changes
    return {name: value for name, value in event.items() if value is not None}


def received(event: Event) -> Request:
    """The request that a responder is given for an event."""
    seen: list[Request] = []
    ask(event, lambda request: seen.append(request) or respond(200, "text/plain", b""))  # type: ignore[func-returns-value]  # append answers None, so `or` goes on
    return seen[0]


def ask(event: Event, responder: Responder) -> Reply:
    return make_handle(responder)(event, None)


def test_a_form_through_a_function_url() -> None:
    request = received(example("function-url-form"))

    assert (request.method, request.path) == ("POST", "/api/2021/submissions")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["cookie"] == "filed=.0123456789ABCDEFGHJKMNPQRS; theme=dark"
    assert request.body == b"unit=%E6%B5%B7%E6%9B%99&contact=%E5%BC%A0%E4%B8%89"


def test_json_through_an_api_gateway() -> None:
    request = received(example("api-gateway-json"))

    assert (request.method, request.path) == ("POST", "/prod/api/2021/submissions")
    assert request.headers["idempotency-key"] == "7d9f2f0e-6b9d-4d32"
    assert "cookie" not in request.headers
    assert request.body == '{"answers": {"unit": "海曙"}}'.encode()


def test_a_request_without_a_body() -> None:
    request = received(example("function-url-get"))

    assert (request.method, request.path, request.body) == ("GET", "/api/health", b"")


def test_what_a_platform_leaves_out_is_empty() -> None:
    http = {"method": "GET", "path": "/api/health"}

    for event in (
        {"requestContext": {"http": http}},
        {"requestContext": {"http": http}, "headers": None, "cookies": None, "body": None},
    ):
        assert received(event) == Request(method="GET", path="/api/health", headers={}, body=b"")


def test_a_text_answer_leaves_as_it_is() -> None:
    response = Response(status=201, headers={"Content-Type": "text/html"}, body="已收到".encode())

    assert ask(example("function-url-form"), lambda _: response) == {
        "statusCode": 201,
        "headers": {"Content-Type": "text/html"},
        "cookies": [],
        "body": "已收到",
        "isBase64Encoded": False,
    }


def test_a_cookie_leaves_where_the_platform_takes_it() -> None:
    headers = {"Content-Type": "text/html", "Set-Cookie": "filed=.A; HttpOnly"}

    reply = ask(example("function-url-form"), lambda _: Response(status=200, headers=headers, body=b""))

    assert reply == {
        "statusCode": 200,
        "headers": {"Content-Type": "text/html"},
        "cookies": ["filed=.A; HttpOnly"],
        "body": "",
        "isBase64Encoded": False,
    }


def test_bytes_that_are_no_text_leave_in_base64() -> None:
    reply = ask(example("function-url-get"), lambda _: Response(status=200, headers={}, body=b"\x1f\x8b\xff"))

    assert reply == {
        "statusCode": 200,
        "headers": {},
        "cookies": [],
        "body": "H4v/",
        "isBase64Encoded": True,
    }


@pytest.mark.parametrize("body", ["%%%", "YQ", "海曙"])
def test_a_body_that_is_not_the_base64_it_claims_is_refused(body: str) -> None:
    def never(_: Request) -> Response:
        pytest.fail("the request was answered")

    reply = ask(example("function-url-form", body=body), never)

    assert reply["statusCode"] == 400
    assert json.loads(str(reply["body"])) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "code": "not_base64",
        "detail": "提交的内容在途中损坏，请再提交一次。",
        "problems": [],
    }
