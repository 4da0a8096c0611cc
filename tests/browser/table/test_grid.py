"""A paper of grids on the page: filled with the keys of a spreadsheet, on a phone row by row, printed whole."""

import random
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, Route, expect

from handler.collect.exports.word.official import official_docx
from schema.edition.grid import Grid
from schema.edition.sentence import Blank
from schema.edition.survey import Survey
from tests.support.browser.officer import open_desk
from tests.support.browser.reading import axe_finds, print_words
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.builders import survey_2021, valid_answers
from tests.support.grids import large_grid, the_grids
from tests.support.http.origin import Origin, serve_origin
from webform.pages.template_book import template_book

EDITION = the_grids()
RIGHT = {"m11": 1, "m12": 2, "m13": 3, "m21": 4, "m22": 5, "m23": 9, "m31": 5, "m32": 7, "m33": 12}
"""The matrix with its totals."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    catalogue = {"2022": Survey(edition=EDITION, roster=survey_2021().roster)}
    with serve_origin(tmp_path_factory.mktemp("grids") / "public", catalogue=catalogue) as origin:
        yield origin


@pytest.fixture
def form(origin: Origin) -> str:
    return f"{origin.address}/2022/"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_go_as_in_excel_and_elsewhere_as_ever(page: Page) -> None:
    page.focus("#got_now")

    press(page, "1", "Tab", "2", "Enter", "3", "Tab", "4", "Enter", "5", "Enter")  # rows of two
    assert {id_: text for id_, text in typed_table(page, EDITION).items() if text} == {
        "got_now": "1",
        "got_all": "2",
        "own_now": "3",
        "own_all": "4",
        "open_now": "5",
    }
    expect(page.locator("#got_all")).to_be_focused()  # the head of the next column
    press(page, "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp")
    expect(page.locator("#own_now")).to_be_focused()
    press(page, "7", "ArrowRight")  # what is chosen is written over; the caret stands at its end
    expect(page.locator("#own_all")).to_be_focused()
    press(page, "End", "ArrowLeft")  # within the figure
    expect(page.locator("#own_all")).to_be_focused()
    assert page.input_value("#own_now") == "7"
    press(page, "Shift+Enter")
    expect(page.locator("#got_all")).to_be_focused()
    page.focus("#open_note")
    press(page, "Enter")
    expect(page.locator("#m11")).to_be_focused()  # after the grid
    page.focus("#m32")
    press(page, "Tab", "Enter")
    expect(page.locator("#w1")).to_be_focused()
    page.focus("#leader")
    press(page, "Enter")
    expect(page.locator("#filler")).to_be_focused()
    press(page, "ArrowUp")
    expect(page.locator("#leader")).to_be_focused()
    assert page.locator("#m12").get_attribute("aria-label") == "不予公开 · 国家秘密 · 申请人 · 法人（件）"


def test_what_is_said_of_a_cell_stands_at_it_while_it_is_in_use(page: Page) -> None:
    page.fill("#got_now", "约五")
    page.press("#got_now", "Enter")

    expect(page.locator("#got_now")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#got_now-message")).to_be_hidden()
    page.click("#next-wrong")
    expect(page.locator("#got_now-message")).to_be_in_viewport(ratio=1)
    assert axe_finds(page) == []


def test_the_first_column_stays_in_sight_only_where_a_grid_moves_within_its_frame(page: Page) -> None:
    sheet = page.locator(".sheet.wide")
    for width, held, frame in ((1280, "static", "visible"), (800, "sticky", "auto")):
        page.set_viewport_size({"width": width, "height": 900})
        expect(sheet.locator(".edge").last).to_have_css("position", held)
        expect(sheet).to_have_css("overflow-y", frame)  # a frame would hide what is said of the last row
    sheet.evaluate("sheet => sheet.scrollTo(200, 0)")
    beside = "sheet => sheet.querySelector('.edge').getBoundingClientRect().left - sheet.getBoundingClientRect().left"
    assert sheet.evaluate("sheet => sheet.scrollLeft") > 0
    assert sheet.evaluate(beside) == 0


def test_no_head_of_a_grid_and_no_row_in_use_covers_the_bar(page: Page) -> None:
    covered = """() => {
      const box = document.querySelector("[type=submit]").getBoundingClientRect();
      const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return !over.closest(".bar");
    }"""
    for cell in page.locator(".grid input").all()[::3]:
        cell.focus()
        assert not page.evaluate(covered)
    height = page.evaluate("document.body.scrollHeight")
    for at in range(0, height, 60):
        page.evaluate("at => scrollTo(0, at)", at)
        assert not page.evaluate(covered)


def test_on_a_phone_a_row_is_filled_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    head = page.locator("td:has(#m21)").evaluate("cell => getComputedStyle(cell, '::before').content")
    above = page.locator("tr:has(#m21)").evaluate("row => getComputedStyle(row, '::before').content")
    assert (above, head) == ('"不予公开"', '"申请人 · 自然人"')
    page.focus("#m21")
    press(page, "8", "Enter")
    expect(page.locator("#m22")).to_be_focused()
    assert page.locator("#m22").bounding_box()["width"] > 100  # type: ignore[index]  # it is shown
    assert axe_finds(page) == []


def test_a_filed_table_of_grids_is_printed_whole_and_stands_at_the_desk(page: Page, origin: Origin) -> None:
    answers = valid_answers(
        EDITION, unit="鄞州", **RIGHT, got_now=999999999999, w2=123456789012, got_note="说" * 60
    )
    put_table(page, answers)
    page.click("button[type=submit]")
    expect(page.locator("#received")).to_be_visible()

    printed = "".join(print_words(page))

    for words in ("办理结果", "总计", "报出日期", "999999999999", "123456789012", "说" * 60):
        assert words in printed, words
    cut = page.evaluate(
        "Array.from(document.querySelectorAll('.grid *')).filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).length"
    )
    assert cut == 0
    open_desk(page, origin, "unit/330212")
    cell = page.locator(".paper td:has([data-blank=m33])")
    expect(cell).to_have_text("12")
    expect(cell).to_have_css("border-right-width", "1px")


def drop(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#open-file", {"name": name, "mimeType": "", "buffer": content})


def paste(page: Page, into: str, text: str) -> None:
    page.evaluate(
        """([into, text]) => {
          const data = new DataTransfer();
          data.setData("text", text);
          document.getElementById(into).dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [into, text],
    )


