"""`collect` of 3,000 filings from a real S3 server of whose reads one in a hundred breaks: python -m tests.stress.broken_reads

It must come to the bytes of the same filings read without a fault. A minute.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import boto3

from handler.records.record import find_unit
from handler.stores.s3 import S3Store
from tests.stress.proxy import breaking
from tests.support.filings import SURVEY, answers, make_record, store_record
from tests.support.s3.seaweed import serve_seaweed

ROOT = Path(__file__).parents[2]
UNITS, RATE, MERGES = 3_000, 0.01, 3


def collect(endpoint: str, out: Path, keys: dict[str, str]) -> bytes:
    """The collection as a bureau gets it through this address; what the command says is shown where it fails."""
    command = [sys.executable, str(ROOT / "build.py"), "collect", "2021", "--from", "s3://bench"]
    environment = os.environ | keys | {"AWS_ENDPOINT_URL_S3": endpoint, "AWS_REGION": "us-east-1"}
    begun = time.monotonic()
    done = subprocess.run(
        [*command, "--out", str(out)], env=environment, capture_output=True, text=True, check=False
    )
    print(f"status {done.returncode} after {time.monotonic() - begun:.0f} s")
    if done.returncode:
        print(done.stdout[-500:], done.stderr[-500:])
        return b""
    return (out / "collected.json").read_bytes()


def main() -> int:
    with serve_seaweed() as s3, tempfile.TemporaryDirectory() as folder:
        keys = {"AWS_ACCESS_KEY_ID": s3.access_key, "AWS_SECRET_ACCESS_KEY": s3.secret_key}
        session = boto3.Session(s3.access_key, s3.secret_key, region_name="us-east-1")
        client = session.client("s3", endpoint_url=s3.endpoint)
        client.create_bucket(Bucket="bench")
        store = S3Store(client, "bench")
        for number in range(UNITS):
            unit = find_unit(SURVEY.roster, f"第{number}号单位")
            stored = store_record(make_record(answers(unit=unit.name, drills=number), unit=unit))
            store.create(stored.key, stored.data)
        sound = collect(s3.endpoint, Path(folder, "sound"), keys)
        with breaking(urlsplit(s3.endpoint).port or 0, RATE) as proxy:
            through = f"http://127.0.0.1:{proxy.port}"
            merges = [collect(through, Path(folder, str(number)), keys) for number in range(MERGES)]
            print(f"{UNITS} filings; broken: {dict(proxy.broken)}")
    alike = merges.count(sound)
    print(f"{alike} of {MERGES} as without a fault, byte for byte")
    return 0 if sound and alike == MERGES else 1


if __name__ == "__main__":
    sys.exit(main())
