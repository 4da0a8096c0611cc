"""A receipt can be opened again by its address: with its time and revision, and never with a figure."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from handler.http.message import Refusal, Request, Response, problem_response
from handler.lookup.function import make_responder
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.submit.settings import Settings
from tests.support.filings import (
    BROWSER,
    SHELL,
    SURVEY,
    Clock,
    Down,
    PutOnly,
    answers,
    document_of,
    form_post,
    json_post,
    responder,
)

FIRST = "/api/2021/receipts/330212/0123ABCD0123ABCD0123ABCD01"


def look(store: Store, path: str, method: str = "GET", **headers: str) -> Response:
    settings = Settings(catalogue={"2021": SURVEY}, shell=SHELL, origins=frozenset({"https://a.example"}))
    return make_responder(settings, store)(Request(method=method, path=path, headers=headers))


def address(filed: Response) -> str:
    """Where a receipt can be opened again, as a browser resolves it."""
    return f"/api/2021/{filed.headers['Content-Location']}"


def file_thrice(store: Store, file: Callable[[Request], Response], clock: Clock) -> list[Response]:
    filed = []
    for drills, key in ((1, "the-key-1"), (2, "the-key-2"), (1, "the-key-3")):
        clock.now += timedelta(seconds=1)
        filed.append(file(json_post(answers(drills=drills), key=key)))
    assert len(list(store.list("submissions/"))) == 3
    return filed


def test_each_receipt_says_which_revision_it_is_however_many_follow(store: Store) -> None:
    clock = Clock()
    filed = file_thrice(store, responder(store, clock=clock), clock)

    shown = [look(store, address(each)) for each in filed]

    assert [each.status for each in shown] == [200, 200, 200]
    told = [document_of(each) for each in filed]
    befores = [
        {},
        *({"previous": {name: one[name] for name in ("reference", "received_at")}} for one in told),
    ]
    later = {"later": {name: told[-1][name] for name in ("reference", "received_at")}}
    assert [document_of(each) for each in shown] == [
        {**one, "revision": number, **before, **(later if number < len(told) else {})}
        for number, (one, before) in enumerate(zip(told, befores, strict=False), 1)
    ]


def test_what_a_put_only_role_cannot_say_of_a_replay_its_receipt_says(folder: FolderStore) -> None:
    first = responder(folder)(json_post(key="the-key-1"))
    again = responder(PutOnly(folder))(json_post(key="the-key-1"))
    assert document_of(again)["received_at"] is None

    shown = look(folder, address(again))

    assert document_of(shown) == {**document_of(first), "revision": 1}


def test_a_browser_without_script_opens_it_as_a_page(folder: FolderStore) -> None:
    page = responder(folder)(form_post()).body.decode()
    [link] = re.findall(r'<a href="([^"]+)"', page)

    shown = look(folder, f"/api/2021/{link}", accept=BROWSER["accept"])

    body = shown.body.decode()
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<dt>报送次数</dt><dd>第 1 次</dd>" in body
    assert "<dd>2021年6月30日 09:02</dd>" in body
    assert "<a " not in body


def test_it_shows_no_figure_name_or_number(folder: FolderStore) -> None:
    filed = responder(folder)(json_post(answers(drills=4321), key="the-key-1"))

    shown = look(folder, address(filed)).body.decode()

    assert not [text for text in ("4321", "张三", "87654321") if text in shown]


@pytest.mark.parametrize("path", [FIRST, FIRST.replace("330212", "unknown-0123456789")])
def test_a_receipt_that_is_not_there_is_said_so(store: Store, path: str) -> None:
    refused = look(store, path)

    detail = "未查到该回执：网址可能不完整，或者已存内容损坏。请核对网址，或与市局联系。"
    assert refused == problem_response(Refusal(status=404, code="no_receipt", detail=detail))


@pytest.mark.parametrize("damage", [lambda text: text[:-9], lambda text: text.replace("50", "51")])
def test_beside_a_damaged_record_nobody_can_say_which_revision_another_is(
    folder: FolderStore, damage: Callable[[str], str]
) -> None:
    clock = Clock()
    first, second, _ = file_thrice(folder, responder(folder, clock=clock), clock)
    path = folder.root / f"submissions/2021/330212/{document_of(first)['id']}.json"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert document_of(look(folder, address(first)))["code"] == "no_receipt"
    assert document_of(look(folder, address(second)))["revision"] is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/2021/receipts/",
        "/api/2021/receipts/330212/short",
        "/api/2021/receipts/../x/0123ABCD0123ABCD0123ABCD01",
        FIRST.replace("2021", "1999"),
        f"{FIRST}/more",
    ],
)
def test_any_other_address_is_not_found(folder: FolderStore, path: str) -> None:
    assert document_of(look(folder, path))["code"] == "not_found"


def test_a_receipt_is_only_read(folder: FolderStore) -> None:
    refused = look(folder, FIRST, "POST")

    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")


def test_a_store_that_fails_is_said_with_when_to_come_back() -> None:
    refusal = Refusal(
        status=503,
        code="store_unavailable",
        detail="系统暂时无法读取（存储服务故障），请稍后再试。",
        headers={"Retry-After": "5"},
    )
    assert look(Down(), FIRST) == problem_response(refusal)
    shown = look(Down(), FIRST, accept="text/html")
    page = shown.body.decode()
    assert "<h1>未打开</h1>" in page
    assert "已经收到的填报不受影响" in page
    assert "提交" not in page
    assert shown.note.cause == "down"


def test_only_a_listed_site_may_read_it_from_its_pages(folder: FolderStore) -> None:
    listed = look(folder, FIRST, origin="https://a.example")

    assert listed.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "Access-Control-Allow-Origin" not in look(folder, FIRST, origin="https://b.example").headers


def test_the_log_names_edition_unit_and_outcome(folder: FolderStore) -> None:
    filed = responder(folder)(json_post(key="the-key-1"))

    note = look(folder, address(filed)).note

    assert (note.outcome, note.edition, note.unit) == ("receipt_shown", "2021", "330212")


def test_a_receipt_is_json_unless_a_page_is_asked_for(folder: FolderStore) -> None:
    filed = responder(folder)(json_post(key="the-key-1"))

    shown = look(folder, address(filed), accept="application/json")

    assert json.loads(shown.body)["reference"] == document_of(filed)["reference"]


def test_of_many_revisions_each_has_its_number(store: Store) -> None:
    clock = Clock()
    file = responder(store, clock=clock)
    filed = []
    for drills in range(1, 9):
        clock.now += timedelta(seconds=1)
        filed.append(file(json_post(answers(drills=drills), key=f"the-key-{drills}")))

    assert [document_of(look(store, address(each)))["revision"] for each in filed] == list(range(1, 9))


def test_an_address_that_somebody_made_up_costs_one_listing(folder: FolderStore) -> None:
    """Of a unit that has filed a thousand times, none is read to find out."""
    responder(folder)(json_post())

    class Listed(PutOnly):
        list = folder.list

    assert look(Listed(folder), FIRST).status == 404
