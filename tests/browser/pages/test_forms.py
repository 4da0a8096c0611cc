"""Several forms, and periods of one, side by side: each is filed, kept, listed and collected by itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from schema.edition.model import Edition
from schema.edition.survey import Catalogue
from tests.support.browser.officer import open_desk
from tests.support.browser.typing import put_table, ready
from tests.support.builders import edition_of, edition_toml, survey_2021, valid_answers
from tests.support.http.origin import Origin, serve_origin

UNIT = "宁波市鄞州区市场监督管理局"


def catalogue() -> Catalogue:
    """Two forms, of one of them a quarter, the one before it and the year."""
    year = survey_2021()
    quarter = replace(year.edition, id="2021-q2", title="宁波市2021年第二季度特种设备情况统计表")
    before = replace(quarter, id="2021-q1", due=quarter.due.replace(month=4))
    text = edition_toml(top={"title": '"2021年质量月情况统计表"', "due": "2021-07-01T12:00:00+08:00"})
    editions = (year.edition, quarter, edition_of(text, "quality-2021"), before)
    return {each.id: replace(year, edition=each) for each in editions}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    with serve_origin(tmp_path_factory.mktemp("forms") / "public", catalogue=catalogue()) as origin:
        origin.open_on(tmp_path_factory.mktemp("forms-store"))
        yield origin


def file_in(page: Page, origin: Origin, edition: Edition, **answers: object) -> str:
    ready(page, f"{origin.address}/{edition.id}/")
    put_table(page, valid_answers(edition, unit=UNIT, **answers))
    page.click("button[type=submit]")
    expect(page.locator("#received")).to_be_visible()
    return page.locator("#reference").inner_text()


def test_each_form_and_period_is_filed_kept_and_collected_by_itself(
    page: Page, forms: Origin, context: BrowserContext, tmp_path: Path
) -> None:
    year, quarter, quality = (forms.catalogue[each].edition for each in ("2021", "2021-q2", "quality-2021"))
    references = [file_in(page, forms, quarter, drills=7), file_in(page, forms, quality)]
    assert [each[:-9] for each in references] == ["2021-q2-330212", "quality-2021-330212"]

    # What is kept of a quarter is nothing of its year, though their ids begin alike.
    ready(page, f"{forms.address}/2021/")
    expect(page.locator("#notice")).to_be_hidden()
    page.fill("#unit", "海曙区")
    page.fill("#drills", "3")
    page.wait_for_timeout(600)

    page = context.new_page()
    page.goto(f"{forms.address}/")
    assert page.locator("h2").all_inner_texts() == [
        "宁波市特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表",
        "质量月情况统计表",
    ]
    listed = {name: page.locator(f".here[data-year='{name}'] li") for name in forms.catalogue}
    expect(listed["2021"]).to_have_text([_containing("草稿：海曙区，已填 2 项")])
    expect(listed["2021-q2"]).to_have_text([_containing(references[0])])
    expect(listed["quality-2021"]).to_have_text([_containing(references[1])])
    expect(listed["2021-q1"]).to_have_count(0)

    ready(page, f"{forms.address}/2021-q2/")
    with page.expect_download() as saved:
        page.click("#save-file")
    file = tmp_path / saved.value.suggested_filename
    assert file.name.startswith("2021-q2统计表")
    saved.value.save_as(file)
    ready(page, f"{forms.address}/2021/")
    page.set_input_files("#open-file", file)
    expect(page.locator("#notice")).to_contain_text("是 2021-q2 的表，不是 2021 年的，未导入")

    open_desk(page, forms, "statistics")
    for edition, total, said in ((quarter, "7", "没有上期的数据可比"), (year, "0", "没有去年的数据可比")):
        page.select_option("#edition", edition.id)
        expect(page.locator("#view")).to_contain_text(said)
        shown = page.locator("tr", has_text=edition.labels["drills"].partition("（")[0]).locator(".total")
        expect(shown).to_have_text(total)
    expect(page.locator("#edition option").first).to_contain_text("2021")


def _containing(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))
