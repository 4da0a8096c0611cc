"""What the S3 servers of the tests have in common: where one answers, how its programs are started and stopped."""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.measuring import outside

ACCESS_KEY = "yearlyformtests00001"
SECRET_KEY = "only-for-tests-on-loopback-0000000000001"
PATIENCE = 60.0
"""Seconds for one step of a start; a whole one takes two to four on an idle machine."""
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks loopback itself, whatever proxy this machine is told to use."""


class S3ServerError(Exception):
    """The server cannot be had; the message says what to do, or what its programs said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class S3Server:
    """Where the server answers, the user who may do everything, and one who may do what a bucket's policy gives him.

    Where the latter has no keys he is anybody: he does not sign.
    """

    endpoint: str
    guest: tuple[str, str] | None = None
    safe_when_versioned: bool = False  # whether it creates under a condition in a versioned bucket too
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY


@dataclass(frozen=True, kw_only=True, slots=True)
class Daemon:
    """A program that runs until the tests end, and what it says."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def said(self) -> str:
        return tail(self.log)

    def wait_for(self, endpoint: str) -> None:
        """Until HTTP is answered there. Raises S3ServerError with what the program said."""
        deadline = time.monotonic() + PATIENCE
        while not _answers(endpoint):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise S3ServerError(f"{self.log.stem} does not answer\n{self.said}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Killed: what it holds is thrown away with its folder, so there is nothing to save."""
        self.process.kill()
        self.process.wait()


def start(command: Sequence[str], log: Path, folder: Path, stack: ExitStack) -> Daemon:
    """A daemon in `folder` that ends with `stack`, and on Linux with these tests, even when they are killed."""
    dying = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*dying, *command],
            cwd=folder,
            env=outside(),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
        )
    daemon = Daemon(process=process, log=log)
    stack.callback(daemon.stop)
    return daemon


def free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [listener.getsockname()[1] for listener in listeners]


def tail(log: Path) -> str:
    with suppress(FileNotFoundError):
        return log.read_text(encoding="utf-8", errors="replace")[-2000:]
    return ""


def _answers(endpoint: str) -> bool:
    try:
        with _DIRECT.open(endpoint, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        with error:
            return error.code == 403  # who asks without a signature is refused by a server that is ready
    except OSError:
        return False
