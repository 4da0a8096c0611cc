"""Several editions at one desk: the newest first, the chosen one remembered by the tab."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser.officer import filled_desk
from tests.support.builders import survey_2021
from tests.support.http.origin import Origin, serve_origin


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    survey = survey_2021()
    older = replace(survey.edition, id="2020", due=survey.edition.due.replace(year=2020))
    catalogue = {"2021": survey, "2020": replace(survey, edition=older)}
    with serve_origin(tmp_path_factory.mktemp("two") / "public", catalogue=catalogue) as origin:
        origin.open_on(tmp_path_factory.mktemp("two-store"))
        yield origin


def test_the_newest_is_shown_and_another_can_be_chosen(page: Page, two: Origin) -> None:
    filled_desk(page, two)
    expect(page.locator("#edition")).to_have_value("2021")
    expect(page.locator(".big")).to_contain_text("13 / 15")

    page.select_option("#edition", "2020")

    expect(page.locator(".big")).to_contain_text("0 / 15")
    expect(page.locator("#edition")).to_have_value("2020")
    page.reload()
    expect(page.locator(".big")).to_contain_text("0 / 15")
