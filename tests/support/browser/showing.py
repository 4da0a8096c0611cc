"""The states of a page that several tests look at."""

from playwright.sync_api import Page, expect

from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()


def show_form(page: Page, origin: Origin) -> None:
    ready(page, origin.form)


def show_problems(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.click("button[type=submit]")
    expect(page.locator("#summary")).to_be_visible()


def show_receipt(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))
    page.click("button[type=submit]")
    expect(page.locator("#reference")).to_contain_text("2021-")
