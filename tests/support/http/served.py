"""`build.py serve` as a process of its own, as whoever hosts the site runs it."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.http.forked import ROOT, Forked, fork
from tests.support.measuring import outside

EVE = "2021-06-30T09:00:00+08:00"
SETTINGS = ("BUREAU_KEY", "CODE_SECRET", "CODE_ROUNDS")
"""What the command reads from the environment."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """address: of this machine, as it was printed; printed: all that was; folder: where `var/` and `public/` are.

    process: to be killed by a test that is about that.
    """

    address: str
    printed: str
    folder: Path
    process: "subprocess.Popen[str] | Forked"

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def said(self) -> str:
        """What stands on stderr by now."""
        return (self.folder / "stderr").read_text(encoding="utf-8")


@contextmanager
def serve(
    folder: Path,
    *arguments: str,
    at: str = EVE,
    environment: Mapping[str, str] | None = None,
    measured: bool = False,
) -> Iterator[Served]:
    """The server, on a free port, in `folder`; it ends by Ctrl-C, and well. at: '' for the real clock.

    measured: begun as from a shell, not forked, and what it runs counts as covered.
    """
    inherited = os.environ if measured else outside()
    own = {name: value for name, value in inherited.items() if name not in SETTINGS} | dict(environment or {})
    start = (
        _begin if measured or "EDITIONS" in own else fork
    )  # the shelf is named when the catalogue is imported
    process = start(["serve", "--port", "0", *arguments, *(("--at", at) if at else ())], folder, own)
    assert process.stdout
    with process.stdout:
        printed = ""
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        try:
            [address] = re.findall(r"curl -sS (http://\S+:\d+)/api/\S+ -H", printed)
            urllib.request.urlopen(f"{address}/api/health", timeout=20).close()  # it has begun
            yield Served(address=address, printed=printed, folder=folder, process=process)
        finally:
            process.send_signal(signal.SIGINT)
            ended = process.wait(10)
        assert ended in (0, -signal.SIGKILL)


def _begin(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    with (folder / "stderr").open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            env={**environment, "PYTHONIOENCODING": "utf-8"},
        )
