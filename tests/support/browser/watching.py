"""What moves, is covered, is lost or weighs: looked at while a page is used."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Response, Route

from tests.support.browser.typing import ready
from tests.support.http.origin import Origin


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page on which a script error or a violation of the content policy fails the test."""
    page = context.new_page()
    with listened(page):
        yield page


@contextmanager
def listened(page: Page) -> Iterator[None]:
    """The same of a page that is there already."""
    complaints: list[str] = []

    def hear(error: Error) -> None:
        complaints.append(str(error))

    def read(said: ConsoleMessage) -> None:
        if "Security Policy" in said.text:
            complaints.append(said.text)

    page.on("pageerror", hear)
    page.on("console", read)
    yield
    page.remove_listener("pageerror", hear)
    page.remove_listener("console", read)
    assert complaints == []


WATCH = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    list.getEntries().forEach((entry) => window.shifts.push(
      [entry.value, entry.sources.map(({node}) => node && (node.outerHTML || node.textContent || "").slice(0, 80))]));
  }).observe({type: "layout-shift", buffered: true});
}"""


def still(page: Page) -> None:
    """Nothing has moved by itself since the page began to load."""
    page.wait_for_timeout(300)
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) <= 0.001, shifts


COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return document.activeElement.matches("body, .bar *") ? 0 : box.bottom - document.querySelector(".bar").getBoundingClientRect().top;
}"""


def lose_reply(route: Route) -> None:
    route.fetch()
    route.abort()


MOST = 30_000
FOR_CODES = 250
"""Bytes more that the page takes where it asks for a filing code: 30 kB are kept without one."""


def first_load(page: Page, origin: Origin) -> dict[str, int]:
    """Each address asked for until the form can be filled and works offline, and its bytes compressed."""
    asked: list[str] = []
    seen: list[Response] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda reply: seen.append(reply))
    ready(page, origin.form)
    assert len(asked) <= 8, asked
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    bodies = {reply.url: reply.body() for reply in seen if reply.request.method == "GET"}
    assert all(address.startswith(origin.address) for address in [*asked, *bodies])
    bodies["sw.js"] = (origin.public / "sw.js").read_bytes()  # the browser does not list it
    [icon] = origin.public.glob("assets/*/icon.svg")
    bodies[icon.name] = icon.read_bytes()  # one without windows does not ask for it
    return {
        address: len(gzip.compress(body, 9))
        for address, body in bodies.items()
        if not address.endswith("/icon.svg")
    }
