"""Several editions at one desk: the newest first, the chosen one remembered by the tab; the year before beside it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handler.collect.read_and_merge import read_and_merge
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.unit_tables import write_tables
from handler.commands.progress import untold
from handler.records.record import FiledUnit
from schema.edition.kinds import Amount
from schema.edition.survey import Survey
from schema.validation.validate import make_validator
from tests.support.browser.officer import download, filled_desk, open_desk, show
from tests.support.builders import every_kind, survey_2021, valid_answers
from tests.support.collecting.desk import fill
from tests.support.files import parts_of
from tests.support.filings import make_record, store_record
from tests.support.grids import the_grids
from tests.support.http.origin import Origin, serve_origin


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    survey = survey_2021()
    older = replace(survey.edition, id="2020", due=survey.edition.due.replace(year=2020))
    units = tuple(
        replace(unit, group="东片" if place < 8 else "西片") for place, unit in enumerate(survey.roster.units)
    )
    grouped = replace(survey, roster=replace(survey.roster, units=units))
    catalogue = {"2021": grouped, "2020": replace(survey, edition=older), "2019": _of_grids(survey)}
    with serve_origin(tmp_path_factory.mktemp("two") / "public", catalogue=catalogue) as origin:
        origin.open_on(tmp_path_factory.mktemp("two-store"))
        yield origin


def _of_grids(survey: Survey) -> Survey:
    """A form with grids, and with a blank of every kind: several words of many among them."""
    every, grids = every_kind(), the_grids()
    return replace(survey, edition=replace(every, id="2019", blocks=(*every.blocks, *grids.blocks)))


def test_the_newest_is_shown_and_another_can_be_chosen(page: Page, two: Origin) -> None:
    filled_desk(page, two)
    expect(page.locator("#edition")).to_have_value("2021")
    expect(page.locator(".big")).to_contain_text("13 / 15")

    page.select_option("#edition", "2020")

    expect(page.locator(".big")).to_contain_text("0 / 15")
    expect(page.locator("#edition")).to_have_value("2020")
    page.reload()
    expect(page.locator(".big")).to_contain_text("0 / 15")
    show(page, "report")
    page.click("text=下载上报数据")  # zeros would say that there was nothing to report
    expect(page.locator(".refused")).to_have_text("还没有单位计入合计，没有可以上报的数。")


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
    change = 100 * (int(str(drills.both_now)) / int(str(drills.both_before)) - 1)
    assert cells[2] == (f"{change:+.1f}%" if abs(change) < 10 else f"{change:+.0f}%")
    expect(page.locator("#view")).to_contain_text("增减只比两期都报的 12 家")
    suspect = next(each for each in collection.suspects if any("去年" in clause for clause in each.says))
    page.click("nav >> text=待核实")
    clause = next(clause for clause in suspect.says if "去年" in clause)
    expect(page.locator(".suspects")).to_contain_text(clause)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (1_000_000, 999_999, "略减"),
        (1_000_000, 1_000_001, "略增"),
        (1_000_000, 1_000_000, "0%"),
        (1_000_000, 12, "-99.9%"),
        (1_000_000, 0, "-100%"),
        (1_000, 1_032, "+3.2%"),
        (100, 250, "+150%"),
    ],
)
def test_a_change_is_not_said_to_be_none_or_all_where_it_is_nearly_that(
    page: Page, two: Origin, tmp_path: Path, before: int, now: int, said: str
) -> None:
    two.open_on(tmp_path / "store")
    for edition, figure in (("2020", before), ("2021", now)):
        survey = two.catalogue[edition]
        unit = FiledUnit(code=survey.roster.units[0].code, name=survey.roster.units[0].name)
        filed = make_record(
            valid_answers(survey.edition, unit=unit.name, drills=figure),  # type: ignore[arg-type]  # figures and texts are answers
            unit=unit,
            at=survey.edition.due,
            digest=survey.edition.digest,
            edition=edition,
        )
        stored = store_record(filed)
        two.store.create(stored.key, stored.data)

    open_desk(page, two, "statistics")

    row = page.locator(".statistics tr", has=page.locator("th[scope=row]", has_text="应急综合演练")).first
    expect(row.locator("td").nth(2)).to_have_text(said)


def test_each_units_table_of_grids_and_of_several_words_is_what_the_command_writes(
    page: Page, two: Origin, tmp_path: Path
) -> None:
    """At the desk a text that looks like a number stays as it was typed; reported upward, a rate is asked for: it has no total."""
    survey = two.catalogue["2019"]
    two.open_on(tmp_path / "store")
    for unit in survey.roster.units[:2]:
        typed = valid_answers(survey.edition, unit=unit.name, head="2021.06", spent="1234567.50")
        answers = make_validator(survey.edition)(typed).answers
        named = FiledUnit(code=unit.code, name=unit.name)
        record = store_record(make_record(answers, unit=named, edition="2019", digest=survey.edition.digest))
        two.store.create(record.key, record.data)
    open_desk(page, two)
    page.select_option("#edition", "2019")
    expect(page.locator(".big")).to_contain_text("2 / 15")
    page.click("nav >> text=下载和上报")

    _, tables = download(page, "[aria-label='下载各单位统计表']", tmp_path / "表.zip")

    list(write_tables(read_and_merge(survey, two.store, None), Folder.at(tmp_path), untold))
    own = {path.name: parts_of(path.read_bytes()) for path in (tmp_path / "各单位统计表").iterdir()}
    assert len(own) == 2
    assert {name: parts_of(data) for name, data in parts_of(tables).items()} == own
    show(page, f"unit/{survey.roster.units[0].code}")
    for blank, said in (("head", "2021.06"), ("spent", "1,234,567.50")):
        expect(page.locator(f"#view [data-blank={blank}]")).to_have_text(said)
    show(page, "report")
    amounts = [blank for blank in survey.edition.blanks if isinstance(blank.kind, Amount)]
    rates = [f"report-{blank.id}" for blank in amounts if not blank.kind.adds_up]
    asked = page.locator(".panel", has=page.get_by_role("heading", name="没有合计的数")).locator("input")
    assert rates
    assert asked.evaluate_all("all => all.map(({ id }) => id)") == rates
