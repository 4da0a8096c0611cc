"""Cells pasted from a spreadsheet: each figure goes into the blank that it was shown for, or into none."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, repeat

from playwright.sync_api import Page, expect

from schema.edition.kinds import Amount, Choice, Count, YesNo
from schema.edition.sentence import Blank
from schema.validation.normalise import normaliser
from schema.validation.rules import Rule
from tests.support.browser.reading import axe_finds
from tests.support.browser.typing import put_table, ready, typed_table
from tests.support.builders import the_2021

EDITION = the_2021()
NUMBERS = [blank for blank in EDITION.blanks if isinstance(blank.kind, (Count, Amount))]
ROUNDS = 160
COLUMN = "5\r\n120\r\n\r\n300\r\n7\r\n"
"""A column as a spreadsheet copies it; its third cell is empty."""
FIRST = [blank.id for blank in NUMBERS[:5]]

CELLS = (
    *("", "", "", "0", "5", "120", "1,200", "1 200", "２", "１２３", "007", " 7 ", "999999999999", "12\u3000"),
    *("无", "—", "约50", "5次", "12.5", "-3", "10²", "1000000000000", "1,20", "是", "否", "合计", 'a"b', '"', '""'),
    *("两行\n文字", "制\t表", "<b>5</b>", "5\n6"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Pasted:
    """Cells, row by row, as they are in the clipboard; the blank pasted into, and what stood in the table."""

    start: str
    grid: list[list[str]]
    text: str
    before: dict[str, str]


def some_pastes() -> Iterator[Pasted]:
    """Columns, rows and blocks in every way of writing them, into a table that is partly filled."""
    chance = random.Random(2021)  # noqa: S311  # the same pastes on every run
    while True:
        height, width = chance.choice(((5, 1), (60, 1), (2, 1), (1, 4), (3, 2), (4, 3), (2, 6)))
        mostly = chance.choice((CELLS, CELLS, ("5", "", "300"), ("是", "", "12", "否", "7")))
        grid = [[chance.choice(mostly) for _ in range(width)] for _ in range(height)]
        if width > 1 and chance.random() < 0.3:
            for row in grid:
                row[0] = "学习次数"
        text = written(chance, grid)
        if not set(text.rstrip()) & set("\t\r\n"):
            continue  # a single cell: the browser's own business
        filled = chance.sample(EDITION.blanks, chance.choice((0, 5, 60)))
        yield Pasted(
            start=chance.choice((NUMBERS[0], NUMBERS[-2], chance.choice(NUMBERS))).id,
            grid=grid,
            text=text,
            before={
                b.id: chance.choice(("5", "1200", "x", "0"))
                for b in filled
                if isinstance(b.kind, (Count, Amount))
            },
        )


def written(chance: random.Random, grid: Sequence[Sequence[str]]) -> str:
    """The clipboard's text: with or without a last line end, cells quoted where they must or may be."""

    def cell(text: str) -> str:
        must = set(text) & set('\t\r\n"')
        return '"' + text.replace('"', '""') + '"' if must or chance.random() < 0.05 else text

    end = chance.choice(("\r\n", "\n", "\r"))
    return end.join("\t".join(cell(text) for text in row) for row in grid) + chance.choice(("", end))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell that is not empty, and the blank that it falls to by the order of the paper."""

    text: str
    blank: Blank | None

    @property
    def fits(self) -> bool:
        return self.blank is not None and answer(self.blank, self.text) is not None


def answer(blank: Blank, text: str) -> object:
    value = normaliser(blank.kind)(text)
    return None if isinstance(value, Rule) else value


def cells_of(paste: Pasted) -> list[Cell]:
    """What becomes of each cell; nothing where a column of several is words."""
    rows = [row for row in paste.grid if any(text.strip() for text in row)]
    if len(rows) > 1 and len(rows[0]) > 1 and any(is_words(column) for column in zip(*rows, strict=True)):
        return []
    texts = [text.strip() for row in paste.grid for text in row]
    kinds = (Count, Amount, YesNo, Choice) if {"是", "否"} & set(texts) else (Count, Amount)
    blanks = [blank for blank in EDITION.blanks if isinstance(blank.kind, kinds)]
    first = [blank.id for blank in blanks].index(paste.start)
    return [
        Cell(text=text, blank=blank)
        for blank, text in zip(chain(blanks[first:], repeat(None)), texts, strict=False)
        if text
    ]


def lines_of(paste: Pasted) -> list[str]:
    """What the question must say, a line for each cell; what is beyond the table's end in one."""
    cells = cells_of(paste)
    lines, over = [], [f"“{cell.text}”" for cell in cells if not cell.blank]
    if not any(cell.fits for cell in cells):
        return []
    for cell in cells:
        if cell.blank and cell.fits:
            old = paste.before.get(cell.blank.id, "")
            same = not old or answer(cell.blank, old) == answer(cell.blank, cell.text)
            lines.append(f"{EDITION.labels[cell.blank.id]}：{cell.text if same else f'{old} → {cell.text}'}")
        elif cell.blank:
            lines.append(f"{EDITION.labels[cell.blank.id]}：不填，粘贴的是“{cell.text}”")
    return [*lines, *([f"表上后面没有格了，不填：{'、'.join(over)}"] if over else [])]


