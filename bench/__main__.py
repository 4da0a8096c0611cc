"""Every measurement, one after the other, as a table: what it took, what it is measured by, the ratio, its limit."""

import json
import subprocess
import sys
import tempfile
import time
import timeit
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from bench.bars import ratio
from handler.http.message import Request
from handler.submit.function import make_responder
from handler.submit.request import read_submission
from handler.submit.settings import Settings
from infra import package
from schema.edition.kinds import as_typed
from schema.loading.catalogue import load_catalogue
from schema.validation.validate import make_validator
from tests.support.builders import the_2021, valid_answers

ROOT = Path(__file__).parents[1]
NUMBER, REPEAT = 10, 7
EDITION = the_2021()
ANSWERS = valid_answers(EDITION)
TYPED = {id_: as_typed(answer) for id_, answer in ANSWERS.items()}
JSON_BODY = json.dumps({"answers": ANSWERS}, ensure_ascii=False)
FORM_BODY = urlencode(TYPED)


def microseconds(work: Callable[[], object], number: int = NUMBER) -> float:
    """Of CPU, the best of many short runs, so that some of them are not disturbed."""
    runs = timeit.repeat(work, number=number, repeat=500 // number * REPEAT, timer=time.process_time)
    return min(runs) / number * 1e6


def post(body: str, media: str) -> Request:
    return Request(
        method="POST", path="/api/2021/submissions", headers={"content-type": media}, body=body.encode()
    )


def bench_judging() -> None:
    judge = make_validator(EDITION)
    loads = microseconds(lambda: json.loads(JSON_BODY))
    ratio(
        "judge a JSON table / json.loads",
        microseconds(lambda: judge(json.loads(JSON_BODY)["answers"])),
        loads,
        2.5,
        unit="µs",
    )
    request = post(JSON_BODY, "application/json")
    ratio(
        "read and judge a JSON POST / json.loads",
        microseconds(lambda: judge(read_submission(request).raw)),
        loads,
        unit="µs",
    )
    parse = microseconds(lambda: parse_qsl(FORM_BODY))
    ratio(
        "judge a form / parse_qsl",
        microseconds(lambda: judge(dict(parse_qsl(FORM_BODY, keep_blank_values=True)))),
        parse,
        2,
        unit="µs",
    )
    form = post(FORM_BODY, "application/x-www-form-urlencoded")
    ratio(
        "read and judge a form POST / parse_qsl",
        microseconds(lambda: judge(read_submission(form).raw)),
        parse,
        unit="µs",
    )
    empty = microseconds(lambda: judge({}))
    ratio("judge an empty table, 69 problems / json.loads", empty, loads, unit="µs")


class Nowhere:
    """A store that keeps nothing, to measure the function alone."""

    def create(self, _key: str, _data: bytes) -> bool:
        return True


def bench_function() -> None:
    sys.path.insert(0, str(ROOT / "site"))
    from flask import Flask
    from werkzeug.datastructures import MultiDict

    from webform.forms import make_form

    settings = Settings(catalogue=load_catalogue(), shell="", clock=lambda: datetime(2021, 6, 30, tzinfo=UTC))
    respond = make_responder(settings, Nowhere())  # type: ignore[arg-type]  # it is never read
    request = post(JSON_BODY, "application/json")
    ours = microseconds(lambda: respond(request))
    app = Flask("bench")

    def with_wtforms() -> bool:
        with app.test_request_context():
            form = make_form(EDITION)
            form.process(MultiDict(TYPED))
            return bool(form.validate())

    loads = microseconds(lambda: json.loads(JSON_BODY))
    ratio("a whole submission, put stubbed / json.loads", ours, loads, 12, unit="µs")
    ratio(
        "a whole submission, put stubbed / WTForms in Flask",
        ours,
        microseconds(with_wtforms, 50),
        1,
        unit="µs",
    )


def cold(program: str, folder: str) -> float:
    """Milliseconds of CPU from the start of a fresh interpreter to the program's end; what its exit takes nobody waits for."""
    command = [sys.executable, "-c", f"{program}; import time; print(time.process_time())"]
    done = subprocess.run(command, check=True, cwd=folder, capture_output=True)
    return float(done.stdout) * 1e3


def bench_cold_start() -> None:
    """The function as it is packed where this Python is the functions'."""
    client = (
        "import boto3; boto3.client('s3', region_name='x', aws_access_key_id='x', aws_secret_access_key='x')"
    )
    function = (
        "import os; os.environ.update(AWS_REGION='x', AWS_ACCESS_KEY_ID='x', AWS_SECRET_ACCESS_KEY='x', STORE='s3://b', CODE_SECRET='x' * 32);"
        "import handler.submit.aws_entry"
    )
    package.RUNTIME = sys.version_info[:2]
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(package.make_package("", Path(folder, "function.zip"))).extractall(folder)
        rounds = [(cold(function, folder), cold(client, folder)) for _ in range(2 * REPEAT)]
    ours, theirs = (min(each) for each in zip(*rounds, strict=True))
    ratio("start the submit function / import boto3 + client", ours, theirs, 1.4, unit="ms")


def main() -> None:
    bench_judging()
    bench_function()
    bench_cold_start()
    for each in ("folder", "collect", "suspects", "load", "page", "desk", "parts 40000"):
        print(f"\npython -m bench.{each}", flush=True)
        subprocess.run([sys.executable, "-m", *f"bench.{each}".split()], check=True)


if __name__ == "__main__":
    main()
