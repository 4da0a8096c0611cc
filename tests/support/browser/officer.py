"""The bureau's desk as an officer opens it, key in hand."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page, Route, expect

from tests.support.collecting.desk import fill
from tests.support.http.origin import KEY, Origin


def open_desk(page: Page, origin: Origin, view: str = "") -> None:
    """By the link with the key, anew where it is open; then the view of this name."""
    page.goto("about:blank")
    page.goto(f"{origin.address}/desk/#key={KEY}")
    expect(page.locator("#view .panel").first).to_be_visible(timeout=60_000)
    if view:
        show(page, view)


def read_at(page: Page, moment: str) -> None:
    """The desk as it says what it has read at that moment."""

    def answer(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=re.sub('data-at="[^"]*"', f'data-at="{moment}"', reply.text()))

    page.route("**/desk/", answer)


def show(page: Page, view: str) -> None:
    """Another view of the desk that is open."""
    page.evaluate(
        """view => {
      delete document.getElementById("view").dataset.view;  // it may be another of the same kind
      location.hash = view;
    }""",
        view,
    )
    expect(page.locator(f"#view[data-view='{view.partition('/')[0]}']")).to_have_count(1)


def filled_desk(page: Page, origin: Origin, view: str = "") -> None:
    """The same over a year's filings of fifteen units."""
    fill(origin.store, origin.catalogue["2021"])
    open_desk(page, origin, view)


def download(page: Page, button: str, into: Path) -> tuple[str, bytes]:
    """The file that a button gives: its name and content."""
    with page.expect_download() as started:
        page.click(button)
    started.value.save_as(into)
    return started.value.suggested_filename, into.read_bytes()


def copied(page: Page) -> str:
    """What stands in the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def collection(origin: Origin) -> dict[str, Any]:
    """As the bureau gets it."""
    asked = Request(f"{origin.address}/api/2021/collection.json", headers={"Authorization": f"Bearer {KEY}"})
    with urlopen(asked) as reply:
        found: dict[str, Any] = json.load(reply)
    return found


def reviews(origin: Origin) -> list[dict[str, Any]]:
    """What the bureau has said, as it is stored."""
    return [json.loads(origin.store.read(key)) for key in origin.store.list("reviews/2021/")]
