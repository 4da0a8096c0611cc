"""Old Chromium engines, as npm packages carried them for AWS Lambda, and one tab of such an engine.

They are fetched with npm and kept in var/old-browser/<version>/, beside the pictures that the tab takes. Playwright
does not speak to a browser so old, so a few commands of its own protocol are sent here.
"""

import base64
import io
import json
import os
import subprocess
import tarfile
import time
import unicodedata
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from playwright._impl._driver import compute_driver_executable
from websockets.sync.client import ClientConnection, connect

PACKAGES = {
    64: "chrome-aws-lambda@64.0.3264",
    69: "chrome-aws-lambda@1.6.3",
    78: "chrome-aws-lambda@1.20.4",
}
"""Chromium's version and the package that carries it."""
KEPT = Path("var/old-browser")
PORT = 9378
UNPACK = """
const { brotliDecompressSync: open } = require("zlib"), fs = require("fs"), [, from, to] = process.argv;
fs.writeFileSync(to, open(fs.readFileSync(from)), { mode: 0o755 });
"""


def fetch(version: int) -> Path:
    """The engine's program, fetched and unpacked once."""
    place = KEPT / str(version)
    program = place / "chromium"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", PACKAGES[version]]
        packed = subprocess.run(command, cwd=place, check=True, capture_output=True)
        with tarfile.open(place / packed.stdout.decode().split()[-1]) as package:
            package.extractall(place, filter="data")
        node, _ = compute_driver_executable()
        for file in (place / "package/bin").glob("*.br"):
            name = "chromium" if file.name.startswith("chromium") else file.stem
            subprocess.run([node, "-e", UNPACK, file, place / name], check=True)
        if (place / "aws.tar").exists():
            with tarfile.open(place / "aws.tar") as libraries:
                libraries.extractall(place, filter="data")
    return program.resolve()


class Tab:
    """One tab, driven by the DevTools protocol. What the console complains of is kept in `complaints`."""

    def __init__(self, socket: ClientConnection, place: Path) -> None:
        self._socket = socket
        self._place = place
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
        (self._place / f"{name}-{width}.png").write_bytes(base64.b64decode(picture))

    def paper(self) -> str:
        """What is on the paper when the page is printed, without white space and look-alike letters."""
        printed = base64.b64decode(self.send("Page.printToPDF", preferCSSPageSize=True)["data"])
        (self._place / "paper.pdf").write_bytes(printed)
        sheets = pypdfium2.PdfDocument(io.BytesIO(printed))
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
        return "".join(unicodedata.normalize("NFKC", text).split())


@contextmanager
def old_tab(version: int) -> Iterator[Tab]:
    program = fetch(version)
    place = KEPT.resolve() / str(version)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-zygote", f"--remote-debugging-port={PORT}"]
    environment = {**os.environ, "LD_LIBRARY_PATH": str(place / "lib")}
    command = [str(program), *flags, f"--user-data-dir={place / 'profile'}", "about:blank"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as browser:
        try:
            tabs = _ask("json")
            print(_ask("json/version")["Browser"])
            page = next(tab for tab in tabs if tab["type"] == "page")
            with connect(page["webSocketDebuggerUrl"], max_size=None) as socket:
                yield Tab(socket, place)
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
