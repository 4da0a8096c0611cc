"""`build.py` in a process of its own that is forked from one which has imported and compiled everything: a fifth of the cost.

The fork server is Python's own, one for the whole run of tests; it ends with it.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import TextIO

import build
from tests.support.measuring import unmeasured
from webform import minified

ROOT = Path(build.__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Forked:
    """As far as tests ask, like `subprocess.Popen`."""

    process: ForkServerProcess
    stdout: TextIO

    def poll(self) -> int | None:
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.process.pid and self.poll() is None:
            os.kill(self.process.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float) -> int | None:
        self.process.join(timeout)
        return self.poll()


def fork(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Forked:
    """`build.py` with these arguments, in `folder`; stderr is the file of that name there."""
    context = _context()
    reading, writing = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(arguments, folder, dict(environment), writing))
    process.start()
    writing.close()
    with reading:
        return Forked(process=process, stdout=os.fdopen(os.dup(reading.fileno()), encoding="utf-8"))


@cache
def _context() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.support.http.warmed"])
    paths = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        with unmeasured():
            forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if paths is not None:
            os.environ["PYTHONPATH"] = paths
    return context


def _run(arguments: Sequence[str], folder: Path, environment: dict[str, str], out: Connection) -> None:
    """In the new process. The minifier is Go, which does not outlive a fork: what it has not made yet keeps its names."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(out.fileno(), 1)
    with (folder / "stderr").open("wb") as errors:
        os.dup2(errors.fileno(), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    sys.argv = [str(ROOT / "build.py"), *arguments]
    vars(minified)["renaming"] = None
    sys.exit(build.main(arguments))
