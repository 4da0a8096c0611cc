"""The browser that the tests drive."""

import os
import shutil

from playwright.sync_api import Browser, BrowserType


def find_chromium() -> str:
    """The program named by CHROMIUM, or else the one without windows: the same engine, a page four times sooner."""
    named = os.environ.get("CHROMIUM")
    program = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert program, "no Chromium; on Debian: apt-get install chromium-headless-shell"
    return program


def launch(kind: BrowserType, *arguments: str) -> Browser:
    """A Chromium of this machine that speaks Chinese and does nothing unasked."""
    program = find_chromium()
    quiet = [
        "--lang=zh-CN",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]  # root has no sandbox
    language = {"LANGUAGE": "zh_CN"}  # on Linux that of what the browser itself draws
    return kind.launch(
        executable_path=program, args=[*quiet, *sandbox, *arguments], env={**os.environ, **language}
    )