def filled(page: Page) -> dict[str, str]:
    return {id_: text for id_, text in typed_table(page, EDITION).items() if text}


def test_a_block_goes_where_it_was_copied_from_and_words_shift_nothing(page: Page) -> None:
    put_table(page, {"own_now": "9"})
    shown = page.get_by_role("dialog").locator("li")

    paste(page, "got_now", "5\t6\t补报\r\n3\t4\t7\r\n\t8\r\n")
    expect(shown).to_have_text(
        [
            "收到申请 · 办理结果 · 本期（件）：5",
            "收到申请 · 办理结果 · 累计（件）：6",
            "收到申请 · 备注：补报",
            "其中：个人 · 办理结果 · 本期（件）：9 → 3",
            "其中：个人 · 办理结果 · 累计（件）：4",
            "予以公开 · 办理结果 · 累计（件）：8",
            "落在表上不用填的地方，不填：“7”",
        ]
    )
    page.click("dialog button >> nth=0")
    block = {
        "got_now": "5",
        "got_all": "6",
        "got_note": "补报",
        "own_now": "3",
        "own_all": "4",
        "open_all": "8",
    }
    assert filled(page) == block
    page.click("#notice button:has-text('撤销')")
    assert filled(page) == {"own_now": "9"}

    paste(page, "got_now", "收到申请\t5\r\n个人\t3\r\n")
    expect(page.locator("#notice")).to_contain_text("其中一列都是文字")
    assert filled(page) == {"own_now": "9"}


