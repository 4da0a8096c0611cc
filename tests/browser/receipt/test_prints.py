"""Whatever a blank holds stands whole, on paper and on screen: in every print, for every kind of blank."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, ViewportSize, expect

from handler.collect.totals import in_places
from schema.edition.kinds import (
    JOINT,
    LARGEST_COUNT,
    LONGEST_TEXT,
    Amount,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Several,
    chosen,
)
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.edition.survey import Catalogue, Survey
from tests.support.browser.keeping import forget_all
from tests.support.browser.reading import folded, print_words
from tests.support.browser.typing import as_typed, put_table, ready, typed_table
from tests.support.builders import every_kind, survey_2021, the_2021, valid_answers
from tests.support.http.origin import Origin, serve_origin
from webform.layout import pairs

EDITIONS = {edition.id: edition for edition in (every_kind(), replace(the_2021(), checks=()))}
"""Without checks, so that whatever is right by itself may be filed."""
NAMES = ["欧阳小明、王小红", "海曙区（高桥镇）“应急”办—值班室：李某", "市场监管局·特种设备科；安全科"]
WIDEST = ["国" * LONGEST_TEXT, "W" * LONGEST_TEXT, max((u.name for u in survey_2021().roster.units), key=len)]
DESK: ViewportSize = {"width": 1366, "height": 740}
PHONE: ViewportSize = {"width": 360, "height": 740}
LETTERS = "宁波市鄞州区市场监督管理局欧阳小明王红龘Ⅱ0123456789abcWMfi,.-&<>'\""
"""Without wide marks: two of them side by side are drawn closer, and a reader of the PDF may turn them round."""
LINES = st.text(LETTERS, min_size=1, max_size=LONGEST_TEXT).filter(lambda text: bool(folded(text)))
NARROW = 18
"""The letters that a phone shows in one line."""
some = settings(
    max_examples=int(os.environ.get("TABLES", "8")),  # more by hand: tests/README.md
    phases=[Phase.generate],  # a table takes a browser half a second: smaller ones are not looked for
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def right_values(kind: Kind) -> st.SearchStrategy[str]:
    """What a blank of a kind takes, as it is shown once it is stored."""
    match kind:
        case Count():
            return st.one_of(st.just(LARGEST_COUNT), st.integers(0, LARGEST_COUNT)).map(str)
        case Amount(places=places, signed=signed):
            most = LARGEST_COUNT * 10**places
            return st.integers(-most if signed else 0, most).map(partial(in_places, places=places))
        case Several(options=options):
            ticked = st.lists(st.sampled_from(options), min_size=1, unique=True)
            return ticked.map(lambda words: JOINT.join(sorted(words, key=options.index)))
        case Phone():
            return st.from_regex(r"\A\+?[0-9][0-9-]{3,28}[0-9]转[0-9]{1,6}\Z")
        case Date():
            return st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str)
        case LongText():
            return st.lists(LINES, min_size=1, max_size=30).map("\n".join)
        case _:
            return (
                st.sampled_from(kind.words)
                if kind.words
                else st.one_of(LINES, st.sampled_from(WIDEST + NAMES))
            )


def typed_values(kind: Kind) -> st.SearchStrategy[str]:
    """What may stand in a blank while it is a draft: as right values, or much too long, or a word."""
    right = right_values(kind)
    if kind.words or isinstance(kind, Date):
        return right
    grouped = right.map(lambda text: f"{int(text):,}" if text.isdecimal() else text)
    return st.one_of(right, grouped, st.text("0123456789", min_size=1, max_size=150), LINES)


def short_values(kind: Kind) -> st.SearchStrategy[str]:
    """Right values; where one line is all that a blank has, not longer than a phone is wide."""
    if isinstance(kind, Phone):
        return st.sampled_from(["13800000000", "0574-87654321转801", "+86 (0574) 8765 4321"])
    lines = not (kind.words or isinstance(kind, (Count, Amount, Date, LongText)))
    return right_values(kind).map(lambda text: text[:NARROW] if lines else text)


Table = dict[str, str]


def on_paper(blank: Blank, typed: str) -> str:
    """A blank as the paper has it."""
    ticked = chosen(blank.kind, typed)
    return "".join(f"{'☑' if word in ticked else '□'}{word}" for word in blank.kind.words) or typed


def sentences(edition: Edition, typed: dict[str, str]) -> list[str]:
    """The heading in its pairs, then every line of the table, filled, without white space."""
    lines = [
        text + (on_paper(blank, typed[blank.id]) if blank else "")
        for text, blank in pairs(edition.heading.parts)
    ]
    for _, activity in edition.rows():
        for sentence in activity.progress:
            parts = [
                part if isinstance(part, str) else on_paper(part, typed[part.id]) for part in sentence.parts
            ]
            lines.append("".join(parts))
    return [folded(line) for line in lines]


DATES = ((r"(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3"), (r"(\d\d)/(\d\d)/(\d{4})", r"\3-\1-\2"))
"""How a date field of a Chinese and of an English browser writes a day."""


def printed(page: Page) -> list[str]:
    """The words within each page, in order, without what every page repeats and without white space."""
    return [cleared(words) for words in print_words(page)]


def cleared(text: str) -> str:
    text = re.sub(r"第\d+页共\d+页(活动项目内容要求进展情况)?", "", text)
    for pattern, iso in DATES:
        text = re.sub(pattern, iso, text)
    return text


def not_printed(page: Page, edition: Edition, typed: Table) -> list[str]:
    """The sentences that stand on no page, nor begin on one and end on the next."""
    sheets = printed(page)

    def stands(sentence: str) -> bool:
        parts = [(sentence[:cut], sentence[cut:]) for cut in range(len(sentence))]
        return any(
            start in sheet and end in after
            for sheet, after in pairwise(["", *sheets])
            for start, end in parts
        )

    return [sentence for sentence in sentences(edition, typed) if not stands(sentence)]


OUTSIDE = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
  [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
    .map((element) => element.outerHTML)"""
