"""The states of a page that several tests look at."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from handler.stores import Store
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()


def show_receipt(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    file_table(page)


def file_table(page: Page, **changes: object) -> None:
    put_table(page, valid_answers(EDITION, **changes))
    page.click("button[type=submit]")
    expect(page.locator("#reference")).to_contain_text("2021-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A receipt of the first filing of 鄞州 on a desktop page, and the store that has its record alone."""

    page: Page
    store: Store
    record: dict[str, object]
