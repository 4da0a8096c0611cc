"""The form for one announced file: given to whoever may file, for exactly that file."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.http.message import Request, Response
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.stores.folder.presigned import Policy
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from schema.edition.survey import Survey
from schema.validation.attachments import LARGEST
from tests.support.files import PDF, TICKETS, file_of, key_of
from tests.support.filings import (
    CLOSES,
    EDITION,
    IN_TIME,
    JSON,
    OPENS,
    SECOND,
    SHELL,
    SURVEY,
    Clock,
    Down,
    PutOnly,
    document_of,
)

PATH = "/api/2021/attachments"
CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
FILE = file_of(PDF)


def announced(**changes: str) -> dict[str, str]:
    return {"unit": "鄞州区", "sha256": FILE.sha256, "size": str(FILE.size), "name": "总结.pdf"} | changes


def ask(
    store: Store,
    members: object = None,
    *,
    codes: Codes | None = None,
    at: datetime = IN_TIME,
    survey: Survey = SURVEY,
    method: str = "POST",
    headers: Mapping[str, str] = {},
) -> Response:
    settings = Settings(
        catalogue={"2021": survey},
        shell=SHELL,
        codes=codes,
        pause=Pause(seconds=0),
        clock=Clock(at),
        upload_tokens=TICKETS,
    )
    body = json.dumps(announced() if members is None else members).encode()
    request = Request(method=method, path=PATH, headers={**JSON, **headers}, body=body)
    return make_responder(settings, store)(request)


def problems(response: Response) -> list[tuple[str, str, str]]:
    found = document_of(response)["problems"]
    assert isinstance(found, list)
    return [(problem["blank"], problem["rule"], problem["message"]) for problem in found]


def test_a_form_is_for_the_announced_file_of_the_unit(folder: FolderStore) -> None:
    response = ask(folder)

    document = document_of(response)
    assert (response.status, set(document)) == (200, {"url", "fields"})
    assert folder.forms.check(document["fields"]) == Policy(  # type: ignore[arg-type]  # its texts
        key=key_of(PDF), size=len(PDF), media="application/pdf", sha256=FILE.sha256
    )
    assert (response.note.outcome, response.note.edition, response.note.unit) == (
        "form_given",
        "2021",
        "330212",
    )
    assert list(folder.list("")) == []


def test_a_role_that_may_only_put_gives_a_form(store: Store) -> None:
    assert ask(PutOnly(store)).status == 200


def test_a_form_is_given_to_the_holder_of_the_units_code(folder: FolderStore) -> None:
    own, other = CODES.make("2021", "330212"), CODES.make("2021", "330203")

    answered = [ask(folder, announced(code=code), codes=CODES) for code in (own, other, "")]

    assert [response.status for response in answered] == [200, 403, 401]
    assert [document_of(response).get("code") for response in answered[1:]] == ["code_wrong", "code_missing"]


def test_a_unit_that_the_roster_does_not_have_may_send_files_where_filing_is_open(
    folder: FolderStore,
) -> None:
    fields = document_of(ask(folder, announced(unit="某某街道")))["fields"]

    assert isinstance(fields, dict)
    assert fields["key"].startswith("attachments/2021/unknown-")


@pytest.mark.parametrize("name", ["C:\\文件\\总结.PDF", "../../总结.pdf", "总结\u202e.pdf"])
def test_a_name_never_becomes_a_path(folder: FolderStore, name: str) -> None:
    fields = document_of(ask(folder, announced(name=name)))["fields"]

    assert isinstance(fields, dict)
    assert fields["key"] == key_of(PDF)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"size": str(LARGEST + 1)},
            [("_attachments", "attachment_large", "“总结.pdf”超过 20 MB，请压缩，或分成几个文件。")],
        ),
        (
            {"size": "0"},
            [("_attachments", "attachment_empty", "“总结.pdf”是空的（0 字节），请重新选择。")],
        ),
        (
            {"name": "总结.exe"},
            [
                (
                    "_attachments",
                    "attachment_type",
                    "“总结.exe”的格式不支持，请上传 Word、WPS、PDF 文件或 JPG、PNG 图片（.doc .docx .wps .pdf .jpg .png）。",
                )
            ],
        ),
        (
            {"name": "/"},
            [("_attachments", "attachment_name", "有一个附件没有文件名，请重命名后再附。")],
        ),
        ({"unit": " "}, [("unit", "missing", "“填报单位（盖章）”尚未填写。")]),
        (
            {"unit": "局" * 61},
            [("unit", "too_long", "“填报单位（盖章）”超过 60 个字，请缩短。")],
        ),
    ],
)
def test_what_may_not_be_attached_gets_no_form_and_the_reason(
    folder: FolderStore, changes: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    response = ask(folder, announced(**changes))

    assert (response.status, problems(response)) == (422, expected)
    assert document_of(response)["detail"] == expected[0][2]


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": ""},
        {"sha256": FILE.sha256.upper()},
        {"sha256": "../../submissions/2021/330212/A.json"},
        {"size": ""},
        {"size": "-1"},
        {"size": "1.5"},
        {"size": "１２"},
        {"size": "9" * 400},
        {"more": "x"},
    ],
)
def test_what_announces_no_file_is_refused(folder: FolderStore, changes: dict[str, str]) -> None:
    assert ask(folder, announced(**changes)).status == 400


@pytest.mark.parametrize("members", [[], "x", {"unit": 1}, None.__class__.__name__])
def test_what_is_no_object_of_texts_is_refused(folder: FolderStore, members: object) -> None:
    assert ask(folder, members).status == 400


@pytest.mark.parametrize(
    ("at", "status", "code"), [(OPENS - SECOND, 409, "not_open"), (CLOSES + SECOND, 410, "closed")]
)
def test_an_edition_that_is_not_open_gives_no_form(
    folder: FolderStore, at: datetime, status: int, code: str
) -> None:
    response = ask(folder, at=at)

    assert (response.status, document_of(response)["code"]) == (status, code)


def test_an_edition_that_asks_for_no_attachments_gives_no_form(folder: FolderStore) -> None:
    response = ask(folder, survey=replace(SURVEY, edition=replace(EDITION, attachments="")))

    assert (response.status, document_of(response)["code"]) == (409, "no_attachments")


def test_only_our_own_page_may_ask(folder: FolderStore) -> None:
    response = ask(folder, headers={"sec-fetch-site": "cross-site", "origin": "https://evil.example"})

    assert (response.status, document_of(response)["code"]) == (403, "other_site")


@pytest.mark.parametrize(("method", "status"), [("OPTIONS", 204), ("GET", 405), ("DELETE", 405)])
def test_a_form_is_asked_for_by_post(folder: FolderStore, method: str, status: int) -> None:
    assert ask(folder, method=method).status == status


def test_a_store_that_fails_is_said_so() -> None:
    refused = ask(Down())
    assert refused.status == 503
    assert (
        document_of(refused)["detail"] == "系统暂时无法保存（存储服务故障），附件未上传成功。请稍后点“重试”。"
    )
