"""A real Chromium against the real site. A message on the console fails the test that caused it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.browser.again import Tab
from tests.support.browser.chromium import launch
from tests.support.browser.watching import listened, watched
from tests.support.http.origin import Origin, serve_origin


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    with serve_origin(tmp_path_factory.mktemp("site") / "public") as origin:
        yield origin


@pytest.fixture
def origin(served: Origin, tmp_path: Path) -> Origin:
    """The site with an empty store, before the deadline."""
    served.open_on(tmp_path / "store")
    return served


@pytest.fixture
def context(
    browser: Browser,
    request: pytest.FixtureRequest,
    tmp_path: Path,  # noqa: ARG001  # goes after its pages, which ask the store in it
) -> Iterator[BrowserContext]:
    """With the service worker where the test is marked `offline`: to fetch all that it keeps takes longer than most tests."""
    worker: Literal["allow", "block"] = "allow" if request.node.get_closest_marker("offline") else "block"
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", service_workers=worker
    )
    yield context
    context.close()


@pytest.fixture
def fresh(context: BrowserContext) -> Iterator[Page]:
    """A desktop page of a browser that has never been here."""
    with watched(context) as page:
        yield page


@pytest.fixture
def page(fresh: Page) -> Page:
    """A desktop page."""
    return fresh


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    with browser.new_context(locale="zh-CN", service_workers="block") as context:
        yield Tab(page=context.new_page())


@pytest.fixture
def form(origin: Origin) -> str:
    """Where the form is."""
    return origin.form


@pytest.fixture
def empty(tab: Tab, form: str) -> Iterator[Page]:
    """The form, empty, in a tab that it shares with the other tests of its module."""
    with listened(tab.page):
        yield tab.empty(form)
        tab.leave(form)


@pytest.fixture
def elsewhere(browser: Browser, tmp_path: Path) -> Iterator[Page]:  # noqa: ARG001  # as above
    """A page on another computer."""
    with (
        browser.new_context(locale="zh-CN", service_workers="block") as context,
        watched(context) as page,
    ):
        yield page
