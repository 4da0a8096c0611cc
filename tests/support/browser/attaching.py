"""How tests choose files on the page, and read back what was stored of them."""

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.support.http.origin import Origin

SUBMIT = "button[type=submit]"


LIST = "#attached"


def payload(data: bytes, name: str = "活动总结.pdf") -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def choose(page: Page, *files: FilePayload) -> None:
    page.set_input_files("#_attachments", list(files))


def stored(page: Page, name: str = "活动总结.pdf") -> None:
    expect(row(page, name)).to_contain_text("已传好", timeout=20_000)


def row(page: Page, name: str = "活动总结.pdf") -> Locator:
    return page.locator(LIST).get_by_role("listitem").filter(has_text=name)


def file_it(page: Page) -> None:
    page.click(SUBMIT)
    expect(page.locator("#received")).to_be_visible(timeout=20_000)


def named(origin: Origin) -> list[str]:
    """The names of the attachments in the newest record."""
    attachments = origin.records()[-1].get("attachments", [])
    assert isinstance(attachments, list)
    return [each["name"] for each in attachments]
