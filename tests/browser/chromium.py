"""The browser that the tests drive."""

import os
import shutil

from playwright.sync_api import Browser, BrowserType


def launch(kind: BrowserType, *arguments: str) -> Browser:
    """A Chromium of this machine that speaks Chinese and does nothing unasked."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "no chromium; on Debian: apt-get install chromium chromium-l10n"
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
