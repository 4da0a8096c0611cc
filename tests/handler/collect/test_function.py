"""The collect function: the merged data for the holder of the bureau key, and for nobody else."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handler.collect.collection import Collection
from handler.collect.exports.collected_json import to_json
from handler.collect.exports.word.official import to_docx
from handler.collect.exports.xlsx import book
from handler.collect.exports.xlsx.workbook import to_xlsx
from handler.collect.function import Settings, make_responder
from handler.collect.merge import merge
from handler.http.message import Refusal, Request, Responder, Response, problem_response, respond
from handler.stores import Store
from handler.stores.folder import FolderStore
from tests.support.collecting.collected import written
from tests.support.filings import SURVEY, Down, PutOnly, document_of, make_record, store_record

KEY = "the-bureau-key-of-32-bytes-or-more"
STORED = store_record(make_record())
COLLECTION = merge(SURVEY, [STORED])


def bureau(store: Store, *, key: str = KEY) -> Responder:
    return make_responder(Settings(catalogue={"2021": SURVEY}, key=key), store)


def ask(
    path: str = "/api/2021/collection.json", *, method: str = "GET", key: str = KEY, **headers: str
) -> Request:
    given = {"authorization": f"Bearer {key}"} if key else {}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method=method, path=path, headers={**given, **named})


def untagged(response: Response) -> Response:
    """Without its ETag, which has tests of its own."""
    headers = {name: value for name, value in response.headers.items() if name != "ETag"}
    return replace(response, headers=headers)


@pytest.fixture
def filled(store: Store) -> Store:
    store.create(STORED.key, STORED.data)
    return store


@pytest.mark.parametrize(
    "path", ["/api/2021/collection", "/api/2021/collection.json", "/prod/api/2021/collection"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_bureau_gets_the_collection_as_json(filled: Store, path: str, method: str) -> None:
    assert untagged(bureau(filled)(ask(path, method=method))) == respond(
        200,
        "application/json; charset=utf-8",
        to_json(COLLECTION),
        {"Content-Disposition": 'attachment; filename="collected-2021.json"'},
    )


def test_the_bureau_gets_the_collection_as_csv(filled: Store) -> None:
    assert untagged(bureau(filled)(ask("/api/2021/collection.csv"))) == respond(
        200,
        "text/csv; charset=utf-8",
        written("csv", COLLECTION),
        {"Content-Disposition": 'attachment; filename="collected-2021.csv"'},
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("extension", "kind", "write"),
    [
        ("xlsx", "spreadsheetml.sheet", to_xlsx),
        ("docx", "wordprocessingml.document", to_docx),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "gzip"}])
def test_the_bureau_gets_office_files_as_the_command_writes_them(
    filled: Store,
    extension: str,
    kind: str,
    write: Callable[[Collection], bytes],
    headers: dict[str, str],
) -> None:
    """They are compressed already."""
    assert untagged(bureau(filled)(ask(f"/api/2021/collection.{extension}", **headers))) == respond(
        200,
        f"application/vnd.openxmlformats-officedocument.{kind}",
        write(COLLECTION),
        {"Content-Disposition": f'attachment; filename="collected-2021.{extension}"'},
    )


def test_what_excel_cannot_hold_is_refused_with_what_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 30)

    assert bureau(FolderStore(tmp_path))(ask("/api/2021/collection.xlsx")) == problem_response(
        Refusal(
            status=406,
            code="too_large",
            detail="共 15 个单位，Excel 一张工作表放不下（最多 30）。请用 collected.csv 或 collected.json。",
        )
    )


def test_what_can_unpack_it_gets_it_packed_and_always_in_the_same_bytes(tmp_path: Path) -> None:
    answer = bureau(FolderStore(tmp_path))
    request = ask(accept_encoding="gzip, deflate, br")

    packed = answer(request)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == to_json(merge(SURVEY, []))
    assert packed.body[4:8] == bytes(4)  # RFC 1952: the time of packing


@pytest.mark.parametrize(
    "authorization",
    ["", KEY, "Bearer", "Bearer ", f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", "Bearer 密钥"],
)
def test_without_the_key_nobody_gets_anything(authorization: str) -> None:
    """Nor is the store asked: it would fail."""
    refused = Refusal(
        status=401,
        code="key",
        detail="需要汇总台密钥：Authorization: Bearer 密钥。",
        headers={"WWW-Authenticate": 'Bearer realm="collection"'},
    )

    assert bureau(Down())(ask(key="", authorization=authorization)) == problem_response(refused)
    assert bureau(Down())(ask(key="")) == problem_response(refused)


def attached(store: Store, data: bytes = b"%PDF-1.4", sha256: str = "") -> str:
    """The address of a file that 330212 has sent along."""
    digest = sha256 or hashlib.sha256(data).hexdigest()
    store.create(f"attachments/2021/330212/{digest}", data)
    return f"/api/2021/attachments/330212/{digest}"


def test_the_bureau_gets_a_file_as_it_was_sent(store: Store) -> None:
    response = bureau(store)(ask(attached(store)))

    assert (response.status, response.body) == (200, b"%PDF-1.4")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment"


def test_nobody_else_gets_it(store: Store) -> None:
    assert bureau(store)(ask(attached(store), key="")).status == 401


@pytest.mark.parametrize("data", [None, b"another"])
def test_a_file_that_is_gone_or_changed_is_said_to_be(store: Store, data: bytes | None) -> None:
    digest = hashlib.sha256(b"%PDF-1.4").hexdigest()
    path = f"/api/2021/attachments/330212/{digest}"
    if data is not None:
        attached(store, data, digest)

    response = bureau(store)(ask(path))

    assert (response.status, response.note.outcome) == (404, "attachment_lost")


def test_a_file_that_may_not_be_read_is_not_called_lost(store: Store) -> None:
    response = bureau(PutOnly(store))(ask(attached(store)))

    assert (response.status, response.note.outcome) == (404, "attachment_barred")


def test_a_file_that_the_platform_cannot_carry_is_refused_with_what_can(store: Store) -> None:
    settings = Settings(catalogue={"2021": SURVEY}, key=KEY, largest=4)

    response = make_responder(settings, store)(ask(attached(store)))

    assert (response.status, response.note.outcome) == (406, "too_large")


def test_a_browser_without_the_key_is_told_where_it_can_be_typed() -> None:
    asked = Request(
        method="GET", path="/forms/api/2021/collection.xlsx", headers={"accept": "text/html,*/*;q=0.8"}
    )

    response = bureau(Down())(asked)

    assert response.status == 401
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert 'href="../../desk/"' in response.body.decode()  # /forms/desk/
    assert response.note.outcome == "key"


@pytest.mark.parametrize("authorization", [f"bearer {KEY}", f"BEARER  {KEY} "])
def test_the_key_is_taken_however_its_scheme_is_spelt(tmp_path: Path, authorization: str) -> None:
    assert bureau(FolderStore(tmp_path))(ask(key="", authorization=authorization)).status == 200


@pytest.mark.parametrize("key", ["", "x" * 31])
def test_a_short_key_stops_the_function_from_starting(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="至少要 32 个字节"):
        bureau(FolderStore(tmp_path), key=key)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/1999/collection",
        "/api/2021/collection.exe",
        "/api/2021/submissions",
        "/api/2021/collection/",
    ],
)
def test_another_address_is_not_found(tmp_path: Path, path: str) -> None:
    response = bureau(FolderStore(tmp_path))(ask(path))

    assert (response.status, document_of(response)["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(tmp_path: Path, method: str) -> None:
    response = bureau(FolderStore(tmp_path))(ask(method=method))

    assert (response.status, document_of(response)["code"]) == (405, "method")
    assert response.headers["Allow"] == "GET, HEAD"


def test_a_store_that_fails_is_said_with_when_to_come_back() -> None:
    refused = bureau(Down())(ask())

    assert refused == problem_response(
        Refusal(
            status=503,
            code="store_unavailable",
            detail="系统暂时无法读取（存储服务故障），请稍后再试。",
            headers={"Retry-After": "5"},
        )
    )
    assert (refused.note.cause, refused.note.edition) == ("down", "2021")
