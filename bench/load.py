"""Fifty clerks at once, beside the least that keeps the same promise to them: python -m bench.load [NUMBER]

The least: Flask under waitress, a folder for each unit, the body written, flushed, linked to its name, the folder flushed.
Rounds alternate; medians of the percentiles; a filing's CPU is the server's own.
"""

import os
import resource
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from bench.bars import ratio
from tests.stress.load import CLIENTS, EVE, ROOT, await_server, file

ROUNDS = 3
LIMITS = {50: 5.0, 99: 1.2}


def run_least(port: int) -> None:
    from flask import Flask, request
    from waitress import serve

    from handler.server import connections

    app, root = Flask("least"), Path("var/least")

    @app.get("/api/health")
    def health() -> str:
        return "ok"

    @app.post("/api/2021/submissions")
    def submit() -> tuple[dict[str, str], int]:
        body = request.get_data()
        document = request.get_json()
        folder = root / document["answers"]["unit"]
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / secrets.token_hex(8)
        with fresh.open("xb") as writing:
            writing.write(body)
            writing.flush()
            os.fsync(writing.fileno())
        os.link(fresh, folder / document["key"])
        fresh.unlink()
        for each in (folder, root):
            handle = os.open(each, os.O_DIRECTORY)
            os.fsync(handle)
            os.close(handle)
        return {"key": document["key"]}, 201

    serve(app, host="127.0.0.1", port=port, **connections.settings())


@contextmanager
def served(which: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = [str(ROOT / "build.py"), "serve", "--port", str(port), "--at", EVE]
    command = ours if which == "ours" else ["-m", "bench.load", "least", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        quiet = subprocess.DEVNULL
        with subprocess.Popen(
            [sys.executable, *command], cwd=folder, env=environment, stdout=quiet, stderr=quiet
        ) as server:
            await_server(port)
            yield port
            server.terminate()


def measure(which: str, number: int) -> dict[str, float]:
    """Percentiles in milliseconds, and the server's CPU of a filing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with served(which) as port, ThreadPoolExecutor(CLIENTS) as pool:
        shares = [range(first, number, CLIENTS) for first in range(CLIENTS)]
        begun = time.perf_counter()
        took = sorted(chain.from_iterable(pool.map(lambda share: file(port, share), shares)))
        lasted = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {f"p{p}": took[number * p // 100] * 1e3 for p in LIMITS} | {
        "a second": number / lasted,
        "cpu": cpu / number * 1e3,
    }


def main() -> None:
    if sys.argv[1:2] == ["least"]:
        run_least(int(sys.argv[2]))
        return
    number = int(sys.argv[1]) if sys.argv[1:] else 1_500
    rounds = [(measure("ours", number), measure("least", number)) for _ in range(ROUNDS)]
    for p, limit in LIMITS.items():
        ours, least = (statistics.median(each[which][f"p{p}"] for each in rounds) for which in (0, 1))
        what = f"{CLIENTS} clerks at once, p{p}, ours / the least with the same durability"
        ratio(what, ours, least, limit, unit="ms")
    for name, which in (("ours", 0), ("the least", 1)):
        a_second, cpu = (
            statistics.median(each[which][what] for each in rounds) for what in ("a second", "cpu")
        )
        print(f"{name}: {a_second:.0f} filings a second, {cpu:.2f} ms of CPU each, the start included")


if __name__ == "__main__":
    main()
