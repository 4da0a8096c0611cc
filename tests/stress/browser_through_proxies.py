"""A real browser files through nginx and Caddy, with a file, and opens the form without network: python -m tests.stress.browser_through_proxies

Each road in a line: the protocol that was spoken, what each POST got, whether the form opened offline (over https).
"""

import contextlib
import io
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserType, Page, expect, sync_playwright

from infra.bundle import program
from tests.support.browser.attaching import choose, file_it, payload, stored
from tests.support.browser.chromium import launch
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.files import pdf
from tests.support.http.real_proxy import Front, free_port, serve_front
from tests.support.http.served import serve

HOSTS = {"https": "localhost", "http": "forms.example"}  # over http another name: localhost passes for secure
SPOKEN = "performance.getEntriesByType('navigation')[0].nextHopProtocol"
WANTED = {"submissions": 201, "attachments": 200, "check": 200, "uploads": 204}


def travel(page: Page, site: str) -> bool:
    """File through the proxy; whether all went as it should."""
    got: dict[str, int] = {}
    page.on(
        "response",
        lambda r: got.update({r.url.rpartition("/")[2]: r.status}) if r.request.method == "POST" else None,
    )
    ready(page, f"{site}2021/")
    spoken = page.evaluate(SPOKEN)
    put_table(page, valid_answers(the_2021()))
    choose(page, payload(pdf(2_000_000)))
    stored(page)
    file_it(page)
    opened = "plain http"
    if page.evaluate("isSecureContext"):
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        page.context.set_offline(True)
        page.goto(f"{site}2021/")
        expect(page.locator("#drills")).to_be_visible()
        opened = "opens without network"
    print(f"{site:<34} {spoken:<9} {got} {opened}", flush=True)
    return got == WANTED


def go(kind: BrowserType, name: str, scheme: str, path: str) -> bool:
    with tempfile.TemporaryDirectory() as made:
        folder, port = Path(made), free_port()
        site = f"{scheme}://{HOSTS[scheme]}:{port}{path}"
        with serve(folder, "--site", site) as server:
            with contextlib.redirect_stdout(io.StringIO()):
                told = ["--site", site, "--port", str(server.port), "--to", str(folder / "install")]
                program.main(["install", *told])
            with serve_front(Front(program=name, site=site, port=port), folder / "install", folder):
                browser = launch(
                    kind, "--ignore-certificate-errors", "--host-resolver-rules=MAP forms.example 127.0.0.1"
                )
                print(f"{name:<6}", end="")
                well = travel(browser.new_page(locale="zh-CN"), site)
                browser.close()
                return well


def main() -> int:
    with sync_playwright() as playwright:
        roads = [
            go(playwright.chromium, name, scheme, path)
            for name, scheme in (("nginx", "https"), ("nginx", "http"), ("caddy", "https"))
            for path in ("/", "/forms/")
        ]
    return 0 if all(roads) else 1


if __name__ == "__main__":
    sys.exit(main())
