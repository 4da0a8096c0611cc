"""The log: one line per request that says what happened and nothing of what was sent."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.http.access_log import watch
from handler.http.message import Note, Request, Response, problem_response, respond
from handler.http.refusals import CODE_WRONG, refused
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from tests.support.filings import (
    SHELL,
    SURVEY,
    Clock,
    Down,
    answers,
    document_of,
    form_post,
    json_post,
    submit_settings,
)

CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
PERSONAL = answers(contact="王五", phone="13812345678")
HEALTH = Request(method="GET", path="/api/health", id="platform-id-1")


class Journal:
    """A watched submit function and the lines that it wrote."""

    def __init__(self, store: FolderStore | Down, metrics: str = "", codes: Codes | None = None) -> None:
        settings = Settings(
            catalogue={"2021": SURVEY}, shell=SHELL, clock=Clock(), codes=codes, pause=Pause(seconds=0)
        )
        self.written: list[str] = []
        self.respond = watch(make_responder(settings, store), self.written.append, metrics)

    def facts(self) -> list[tuple[object, ...]]:
        lines = [json.loads(line) for line in self.written]
        return [(line["outcome"], line["status"], line["edition"], line["unit"]) for line in lines]


def test_every_request_leaves_one_line_that_says_what_came_of_it(tmp_path: Path) -> None:
    journal = Journal(FolderStore(tmp_path))

    for request in (
        json_post(PERSONAL),
        form_post(PERSONAL),
        json_post(answers(unit="王五街道")),
        json_post({}),
        form_post({}),
        replace(json_post(), path="/api/1999/submissions"),
        replace(json_post(), body=None),
        HEALTH,
    ):
        journal.respond(request)

    facts = journal.facts()
    unknown = facts.pop(2)
    assert unknown[:3] == ("filed", 201, "2021")
    assert str(unknown[3]).startswith("unknown-")
    assert facts == [
        ("filed", 201, "2021", "330212"),
        ("replayed", 200, "2021", "330212"),
        ("invalid", 422, "2021", ""),
        ("invalid", 422, "2021", ""),
        ("not_found", 404, "", ""),
        ("too_large", 413, "2021", ""),
        ("200", 200, "", ""),
    ]
    first = json.loads(journal.written[0])
    assert abs(datetime.now(UTC) - datetime.fromisoformat(first["at"])) < timedelta(minutes=5)
    assert first.keys() == {"at", "request_id", "edition", "unit", "outcome", "status", "bytes", "ms"}
    assert first["bytes"] == len(json_post(PERSONAL).body or b"")
    assert json.loads(journal.written[6])["bytes"] == -1


def test_a_sender_is_told_from_another_and_its_address_is_not_told(tmp_path: Path) -> None:
    written: list[str] = []
    for _ in range(2):
        respond_to = watch(make_responder(submit_settings(), FolderStore(tmp_path)), written.append)
        for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8", ""):
            respond_to(replace(HEALTH, address=address))

    senders = [json.loads(line).get("sender") for line in written]

    assert senders[0] == senders[1] != senders[2]
    assert senders[3] is senders[7] is None
    assert senders[0] != senders[4] == senders[5]
    assert "192.0.2" not in "".join(written)


def test_a_wrong_code_is_logged_with_the_unit_it_was_tried_on_and_without_the_code(tmp_path: Path) -> None:
    journal = Journal(FolderStore(tmp_path), "stack", CODES)
    other = CODES.make("2021", "330203")

    journal.respond(json_post(PERSONAL, code=other))
    journal.respond(json_post(PERSONAL, code=CODES.make("2021", "330212")))

    assert journal.facts() == [("code_wrong", 403, "2021", "330212"), ("filed", 201, "2021", "330212")]
    assert [json.loads(line)["WrongCodes"] for line in journal.written] == [1, 0]
    for secret in (other, CODES.make("2021", "330212"), "王五", "13812345678", "市场监督"):
        assert secret not in "".join(journal.written)


def test_metrics_stand_in_the_line_where_cloudwatch_looks_for_them(tmp_path: Path) -> None:
    journal = Journal(FolderStore(tmp_path), "stack")
    journal.respond(json_post())
    failing = Journal(Down(), "stack")
    failing.respond(json_post())

    line = json.loads(journal.written[0])
    [described] = line["_aws"]["CloudWatchMetrics"]
    assert (described["Namespace"], described["Dimensions"]) == ("stack", [[]])
    names = [metric["Name"] for metric in described["Metrics"]]
    assert {name: type(line[name]) for name in names} == {
        "Filed": int, "Errors": int, "WrongCodes": int, "Milliseconds": float
    }  # fmt: skip
    assert (line["Filed"], line["Errors"]) == (1, 0)
    failed = json.loads(failing.written[0])
    assert (failed["outcome"], failed["Filed"], failed["Errors"]) == ("store_unavailable", 0, 1)


@pytest.mark.parametrize("metrics", ["", "stack"])
def test_a_defect_is_answered_and_logged_without_its_words(metrics: str) -> None:
    written: list[str] = []

    def broken(_: Request) -> Response:
        raise KeyError("王五 13812345678")

    response = watch(broken, written.append, metrics)(json_post())

    line = json.loads(written[0])
    assert (response.status, document_of(response)["code"]) == (500, "defect")
    assert response.headers["X-Request-Id"] == document_of(response)["request_id"] == line["request_id"]
    assert f"请将错误编号 {line['request_id']} 告知市局" in str(document_of(response)["detail"])
    assert (line["outcome"], line["status"]) == ("defect", 500)
    assert line["defect"].startswith("KeyError watched:")
    assert "王五" not in written[0]
    assert "王五" not in json.dumps(written[0])


def test_a_browser_without_script_reads_a_page_that_names_the_defect() -> None:
    def broken(_: Request) -> Response:
        raise KeyError

    response = watch(broken, lambda _: None, shell=SHELL)(form_post())

    page = response.body.decode()
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>未能办理</h1>" in page
    assert f"请将错误编号 {response.headers['X-Request-Id']} 告知市局" in page


def test_a_store_that_fails_is_logged_with_its_cause_beside_the_clerks_request_id() -> None:
    journal = Journal(Down())

    for request in (json_post(PERSONAL, key="the-key-1"), form_post(PERSONAL)):
        response = journal.respond(request)
        line = json.loads(journal.written[-1])
        assert (line["outcome"], line["status"], line["cause"]) == ("store_unavailable", 503, "down")
        assert line["request_id"] == response.headers["X-Request-Id"]
        assert "down" not in response.body.decode()


def test_the_clerk_gets_the_platforms_request_id() -> None:
    written: list[str] = []

    response = watch(lambda _: respond(200, "text/plain", b""), written.append)(HEALTH)

    assert response.headers["X-Request-Id"] == json.loads(written[0])["request_id"] == "platform-id-1"


@pytest.mark.parametrize("id_", ["", "x" * 97, "a\r\nSet-Cookie: b=c", "王五"])
def test_a_request_without_a_fit_id_is_given_one(id_: str) -> None:
    watched = watch(lambda _: respond(200, "text/plain", b""), lambda _: None)

    given = [watched(replace(HEALTH, id=id_)).headers["X-Request-Id"] for _ in range(2)]

    assert all(len(each) == 16 and each.isalnum() for each in given)
    assert given[0] != given[1]


def test_a_refusal_is_noted_by_its_code() -> None:
    error = refused(CODE_WRONG, unit="330212", undone="")

    assert problem_response(error.refusal).note == Note(outcome="code_wrong", unit="330212")
