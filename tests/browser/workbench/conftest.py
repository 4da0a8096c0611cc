"""The site as it is served with its workbench, open to the officer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support.http.served import Served, serve
from tests.support.workbench_piece import KEY, shelf_in


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Each test makes an edition of its own on it."""
    folder = tmp_path_factory.mktemp("served")
    settings = {"EDITIONS": str(shelf_in(folder)), "BUREAU_KEY": KEY}
    with serve(folder, "--access", "open", at="2022-06-01T09:00:00+08:00", environment=settings) as served:
        yield served


@pytest.fixture
def bench(page: Page, server: Served) -> Page:
    """The first step of the workbench."""
    page.goto(f"{server.address}/desk/#key={KEY}")
    page.get_by_role("link", name="制表").click()
    return page
