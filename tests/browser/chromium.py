"""The browser that the tests drive."""

import os
import shutil

from playwright.sync_api import Browser, BrowserType


def launch(kind: BrowserType, *arguments: str) -> Browser:
    """A Chromium of this machine that does nothing unasked."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "no chromium; on Debian: apt-get install chromium"
    quiet = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]  # root has no sandbox
    return kind.launch(executable_path=program, args=[*quiet, *sandbox, *arguments])
