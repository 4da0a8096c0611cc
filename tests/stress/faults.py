"""Thousands of filings through the real HTTP server onto the real S3 server, with faults: is each there exactly once?

python -m tests.stress.faults [--number 10000] [--rate 0.05] [--bursts]      loopback only, one to five minutes
"""

import argparse
import http.client
import json
import os
import random
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import boto3

from handler.collect.merge import merge
from handler.records.fetch import read_all
from handler.records.receipt import receipt_of
from handler.records.record import Record
from handler.records.seal import LOCAL_SECRET, Sealed, Sealer
from handler.stores.s3 import S3Store
from tests.stress.proxy import breaking
from tests.support.builders import survey_2021, valid_answers
from tests.support.s3.s3_server import S3Server
from tests.support.s3.seaweed import serve_seaweed

ROOT = Path(__file__).parents[2]
CLIENTS = 24
EVE = "2021-06-30T09:00:00+08:00"
REPLAYS = PARALLEL = 0.05
"""Shares of filings that are sent again after their receipt, and twice at once."""


@dataclass
class Run:
    """What the clients saw: reference → every receipt, answers by status, seconds per acknowledged filing."""

    port: int
    receipts: dict[str, dict[str, object]] = field(default_factory=dict)
    unequal: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def file(self, number: int) -> None:
        """One logical filing, as the page does it: the same key until a receipt has come."""
        dice = random.Random(number)
        unit = f"第{number}号单位"
        body = json.dumps({"answers": sent(unit), "key": f"act-{number:08}"})
        begun = time.monotonic()
        if dice.random() < PARALLEL:
            with ThreadPoolExecutor(2) as pool:
                receipts = list(pool.map(self.until_acknowledged, [body] * 2))
        else:
            receipts = [self.until_acknowledged(body)]
        took = time.monotonic() - begun
        if dice.random() < REPLAYS:
            receipts.append(self.until_acknowledged(body))
        with self.lock:
            self.took.append(took)
            self.unequal += any(each != receipts[0] for each in receipts)
            self.receipts[str(receipts[0]["reference"])] = receipts[0]

    def until_acknowledged(self, body: str) -> dict[str, object]:
        """The receipt, without its revision, which a store that is away just then cannot tell."""
        patience = time.monotonic() + 120
        while time.monotonic() < patience:
            status, answer = self.post(body)
            with self.lock:
                self.seen[str(status or "no answer")] += 1
            if status in (200, 201):
                receipt: dict[str, object] = json.loads(answer)
                return {
                    name: value for name, value in receipt.items() if name not in ("revision", "previous")
                }
            if status not in (0, 503):
                raise AssertionError(f"{status}: {answer[:200]!r}")
            time.sleep(0.1)
        raise AssertionError("no receipt in two minutes")

    def post(self, body: str) -> tuple[int, bytes]:
        """Status and body; 0 where there was no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/api/2021/submissions", body.encode(), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


def sent(unit: str) -> dict[str, object]:
    """The table of a unit: other figures for each."""
    return dict(valid_answers(survey_2021().edition, unit=unit, drills=int(unit[1:-3])))


@dataclass
class Server:
    """`build.py serve` as a process that is killed and started again."""

    port: int
    folder: Path
    environment: dict[str, str]

    def start(self) -> None:
        arguments = ["serve", "--port", str(self.port), "--store", "s3://bench/run", "--at", EVE]
        command = shlex.join([sys.executable, str(ROOT / "build.py"), *arguments])
        self.process = (
            subprocess.Popen(  # a store that is away keeps it from starting: again, as systemd does
                ["/bin/sh", "-c", f"while :; do {command}; sleep 1; done"],
                start_new_session=True,
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(s3: S3Server, proxy_port: int) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{proxy_port}",
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with tempfile.TemporaryDirectory() as folder:
        server = Server(port=port, folder=Path(folder), environment=environment)
        server.start()
        yield server
        server.kill()


def judge(run: Run, store: S3Store, number: int, sealer: Sealer, *, bursts: bool) -> list[str]:
    """What is wrong with what is stored; nothing, if the promise was kept."""
    collection = merge(survey_2021(), read_all(store, "2021"), sealer=sealer)
    stored = {row.current.record.reference: row.current for row in collection.unknown if row.current}
    told = {reference: _told(each.record) for reference, each in stored.items()}
    receipts = {
        reference: {name: receipt[name] for name in _TOLD} for reference, receipt in run.receipts.items()
    }
    found = {
        "current records": (len(stored), number),
        "receipts that are not stored": (len(run.receipts.keys() - stored.keys()), 0),
        "records that nobody has a receipt for": (len(stored.keys() - run.receipts.keys()), 0),
        "records that are not as acknowledged": (
            sum(told.get(ref) != said for ref, said in receipts.items()),
            0,
        ),
        "records that are not as sent": (
            sum(each.record.answers != sent(each.record.unit.name) for each in stored.values()),
            0,
        ),
        "records without a whole seal": (
            sum(each.sealed is not Sealed.SEALED for each in stored.values()),
            0,
        ),
        "outages that nobody noticed": (int(bursts and not run.seen["503"]), 0),
        "units with more than one record": (sum(len(row.revisions) > 1 for row in collection.unknown), 0),
        "filings with different receipts": (run.unequal, 0),
        "set aside": (len(collection.set_aside), 0),
    }
    for what, (is_, should) in found.items():
        print(f"{what:<40} {is_:>7}  {'as it should be' if is_ == should else f'should be {should}'}")
    return [what for what, (is_, should) in found.items() if is_ != should]


_TOLD = ("unit", "checksum", "received_at", "digest")


def _told(record: Record) -> dict[str, object]:
    """What its receipt must say of it."""
    whole = receipt_of(record).to_document()
    return {name: whole[name] for name in _TOLD}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument(
        "--bursts", action="store_true", help="the store is away now and then; 503 must be seen"
    )
    options = parser.parse_args()
    with serve_seaweed() as s3:
        session = boto3.Session(s3.access_key, s3.secret_key, region_name="us-east-1")
        client = session.client("s3", endpoint_url=s3.endpoint)
        client.create_bucket(Bucket="bench")
        upstream = urlsplit(s3.endpoint).port or 0
        with (
            breaking(upstream, options.rate, bursts=options.bursts) as proxy,
            serving(s3, proxy.port) as server,
        ):
            run = Run(port=server.port)
            begun = time.monotonic()
            with ThreadPoolExecutor(CLIENTS) as pool:
                for done, filed in enumerate([pool.submit(run.file, n) for n in range(options.number)], 1):
                    filed.result()
                    if done == options.number // 2:
                        server.kill()
                        server.start()
            lasted = time.monotonic() - begun
            sealer = Sealer(secret=(server.folder / LOCAL_SECRET).read_text(encoding="utf-8"))
        run.took.sort()
        percentiles = ", ".join(f"p{p} {run.took[len(run.took) * p // 100]:.3f} s" for p in (50, 95, 99))
        print(
            f"{options.number} filings in {lasted:.0f} s; {percentiles}; killed once; answers {dict(run.seen)}"
        )
        print(f"broken: {dict(proxy.broken)}")
        store = S3Store(client, "bench", "run/")
        return 1 if judge(run, store, options.number, sealer, bursts=options.bursts) else 0


if __name__ == "__main__":
    sys.exit(main())
