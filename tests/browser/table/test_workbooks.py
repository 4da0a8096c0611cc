"""What a cell of a workbook stores is another figure than it shows: the page takes what is shown, or says what it read."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from playwright.sync_api import Page, expect

from schema.edition.survey import Survey
from tests.support.browser.typing import typed_table
from tests.support.builders import every_kind, survey_2021
from tests.support.http.origin import Origin, serve_origin
from webform.pages.template_book import template_book

EDITION = every_kind()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    catalogue = {"2022": Survey(edition=EDITION, roster=survey_2021().roster)}
    with serve_origin(tmp_path_factory.mktemp("kinds") / "public", catalogue=catalogue) as origin:
        yield origin


@pytest.fixture
def form(origin: Origin) -> str:
    return f"{origin.address}/2022/"


def workbook(cells: dict[str, tuple[str | float | date, str]], epoch: datetime) -> bytes:
    """The edition's own, with these values and formats; epoch: from when days are counted."""
    book = load_workbook(BytesIO(template_book(EDITION)))
    book.epoch = epoch
    for row in book["填报"].iter_rows(min_row=2):
        if str(row[4].value) in cells:
            row[3].value, row[3].number_format = cells[str(row[4].value)]
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_cell_gives_the_figure_that_it_shows_or_none(page: Page, tmp_path: Path, epoch: datetime) -> None:
    """Excel makes 3-4 a day, keeps half of what 50% shows, ten thousand times what is shown in 万元, and sums 0.1 and 0.2 askew."""
    cells: dict[str, tuple[str | float | date, str]] = {
        "sessions": (date(2021, 3, 4), 'm"月"d"日"'),
        "attendance": (12345, '0!.0,"万"'),
        "visits": (1200, '#,##0"户"'),
        "spent": (0.1 + 0.2, "General"),
        "rate": (0.07, "0%"),
        "given": (0.5, "0.00%"),
        "hours": (0.5, "[h]:mm"),
        "change": (-3, "0_ ;[Red]\\-0\\ "),
        "growth": ("12.5％", "@"),
        "checked": (date(2021, 6, 30), "mm-dd-yy"),
        "filed_on": (date(2021, 6, 29), 'yyyy"年"m"月"d"日"'),
        "mobile": (13800000000, "0"),
        "phone": (1e12, "yyyy/m/d"),
    }
    (tmp_path / "表.xlsx").write_bytes(workbook(cells, epoch))

    page.set_input_files("#open-file", tmp_path / "表.xlsx")

    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    said = dialog.inner_text()
    for read in (
        "2021-03-04",
        '12345（格式 0!.0,"万"）',
        "50%",
        "0.5（格式 [h]:mm）",
        "1000000000000（格式 yyyy/m/d）",
    ):
        assert f"不填，读到的是“{read}”" in said
    dialog.get_by_role("button", name="填入").click()
    assert {id_: text for id_, text in typed_table(page, EDITION).items() if text} == {
        "visits": "1200",
        "spent": "0.3",
        "rate": "7",
        "change": "-3",
        "growth": "12.5",
        "checked": "2021-06-30",
        "filed_on": "2021-06-29",
        "mobile": "13800000000",
    }


STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts><numFmt numFmtId="164" formatCode="0.0&quot;万&quot;"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>
<dxfs><dxf><numFmt numFmtId="0" formatCode="0.00%"/></dxf></dxfs></styleSheet>"""
SHOW = """async ([styles, cells]) => {
  const assets = document.querySelector("script[type=module]").src.replace(/[^/]*$/, "");
  const { asShown, formatsOf } = await import(assets + "table/sources/number_format.js");
  const formats = formatsOf(new DOMParser().parseFromString(styles, "text/xml"));
  return [formats, cells.map(([stored, format]) => asShown(stored, format, false))];
}"""


def test_what_no_format_shows_as_it_is_stored_is_named_with_it(page: Page) -> None:
    """A format of what is shown only on a condition (dxf) is no cell's."""
    told = [
        ("1.5", "[h]"),
        ("12345", "0\\.0000"),
        ("12345", '0"."0000'),
        ("12345", "0.0,"),
        ("0.5", "[mm]:ss"),
        ("12", '0"万"'),
        ("12", "#,##0\\千"),
        *(("12", f'0"{word}元"') for word in "拾佰仟萬億"),
    ]
    plain = [("12", "[Red]0"), ("12", '[$-804]0"户"'), ("12.5", "0\\-"), ("12", '[>=100]0"h"')]

    formats, shown = page.evaluate(SHOW, [STYLES, [*told, *plain]])

    assert formats == ["", '0.0"万"', "0%"]
    assert shown == [f"{stored}（格式 {format_}）" for stored, format_ in told] + [
        stored for stored, _ in plain
    ]
