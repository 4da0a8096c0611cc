"""Looking at an uploaded file: a ticket is for what is stored as announced and is what its name says."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.attachments.upload_token import UploadTokens
from handler.http.message import Request, Response
from handler.lookup.function import make_responder
from handler.stores import NotAllowedError, Store
from handler.stores.folder import FolderStore
from handler.submit.settings import Settings, read_settings
from schema.loading.catalogue import load_catalogue
from tests.support.files import (
    DOC,
    DOCX,
    JPEG,
    PDF,
    PNG,
    TICKETS,
    XLSX,
    attachment,
    file_of,
    key_of,
    ticket_of,
)
from tests.support.filings import (
    EDITION,
    IN_TIME,
    JSON,
    SHELL,
    SURVEY,
    YINZHOU,
    Down,
    PutOnly,
    document_of,
    make_record,
    store_record,
)

PATH = "/api/2021/attachments/check"
CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")


def settings(codes: Codes | None = None, upload_tokens: UploadTokens | None = TICKETS) -> Settings:
    return Settings(
        catalogue={"2021": SURVEY},
        shell=SHELL,
        codes=codes,
        upload_tokens=upload_tokens,
        pause=Pause(seconds=0),
    )


def ask(
    store: Store,
    data: bytes = PDF,
    name: str = "总结.pdf",
    *,
    asked: Settings | None = None,
    headers: Mapping[str, str] = {},
    **changes: str,
) -> Response:
    file = file_of(data, name)
    members = {"unit": "鄞州区", "sha256": file.sha256, "size": str(file.size), "name": name} | changes
    request = Request(
        method="POST", path=PATH, headers={**JSON, **headers}, body=json.dumps(members).encode()
    )
    return make_responder(asked or settings(), store)(request)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDF, "总结.pdf"),
        (PNG, "盖章表.png"),
        (JPEG, "盖章表.JPG"),
        (JPEG, "盖章表.jpeg"),
        (DOC, "总结.doc"),
        (DOC, "总结.wps"),
        (DOCX, "总结.docx"),
    ],
)
def test_a_stored_file_of_the_right_content_gets_its_ticket(store: Store, data: bytes, name: str) -> None:
    store.create(key_of(data), data)

    response = ask(store, data, name)

    file = file_of(data, name)
    assert response.status == 200
    assert document_of(response) == {
        "ticket": ticket_of(data, name),
        "name": name,
        "size": file.size,
        "type": file.type,
    }
    assert (response.note.outcome, response.note.edition, response.note.unit) == (
        "checked",
        "2021",
        "330212",
    )


def test_what_is_not_there_gets_none_whether_the_role_may_list_or_not(store: Store) -> None:
    for held in (store, PutOnly(store)):
        response = ask(held)

        assert (response.status, document_of(response)["code"]) == (409, "not_uploaded")


def test_a_file_of_another_unit_is_not_there(folder: FolderStore) -> None:
    folder.create(key_of(PDF, "330203"), PDF)

    assert ask(folder).status == 409


@pytest.mark.parametrize("data", [PDF + b"x", PDF[:-1], PDF[:-1] + b"x"])
def test_another_content_than_announced_gets_none(folder: FolderStore, data: bytes) -> None:
    folder.create(key_of(PDF), data)

    response = ask(folder)

    assert (response.status, document_of(response)["detail"]) == (
        422,
        "“总结.pdf”已上传的内容与所选的文件不一致，可能不完整。请点“重试”，或移除后重新选择。",
    )


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (PNG, "总结.pdf", "“总结.pdf”的内容不是 PDF 文件，是 PNG 图片。请打开查看，另存为正确的格式后再附。"),
        (
            XLSX,
            "总结.docx",
            "“总结.docx”的内容不是 Word 文档（.docx），是压缩包。请打开查看，另存为正确的格式后再附。",
        ),
        (
            b"MZ\x90\0",
            "总结.doc",
            "“总结.doc”的内容不是 Word 97-2003 文档。请打开查看，另存为正确的格式后再附。",
        ),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_with_a_clear_sentence(
    folder: FolderStore, data: bytes, name: str, sentence: str
) -> None:
    folder.create(key_of(data), data)

    response = ask(folder, data, name)

    [problem] = document_of(response)["problems"]  # type: ignore[misc]  # a list
    assert (response.status, document_of(response)["detail"]) == (422, sentence)
    assert problem == {  # type: ignore[has-type]  # as above
        "blank": "_attachments",
        "place": "附件",
        "label": name,
        "rule": "attachment_content",
        "message": sentence,
    }


def test_only_the_holder_of_the_units_code_has_its_files_looked_at(folder: FolderStore) -> None:
    folder.create(key_of(PDF), PDF)
    own, other = CODES.make("2021", "330212"), CODES.make("2021", "330203")

    answered = [ask(folder, asked=settings(CODES), code=code) for code in (own, other, "")]

    assert [response.status for response in answered] == [200, 403, 401]


def test_without_a_secret_there_are_no_tickets(folder: FolderStore) -> None:
    response = ask(folder, asked=settings(upload_tokens=None))

    assert (response.status, document_of(response)["code"]) == (409, "no_attachments")


def test_an_edition_that_asks_for_none_has_none_looked_at(folder: FolderStore) -> None:
    survey = replace(SURVEY, edition=replace(EDITION, attachments=""))

    assert ask(folder, asked=replace(settings(), catalogue={"2021": survey})).status == 409


def test_only_our_own_page_may_ask(folder: FolderStore) -> None:
    assert (
        ask(folder, headers={"sec-fetch-site": "cross-site", "origin": "https://evil.example"}).status == 403
    )


def test_a_store_that_fails_is_said_so() -> None:
    assert ask(Down()).status == 503


def test_a_deployed_function_makes_tickets_under_the_secret_of_the_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shell.html").write_text(SHELL, encoding="utf-8")
    monkeypatch.setattr("handler.http.html.SHELL", tmp_path / "shell.html")
    secret = "a-secret-of-the-tests-with-more-than-32-bytes"

    made = read_settings({"CODE_SECRET": secret, "ACCESS": "open"}, load_catalogue())

    assert (made.upload_tokens, made.codes) == (UploadTokens(secret=secret), None)
    assert read_settings({"ACCESS": "open"}, load_catalogue()).upload_tokens is None


def test_the_newest_filing_is_shown_with_tickets_for_its_attachments(folder: FolderStore) -> None:
    record = replace(make_record(at=IN_TIME), attachments=(attachment(PDF),))
    folder.create(store_record(record).key, record.to_bytes())
    members = {"unit": YINZHOU.name, "code": CODES.make("2021", "330212")}
    request = Request(method="POST", path="/api/2021/latest", headers=JSON, body=json.dumps(members).encode())
    told = [
        document_of(make_responder(settings(CODES, upload_tokens), folder)(request))
        for upload_tokens in (TICKETS, None)
    ]

    assert told[0]["attachments"] == [{"name": "总结.pdf", "size": len(PDF), "ticket": ticket_of(PDF)}]
    assert "attachments" not in told[1]


def test_a_role_that_may_do_nothing_is_told_apart_from_one_that_may_read(folder: FolderStore) -> None:
    with pytest.raises(NotAllowedError):
        list(PutOnly(folder).stream("x"))
