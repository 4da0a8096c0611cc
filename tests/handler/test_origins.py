"""Whose pages may post: our own and the listed ones. Who says nothing of a page is no browser."""

from pathlib import Path

import pytest

from handler.stores.folder import FolderStore
from tests.handler.builders import document_of, form_post, json_post, responder

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
        ({"origin": "https://outside.example", "x-forwarded-host": "outside.example"}, True),
        ({"origin": "https://form.bureau.example", "x-forwarded-host": "outside.example"}, False),
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


def test_an_origin_without_a_host_to_compare_is_another_site(tmp_path: Path) -> None:
    respond = responder(FolderStore(tmp_path))

    assert respond(json_post(headers={"origin": "https://"})).status == 403
    assert respond(json_post(headers={"origin": "x", "host": ""})).status == 403