def in_word(answers: dict[str, object]) -> bytes:
    """The official table, filled, as the bureau's programs write it."""
    fill = {id_: as_typed(answer) for id_, answer in answers.items()}

    def said(blank: Blank) -> str:
        return fill.get(blank.id, "")

    return official_docx(EDITION, heading=said, fill=said, foot="", moment=EDITION.due)


def in_excel(*, swapped: bool = False) -> bytes:
    """The first grid on a sheet and the row of fourteen on another, with merged cells; swapped: two rows changed places."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    rows: list[list[object]] = [
        ["一、收到申请", "01", 5, 6, "无"],
        ["其中：个人", "02", 3, 4, "×", "另有5件"],
        ["二、予以公开", "03", "1,200", None, "多"],
    ]
    head: list[list[object]] = [["指标名称", "代码", "办理结果", None, "备注"], [None, None, "本期", "累计"]]
    body = [rows[2], rows[0], ["另加一行", "09", 77, 78]] if swapped else rows
    sheet.append(["一、办理情况"])
    sheet.append([])  # an empty row is in no file, and counts
    for row in head + body:
        sheet.append(row)
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:E4"):
        sheet.merge_cells(area)
    more = book.create_sheet("三、设施")
    kinds = ("图书馆", "文化馆", "体育馆", "剧场", "影院", "书店", "公园")
    facilities: list[list[object]] = [
        [name for kind in kinds for name in (kind, None)],
        ["个数", "面积"] * 7,
        list(range(31, 45)),
    ]
    for row in facilities:
        more.append(row)
    for column in range(1, 15, 2):
        more.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + 1)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def in_template(answers: dict[str, object]) -> bytes:
    """The page's own workbook, filled: the list beside the ids, the grids in their cells."""
    book = load_workbook(BytesIO(template_book(EDITION)))
    for line in book["填报"].iter_rows(min_row=2):
        if line[4].value:
            line[3].value = as_typed(answers[str(line[4].value)])
    for number, grid in enumerate((each for each in EDITION.blocks if isinstance(each, Grid)), 1):
        above = len(grid.caption.split("\n"))
        for row, column, cell in grid.cells():
            for blank in cell.sentence.blanks:
                book[f"表{number}"].cell(above + row, column).value = as_typed(answers[blank.id])
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_a_filled_document_is_read_by_the_words_of_rows_and_columns(page: Page) -> None:
    answers = valid_answers(EDITION, unit="鄞州", **RIGHT, got_note="见附页", open_note="无")

    drop(page, "表.docx", in_word(answers))
    page.click("dialog button >> nth=0")
    assert filled(page) == {id_: as_typed(answer) for id_, answer in answers.items()}

    page.evaluate("document.getElementById('form').reset()")
    drop(page, "模板.xlsx", in_template(answers))
    expect(page.get_by_role("dialog").locator("p, li", has_text="没有")).to_have_count(0)
    page.click("dialog button >> nth=0")
    assert filled(page) == {id_: as_typed(answer) for id_, answer in answers.items()}

    page.evaluate("document.getElementById('form').reset()")
    drop(page, "表.xlsx", in_excel())
    expect(page.get_by_role("dialog")).to_contain_text("没有对上本表的句子：“其中：个人 另有5件”")
    page.click("dialog button >> nth=0")
    facilities = {f"w{n}": str(30 + n) for n in range(1, 15)}
    got = {"got_now": "5", "got_all": "6", "got_note": "无", "own_now": "3", "own_all": "4"}
    assert filled(page) == {**got, **facilities, "open_now": "1,200", "open_note": "多"}

    page.evaluate("document.getElementById('form').reset()")
    drop(page, "表.xlsx", in_excel(swapped=True))
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("没有对上本表的句子：“另加一行 09 77 78”")
    expect(question).to_contain_text("其中：个人 · 办理结果 · 本期（件）")  # not read
    page.click("dialog button >> nth=0")
    del got["own_now"], got["own_all"]
    assert filled(page) == {**got, **facilities, "open_now": "1,200", "open_note": "多"}


