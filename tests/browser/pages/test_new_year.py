"""A second edition with every kind of blank: typed, filed, received, and listed with its state."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from waitress.server import create_server

from handler.server.site import make_local
from handler.stores.folder import FolderStore
from handler.submit.settings import Settings
from schema.edition.survey import Catalogue, Survey
from tests.support.browser.typing import ready, type_table
from tests.support.builders import every_kind, survey_2021, valid_answers
from tests.support.http.origin import KEY, TickingClock
from webform.config import Place
from webform.freeze import freeze

AT = "2022-06-30T09:00:00+08:00"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of two editions on the eve of the second one's deadline."""
    from threading import Thread

    folder: Path = tmp_path_factory.mktemp("years")
    new = Survey(edition=every_kind(), roster=survey_2021().roster)
    catalogue: Catalogue = {"2022": new, "2021": survey_2021()}
    list(freeze(catalogue, Place(at=AT), folder / "public"))
    clock = TickingClock(moment=datetime.fromisoformat(AT))
    settings = Settings(catalogue=catalogue, shell="", secure=False, clock=clock)
    (folder / "store").mkdir()
    site = make_local(settings, FolderStore(folder / "store"), KEY, folder / "public")
    server = create_server(site, host="127.0.0.1", port=0, threads=8)
    Thread(target=server.run, daemon=True).start()  # it ends with the test process
    yield f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]  # one address, one server


def test_every_kind_is_typed_told_at_the_blank_where_it_is_wrong_filed_and_shown_on_the_receipt(
    page: Page, address: str
) -> None:
    edition = every_kind()
    ready(page, f"{address}/2022/")
    page.fill("#spent", "1.234")
    page.locator("#spent").blur()
    expect(page.locator("#spent-message")).to_contain_text("最多两位小数")

    left_empty = {"remark": "", "more": ""}
    typed = valid_answers(edition, spent="１２．５", way="其他（注明）", filed="不适用", **left_empty)
    type_table(page, edition, typed)
    page.locator("#spent").blur()
    expect(page.locator("#spent")).to_have_value("12.50")
    must = len(edition.blanks) - len(left_empty)
    expect(page.locator("#filled")).to_have_text(f"已填 {must} / {must}")
    expect(page.locator("#next-empty")).to_be_hidden()
    page.click("button[type=submit]")

    expect(page.locator("#received")).to_be_visible()
    shown = {
        name: page.locator(f'[data-blank="{name}"]').inner_text()
        for name in ("spent", "filed", "why", "remark")
    }
    assert shown == {"spent": "12.50", "filed": "□有 □无 ☑不适用", "why": "第一行\n第二行", "remark": ""}


def test_the_index_says_which_edition_is_open_and_agrees_with_the_edition_at_each_moment(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/")
    expect(page.locator(".state").first).to_have_text("正在填报")
    expect(page.locator(".state").last).to_have_text("已经结束")

    script = str(page.locator("script[type=module]").get_attribute("src")).replace("index.js", "lib/clock.js")
    edition = survey_2021().edition
    dates = {name: str(getattr(edition, name).isoformat()) for name in ("opens", "due", "closes")}
    states = {
        "2021-05-31T23:59:59+08:00": "not_open",
        "2021-07-01T12:00:00.900+08:00": "open",
        "2021-07-01T12:00:01+08:00": "late",
        "2021-07-31T18:00:01+08:00": "closed",
    }
    for moment, state in states.items():
        found = page.evaluate(
            "async ([script, moment, dates]) => (await import(script)).stateOf(dates, Date.parse(moment))[0]",
            [script, moment, dates],
        )
        assert found == state == edition.state(datetime.fromisoformat(moment)).value, moment
