"""The whole road in Chromium 78, the oldest browser that the page promises to work in: python -m tests.stress.old_browser

The browser comes from the npm package that carried it for AWS Lambda (so npm must be there) and is kept in
var/old-browser/, beside the pictures that each step leaves. Playwright does not speak to a browser so old, so a few
commands of its own protocol are sent here.
"""

import base64
import json
import os
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable
from websockets.sync.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parents[2] / "site"))  # a source folder: Python owns the name `site`

from schema.edition.kinds import words_of
from tests.support.browser.typing import PUT, as_typed
from tests.support.builders import the_2021, valid_answers
from tests.support.origin import Origin, serve_origin

PACKAGE = "chrome-aws-lambda@1.20.4"
KEPT = Path("var/old-browser")
PORT = 9378
UNPACK = """
const { brotliDecompressSync: open } = require("zlib"), fs = require("fs"), [, from, to] = process.argv;
fs.writeFileSync(to, open(fs.readFileSync(from)), { mode: 0o755 });
"""
ATTACH = """
const chosen = new DataTransfer(), field = document.getElementById("_attachments");
chosen.items.add(new File(["%PDF-1.4 for the oldest browser"], "活动总结.pdf"));
field.files = chosen.files;
field.dispatchEvent(new Event("change"));
"""


def fetch() -> Path:
    """The browser's program, fetched and unpacked once."""
    program = KEPT / "chromium"
    if not program.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=KEPT, check=True, capture_output=True
        )
        with tarfile.open(KEPT / packed.stdout.decode().split()[-1]) as package:
            package.extractall(KEPT, filter="data")
        node, _ = compute_driver_executable()
        for name in ("aws.tar", "chromium"):
            subprocess.run([node, "-e", UNPACK, KEPT / f"package/bin/{name}.br", KEPT / name], check=True)
        with tarfile.open(KEPT / "aws.tar") as libraries:
            libraries.extractall(KEPT, filter="data")
    return program.resolve()


class Tab:
    """One tab, driven by the DevTools protocol. What the console complains of is kept in `complaints`."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while True:
            said: dict[str, Any] = json.loads(self._socket.recv(30))
            if said.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(said["params"], ensure_ascii=False)[:300])
            if said.get("id") == self._sent:
                return dict(said["result"])

    def run(self, script: str) -> Any:
        answer = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        for _ in range(100):
            if self.run(f"Boolean({condition})"):
                return
            time.sleep(0.1)
        raise AssertionError(f"{condition} never came; the console said {self.complaints}")

    def open(self, address: str) -> None:
        self.send("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def look(self, name: str, width: int) -> None:
        """Nothing is wider than the window; a picture of the whole page."""
        for height in (900, None):
            height = height or self.run("document.documentElement.scrollHeight")
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            self.send("Emulation.setDeviceMetricsOverride", **size)
        assert self.run("document.documentElement.scrollWidth") <= width, name
        picture = self.send("Page.captureScreenshot")["data"]
        (KEPT / f"{name}-{width}.png").write_bytes(base64.b64decode(picture))


@contextmanager
def old_tab() -> Iterator[Tab]:
    program = fetch()
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-zygote", f"--remote-debugging-port={PORT}"]
    environment = {**os.environ, "LD_LIBRARY_PATH": str(KEPT.resolve() / "lib")}
    command = [str(program), *flags, f"--user-data-dir={KEPT.resolve() / 'profile'}", "about:blank"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as browser:
        try:
            tabs = _ask("json")
            print(_ask("json/version")["Browser"])
            page = next(tab for tab in tabs if tab["type"] == "page")
            with connect(page["webSocketDebuggerUrl"], max_size=None) as socket:
                yield Tab(socket)
        finally:
            browser.kill()


def _ask(path: str) -> Any:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}") as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("it does not start")


def travel(tab: Tab, origin: Origin) -> None:
    """Empty, wrong, sent with an attachment: each looked at wide and narrow."""
    edition = the_2021()
    typed = {id_: as_typed(answer) for id_, answer in valid_answers(edition).items()}
    tab.open(origin.form)
    tab.wait("document.documentElement.classList.contains('ready')")
    for width in (1280, 360):
        tab.look("form", width)
    tab.run(f"({PUT})({json.dumps({**typed, 'drills': '十二'})})")
    tab.run("document.querySelector('button[type=submit]').click()")
    tab.wait("document.querySelector('#summary li')")
    tab.look("wrong", 1280)
    tab.run(f"({PUT})({json.dumps(typed)})")
    tab.run(ATTACH)
    tab.wait("document.getElementById('attached').textContent.includes('已传好')")
    tab.run("document.querySelector('button[type=submit]').click()")
    tab.wait(
        "location.pathname.endsWith('/received/') && (document.getElementById('reference') || {}).textContent"
    )
    for width in (1280, 360):
        tab.look("received", width)
    [record] = origin.records()
    shown = tab.run("document.getElementById('reference').textContent")
    assert (shown, record["answers"]) == (record["reference"], valid_answers(edition))
    assert [file["name"] for file in record["attachments"]] == ["活动总结.pdf"]  # type: ignore[attr-defined]  # a list
    choices = sum(bool(words_of(blank.kind)) for blank in edition.blanks)
    print(f"filed {len(typed)} blanks, {choices} of them choices: {shown}; pictures in {KEPT}")
    assert tab.complaints == []


def main() -> None:
    with serve_origin(KEPT / "public") as origin, old_tab() as tab:
        origin.open_on(KEPT / f"store-{time.time_ns()}")
        travel(tab, origin)


if __name__ == "__main__":
    main()
