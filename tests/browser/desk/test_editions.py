"""Several editions at one desk: the newest first, the chosen one remembered by the tab; the year before beside it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handler.collect.read_and_merge import read_and_merge
from tests.support.browser.officer import filled_desk
from tests.support.builders import survey_2021
from tests.support.collecting.desk import fill
from tests.support.http.origin import Origin, serve_origin


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    survey = survey_2021()
    older = replace(survey.edition, id="2020", due=survey.edition.due.replace(year=2020))
    units = tuple(
        replace(unit, group="东片" if place < 8 else "西片") for place, unit in enumerate(survey.roster.units)
    )
    grouped = replace(survey, roster=replace(survey.roster, units=units))
    catalogue = {"2021": grouped, "2020": replace(survey, edition=older)}
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


def test_the_year_before_and_the_groups_stand_beside_the_figures(
    page: Page, two: Origin, tmp_path: Path
) -> None:
    two.open_on(tmp_path / "store")
    fill(two.store, two.catalogue["2020"], seed=7)
    filled_desk(page, two)
    groups = page.locator(".units tr.group")
    expect(groups).to_have_text(["东片　已报 8 / 8", "西片　已报 5 / 7", "名单外"])
    page.select_option("#choose-group", "西片")
    expect(page.locator(".units tbody tr:not(.group)")).to_have_count(7)
    expect(page.locator(".key")).to_have_text("今年 12 家去年此时 12 家")

    page.click("nav >> text=各项统计")

    collection = read_and_merge(two.catalogue["2021"], two.store, two.catalogue["2020"])
    assert collection.last_year
    drills = collection.last_year.blanks["drills"]
    row = page.locator(".statistics tr", has=page.locator("th[scope=row]", has_text="应急综合演练")).first
    cells = row.locator("td").all_inner_texts()
    assert cells[:2] == [f"{collection.totals['drills']:,}", f"{drills.before:,}"]
    assert drills.both_now is not None
    change = round(100 * (int(str(drills.both_now)) / int(str(drills.both_before)) - 1))
    assert cells[2] == f"{change:+}%"
    expect(page.locator("#view")).to_contain_text("增减只比两期都报的 12 家")
    suspect = next(each for each in collection.suspects if any("去年" in clause for clause in each.says))
    page.click("nav >> text=待核实")
    clause = next(clause for clause in suspect.says if "去年" in clause)
    expect(page.locator(".suspects")).to_contain_text(clause)
