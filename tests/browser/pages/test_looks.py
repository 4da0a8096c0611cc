"""How the page looks and holds still: 大字版, the folded requirements, forced colours, no movement while it loads."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.browser.reading import axe_finds, folded, print_words
from tests.support.browser.showing import show_a_filing, show_receipt
from tests.support.browser.typing import put_table, ready
from tests.support.browser.watching import COVERED, WATCH, still
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
each_width = pytest.mark.parametrize("width", [360, 1280])
LARGE = "#large"


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})


def type_size(page: Page) -> str:
    return str(page.evaluate("() => getComputedStyle(document.body).fontSize"))


@pytest.mark.parametrize("path", ["/", "/guide/", "/2021/", "/2021/received/"])
def test_large_type_is_switched_by_keyboard_and_remembered(page: Page, origin: Origin, path: str) -> None:
    page.goto(origin.address + path)
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", "false")
    assert type_size(page) == "16px"

    page.focus(LARGE)
    page.keyboard.press("Enter")
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", "true")
    page.goto(f"{origin.address}/2021/")

    assert type_size(page) == "20.8px"
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", "true")
    page.click(LARGE)
    assert type_size(page) == "16px"


def test_large_type_fits_and_axe_finds_nothing(page: Page, origin: Origin) -> None:
    page.add_init_script("localStorage.setItem('large', 'true')")

    for state in show_a_filing(page, origin):
        for width in (1280, 360):
            resize(page, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (state, wide, axe_finds(page)) == (state, width, [])
        page.set_viewport_size({"width": 1280, "height": 900})


FAINT = """([chosen, name, value]) => {
  const texts = Array.from(document.querySelectorAll(chosen));
  texts[texts.length >> 1].style[name] = value;
}"""


@pytest.mark.parametrize(
    ("path", "faint"),
    [
        ("/guide/", [("main p", "color", "#aaa"), ("main li", "backgroundColor", "#444")]),
        ("/2021/", [(".bar [type=submit]", "color", "#4a4a4a")]),
    ],
    ids=["a text among its like, the ground of one", "what lies above others"],
)
def test_one_text_that_is_hard_to_read_is_found(
    page: Page, origin: Origin, path: str, faint: list[tuple[str, str, str]]
) -> None:
    page.goto(origin.address + path)

    for chosen, name, value in faint:
        page.evaluate(FAINT, [chosen, name, value])
        assert [rule for rule, _ in axe_finds(page)] == ["color-contrast"]
        page.evaluate(FAINT, [chosen, name, ""])


def test_large_type_prints_as_the_paper_does(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    page.click(LARGE)

    page.emulate_media(media="print")

    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "12.6667px"  # 9.5pt


def test_without_storage_large_type_still_switches(page: Page, origin: Origin) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }});"
    )
    ready(page, origin.form)

    page.click(LARGE)

    assert type_size(page) == "20.8px"


def test_without_javascript_no_switch_is_shown(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(origin.form)

    expect(page.locator(LARGE)).to_be_hidden()
    expect(page.locator("#save-file")).to_be_hidden()
    expect(page.locator(".parts")).to_be_hidden()
    context.close()


def test_on_a_phone_a_requirement_is_folded_and_opens_by_keyboard(page: Page, origin: Origin) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height
    ready(page, origin.form)
    button = page.locator(".unfold").first
    text = page.locator(".requirement > div").first
    expect(text).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")

    button.focus()
    page.keyboard.press("Enter")

    expect(text).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(text).to_be_hidden()


def test_at_a_desk_and_in_print_every_requirement_is_open(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    assert all(text.is_visible() for text in page.locator(".requirement > div").all())
    expect(page.locator(".unfold:visible")).to_have_count(0)

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height
    page.emulate_media(media="print")

    assert all(text.is_visible() for text in page.locator(".requirement > div").all())


def test_on_a_phone_without_javascript_every_requirement_is_open(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]  # as above
    page = context.new_page()

    page.goto(origin.form)

    assert all(text.is_visible() for text in page.locator(".requirement > div").all())
    expect(page.locator(".unfold:visible")).to_have_count(0)
    context.close()


def test_a_requirement_opens_even_where_the_forms_script_fails(page: Page, origin: Origin) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height
    page.route("**/form.js", lambda route: route.abort())
    page.goto(origin.form)

    page.locator(".unfold").first.click()

    expect(page.locator(".requirement > div").first).to_be_visible()
    expect(page.locator("#save-file")).to_be_hidden()


def draft_words(page: Page) -> str:
    return "".join(print_words(page))


def test_a_print_of_the_form_says_that_it_is_a_draft(page: Page, origin: Origin) -> None:
    ready(page, origin.form)
    put_table(page, {**valid_answers(EDITION), "drills": "x"})
    expect(page.locator(".draft-mark")).to_be_hidden()
    page.click("button[type=submit]")
    expect(page.locator("#summary")).to_be_visible()

    words = draft_words(page)

    assert words.count(folded("草稿：尚未提交，无回执号")) == 1
    assert "需要改正" not in words
    assert "请填写 0 或正整数" not in words
    assert "大字版" not in words


def test_the_receipts_print_is_no_draft(page: Page, origin: Origin) -> None:
    show_receipt(page, origin)

    assert "草稿" not in draft_words(page)


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page that notes every movement from its first paint on."""
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    yield page
    page.close()