def is_words(column: Sequence[str]) -> bool:
    """Whether something stands in it and nothing that is a number, 是 or 否, or looks like one."""
    digits = "0123456789０１２３４５６７８９"
    words = [text.strip() for text in column if text.strip()]
    numbers = [text for text in words if text[0] in digits and set(text) <= {*digits, *",，.． "}]
    return bool(words) and not numbers and not {"是", "否"} & set(words)


PASTE = """async ([pastes, agree]) => {
  const form = document.getElementById("form"), notice = document.getElementById("notice");
  const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
  const outcomes = [];
  document.documentElement.style.display = "none"; // to draw it takes four times as long as to ask and to fill
  for (const { start, text, before } of pastes) {
    form.reset();
    Object.entries(before).forEach(([id, value]) => { document.getElementById(id).value = value; });
    notice.hidden = true;
    const data = new DataTransfer();
    data.setData("text", text);
    document.getElementById(start).dispatchEvent(
      new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    while (notice.hidden && !document.getElementById("paste")) await tick();
    const dialog = document.getElementById("paste");
    const shown = dialog ? Array.from(dialog.querySelectorAll("li"), (line) => line.textContent) : [];
    const heading = dialog ? dialog.querySelector("h2").textContent : notice.textContent;
    if (dialog) dialog.querySelectorAll("button")[agree ? 0 : 1].click();
    const table = Object.fromEntries(new FormData(form));
    delete table._website;
    outcomes.push({shown, heading, table, left: Boolean(document.getElementById("paste"))});
  }
  document.documentElement.style.display = "";
  return outcomes;
}"""
ALL = list(zip(some_pastes(), range(ROUNDS), strict=False))


def test_no_figure_goes_into_a_blank_it_was_not_shown_for(page: Page) -> None:
    pastes = [paste for paste, _ in ALL]

    outcomes = page.evaluate(PASTE, [[asdict(paste) for paste in pastes], True])

    written = 0
    for paste, outcome in zip(pastes, outcomes, strict=True):
        into = {cell.blank.id: cell.text for cell in cells_of(paste) if cell.blank and cell.fits}
        assert {id_: text for id_, text in outcome["table"].items() if text} == paste.before | into, paste
        assert outcome["shown"] == lines_of(paste), paste
        assert not outcome["left"]
        written += len(into)
    assert written > ROUNDS
    assert len({outcome["heading"] for outcome in outcomes if not outcome["shown"]}) == 2


def test_what_the_clerk_refuses_changes_nothing(page: Page) -> None:
    pastes = [paste for paste, _ in ALL[:60]]

    outcomes = page.evaluate(PASTE, [[asdict(paste) for paste in pastes], False])

    for paste, outcome in zip(pastes, outcomes, strict=True):
        assert {id_: text for id_, text in outcome["table"].items() if text} == paste.before
        assert not outcome["left"]


