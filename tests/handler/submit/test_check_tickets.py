"""Filing with attachments: a record names what was stored and looked at, and nothing else."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from handler.attachments.upload_token import UploadTokens
from handler.http.message import Response
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from schema.contract.schemas import record_schema
from schema.validation.attachments import FIELD, Attachment
from tests.support.files import PDF, PNG, TICKETS, attached, attachment, ticket_of
from tests.support.filings import (
    BROWSER,
    EDITION,
    IN_TIME,
    SECOND,
    SURVEY,
    Clock,
    PutOnly,
    answers,
    document_of,
    json_post,
    submit_settings,
)

SETTINGS = replace(submit_settings(), upload_tokens=TICKETS)
TWO = [attached(PDF, "活动总结.pdf"), attached(PNG, "盖章表.png")]
OTHERS = UploadTokens(secret="another-secret-with-at-least-32-bytes-in-it")


def file(store: Store, attachments: object) -> Response:
    request = json_post(attachments=attachments, key="the-key-1")
    return make_responder(SETTINGS, store)(request)


def records(store: Store) -> list[dict[str, object]]:
    return [json.loads(store.read(key)) for key in store.list("submissions/")]


def told(response: Response) -> list[tuple[str, str, str, str]]:
    found = document_of(response)["problems"]
    assert isinstance(found, list)
    return [(each["blank"], each["place"], each["label"], each["rule"]) for each in found]


def test_a_record_and_its_receipt_name_the_attachments(store: Store) -> None:
    response = file(PutOnly(store), TWO)

    [record] = records(store)
    assert response.status == 201
    assert record["attachments"] == [
        {"name": "活动总结.pdf", **_facts(attachment(PDF))},
        {"name": "盖章表.png", **_facts(attachment(PNG, "盖章表.png"))},
    ]
    assert document_of(response)["attachments"] == [
        {"name": "活动总结.pdf", "size": len(PDF)},
        {"name": "盖章表.png", "size": len(PNG)},
    ]
    assert list(Draft202012Validator(dict(record_schema(EDITION))).iter_errors(record)) == []


def _facts(each: Attachment) -> dict[str, object]:
    return {"size": each.size, "type": each.type, "sha256": each.sha256}


def test_a_record_without_attachments_says_nothing_of_them(folder: FolderStore) -> None:
    response = file(folder, [])

    assert "attachments" not in records(folder)[0]
    assert "attachments" not in document_of(response)


def test_the_receipts_page_names_them(folder: FolderStore) -> None:
    request = json_post(attachments=[attached(PDF, "<b>总结.pdf")], headers={"accept": BROWSER["accept"]})

    page = make_responder(SETTINGS, folder)(request).body.decode()

    assert "<dt>附件</dt><dd>&lt;b&gt;总结.pdf</dd>" in page


def test_names_are_kept_as_they_can_be_shown(folder: FolderStore) -> None:
    file(folder, [attached(PDF) | {"name": "C:\\我的文件\\活动\u202e总结.pdf "}])

    named = records(folder)[0]["attachments"]
    assert isinstance(named, list)
    assert named[0]["name"] == "活动总结.pdf"


def test_attachments_do_not_change_the_checksum_on_the_paper(folder: FolderStore) -> None:
    with_, without = file(folder, TWO), file(folder, [])

    assert document_of(with_)["checksum"] == document_of(without)["checksum"]
    assert (with_.status, without.status) == (201, 201)
    assert document_of(with_)["reference"] != document_of(without)["reference"]


def test_a_replay_repeats_the_attachments_too(store: Store) -> None:
    first = file(store, TWO)

    again = file(store, TWO)
    turned = file(store, TWO[::-1])
    fewer = file(store, TWO[:1])
    renamed = file(store, [TWO[0] | {"name": "总结二.pdf"}, TWO[1]])

    assert [each.status for each in (first, again, turned, fewer, renamed)] == [201, 200, 200, 201, 201]
    assert document_of(again) == document_of(turned) == document_of(first)
    assert len(records(store)) == 3


def test_without_a_key_too(folder: FolderStore) -> None:
    clock = Clock(IN_TIME)
    respond = make_responder(replace(SETTINGS, clock=clock), folder)
    statuses = []
    for given in (TWO, TWO, [], [], TWO):
        clock.now += SECOND
        statuses.append(respond(json_post(attachments=given)).status)

    assert statuses == [201, 200, 201, 200, 201]


@pytest.mark.parametrize(
    "ticket",
    [
        "",
        "x",
        OTHERS.make("2021", "330212", TICKETS.read("2021", "330212", ticket_of(PDF))),  # type: ignore[arg-type]  # ours
        ticket_of(PDF, unit="330203"),
        ticket_of(PDF, edition="2022"),
        ticket_of(PDF)[:-1] + "?",
    ],
    ids=["none", "no ticket", "other secret", "other unit", "other edition", "other seal"],
)
def test_a_ticket_that_is_not_the_units_own_is_a_problem_at_the_attachments(
    folder: FolderStore, ticket: str
) -> None:
    response = file(folder, [{"name": "总结.pdf", "ticket": ticket}])

    assert (response.status, told(response)) == (
        422,
        [(FIELD, "附件", "总结.pdf", "attachment_ticket")],
    )
    assert "请点“重试”，或移除后重新选择" in response.body.decode()
    assert records(folder) == []


def test_a_file_is_named_as_what_it_was_looked_at(folder: FolderStore) -> None:
    for name, rule in (("总结.docx", "type"), ("总结", "type"), ("\u202e", "name")):
        response = file(folder, [attached(PDF) | {"name": name}])

        assert [problem[3] for problem in told(response)] == [f"attachment_{rule}"]


def test_the_same_content_twice_and_a_sixth_file_are_problems(folder: FolderStore) -> None:
    six = [attached(PDF + bytes([number]), f"{number}.pdf") for number in range(6)]

    again = file(folder, [attached(PDF, "一.pdf"), attached(PDF, "二.pdf")])
    many = file(folder, six)

    assert told(again) == [(FIELD, "附件", "二.pdf", "attachment_again")]
    assert told(many) == [(FIELD, "附件", "附件", "attachment_many")]
    assert file(folder, six[:5]).status == 201


def test_problems_of_attachments_stand_beside_those_of_the_table(folder: FolderStore) -> None:
    request = json_post(answers(drills="x"), attachments=[{"name": "总结.pdf", "ticket": ""}])

    response = make_responder(SETTINGS, folder)(request)

    assert [problem[0] for problem in told(response)] == ["drills", FIELD]


def test_a_table_without_a_unit_is_refused_for_that(folder: FolderStore) -> None:
    response = make_responder(SETTINGS, folder)(json_post(answers(unit=""), attachments=TWO))

    assert [problem[0] for problem in told(response)] == ["unit"]


def test_where_attachments_are_not_taken_they_are_a_problem(folder: FolderStore) -> None:
    survey = replace(SURVEY, edition=replace(EDITION, attachments=""))
    for settings in (replace(SETTINGS, upload_tokens=None), replace(SETTINGS, catalogue={"2021": survey})):
        response = make_responder(settings, folder)(json_post(attachments=TWO[:1]))

        assert told(response) == [(FIELD, "附件", "活动总结.pdf", "attachment_not_asked")]


@pytest.mark.parametrize(
    "given",
    [
        "",
        {},
        [1],
        [{}],
        [{"name": "a.pdf"}],
        [{"name": 1, "ticket": ""}],
        [attached(PDF) | {"size": "1"}],
        None,
    ],
)
def test_attachments_of_another_shape_are_refused(folder: FolderStore, given: object) -> None:
    response = file(folder, given)

    assert (response.status, document_of(response)["code"]) == (400, "attachments")
