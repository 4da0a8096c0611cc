"""Responses: the headers every answer carries, JSON as it is read, problems as RFC 9457 says."""

import json

import pytest

from handler.http.message import Refusal, RefusedError, json_response, problem_response, respond
from schema.validation.validate import Problem

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def test_every_answer_is_private_and_runs_no_script() -> None:
    response = respond(200, "text/plain", b"body")

    assert (response.status, response.body) == (200, b"body")
    assert response.headers == {"Content-Type": "text/plain", **SECURITY}


def test_further_headers_stand_beside_the_security_headers() -> None:
    response = respond(200, "text/plain", b"", {"Retry-After": "5", "Content-Type": "text/csv"})

    assert response.headers == {"Content-Type": "text/csv", "Retry-After": "5", **SECURITY}


def test_json_is_written_as_people_read_it() -> None:
    response = json_response(201, {"name": "海曙", "late": False}, {"X": "1"})

    assert response.body == '{"name":"海曙","late":false}'.encode()
    assert response.headers == {"Content-Type": "application/json; charset=utf-8", "X": "1", **SECURITY}


def test_a_problem_names_its_code_and_every_broken_rule() -> None:
    refusal = Refusal(
        status=400,
        code="bad",
        detail="说明",
        headers={"Retry-After": "5"},
        problems=(Problem(blank="unit", place="表头", label="填报单位", rule="missing", message="没有填"),),
    )

    response = problem_response(refusal)

    assert response.status == 400
    assert response.headers == {
        "Content-Type": "application/problem+json; charset=utf-8",
        "Retry-After": "5",
        **SECURITY,
    }
    assert json.loads(response.body) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "code": "bad",
        "detail": "说明",
        "problems": [
            {"blank": "unit", "place": "表头", "label": "填报单位", "rule": "missing", "message": "没有填"}
        ],
    }


def test_what_is_refused_is_told_by_code_alone_in_a_traceback() -> None:
    with pytest.raises(RefusedError, match=r"^method$"):
        raise RefusedError(Refusal(status=405, code="method", detail="这个地址只接受 POST。"))
