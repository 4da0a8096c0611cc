"""How the form looks and is gone through: 大字版, the folded requirements, its blanks and their names, the way of the Tab key."""

from itertools import product

from playwright.sync_api import Browser, Page, expect

from tests.support.browser.reading import axe_finds
from tests.support.browser.typing import put_table, ready
from tests.support.browser.watching import COVERED
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
LARGE = "#large"
NORMAL, LARGER = "16px", "20.8px"


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})


def looks(page: Page, pressed: str, size: str) -> None:
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", pressed)
    assert page.evaluate("() => getComputedStyle(document.body).fontSize") == size


def test_large_type_is_switched_by_keyboard_on_each_page_and_remembered_on_the_next(
    page: Page, origin: Origin
) -> None:
    """In print it is as the paper is."""
    page.goto(origin.address)
    looks(page, "false", NORMAL)
    page.focus(LARGE)
    page.keyboard.press("Enter")

    for path in ("/guide/", "/2021/received/", "/2021/", "/"):
        page.goto(origin.address + path)
        looks(page, "true", LARGER)
        page.focus(LARGE)
        page.keyboard.press("Enter")
        looks(page, "false", NORMAL)
        page.keyboard.press("Enter")

    ready(page, origin.form)
    looks(page, "true", LARGER)
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "12.6667px"  # 9.5pt
    page.emulate_media(media="null")
    page.click(LARGE)
    looks(page, "false", NORMAL)


FAINT = """([chosen, name, value]) => {
  const texts = Array.from(document.querySelectorAll(chosen));
  texts[texts.length >> 1].style[name] = value;
}"""


def test_one_text_that_is_hard_to_read_is_found(page: Page, origin: Origin) -> None:
    """Among its like, on a ground of its own, above others."""
    for path, faint in (
        ("/guide/", [("main p", "color", "#aaa"), ("main li", "backgroundColor", "#444")]),
        ("/2021/", [(".bar [type=submit]", "color", "#4a4a4a")]),
    ):
        page.goto(origin.address + path)
        for chosen, name, value in faint:
            page.evaluate(FAINT, [chosen, name, value])
            assert [rule for rule, _ in axe_finds(page)] == ["color-contrast"]
            page.evaluate(FAINT, [chosen, name, ""])


OPEN = "() => [...document.querySelectorAll('.requirement > div')].every((text) => text.checkVisibility())"


def test_without_javascript_every_requirement_is_open_and_nothing_is_offered_that_does_not_work(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(origin.form)

    for needs_script in (LARGE, "#save-file", ".parts"):
        expect(page.locator(needs_script)).to_be_hidden()
    resize(page, 360)
    assert all(text.is_visible() for text in page.locator(".requirement > div").all())
    expect(page.locator(".unfold:visible")).to_have_count(0)
    context.close()


def test_on_a_phone_a_requirement_is_folded_and_opens_by_keyboard_at_a_desk_and_in_print_all_are_open(
    page: Page, origin: Origin
) -> None:
    """One with nothing to fill has no row of its own on a phone."""
    ready(page, origin.form)
    assert page.evaluate(OPEN)
    expect(page.locator(".unfold:visible")).to_have_count(0)

    resize(page, 360)
    button, text = page.locator(".unfold").first, page.locator(".requirement > div").first
    expect(text).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(text).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(text).to_be_hidden()

    lone = page.locator(".official .lone")
    expect(lone).to_have_count(1)
    expect(lone.locator(".progress")).to_be_hidden()
    assert lone.evaluate("row => row.offsetHeight") <= 60

    page.emulate_media(media="print")
    assert page.evaluate(OPEN)
    page.emulate_media(media="null")
    lone.locator(".unfold").click()
    expect(lone.locator(".requirement > div")).to_be_visible()


MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
}).length"""
UNMEASURED = """(measured) => measured.filter(([id, measure]) =>
  !document.getElementById(id).closest(".blank").innerText.endsWith(measure))"""
TORN = """() => [...document.querySelectorAll("td .blank")]
  .filter(each => each.getBoundingClientRect().height > 50).map(each => each.textContent)"""
WIDER = """() => {
  document.documentElement.classList.add("large");
  document.querySelectorAll(".official .count").forEach((blank) => blank.classList.add("amount"));
}"""
"""A form that asks for sums of money, in 大字版."""


def test_every_blank_has_a_name_of_its_own_keeps_its_unit_of_measure_and_is_tinted_until_it_is_filled(
    page: Page, origin: Origin
) -> None:
    """Nothing is animated; a reason is named after its blank."""
    ready(page, origin.form)
    assert page.evaluate(MOVING) == 0
    for blank in EDITION.blanks:
        expect(page.locator(f"#{blank.id}")).to_have_accessible_name(EDITION.labels[blank.id])
    labels = [EDITION.labels[blank.id] for blank in EDITION.blanks]
    assert len(set(labels)) == len(labels)
    measured = [(blank.id, blank.kind.measure) for blank in EDITION.blanks if blank.kind.measure]
    assert (page.locator("td .blank").count(), len(measured)) == (65, 50)  # a choice keeps what leads to it
    assert page.evaluate(UNMEASURED, measured) == []

    is_tinted_until_it_is_filled(page)
    expect(page.locator("#plan_made-reason")).to_have_accessible_name(
        "是否已制定活动方案，明确责任单位、责任人和时间节点 说明："
    )

    for answers in ({}, valid_answers(EDITION)):
        put_table(page, answers)
        for width in (360, 1280, 1366, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(TORN) == []
    page.evaluate(WIDER)
    for width in (320, 360):
        resize(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def is_tinted_until_it_is_filled(page: Page) -> None:
    tint = "each => getComputedStyle(each).backgroundColor"
    count, choice = page.locator("#drills"), page.locator("input[name=plan_made] + span").first
    assert (count.evaluate(tint), choice.evaluate(tint)) == ("rgb(255, 251, 230)",) * 2

    page.fill("#drills", "0")
    page.check("input[name=plan_made][value=否]")

    assert (count.evaluate(tint), choice.evaluate(tint)) == ("rgba(0, 0, 0, 0)",) * 2


WALKED = f"""() => {{
  window.walked = [];
  document.addEventListener("keydown", () => window.walked.push(
    [document.activeElement.name || document.activeElement.tagName, ({COVERED})()]));
}}"""
"""At each step, what had the focus until then, and how much of it the bar covers."""


def test_the_whole_table_is_walked_by_keyboard_and_the_bar_never_covers_what_has_the_focus(
    page: Page, origin: Origin
) -> None:
    ready(page, origin.form)
    page.evaluate(WALKED)
    for large, width in product((False, True), (1280, 360)):
        resize(page, width)
        if large != page.evaluate("document.documentElement.classList.contains('large')"):
            page.click(LARGE)
        page.focus("#unit")
        page.evaluate("() => { window.walked.length = 0; }")
        for _ in range(91):
            page.keyboard.down("Tab")  # held down
        page.keyboard.up("Tab")

        walked = page.evaluate("window.walked")
        assert [name for name, covered in walked if covered > 0] == [], (large, width)
        if width == 1280:  # where no requirement is folded
            names = list(dict.fromkeys(name for name, _ in walked))
            assert names[: len(EDITION.blanks)] == [blank.id for blank in EDITION.blanks]
