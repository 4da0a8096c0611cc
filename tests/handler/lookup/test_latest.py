"""A unit's newest filing is shown to whoever has its filing code, and to nobody else."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.http.message import Request, Response
from handler.lookup.function import make_responder
from handler.lookup.settings import Settings, read_settings
from handler.stores import Store
from handler.stores.folder import FolderStore
from tests.support.filings import (
    JSON,
    SHELL,
    SURVEY,
    Clock,
    answers,
    document_of,
    json_post,
    nil_answers,
    responder,
)

SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"
CODES = Codes(secret=SECRET)
YINZHOU, HAISHU = CODES.make("2021", "330212"), CODES.make("2021", "330203")
LATEST = "/api/2021/latest"


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    (tmp_path / "store").mkdir()
    return FolderStore(tmp_path / "store")


def ask(
    store: Store,
    members: object,
    *,
    codes: Codes | None = CODES,
    method: str = "POST",
    headers: Mapping[str, str] = {},
) -> Response:
    settings = Settings(catalogue={"2021": SURVEY}, shell=SHELL, codes=codes, pause=Pause(seconds=0))
    body = json.dumps(members).encode()
    request = Request(method=method, path=LATEST, headers={**JSON, **headers}, body=body)
    return make_responder(settings, store)(request)


def test_the_holder_of_the_code_gets_the_newest_filing_with_its_receipt(store: Store) -> None:
    clock = Clock()
    file = responder(store, clock=clock)
    file(json_post(answers(drills=1), key="the-key-1"))
    clock.now += timedelta(hours=1)
    reasons = {"plan_made": "方案尚在会签，预计七月印发"}
    figures = nil_answers(plan_made=False)
    filed = file(json_post(figures, key="the-key-2", explanations=reasons, nil=True))

    shown = ask(store, {"unit": "鄞州区", "code": YINZHOU})

    assert shown.status == 200
    assert document_of(shown) == {
        "receipt": {**document_of(filed), "revision": 2},
        "answers": figures,
        "explanations": reasons,
        "nil": True,
    }
    assert (shown.note.outcome, shown.note.edition, shown.note.unit) == ("latest_shown", "2021", "330212")
    assert shown.headers["Cache-Control"] == "no-store"


def test_a_unit_that_has_not_filed_is_told_so(store: Store) -> None:
    refused = document_of(ask(store, {"unit": "鄞州区", "code": YINZHOU}))

    assert (refused["code"], refused["detail"]) == (
        "no_filing",
        "宁波市鄞州区市场监督管理局还没有报送过2021年的表。",
    )


@pytest.mark.parametrize(
    ("unit", "code", "status", "refusal"),
    [
        ("鄞州区", "", 401, "code_missing"),
        ("鄞州区", HAISHU, 403, "code_wrong"),
        ("鄞州区", YINZHOU[:-1], 403, "code_wrong"),
        ("某某区", YINZHOU, 403, "unit_unknown"),
        ("", YINZHOU, 403, "unit_unknown"),
    ],
)
def test_nobody_else_gets_anything(
    folder: FolderStore, unit: str, code: str, status: int, refusal: str
) -> None:
    responder(folder)(json_post())

    refused = ask(folder, {"unit": unit, "code": code})

    assert (refused.status, document_of(refused)["code"]) == (status, refusal)
    assert str(document_of(refused)["detail"]).endswith("没有取回。")


def test_where_filing_is_open_nothing_is_shown_by_a_name_alone(folder: FolderStore) -> None:
    responder(folder)(json_post())

    refused = ask(folder, {"unit": "鄞州区", "code": ""}, codes=None)

    assert (refused.status, document_of(refused)["code"]) == (403, "no_codes")


@pytest.mark.parametrize(
    "members", [[], "text", {"unit": 1}, {"unit": "鄞州区", "more": "x"}, {"unit": {"a": "b"}}]
)
def test_what_is_not_the_two_members_is_refused(folder: FolderStore, members: object) -> None:
    refused = document_of(ask(folder, members))

    assert refused["detail"] == 'JSON 应写成 {"unit": "…"，"code": "…"}，值都是文本。'


def test_a_name_that_stands_twice_is_refused(folder: FolderStore) -> None:
    body = f'{{"unit": "某某区", "unit": "鄞州区", "code": "{YINZHOU}"}}'
    settings = Settings(catalogue={"2021": SURVEY}, shell=SHELL, codes=CODES, pause=Pause(seconds=0))
    request = Request(method="POST", path=LATEST, headers=JSON, body=body.encode())

    assert document_of(make_responder(settings, folder)(request))["code"] == "members"


def test_a_form_is_refused_because_no_page_shows_the_answer(folder: FolderStore) -> None:
    refused = ask(folder, {}, headers={"content-type": "application/x-www-form-urlencoded"})

    assert (refused.status, document_of(refused)["detail"]) == (415, "只接受 JSON（application/json）。")


def test_the_page_of_another_site_gets_nothing(folder: FolderStore) -> None:
    responder(folder)(json_post())

    refused = ask(folder, {"unit": "鄞州区", "code": YINZHOU}, headers={"sec-fetch-site": "cross-site"})

    assert document_of(refused)["code"] == "other_site"


def test_only_a_post_is_answered(folder: FolderStore) -> None:
    assert ask(folder, {}, method="GET").headers["Allow"] == "POST, OPTIONS"
    preflight = ask(folder, {}, method="OPTIONS")
    assert (preflight.status, preflight.headers) == (204, {"Allow": "POST, OPTIONS"})


def test_a_deployed_function_reads_what_it_needs_from_its_environment_and_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shell.html").write_text(SHELL, encoding="utf-8")
    monkeypatch.setattr("handler.http.html.SHELL", tmp_path / "shell.html")

    settings = read_settings({"ALLOWED_ORIGINS": "https://a.example", "CODE_SECRET": SECRET})

    assert (settings.shell, settings.codes) == (SHELL, CODES)
    assert settings.origins == {"https://a.example"}
    assert read_settings({"ACCESS": "open"}).codes is None
