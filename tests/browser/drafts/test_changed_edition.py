"""A tab left open over a change of the edition: the clerk is told to load the page anew, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from schema.edition.survey import Survey
from schema.loading.catalogue import EDITIONS
from tests.support.browser.keeping import forget_all
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.builders import check_toml, edition_of, survey_2021, the_2021, valid_answers
from tests.support.http.origin import Origin, serve_origin

EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
TEXT = (EDITIONS / "2021.toml").read_text(encoding="utf-8")
SUBMIT = "button[type=submit]"
TOLD = "表格内容已更新，请刷新页面后再提交。"
TOLD_BY_SCRIPT = "表格内容已更新，请先点“导出文件”，刷新页面后再提交。"
CHECK = "\n" + check_toml(rule='"practical_services <= 1"', message='"服务次数请核对。"')
CHANGES: dict[str, tuple[str, dict[str, object]]] = {
    "dropped": (TEXT.replace("，征集新媒体作品（{new_media_works}）个", ""), {}),
    "added": (
        TEXT.replace("{new_media_works}）个", "{new_media_works}）个，标语（{slogans}）条"),
        {"slogans": 3},
    ),
    "renamed": (TEXT.replace("new_media_works", "slogans"), {"slogans": 3}),
    "other options": (TEXT.replace("film_studied:是/否", "film_studied:有/无"), {"film_studied": "有"}),
    "another kind": (
        TEXT.replace("{film_studied:是/否}", "{film_studied:日期}"),
        {"film_studied": "2021-06-01"},
    ),
    "another check": (TEXT + CHECK, {"practical_services": 1}),
}
"""What becomes of the edition's file, and what is then to be typed besides."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    """One of its own, because its edition changes."""
    with serve_origin(tmp_path_factory.mktemp("site") / "public") as origin:
        yield origin


@pytest.fixture
def origin(site: Origin, tmp_path: Path) -> Iterator[Origin]:
    """As it was before any change."""
    before = site.public, site.catalogue, site.shell
    site.open_on(tmp_path / "store")
    yield site
    site.public, site.catalogue, site.shell = before


def change(origin: Origin, text: str, folder: Path) -> None:
    """Serve the changed edition from this folder."""
    assert text != TEXT
    origin.public = folder / "public"
    origin.change({"2021": Survey(edition=edition_of(text, "2021"), roster=survey_2021().roster)})


def still_asked(origin: Origin, new: dict[str, object]) -> dict[str, str]:
    """What was typed, of the blanks that the changed edition asks in the same way."""
    asked = {blank.id for blank in origin.catalogue["2021"].edition.blanks} - new.keys()
    return {id_: as_typed(answer) for id_, answer in ANSWERS.items() if id_ in asked}


def test_the_clerk_loads_the_page_anew_and_files_what_was_typed(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    """However the edition has changed."""
    before = origin.public, origin.catalogue, origin.shell
    page.goto(origin.address)
    for name, (text, new) in CHANGES.items():
        origin.public, origin.catalogue, origin.shell = before
        origin.open_on(tmp_path / name)
        forget_all(page)
        ready(page, origin.form)
        put_table(page, ANSWERS)
        change(origin, text, tmp_path / name)

        page.click(SUBMIT)
        expect(page.locator("#summary"), name).to_contain_text(TOLD_BY_SCRIPT)
        expect(page.locator("#summary")).to_be_focused()
        assert "不是本表的项目" not in page.inner_text("body")
        page.reload()

        expect(page.locator("#notice"), name).to_contain_text("已恢复")
        edition = origin.catalogue["2021"].edition
        typed = typed_table(page, edition)
        kept = still_asked(origin, new)
        assert {id_: typed[id_] for id_ in kept} == kept, name
        put_table(page, new)
        page.click(SUBMIT)
        page.wait_for_url("**/2021/received/")
        [record] = origin.records()
        assert record["edition_digest"] == edition.digest, name


def test_where_nothing_can_be_kept_the_table_goes_over_as_a_file(
    page: Page, origin: Origin, tmp_path: Path
) -> None:
    for storage in ("localStorage", "sessionStorage"):
        page.add_init_script(
            f"Object.defineProperty(window, '{storage}', {{get() {{ throw new Error('blocked'); }}}});"
        )
    page.on("dialog", lambda dialog: dialog.accept())  # leaving an unsaved table is asked about
    text, new = CHANGES["renamed"]
    ready(page, origin.form)
    put_table(page, ANSWERS)
    change(origin, text, tmp_path)

    page.click(SUBMIT)
    expect(page.locator("#summary")).to_contain_text(TOLD_BY_SCRIPT)
    with page.expect_download() as download:
        page.click("#save-file")
    page.reload()
    expect(page.locator("html.ready")).to_have_count(1)
    page.set_input_files("#open-file", download.value.path())

    expect(page.locator("#notice")).to_contain_text("已导入文件")
    typed = typed_table(page, origin.catalogue["2021"].edition)
    kept = still_asked(origin, new)
    assert {id_: typed[id_] for id_ in kept} == kept


def test_without_script_it_is_said_once_and_what_was_typed_can_still_be_printed(
    browser: Browser, origin: Origin, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin.form)
    put_table(page, ANSWERS)
    change(
        origin, TEXT.replace("new_media_works", "slogans").replace("products_made", "things_made"), tmp_path
    )

    page.click(SUBMIT)

    expect(page.locator("[role=alert]")).to_contain_text(TOLD)
    assert page.inner_text("body").count(TOLD) == 1
    expect(page.locator("main")).to_contain_text("刷新会清空填过的内容，请先打印一份")
    page.go_back()
    assert typed_table(page, EDITION) == {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
    context.close()
