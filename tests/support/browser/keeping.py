"""What the browser keeps: drafts, and tables saved as files."""

import json

from playwright.sync_api import FilePayload, Page, expect

from tests.support.builders import the_2021


def drafts(page: Page) -> dict[str, str]:
    """unit → 开展各类应急综合演练, as kept on this computer."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries(Object.keys(localStorage).filter((name) => name.startsWith("draft-"))
          .map((name) => JSON.parse(localStorage.getItem(name))).map(({unit, table}) => [unit, table.raw.drills]))"""
    )
    return found


EDITION = the_2021()


Table = dict[str, object]


def table_of(raw: dict[str, str], reasons: dict[str, str] | None = None, *, nil: bool = False) -> Table:
    return {"raw": raw, "reasons": reasons or {}, "nil": nil}


def saved(table: Table) -> str:
    """The text of a file that holds this table."""
    named_so = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "digest": EDITION.digest}
    return json.dumps({**named_so, "key": "k" * 8, "table": table})


def open_file(page: Page, table: Table) -> None:
    file: FilePayload = {"name": "table.json", "mimeType": "", "buffer": saved(table).encode()}
    page.evaluate("document.getElementById('notice').hidden = true")
    page.set_input_files("#open-file", file)
    expect(page.locator("#notice")).to_contain_text("已导入文件“table.json”。")


def keep_draft(page: Page, name: str, saved: int = 1, **texts: str) -> None:
    """A draft as it lies there from another day; the page is one of the site's."""
    draft = {
        "digest": EDITION.digest,
        "saved": saved,
        "unit": texts.get("unit", ""),
        "table": table_of(texts),
    }
    page.evaluate(
        "([name, draft]) => localStorage.setItem(`draft-2021-${name}`, JSON.stringify(draft))", [name, draft]
    )


def forget_all(page: Page) -> None:
    """What this computer keeps, as though it were another."""
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