@each_width
@pytest.mark.parametrize("large", ["false", "true"])
@pytest.mark.parametrize("moment", ["2021-06-30T09:00:00+08:00", "2021-07-01T12:00:02+08:00"])
def test_nothing_moves_while_the_form_loads(
    watched: Page, origin: Origin, width: int, large: str, moment: str
) -> None:
    origin.clock.set(moment)
    watched.add_init_script(f"localStorage.setItem('large', '{large}')")
    resize(watched, width)

    ready(watched, origin.form)

    still(watched)


@each_width
def test_nothing_moves_while_a_draft_comes_back(watched: Page, origin: Origin, width: int) -> None:
    resize(watched, width)
    ready(watched, origin.form)
    put_table(watched, {**valid_answers(EDITION), "plan_made": "否", "study_sessions": 0})
    watched.wait_for_timeout(600)

    ready(watched, origin.form)

    expect(watched.locator("#notice")).to_contain_text("已恢复")
    expect(watched.locator("#plan_made-reason")).to_be_visible()
    still(watched)


def test_a_draft_comes_back_and_nothing_moves_where_what_is_settled_before_the_paint_comes_last(
    watched: Page, origin: Origin
) -> None:
    ready(watched, origin.form)
    watched.click(LARGE)
    watched.fill("#drills", "1")
    watched.wait_for_timeout(600)

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    watched.route("**/before_paint.js", late)
    ready(watched, origin.form)

    expect(watched.locator("#drills")).to_have_value("1")
    expect(watched.locator(LARGE)).to_have_attribute("aria-pressed", "true")
    assert type_size(watched) == "20.8px"
    still(watched)


def test_what_is_typed_before_an_older_engine_has_asked_for_drafts_is_not_written_over(
    page: Page, origin: Origin
) -> None:
    """It paints before what is settled before the paint has come."""
    ready(page, origin.form)
    page.fill("#drills", "1")
    page.wait_for_timeout(600)
    waiting: list[Route] = []
    page.route("**/before_paint.js", lambda route: waiting.append(route))
    page.route(
        origin.form, lambda route: route.fulfill(body=route.fetch().text().replace('blocking="render"', ""))
    )
    page.goto(origin.form, wait_until="commit")
    page.locator("#drills").press_sequentially("7")

    waiting[0].continue_()
    expect(page.locator("html.ready")).to_have_count(1)

    expect(page.locator("#drills")).to_have_value("7")


@each_width
def test_nothing_moves_while_the_receipt_is_drawn(watched: Page, origin: Origin, width: int) -> None:
    resize(watched, width)
    show_receipt(watched, origin)

    watched.reload()

    expect(watched.locator("#reference")).to_contain_text("2021-")
    still(watched)


@each_width
def test_nothing_moves_while_the_list_loads(watched: Page, origin: Origin, width: int) -> None:
    resize(watched, width)

    watched.goto(origin.address)

    expect(watched.locator(".state")).not_to_be_empty()
    still(watched)


def test_a_table_that_waits_for_its_draft_is_shown_even_if_the_script_fails(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    ready(page, origin.form)
    page.fill("#drills", "1")
    page.wait_for_timeout(600)
    page.route("**/form.js", lambda route: route.abort())

    page.goto(origin.form)
    assert page.locator("#drills").is_hidden()

    expect(page.locator("#drills")).to_be_visible()
    context.close()


def test_forced_colours_keep_every_blank_and_mark_visible(browser: Browser, origin: Origin) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark", viewport=DESK)  # type: ignore[arg-type]  # as above
    page = context.new_page()

    for state in show_a_filing(page, origin):
        found = axe_finds(page, but="color-contrast")  # which reads the colours before they are forced
        assert (state, found) == (state, [])
        if state == "receipt":  # a scanner wants dark on light
            style = "() => { const s = getComputedStyle(document.querySelector('#qr svg')); return [s.backgroundColor, s.fill]; }"
            assert page.evaluate(style) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        else:
            line = "() => getComputedStyle(document.getElementById('drills')).borderTopWidth"
            assert page.evaluate(line) == "1px"
    context.close()


MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
}).length"""


def test_nothing_is_animated(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    assert page.evaluate(MOVING) == 0


def test_every_blank_has_a_name_of_its_own_that_makes_sense_alone(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    for blank in EDITION.blanks:
        expect(page.locator(f"#{blank.id}")).to_have_accessible_name(EDITION.labels[blank.id])
    labels = [EDITION.labels[blank.id] for blank in EDITION.blanks]
    assert len(set(labels)) == len(labels)


def test_a_reason_is_named_after_its_blank(page: Page, origin: Origin) -> None:
    ready(page, origin.form)

    page.check("input[name=plan_made][value=否]")

    expect(page.locator("#plan_made-reason")).to_have_accessible_name(
        "是否已制定活动方案，明确责任单位、责任人和时间节点 说明："
    )


@each_width
@pytest.mark.parametrize("large", ["false", "true"])
def test_the_bar_never_covers_what_has_the_focus(page: Page, origin: Origin, width: int, large: str) -> None:
    page.add_init_script(f"localStorage.setItem('large', '{large}')")
    resize(page, width)
    ready(page, origin.form)
    page.focus("#unit")

    covered = []
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(COVERED) > 0:
            covered.append(page.evaluate("document.activeElement.outerHTML"))

    assert covered == []
