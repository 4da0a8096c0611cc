"""A receipt that is made once for all tests that only look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser.showing import Drawn, show_receipt
from tests.support.browser.watching import watched
from tests.support.http.origin import Origin


@pytest.fixture(scope="session")
def drawn(browser: Browser, served: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    served.open_on(tmp_path_factory.mktemp("drawn"))
    with (
        browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="zh-CN", service_workers="block"
        ) as context,
        watched(context) as page,
    ):
        show_receipt(page, served)
        [record] = served.records()
        yield Drawn(page=page, store=served.store, record=record)
