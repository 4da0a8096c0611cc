"""A Dask scheduler and two workers, each a process of its own that starts in the program's folder."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.measuring import outside

ROOT = Path(__file__).parents[3]


@contextmanager
def serve_dask(folder: Path) -> Iterator[str]:
    """The scheduler's address. folder: where the workers keep what they must."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with ExitStack() as started:
        scheduler = ["dask_scheduler", "--host", address, "--no-dashboard"]
        worker = ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        for command in (scheduler, worker, worker):
            more = ["--local-directory", str(folder)] if command is worker else []
            program = [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:], *more]
            process = subprocess.Popen(
                program, cwd=ROOT, env=outside(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            started.callback(process.wait)
            started.callback(process.terminate)
        yield address
