"""The site as an intranet has it: plain http under a name, `serve` behind a proxy that tells it nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.support.browser.chromium import launch
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.proxy import serve_proxy
from tests.support.http.served import serve

NAME = "forms.example"


@contextmanager
def opened(browser: Browser, port: int) -> Iterator[Page]:
    """A page in a browser for which the name leads to the port; to it this is no secure origin, as localhost is."""
    own = launch(browser.browser_type, f"--host-resolver-rules=MAP {NAME} 127.0.0.1:{port}")
    yield own.new_page(locale="zh-CN")
    own.close()


@pytest.mark.parametrize("path", ["/", "/forms/"])
def test_a_clerk_files_through_a_proxy_that_tells_nothing_where_the_site_is_told(
    browser: Browser, path: str, tmp_path: Path
) -> None:
    sent: list[Request] = []
    with (
        serve(tmp_path, "--site", f"http://{NAME}{path}") as server,
        serve_proxy(server.port) as port,
        opened(browser, port) as page,
    ):
        page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
        ready(page, f"http://{NAME}{path}2021/")
        put_table(page, valid_answers(the_2021()))
        page.click("button[type=submit]")
        expect(page.locator("#received")).to_be_visible(timeout=20_000)
        headers = sent[0].all_headers()

    assert headers["origin"] == f"http://{NAME}"
    assert "sec-fetch-site" not in headers  # else nothing here is shown
    assert len(list((tmp_path / "var/store/submissions").rglob("*.json"))) == 1


def test_where_it_is_not_told_the_clerk_is_told_whom_to_ask_and_loses_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    with serve(tmp_path) as server, serve_proxy(server.port) as port, opened(browser, port) as page:
        ready(page, f"http://{NAME}/2021/")
        put_table(page, valid_answers(the_2021()))
        page.click("button[type=submit]")

        expect(page.locator("#summary")).to_contain_text("网址无误的，请将此提示告知市局。")
        assert page.input_value("#drills") == str(valid_answers(the_2021())["drills"])
        assert f"the page is at 'http://{NAME}'" in server.said