def copy_and_paste(page: Page, text: str, into: str) -> None:
    """By the clipboard and the keyboard, as a clerk does."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus(f"#{into}")
    page.keyboard.press("Control+v")


def test_an_empty_cell_of_a_pasted_column_keeps_its_place(page: Page) -> None:
    put_table(page, {FIRST[2]: 77, FIRST[3]: 8})

    copy_and_paste(page, COLUMN, FIRST[0])

    question = page.get_by_role("dialog")
    expect(question.locator("h2")).to_have_text("把粘贴的 4 格填入下面各处？其中 1 处原来填的会被改掉。")
    expect(question.locator("li")).to_have_text(
        [
            "理论学习中心组学习（次）：5",
            "理论学习中心组学习：参与（人次）：120",
            "组织集中学习观看：参与（人次）：8 → 300",
            f"{EDITION.labels[NUMBERS[4].id]}：7",
        ]
    )
    numbers = question.locator("li").evaluate_all("lines => lines.map(({ value }) => value)")
    assert numbers == [1, 2, 4, 5]  # as the rows of the spreadsheet
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    typed = typed_table(page, EDITION)
    assert [typed[id_] for id_ in FIRST] == ["5", "120", "77", "300", "7"]
    expect(page.locator("#filled")).to_have_text("已填 5 / 69")
    expect(page.locator(f"#{FIRST[4]}")).to_be_focused()


def test_a_question_that_is_waved_off_by_key_changes_nothing(page: Page) -> None:
    copy_and_paste(page, COLUMN, FIRST[0])
    expect(page.get_by_role("dialog")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(f"#{FIRST[0]}")).to_be_focused()
    assert set(typed_table(page, EDITION).values()) == {""}


def test_a_single_cell_is_pasted_as_ever(page: Page) -> None:
    for text in ("12", "12\r\n", "12\t"):
        page.fill("#drills", "")

        copy_and_paste(page, text, "drills")

        page.locator("#drills").blur()
        expect(page.locator("#drills"), repr(text)).to_have_value("12")
        expect(page.locator("dialog"), repr(text)).to_have_count(0)


def test_lines_pasted_into_a_text_are_no_figures(page: Page) -> None:
    copy_and_paste(page, "张三\r\n李四", "contact")

    expect(page.locator("#contact")).to_have_value("张三 李四")
    expect(page.locator("dialog")).to_have_count(0)


def test_figures_that_another_tab_has_written_meanwhile_are_asked_about_anew(page: Page, form: str) -> None:
    put_table(page, {"unit": "鄞州", "drills": 1})
    page.wait_for_timeout(600)
    other = page.context.new_page()
    ready(other, form)
    copy_and_paste(page, COLUMN, FIRST[0])
    expect(page.locator("dialog li")).to_have_count(4)
    other.fill(f"#{FIRST[1]}", "99")
    expect(page.locator(f"#{FIRST[1]}")).to_have_value("99")

    page.click("dialog button:has-text('填入')")

    expect(page.locator("dialog li >> nth=1")).to_have_text("理论学习中心组学习：参与（人次）：99 → 120")
    expect(page.locator(f"#{FIRST[0]}")).to_have_value("")
    page.click("dialog button:has-text('填入')")
    expect(page.locator(f"#{FIRST[1]}")).to_have_value("120")


def test_a_long_question_is_read_by_everybody(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    put_table(page, {FIRST[0]: 1})

    copy_and_paste(page, "\r\n".join(["5", "无", *map(str, range(60))]), FIRST[0])

    expect(page.get_by_role("dialog")).to_be_visible()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        expect(page.locator("dialog button").first).to_be_in_viewport(ratio=1)
        assert page.locator("dialog").evaluate("each => each.scrollWidth <= each.clientWidth"), width
        assert page.evaluate("document.documentElement.scrollWidth") == width
        expect(page.locator("dialog li").last).to_contain_text("表上后面没有格了，不填：“48”、")
        assert axe_finds(page) == [], width


def test_cells_that_are_not_pasted_for_want_of_a_network_are_said_so(fresh: Page, form: str) -> None:
    ready(fresh, form)
    fresh.route("**/table/paste.js", lambda route: route.abort())

    copy_and_paste(fresh, COLUMN, FIRST[0])

    expect(fresh.locator("#notice")).to_contain_text("网络连接失败，未粘贴")
