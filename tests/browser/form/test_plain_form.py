"""Where the form's script is not ready, whatever the reason, the plain form is whole: every reason has its box."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from schema.edition.checks import explained
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

EDITION = the_2021()
ASKED = explained(EDITION.checks)
REASON = "方案尚在会签，预计七月印发"
SUBMIT = "button[type=submit]"
BOXES = "input[name^='reason.']"

Break = Callable[[BrowserContext], object]


def missing(pattern: str) -> Break:
    return lambda context: context.route(pattern, lambda route: route.abort())


def answered(pattern: str, body: str) -> Break:
    """The file is there and holds something else."""
    return lambda context: context.route(
        pattern, lambda route: route.fulfill(body=body, content_type="text/javascript")
    )


def before_all(script: str) -> Break:
    return lambda context: context.add_init_script(script)


def without_modules(context: BrowserContext) -> None:
    """As Chromium 49 to 60: classic scripts run, modules are not asked for."""
    context.add_init_script("delete HTMLScriptElement.prototype.noModule")
    missing("**/form.js")(context)


THROW = """(() => {
  const listen = window.addEventListener;
  window.addEventListener = function (kind, ...rest) {
    if (kind === "beforeunload") throw new Error("made for a test");
    return listen.call(this, kind, ...rest);
  };
})()"""
FAILURES: dict[str, Break] = {
    "no script at all": lambda _: None,
    "as Chromium 49": without_modules,
    "as Chromium 61, without import()": answered("**/form.js", "import(;"),
    "as Chromium 69, without Object.fromEntries": before_all("delete Object.fromEntries"),
    "the script does not come": missing("**/form.js"),
    "no script comes": missing("**/*.js"),
    "the script is another page": answered("**/form.js", "<!doctype html>"),
    "the edition in the page is no JSON": before_all(
        "JSON.parse = () => { throw new SyntaxError('made for a test'); }"
    ),
    "an exception after the draft is back": before_all(THROW),
}


@pytest.fixture(params=list(FAILURES.values()), ids=list(FAILURES))
def plain(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page whose script never gets ready."""
    scripted = request.param is not FAILURES["no script at all"]
    context = browser.new_context(java_script_enabled=scripted, service_workers="block", locale="zh-CN")
    request.param(context)
    yield context.new_page()
    context.close()


def told_to_send_otherwise(page: Page) -> None:
    expect(page.locator("#attachments .unscripted")).to_be_visible()
    expect(page.locator("#attachments")).to_contain_text("也可以按原渠道另行报送")
    expect(page.locator("#_attachments")).to_be_hidden()


def test_a_no_can_be_explained_and_filed_whatever_failed(plain: Page, origin: Origin) -> None:
    plain.goto(origin.form)
    expect(plain.locator(BOXES)).to_have_count(len(ASKED))
    shown = plain.locator(BOXES).filter(visible=True)  # as soon as it is sure that the script will not come
    expect(shown).to_have_count(len(ASKED))
    told_to_send_otherwise(plain)
    put_table(plain, valid_answers(EDITION, plan_made=False))
    plain.click(SUBMIT)
    expect(plain.locator("[role=alert]")).to_contain_text("有 1 处需要改正")
    expect(plain.locator("main")).to_contain_text("说明写在表格下方的“说明”一栏")
    plain.go_back()
    expect(plain.locator("input[name=plan_made][value=否]")).to_be_checked()

    plain.fill("[name='reason.plan_made']", REASON)
    plain.click(SUBMIT)

    expect(plain.locator("h1")).to_have_text("报送成功")
    [record] = origin.records()
    assert record["answers"] == valid_answers(EDITION, plan_made=False)
    assert record["explanations"] == {"plan_made": REASON}


def test_while_the_script_is_on_its_way_the_plain_form_is_there_and_what_is_typed_stays(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(service_workers="block", locale="zh-CN")
    page = context.new_page()
    waiting: list[Route] = []
    page.route("**/form.js", lambda route: waiting.append(route))
    page.goto(origin.form, wait_until="commit")
    told_to_send_otherwise(page)
    put_table(page, valid_answers(EDITION, plan_made=False))
    page.fill("[name='reason.plan_made']", REASON)

    for route in waiting:
        route.continue_()
    expect(page.locator("html.ready")).to_have_count(1)

    expect(page.locator(".reasons")).to_be_hidden()
    expect(page.locator("#plan_made-reason")).to_be_visible()
    expect(page.locator("#plan_made-reason")).to_be_focused()
    page.click(SUBMIT)
    page.wait_for_url("**/2021/received/")
    [record] = origin.records()
    assert record["explanations"] == {"plan_made": REASON}
    context.close()


def test_a_draft_with_a_reason_whose_return_fails_half_way_files_once_and_whole(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(service_workers="block", locale="zh-CN")
    page = context.new_page()
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))
    page.check("input[name=plan_made][value=否]")
    page.fill("#plan_made-reason", REASON)
    page.wait_for_timeout(600)
    context.add_init_script(THROW)

    page.goto(origin.form)
    expect(page.locator("#drills")).to_have_value("25")
    assert page.locator("html.ready").count() == 0
    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("报送成功")
    [record] = origin.records()
    assert record["explanations"] == {"plan_made": REASON}
    context.close()


def test_a_script_that_fails_while_filing_leaves_a_plain_form_that_files(
    browser: Browser, origin: Origin
) -> None:
    context = browser.new_context(service_workers="block", locale="zh-CN")
    context.add_init_script("delete window.AbortController")  # came with Chromium 66
    page = context.new_page()
    ready(page, origin.form)
    put_table(page, valid_answers(EDITION))

    page.click(SUBMIT)
    expect(page.locator("#attachments .unscripted")).to_be_visible()
    page.click(SUBMIT)

    expect(page.locator("h1")).to_have_text("报送成功")
    assert len(origin.records()) == 1
    context.close()


def test_a_form_files_where_a_script_that_it_needs_later_does_not_come(fresh: Page, origin: Origin) -> None:
    fresh.add_init_script(
        "for (const unit of ['甲', '乙']) {"
        "  const table = { raw: { unit, drills: '1' }, reasons: {}, nil: false };"
        "  localStorage.setItem('draft-2021-' + unit, JSON.stringify({ digest: '', saved: 1, unit, table }));"
        "}"
    )
    fresh.route("**/drafts/notices.js", lambda route: route.abort())
    fresh.goto(origin.form)
    fresh.wait_for_function("() => !document.documentElement.classList.contains('waiting')")
    put_table(fresh, valid_answers(EDITION))

    fresh.click(SUBMIT)

    expect(fresh.locator("h1.got")).to_have_text("报送成功")
    assert len(origin.records()) == 1
