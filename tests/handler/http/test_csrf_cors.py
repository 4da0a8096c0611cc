"""Whose pages may post: our own and the listed ones. Who says nothing of a page is no browser."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from handler.http.access_log import watch
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from tests.support.filings import document_of, form_post, json_post, responder, submit_settings

OWN = "http://form.bureau.example:8080"
LISTED = "https://forms.example"
HOST = {"host": "form.bureau.example"}


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "https://behind.cdn.example"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": ""}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://form.bureau.example"}, False),
        ({"sec-fetch-site": "cross-site", "origin": LISTED}, True),
        ({"origin": LISTED}, True),
        ({"origin": "https://form.bureau.example"}, True),
        ({"origin": "https://FORM.bureau.example"}, True),
        ({"origin": "https://form.bureau.example:8443"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"referer": "https://form.bureau.example/2021/"}, True),
        ({"referer": "https://form.bureau.example?a"}, True),
        ({"referer": f"{LISTED}/page"}, True),
        ({"referer": "https://evil.example/form.bureau.example"}, False),
        ({"referer": "https://form.bureau.example@evil.example/"}, False),
        ({"referer": ""}, False),
        ({"referer": "https://evil.example/", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://outside.example", "x-forwarded-host": "outside.example"}, False),
        ({"origin": "https://form.bureau.example", "x-forwarded-host": "outside.example"}, True),
    ],
)
def test_only_our_own_and_listed_pages_may_post(headers: dict[str, str], taken: bool, tmp_path: Path) -> None:
    respond = responder(FolderStore(tmp_path), origins=frozenset({LISTED}))

    for request in (json_post(headers=HOST | headers, key="the-key-1"), form_post(headers=HOST | headers)):
        response = respond(request)
        assert response.status == (201 if taken else 403)

    if not taken:
        assert document_of(respond(json_post(headers=HOST | headers)))["code"] == "other_site"
        assert list(FolderStore(tmp_path).list("")) == []


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"origin": OWN}, True),
        ({"origin": "http://FORM.bureau.example:8080"}, True),
        ({"origin": LISTED}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://form.bureau.example:8080"}, False),
        ({"origin": "http://form.bureau.example"}, False),
        ({"origin": "http://10.1.2.3", "host": "10.1.2.3"}, False),
        ({"origin": OWN, "sec-fetch-site": "cross-site"}, False),
        ({"origin": ""}, False),
        ({"referer": "http://form.bureau.example:8080/2021/"}, True),
        ({"referer": f"{LISTED}/page"}, True),
        ({"referer": "https://evil.example/form.bureau.example"}, False),
        ({"referer": "https://form.bureau.example@evil.example/"}, False),
        ({"referer": ""}, False),
        ({"referer": "https://evil.example/", "sec-fetch-site": "same-origin"}, True),
    ],
)
def test_where_our_own_origin_is_told_the_host_does_not_count(
    headers: dict[str, str], taken: bool, tmp_path: Path
) -> None:
    told = replace(submit_settings(origins=frozenset({LISTED})), own=OWN)

    response = make_responder(told, FolderStore(tmp_path))(
        json_post(headers={"host": "127.0.0.1:8000"} | headers)
    )

    assert response.status == (201 if taken else 403)


def test_the_log_says_from_where_to_where_a_refused_one_was_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines: list[str] = []
    respond = watch(responder(FolderStore(tmp_path)), lines.append)

    for origin in ("http://form.bureau.example:8080", "张三\x1b[31m" * 100):
        respond(json_post(headers={"host": "127.0.0.1:8000", "origin": origin, "cookie": "a=b"}))
    respond(json_post(headers={"host": "a", "origin": "https://b", "sec-fetch-site": "cross-site"}))

    logged = [json.loads(line) for line in lines]
    assert {name: logged[0][name] for name in ("outcome", "host", "origin")} == {
        "outcome": "other_site",
        "host": "127.0.0.1:8000",
        "origin": "http://form.bureau.example:8080",
    }
    assert "cookie" not in logged[0]
    assert len(logged[1]["origin"]) == 200
    assert logged[2]["sec-fetch-site"] == "cross-site"
    assert caplog.messages[0] == (
        "other site: the page is at 'http://form.bureau.example:8080', the server is asked as '127.0.0.1:8000'; "
        "if the page is our own, tell the server so: --site"
    )
    assert len(caplog.messages) == 2  # a browser that knows it to be another site's is not mistaken
    assert "\x1b" not in caplog.messages[1]


def test_an_origin_without_a_host_to_compare_is_another_site(tmp_path: Path) -> None:
    respond = responder(FolderStore(tmp_path))

    assert respond(json_post(headers={"origin": "https://"})).status == 403
    assert respond(json_post(headers={"origin": "x", "host": ""})).status == 403