"""What makes the page wider than the window."""


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    """A site of both editions, before their deadlines."""
    folder: Path = tmp_path_factory.mktemp("years")
    roster = survey_2021().roster
    catalogue: Catalogue = {
        edition.id: Survey(edition=edition, roster=roster) for edition in EDITIONS.values()
    }
    with serve_origin(folder / "public", catalogue=catalogue) as origin:
        origin.open_on(folder / "store")
        yield origin


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def failed(browser: Browser) -> Iterator[Page]:
    """The form's script does not come."""
    context = browser.new_context(service_workers="block", locale="zh-CN")
    context.route("**/form.js", lambda route: route.abort())
    yield context.new_page()
    context.close()


def tables(values: Callable[[Kind], st.SearchStrategy[Any]]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """An edition's id and what stands in each of its blanks."""
    return st.one_of(
        [
            st.tuples(st.just(id_), st.fixed_dictionaries({b.id: values(b.kind) for b in edition.blanks}))
            for id_, edition in EDITIONS.items()
        ]
    )


CUT = """() => [...document.querySelectorAll("form input[aria-label], form textarea")].filter((blank) => {
  if (blank.scrollWidth <= blank.clientWidth && (!blank.rows || blank.scrollHeight <= blank.clientHeight)) return false;
  const text = blank.nextElementSibling;
  if (!text) return true;
  const box = text.getBoundingClientRect();
  return text.textContent !== blank.value || !box.height || box.left < 0 || box.right > window.innerWidth;
}).map((blank) => `${blank.id} at ${window.innerWidth}: ${blank.value}`)"""
"""Blanks that show less than they hold and have no whole text beside them."""


def cut(page: Page, typed: Table) -> list[str]:
    found: list[str] = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        put_table(page, typed)
        page.wait_for_timeout(250)
        assert page.evaluate(OUTSIDE) == []
        found += still(page, CUT)
    return found


def still(page: Page, looked_for: str) -> list[str]:
    """What the page shows wrong and does not put right within two seconds: it looks a while after what was typed."""
    found: list[str] = page.evaluate(looked_for)
    for _ in range(10):
        if not found:
            break
        page.wait_for_timeout(200)
        found = page.evaluate(looked_for)
    return found


def open_form(page: Page, years: Origin, edition: Edition) -> None:
    """Where the last example has not left it open: each fills every blank."""
    if page.url != (address := f"{years.address}/{edition.id}/"):
        page.goto(address)


@some
@given(table=tables(typed_values))
def test_a_draft_is_whole_on_screen_and_paper(page: Page, years: Origin, table: tuple[str, Table]) -> None:
    edition, typed = EDITIONS[table[0]], table[1]
    open_form(page, years, edition)
    expect(page.locator("html.ready")).to_have_count(1)

    assert cut(page, typed) == []
    assert not_printed(page, edition, typed) == []


@some
@given(table=tables(typed_values))
def test_a_draft_prints_whole_where_the_script_fails(
    failed: Page, years: Origin, table: tuple[str, Table]
) -> None:
    edition, typed = EDITIONS[table[0]], table[1]
    open_form(failed, years, edition)

    put_table(failed, typed)

    assert not_printed(failed, edition, typed) == []


@some
@given(table=tables(short_values))
def test_a_draft_is_whole_on_screen_and_paper_without_any_script(
    unscripted: Page, years: Origin, table: tuple[str, Table]
) -> None:
    edition, typed = EDITIONS[table[0]], table[1]
    open_form(unscripted, years, edition)

    assert cut(unscripted, typed) == []
    assert not_printed(unscripted, edition, typed) == []


def test_a_heading_of_the_longest_lines_prints_whole_without_any_script(
    unscripted: Page, years: Origin
) -> None:
    unscripted.goto(f"{years.address}/2021/")

    for line in (WIDEST[0], WIDEST[2]):
        answers = valid_answers(EDITIONS["2021"], unit=line, contact=line)
        typed = {id_: as_typed(answer) for id_, answer in answers.items()}
        put_table(unscripted, typed)

        assert not_printed(unscripted, EDITIONS["2021"], typed) == []


Written = tuple[str, str]
"""A value as somebody writes it, and as it is to be stored."""


def written(kind: Kind) -> st.SearchStrategy[Written]:
    """A right value in any of the ways in which an office writes it."""
    return right_values(kind).flatmap(
        lambda right: st.sampled_from(ways(kind, right)).map(lambda text: (text, right))
    )


def ways(kind: Kind, right: str) -> list[str]:
    around = [right, f" {right}", f"{right}\u3000"]
    match kind:
        case Count():
            grouped = f"{int(right):,}"
            return [*around, grouped, grouped.replace(",", " "), wide(right), wide(grouped), f"00{right}"]
        case Amount():
            whole, point, decimals = right.partition(".")
            shorter = [] if not decimals.endswith("0") else [right[:-1] if decimals.strip("0") else whole]
            grouped = f"{'-' * right.startswith('-')}{int(whole.lstrip('-')):,}{point}{decimals}"
            return [*around, *shorter, grouped, wide(right)]
        case Phone():
            return [*around, wide(right)]
        case Date():
            return [right]
        case _:
            return [right] if kind.words else around


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


PASTE = """([start, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.getElementById(start).dispatchEvent(event);
}"""
LEAVE = """() => Array.from(document.getElementById("form").elements).filter((each) => each.name).forEach((each) => {
  each.dispatchEvent(new Event("change", {bubbles: true}));
})"""


def write(page: Page, edition: Edition, texts: Table, pasted: bool) -> None:
    """Types the texts, or pastes the column of the numbers and types the others; and leaves every blank."""
    numbers = [blank.id for blank in edition.blanks if blank.kind.measure]
    put_table(page, {id_: text for id_, text in texts.items() if not (pasted and id_ in numbers)})
    if pasted:
        page.evaluate(PASTE, [numbers[0], "\n".join(texts[id_] for id_ in numbers)])
        page.get_by_role("dialog").get_by_role("button", name="填入", exact=True).click()
    page.evaluate(LEAVE)


@some
@given(table=tables(written), pasted=st.booleans())
def test_what_is_typed_or_pasted_is_judged_shown_printed_and_stored_as_one_value(
    page: Page, years: Origin, table: tuple[str, dict[str, Written]], pasted: bool
) -> None:
    edition = EDITIONS[table[0]]
    texts, right = ({id_: pair[part] for id_, pair in table[1].items()} for part in (0, 1))
    page.set_viewport_size(DESK)
    if page.url != "about:blank":
        forget_all(page)  # a table of its own
    ready(page, f"{years.address}/{edition.id}/")

    write(page, edition, texts, pasted)

    assert still(page, CUT) == []
    shown = {id_: text.strip() for id_, text in typed_table(page, edition).items()}
    assert shown == right  # and is printed, as every draft is
    page.click("button[type=submit]")
    page.wait_for_url("**/received/")
    expect(page.locator("#received")).to_be_visible()
    stored: dict[str, object] = years.records()[-1]["answers"]  # type: ignore[assignment]  # by id
    assert {id_: as_typed(answer) for id_, answer in stored.items()} == right
    assert not_printed(page, edition, right) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(OUTSIDE) == []


def test_a_long_reason_is_whole_on_screen_and_paper(page: Page, origin: Origin) -> None:
    reason = "方案尚在会签，预计七月上旬印发，" * 12
    ready(page, origin.form)
    page.check("input[name=plan_made][value=否]")

    assert cut(page, {"reason.plan_made": reason}) == []
    assert folded(f"□是☑否；说明：{reason}") in "".join(printed(page))
