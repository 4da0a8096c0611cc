"""The platforms: an event of each platform as it arrives, whole replies as they leave."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from handler.http.body import LARGEST_BODY
from handler.http.message import Request, Responder, Response, respond
from handler.platforms import Event, Reply, UnknownEventError, make_handle
from handler.stores.folder import FolderStore
from handler.submit.request import read_submission
from schema.validation.checksum import checksum
from tests.support.filings import answers, json_post, responder

EXAMPLES = Path(__file__).parents[1] / "examples" / "events"
POSTS = sorted(file.stem for file in EXAMPLES.glob("*.json") if file.stem.endswith(("form", "json")))
COOKIE = "filed=.0123456789ABCDEFGHJKMNPQRS"


def example(name: str, **changes: object) -> Event:
    """An event of `examples/events`; changes: members replaced, or taken away by None."""
    event = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")) | changes
    return {name: value for name, value in event.items() if value is not None}


def received(event: Event | bytes) -> Request:
    """The request that a responder is given for an event."""
    seen: list[Request] = []
    ask(event, lambda request: seen.append(request) or respond(200, "text/plain", b""))  # type: ignore[func-returns-value]  # append answers None, so `or` goes on
    return seen[0]


def ask(event: Event | bytes, responder: Responder) -> Reply:
    return make_handle(responder)(event, None)


@pytest.mark.parametrize("name", POSTS)
def test_every_platform_brings_the_same_request(name: str) -> None:
    request = received(example(name))

    assert request.method == "POST"
    assert request.path.removeprefix("/prod") == "/api/2021/submissions"
    assert request.id
    assert all(header == header.lower() for header in request.headers)
    if name.endswith("json"):
        assert request.headers["content-type"] == "application/json"
        assert request.headers["idempotency-key"] == "7d9f2f0e-6b9d-4d32"
        assert request.body == '{"answers": {"unit": "海曙"}}'.encode()
    else:
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        assert request.headers["cookie"].split("; ")[0] == COOKIE
        assert request.body == b"unit=%E6%B5%B7%E6%9B%99&contact=%E5%BC%A0%E4%B8%89"


def test_there_are_posts_of_every_platform() -> None:
    platforms = {name.rsplit("-", 1)[0] for name in POSTS}
    assert platforms == {
        "aws-function-url",
        "aws-api-gateway-v1",
        "aws-api-gateway-v2",
        "aws-alb",
        "aws-alb-multi-value",
    }


@pytest.mark.parametrize("name", POSTS)
def test_through_every_door_a_table_is_filed_once(name: str, tmp_path: Path) -> None:
    function = responder(FolderStore(tmp_path))
    body = json_post().body or b""
    headers = {"content-type": ["application/json"] if "multi-value" in name else "application/json"}
    several = {"multiValueHeaders": {"Content-Type": ["application/json"]}} if "v1" in name else {}
    where = "multiValueHeaders" if "multi-value" in name else "headers"
    event = example(name, body=body.decode(), isBase64Encoded=False, **{where: headers}, **several)

    first, again = ask(event, function), ask(event, function)

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert first["body"] == again["body"]
    assert len(list(FolderStore(tmp_path).list(""))) == 1
    assert json.loads(str(first["body"]))["checksum"] == checksum(answers())


def test_the_path_is_the_one_that_the_browser_asked_for() -> None:
    """A cookie that is set for another path never comes back."""
    assert received(example("aws-api-gateway-v2-json")).path == "/prod/api/2021/submissions"
    assert received(example("aws-api-gateway-v1-form")).path == "/prod/api/2021/submissions"
    assert received(example("aws-api-gateway-v1-options")).path == "/api/2021/submissions"


def test_what_was_sent_twice_is_joined() -> None:
    request = received(example("aws-alb-multi-value-form"))
    assert request.headers["x-forwarded-for"] == "203.0.113.7, 198.51.100.9"
    twice = {"Content-Type": ["application/json", "text/plain"]}
    assert received(example("aws-api-gateway-v1-form", multiValueHeaders=twice)).headers == {
        "content-type": "application/json, text/plain"
    }


def test_an_event_may_come_as_bytes() -> None:
    event = example("aws-alb-json")

    assert received(json.dumps(event).encode()) == received(event)


@pytest.mark.parametrize("name", ["aws-function-url-get", "aws-alb-head", "aws-api-gateway-v1-options"])
def test_a_request_without_a_body(name: str) -> None:
    assert received(example(name)).body == b""


def test_head_is_answered_without_a_body() -> None:
    def function(request: Request) -> Response:
        assert request.method == "HEAD"
        return respond(200, "application/json", b'{"status":"ok"}')

    reply = ask(example("aws-alb-head"), function)

    assert (reply["statusCode"], reply["statusDescription"], reply["body"]) == (200, "200 OK", "")


def test_what_a_platform_leaves_out_is_empty() -> None:
    http = {"method": "GET", "path": "/api/health"}

    events: tuple[Event, ...] = (
        {"requestContext": {"http": http}},
        {"requestContext": {"http": http}, "headers": None, "cookies": None, "body": None},
        {"requestContext": {"elb": {}}, "httpMethod": "GET", "path": "/api/health"},
        {"requestContext": {}, "httpMethod": "GET", "path": "/api/health", "resource": "/", "headers": None},
    )
    for event in events:
        assert received(event) == Request(method="GET", path="/api/health", headers={}, body=b"")


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"Records": []},
        {"requestContext": {}},
        {"httpMethod": "GET"},
        {"requestContext": {"http": {"method": "GET", "path": "/"}}, "version": "v1"},
    ],
)
def test_what_is_no_request_is_an_error_of_whoever_set_it_up(event: Event) -> None:
    with pytest.raises(UnknownEventError):
        received(event)


@pytest.mark.parametrize("name", POSTS)
def test_a_body_that_is_too_large_is_not_decoded(name: str) -> None:
    for encoded in (False, True):
        event = example(name, body="%" * (2 * LARGEST_BODY + 1), isBase64Encoded=encoded)
        assert received(event).body is None


def test_a_body_that_no_encoding_has_is_refused_as_not_utf_8() -> None:
    request = received(example("aws-alb-json", body="\ud800", isBase64Encoded=False))

    assert request.body == b"\xed\xa0\x80"
    reply = ask(
        example("aws-alb-json", body="\ud800", isBase64Encoded=False),
        lambda request: respond(200, "text/plain", str(read_submission(request)).encode()),
    )
    assert reply["statusCode"] == 400


# What leaves


SECRETIVE = Response(
    status=201,
    headers={"Content-Type": "text/html", "Set-Cookie": "filed=.A; HttpOnly"},
    body="报送成功".encode(),
)
SINGLE = {"headers": dict(SECRETIVE.headers)}
SEVERAL = {"multiValueHeaders": {"Content-Type": ["text/html"], "Set-Cookie": ["filed=.A; HttpOnly"]}}


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("aws-api-gateway-v1-form", SEVERAL),
        ("aws-alb-json", {**SINGLE, "statusDescription": "201 Created"}),
        ("aws-alb-multi-value-form", {**SEVERAL, "statusDescription": "201 Created"}),
    ],
)
def test_each_platform_gets_the_answer_in_its_own_form(name: str, how: Reply) -> None:
    plain = {"statusCode": 201, "body": "报送成功", "isBase64Encoded": False, **how}
    assert ask(example(name), lambda _: SECRETIVE) == plain
    packed = {**plain, "body": "H4v/", "isBase64Encoded": True}
    assert ask(example(name), lambda _: replace(SECRETIVE, body=b"\x1f\x8b\xff")) == packed


def test_a_text_answer_leaves_as_it_is() -> None:
    response = Response(status=201, headers={"Content-Type": "text/html"}, body="报送成功".encode())

    assert ask(example("aws-function-url-form"), lambda _: response) == {
        "statusCode": 201,
        "headers": {"Content-Type": "text/html"},
        "cookies": [],
        "body": "报送成功",
        "isBase64Encoded": False,
    }


def test_a_cookie_leaves_where_the_platform_takes_it() -> None:
    headers = {"Content-Type": "text/html", "Set-Cookie": "filed=.A; HttpOnly"}

    reply = ask(example("aws-function-url-form"), lambda _: Response(status=200, headers=headers, body=b""))

    assert reply == {
        "statusCode": 200,
        "headers": {"Content-Type": "text/html"},
        "cookies": ["filed=.A; HttpOnly"],
        "body": "",
        "isBase64Encoded": False,
    }


def test_bytes_that_are_no_text_leave_in_base64() -> None:
    reply = ask(
        example("aws-function-url-get"), lambda _: Response(status=200, headers={}, body=b"\x1f\x8b\xff")
    )

    assert reply == {
        "statusCode": 200,
        "headers": {},
        "cookies": [],
        "body": "H4v/",
        "isBase64Encoded": True,
    }


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("body", ["%%%", "YQ", "海曙"])
def test_a_body_that_is_not_the_base64_it_claims_is_refused(body: str, name: str) -> None:
    def never(_: Request) -> Response:
        pytest.fail("the request was answered")

    reply = ask(example(name, body=body, isBase64Encoded=True), never)

    assert reply["statusCode"] == 400
    assert json.loads(str(reply["body"])) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "code": "not_base64",
        "detail": "提交的内容在传输中损坏，请重新提交。",
        "problems": [],
    }
