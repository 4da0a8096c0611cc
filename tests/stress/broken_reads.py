"""A merge of 3,000 filings from a real S3 server of whose reads one in a hundred breaks: python -m tests.stress.broken_reads

It must be the merge of the same filings read without a fault. A minute.
"""

import sys
import time
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.records.fetch import read_all
from handler.records.record import find_unit
from handler.stores.s3 import S3Store
from tests.stress.proxy import breaking
from tests.support.filings import SURVEY, answers, make_record, store_record
from tests.support.s3.s3_server import S3Server
from tests.support.s3.seaweed import serve_seaweed

UNITS, RATE, MERGES = 3_000, 0.01, 3


def open_at(s3: S3Server, port: int) -> S3Store:
    """The store as `collect` opens it, at that port of this machine."""
    session = boto3.Session(s3.access_key, s3.secret_key, region_name="us-east-1")
    config = Config(
        connect_timeout=2,
        read_timeout=4,
        retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=S3Store.at_once,
    )
    return S3Store(session.client("s3", endpoint_url=f"http://127.0.0.1:{port}", config=config), "bench")


def main() -> int:
    with serve_seaweed() as s3:
        upstream = urlsplit(s3.endpoint).port or 0
        store = open_at(s3, upstream)
        store._client.create_bucket(Bucket="bench")  # noqa: SLF001  # nothing of ours makes buckets
        for number in range(UNITS):
            unit = find_unit(SURVEY.roster, f"第{number}号单位")
            stored = store_record(make_record(answers(unit=unit.name, drills=number), unit=unit))
            store.create(stored.key, stored.data)
        sound = to_json(merge(SURVEY, read_all(store, "2021")))
        unlike = 0
        with breaking(upstream, RATE) as proxy:
            for _ in range(MERGES):
                begun = time.monotonic()
                collection = merge(SURVEY, read_all(open_at(s3, proxy.port), "2021"))
                unlike += to_json(collection) != sound
                print(
                    f"{UNITS} filings in {time.monotonic() - begun:.0f} s, {len(collection.set_aside)} set aside"
                )
            print(f"broken: {dict(proxy.broken)}; {unlike} of {MERGES} merges unlike the sound one")
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main())
