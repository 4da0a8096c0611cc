"""Fifty clerks at once against `build.py serve` on this machine: python -m tests.stress.load [NUMBER]"""

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from urllib.request import urlopen

from tests.support.builders import survey_2021, valid_answers

ROOT = Path(__file__).parents[2]
CLIENTS = 50
EVE = "2021-06-30T09:00:00+08:00"


def file(port: int, numbers: range) -> list[float]:
    """File once per number over one connection; the seconds that each took. Raises AssertionError unless 201."""
    connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    for number in numbers:
        filled = valid_answers(survey_2021().edition, unit=f"第{number}号单位")
        body = json.dumps({"answers": filled, "key": f"act-{number:08}"}).encode()
        begun = time.perf_counter()
        connection.request("POST", "/api/2021/submissions", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - begun)
        assert answer.status == 201, answer.status
    connection.close()
    return took


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port), "--at", EVE]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet) as server:
            await_server(port)
            begun = time.perf_counter()
            with ThreadPoolExecutor(CLIENTS) as pool:
                shares = [range(first, number, CLIENTS) for first in range(CLIENTS)]
                took = sorted(chain.from_iterable(pool.map(lambda share: file(port, share), shares)))
            lasted = time.perf_counter() - begun
            server.kill()
    percentiles = ", ".join(f"p{p} {took[len(took) * p // 100] * 1e3:.0f} ms" for p in (50, 95, 99))
    print(f"{number} filings, {CLIENTS} clients: {number / lasted:.0f} a second, {percentiles}, failures 0")


def await_server(port: int) -> None:
    """Returns once it answers: it takes the port before it writes the site."""
    for _ in range(300):
        try:
            urlopen(f"http://127.0.0.1:{port}/api/health", timeout=30).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it does not start")


if __name__ == "__main__":
    main()