def late(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def test_totals_are_filled_in_shown_as_such_and_left_to_whoever_fills_them_in(page: Page, form: str) -> None:
    page.route("**/before_paint.js", late)  # the form's script waits for it, and the grids' for the form's
    ready(page, form)
    totals = {id_: str(RIGHT[id_]) for id_ in ("m13", "m23", "m31", "m32", "m33")}
    page.focus("#m11")
    for row in ("1", "Tab", "2"), ("4", "Tab", "5"):
        press(page, *row, "Enter")
    expect(page.locator("#m33")).to_have_value("12")
    assert filled(page) == {"m11": "1", "m12": "2", "m21": "4", "m22": "5", **totals}
    expect(page.locator("#filled")).to_contain_text("已填 9 /")

    page.focus("#m33")
    expect(page.locator("td:has(#m33) .derived")).to_contain_text("自动算出：总计等于各项之和")
    press(page, "8")  # not typed over by chance
    expect(page.locator("#m33")).to_have_value("12")
    press(page, "F2", "8", "Enter")
    expect(page.locator("#m33")).to_have_value("8")
    expect(page.locator("#m33")).to_have_attribute("aria-invalid", "true")
    page.fill("#m11", "10")
    expect(page.locator("#m31")).to_have_value("14")
    expect(page.locator("#m33")).to_have_value("8")  # the clerk's own
    page.wait_for_timeout(600)

    ready(page, form)  # from the draft: what differs stays the clerk's, the others go on by themselves
    expect(page.locator("#m33")).to_have_value("8")
    page.fill("#m12", "3")
    expect(page.locator("#m32")).to_have_value("8")
    expect(page.locator("#m33")).to_have_value("8")
    page.focus("#m33")
    page.click("td:has(#m33) .derived button")
    expect(page.locator("#m33")).to_have_value("22")
    paste(page, "m11", "10\t4")
    page.click("dialog button >> nth=0")
    expect(page.locator("#m13")).to_have_value("14")
    expect(page.locator(".grid [aria-invalid=true]")).to_have_count(0)  # it is judged with its sums
    for _ in range(2):  # as a file does that has no sums of rows
        page.evaluate("() => { m31.value = m32.value = ''; form.dispatchEvent(new Event('input')); }")
    expect(page.locator("#m33")).to_have_value("23")
    paste(page, "m11", "10\t4\t13")  # a sum that was right before, and is none now
    page.click("dialog button >> nth=0")
    expect(page.locator("#m13")).to_have_attribute("aria-invalid", "true")
    page.focus("#m13")
    press(page, "F2")
    page.fill("#m12", "")
    for of_it in ("m13", "m32", "m33"):
        expect(page.locator(f"#{of_it}")).to_have_value("")  # a part is lacking
    page.focus("#m23")
    page.locator("#fill-zero").press("Enter")
    expect(page.locator("#m33")).to_have_value("19")


READ = """async ([assets, sources]) => {
  const { readGrids } = await import(assets + "table/grid/by_words.js");
  const form = document.getElementById("form");
  return sources.map((rows) => {
    const text = rows.map((row) => row.join("\\n")).join("\\n");
    const { entries, lacking } = readGrids(form, window.page.edition, [{ rows, text }], text);
    return [entries.map(({ blank, text }) => [blank.id, text]), lacking.map(({ id }) => id)];
  });
}"""


def spread(grid: Grid, values: dict[str, str]) -> list[list[str]]:
    """The grid with these figures, each merged cell's text in all that it covers."""
    rows = [[""] * len(grid.rows[0]) for _ in grid.rows]
    for row, column, cell in grid.cells():
        said = "".join(part if isinstance(part, str) else values[part.id] for part in cell.sentence.parts)
        for below in range(row - 1, row - 1 + cell.down):
            rows[below][column - 1 : column - 1 + cell.across] = [said] * cell.across
    return rows


def spoiled(  # noqa: C901  # one arm per way to change it
    chance: random.Random, grid: Grid, rows: list[list[str]]
) -> list[list[str]]:
    """As somebody may have changed it: rows and columns moved, left out, doubled with other figures, put in, reworded."""
    acts = ["move", "add", "turn", "cut", "reword", "above", "before", chance.choice(("drop", "double"))]
    for _ in range(chance.randint(0, 3)):
        row = chance.randrange(grid.head, len(rows))
        column = chance.randrange(grid.stub, len(rows[0]))
        other = chance.randrange(grid.stub, len(rows[0]))
        match chance.choice(acts):
            case "move":
                rows.insert(chance.randrange(grid.head, len(rows)), rows.pop(row))
            case "drop" if len(rows) > grid.head + 1:
                del rows[row]
            case "double":
                rows.insert(row, [*rows[row][: grid.stub], *("777" for _ in rows[row][grid.stub :])])
            case "add":
                rows.insert(row, ["另一行"] * grid.stub + ["888"] * (len(rows[0]) - grid.stub))
            case "turn":
                for each in rows:
                    each[column], each[other] = each[other], each[column]
            case "cut":
                for each in rows:
                    each.pop(column)
                return rows
            case "reword":
                rows[row][grid.stub - 1] = "改了名的"
            case "above":
                rows.insert(0, ["某某局报表"] * len(rows[0]))
                return rows
            case "before":
                return [[str(number), *each] for number, each in enumerate(rows)]
    return rows


def test_no_figure_of_a_changed_table_goes_into_another_blank(page: Page) -> None:
    chance = random.Random(2022)  # noqa: S311  # the same tables on every run
    grids = [block for block in EDITION.blocks if isinstance(block, Grid) and block.stub]
    values = {blank.id: str(1000 + number) for number, blank in enumerate(EDITION.blanks)}
    sources = [spoiled(chance, grid, spread(grid, values)) for grid in grids for _ in range(300)]
    assets = str(page.locator("script[type=module]").first.get_attribute("src")).rpartition("/")[0] + "/"

    read = page.evaluate(READ, [assets, sources])

    found = 0
    for source, (entries, lacking) in zip(sources, read, strict=True):
        assert {id_: text for id_, text in entries if text != values[id_]} == {}, source
        assert not {id_ for id_, _ in entries} & set(lacking)
        found += len(entries)
    assert found > 600 * 3


def test_of_a_tall_grid_what_is_in_sight_is_painted_and_the_rest_a_key_or_the_wheel_away(
    page: Page, tmp_path: Path
) -> None:
    edition = large_grid(60, 2)
    survey = Survey(edition=edition, roster=survey_2021().roster)
    painted = """() => {
      const rows = document.querySelector(".grid tbody").getBoundingClientRect();
      const [above, , below] = getComputedStyle(document.querySelector(".grid tbody")).clipPath.match(/-?[\\d.]+px/g).map(parseFloat);
      return rows.top + above < 0 && rows.bottom - below > innerHeight && above + below > rows.height - 3 * innerHeight;
    }"""
    with serve_origin(tmp_path / "public", catalogue={edition.id: survey}) as origin:
        origin.open_on(tmp_path / "store")
        page.set_viewport_size({"width": 1280, "height": 500})
        ready(page, f"{origin.address}/2022/")
        page.focus("#c1_1")
        press(page, "1", "Enter")
        page.wait_for_function(painted)
        page.set_viewport_size({"width": 1280, "height": 1200})  # nothing moves, and more is in sight
        page.wait_for_function(painted)
        page.evaluate(
            "() => { document.body.prepend(document.createElement('p')); document.body.firstChild.style.height = '800px'; }"
        )
        page.wait_for_function(painted)
        page.set_viewport_size({"width": 1280, "height": 500})
        page.mouse.move(600, 200)
        page.mouse.wheel(0, 900)
        page.wait_for_function("() => scrollY > 800")
        page.wait_for_function(painted)
        page.focus("#c60_2")  # cut off, and reached all the same
        page.wait_for_function(painted)
        expect(page.locator("#c60_2")).to_be_in_viewport()
