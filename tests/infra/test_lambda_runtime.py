"""The packages run under AWS's own runtime interface client, where nothing else but boto3 is importable."""

import base64
import importlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import pytest

from handler.access.filing_codes import SAMPLE_SECRET, Codes
from handler.http import html as pages
from schema.edition.survey import pack
from schema.loading.catalogue import load_catalogue
from tests.support.builders import UNIT_NAME, the_2021, valid_answers
from tests.support.files import PDF
from tests.support.http.multipart import send_form
from tests.support.infra.lambda_runtime import (
    Document,
    LambdaFunction,
    api_event,
    run_function,
    runtime_environment,
)
from tests.support.infra.packages import (
    COLLECT,
    KEY,
    LOOKUP,
    SHELL,
    SUBMIT,
    announced,
    collection,
    opened,
    submission,
)
from tests.support.s3.s3_server import S3Server

pytestmark = pytest.mark.programs

ORIGINS = "https://form.example https://other.example"
Start = Callable[..., AbstractContextManager[LambdaFunction]]


@pytest.fixture
def start(packages: dict[str, Path], tmp_path: Path) -> Start:
    def start(handler: str, **environment: str) -> AbstractContextManager[LambdaFunction]:
        return run_function(packages[handler], handler, {"ACCESS": "open", **environment}, tmp_path)

    return start


class Filed(NamedTuple):
    """A function that has taken one table twice, and its store."""

    function: LambdaFunction
    receipt: Document
    replayed: Document
    store: Path


@pytest.fixture(scope="module")
def filed(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filed]:
    scratch = tmp_path_factory.mktemp("filed")
    settings = {"STORE": str(scratch / "store"), "ACCESS": "open", "ALLOWED_ORIGINS": ORIGINS}
    with run_function(packages[SUBMIT], SUBMIT, settings, scratch) as function:
        yield Filed(function, *file_twice(function), scratch / "store")


def submission_with(attachments: object) -> Document:
    sent = {"answers": valid_answers(the_2021()), "key": "one-filing-0002", "attachments": attachments}
    headers = {"content-type": "application/json"}
    return api_event("POST", "/api/2021/submissions", body=json.dumps(sent), headers=headers)


def file_twice(function: LambdaFunction) -> tuple[Document, Document]:
    first, again = function.invoke(submission()), function.invoke(submission())
    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    return json.loads(first["body"]), json.loads(again["body"])


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("handler", "importable"),
    [
        (SUBMIT, ["boto3", "awslambdaric", "handler", "handler.submit", "handler.lookup"]),
        (COLLECT, ["boto3", "awslambdaric", "handler", "handler.collect", "xlsxwriter"]),
    ],
)
def test_nothing_is_importable_where_a_function_runs_but_what_it_needs(
    packages: dict[str, Path], tmp_path: Path, handler: str, importable: list[str]
) -> None:
    names = [
        *("flask", "flask_wtf", "jinja2", "wtforms", "werkzeug", "docx", "lxml", "openpyxl"),
        *("boto3", "awslambdaric", "handler"),
        *("handler.submit", "handler.lookup", "handler.collect", "xlsxwriter"),
    ]
    script = f"import importlib.util as u; print([n for n in {names} if u.find_spec(n)])"
    command = [sys.executable, "-S", "-c", script]
    environment = runtime_environment(packages[handler], tmp_path)
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout == f"{importable}\n"


def test_a_submission_is_filed_and_a_replay_gets_the_same_receipt(filed: Filed) -> None:
    refused = filed.function.invoke(submission(phone="none"))
    health = filed.function.invoke(api_event("GET", "/api/health"))
    receipt = filed.receipt
    assert receipt == filed.replayed
    [stored] = [json.loads(path.read_bytes()) for path in filed.store.rglob("*.json")]
    assert {name: stored[name] for name in ("reference", "checksum", "received_at")} == {
        name: receipt[name] for name in ("reference", "checksum", "received_at")
    }
    assert stored["answers"] == valid_answers(the_2021())
    assert refused["statusCode"] == 422
    assert [problem["blank"] for problem in json.loads(refused["body"])["problems"]] == ["phone"]
    assert (health["statusCode"], health["body"]) == (200, '{"status":"ok"}')


def test_the_functions_work_on_a_real_s3_server_and_an_attachment_goes_there_and_into_the_record(
    start: Start, s3_server: S3Server, bucket: str
) -> None:
    settings = {
        "STORE": f"s3://{bucket}",
        "AWS_ENDPOINT_URL_S3": s3_server.endpoint,
        "AWS_ACCESS_KEY_ID": s3_server.access_key,
        "AWS_SECRET_ACCESS_KEY": s3_server.secret_key,
        "CODE_SECRET": "a-secret-of-the-tests-with-more-than-32-bytes",
    }
    with start(SUBMIT, **settings) as submit, start(LOOKUP, **settings) as lookup:
        receipt, replayed = file_twice(submit)
        shown = json.loads(lookup.invoke(opened(receipt))["body"])
        form = json.loads(submit.invoke(announced("attachments"))["body"])
        missing = lookup.invoke(announced("attachments/check"))
        assert send_form(form["url"], form["fields"], PDF) == 204
        ticket = json.loads(lookup.invoke(announced("attachments/check"))["body"])["ticket"]
        filed = submit.invoke(submission_with([{"name": "总结.pdf", "ticket": ticket}]))
        forged = submit.invoke(submission_with([{"name": "总结.pdf", "ticket": ticket[:-1] + "?"}]))
    with start(COLLECT, BUREAU_KEY=KEY, **settings) as collect:
        merged = json.loads(collect.invoke(collection())["body"])
    assert receipt == replayed
    assert shown == {**receipt, "revision": 1}
    assert (missing["statusCode"], filed["statusCode"], forged["statusCode"]) == (409, 201, 422)
    newest = json.loads(filed["body"])
    assert newest["attachments"] == [{"name": "总结.pdf", "size": len(PDF)}]
    [filing] = [unit["filing"] for unit in merged["units"] if unit["filing"]]
    assert filing["reference"] == newest["reference"]
    assert [(each["name"], each["state"]) for each in filing["attachments"]] == [("总结.pdf", "stored")]


def test_a_plain_form_is_answered_with_a_page_from_the_packaged_shell(filed: Filed) -> None:
    event = api_event(
        "POST",
        "/api/2021/submissions",
        body="unit=",
        headers={"content-type": "application/x-www-form-urlencoded", "accept": "text/html"},
    )
    page = filed.function.invoke(event)
    assert page["statusCode"] == 422
    assert page["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert page["body"].startswith("<!doctype html><title>提交未成功</title><main><h1>")


def test_with_codes_the_units_code_files_and_nothing_else_does(start: Start, tmp_path: Path) -> None:
    settings = {"STORE": str(tmp_path / "store"), "ACCESS": "codes", "CODE_SECRET": KEY}
    code = Codes(secret=KEY).make("2021", "330212")
    event = submission()
    body = json.loads(event["body"])
    with start(SUBMIT, **settings) as function:
        missing = function.invoke(event)
        wrong = function.invoke({**event, "body": json.dumps({**body, "code": code[::-1]})})
        filed = function.invoke({**event, "body": json.dumps({**body, "code": code})})
    assert [reply["statusCode"] for reply in (missing, wrong, filed)] == [401, 403, 201]
    assert code not in function.log.read_text(encoding="utf-8")


def test_the_submit_function_does_not_start_without_a_secret_of_its_own(start: Start, tmp_path: Path) -> None:
    with start(SUBMIT, STORE=str(tmp_path), ACCESS="codes", CODE_SECRET=SAMPLE_SECRET) as function:
        reported = function.failed_start()
    assert "CODE_SECRET" in reported["errorMessage"]
    assert SAMPLE_SECRET not in reported["errorMessage"]


def test_only_the_listed_sites_may_post_from_elsewhere(filed: Filed) -> None:
    allowed = {
        origin: filed.function.invoke(
            api_event("OPTIONS", "/api/2021/submissions", headers={"origin": origin})
        )["headers"].get("Access-Control-Allow-Origin")
        for origin in ("https://form.example", "https://evil.example")
    }
    assert allowed == {"https://form.example": "https://form.example", "https://evil.example": None}


def test_what_was_filed_never_reaches_the_log(start: Start, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file, so that the store fails")
    with start(SUBMIT, STORE=str(tmp_path / "store")) as function:
        failed = function.invoke(submission())
    assert (failed["statusCode"], failed["headers"]["Retry-After"]) == (503, "5")
    log = function.log.read_text(encoding="utf-8")
    [line] = [json.loads(line) for line in log.splitlines() if '"request_id"' in line]
    assert (line["outcome"], bool(line["cause"])) == ("store_unavailable", True)
    assert not any(word in log for word in (UNIT_NAME, "张三", "87654321"))


def test_the_bureau_gets_the_collection_for_its_key(start: Start, filed: Filed) -> None:
    with start(COLLECT, STORE=str(filed.store), BUREAU_KEY=KEY) as function:
        merged = function.invoke(collection())
        table = function.invoke(collection(extension=".csv"))
        excel, word = (function.invoke(collection(extension=each)) for each in (".xlsx", ".docx"))
        refused = function.invoke(collection(key="guessed"))
    assert merged["statusCode"] == 200
    document = json.loads(merged["body"])
    assert document["coverage"]["filed"] == 1
    [filing] = [unit["filing"] for unit in document["units"] if unit["filing"]]
    assert (filing["reference"], filing["answers"]) == (filed.receipt["reference"], valid_answers(the_2021()))
    assert (table["statusCode"], table["body"][0]) == (200, "\ufeff")
    for office, sheet in ((excel, "xl/worksheets/sheet4.xml"), (word, "word/document.xml")):
        assert (office["statusCode"], office["isBase64Encoded"]) == (200, True)
        packed = zipfile.ZipFile(io.BytesIO(base64.b64decode(office["body"])))
        assert sheet in packed.namelist()
    assert refused["statusCode"] == 401


def test_the_collect_function_does_not_start_without_a_long_key(start: Start, tmp_path: Path) -> None:
    with start(COLLECT, STORE=str(tmp_path), BUREAU_KEY="x" * 31) as function:
        reported = function.failed_start()
    assert "BUREAU_KEY 太短" in reported["errorMessage"]


# ---- the entries once more in this process, where coverage sees them


@pytest.fixture
def entry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Document]]:
    """Imports an entry afresh, as Lambda does, and calls its handle."""
    names = ("handler.submit.aws_entry", "handler.lookup.aws_entry", "handler.collect.aws_entry")
    shell = tmp_path / "shell.html"
    shell.write_text(SHELL, encoding="utf-8")
    monkeypatch.setattr(pages, "SHELL", shell)
    monkeypatch.setenv("STORE", str(tmp_path))
    monkeypatch.setenv("ACCESS", "open")

    packed = tmp_path / "catalogue"
    packed.write_bytes(pack(load_catalogue()))
    monkeypatch.setattr("schema.edition.survey.unpack.__defaults__", (packed,))

    def call(handler: str, event: Document) -> Document:
        module, _, name = handler.rpartition(".")
        response: Document = getattr(importlib.import_module(module), name)(event, None)
        return response

    for name in names:
        sys.modules.pop(name, None)
    yield call
    for name in names:
        sys.modules.pop(name, None)


def test_the_submit_entry_reads_its_settings_from_the_environment(
    entry: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://form.example")
    event = api_event("GET", "/api/health", headers={"origin": "https://form.example"})
    response = entry(SUBMIT, event)
    assert response["statusCode"] == 200
    assert response["headers"]["Access-Control-Allow-Origin"] == "https://form.example"


def test_the_lookup_entry_reads_its_settings_from_the_environment(
    entry: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METRICS", "stack")
    event = api_event("GET", "/api/2021/receipts/330212/0123ABCD0123ABCD0123ABCD01")
    assert entry(LOOKUP, event)["statusCode"] == 404


def test_a_deployed_function_goes_by_its_servers_clock(entry: Callable[..., Document]) -> None:
    refused = entry(SUBMIT, submission())
    assert refused["statusCode"] == 410, "2021 closed long ago"


def test_the_collect_entry_reads_its_key_from_the_environment(
    entry: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUREAU_KEY", KEY)
    assert entry(COLLECT, collection())["statusCode"] == 200
    assert entry(COLLECT, collection(key="guessed"))["statusCode"] == 401


@pytest.mark.parametrize("secret", ["", "x" * 31, SAMPLE_SECRET])
def test_the_submit_entry_fails_without_a_secret_of_its_own(
    entry: Callable[..., Document], monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("ACCESS", "codes")
    monkeypatch.setenv("CODE_SECRET", secret)
    with pytest.raises(Exception, match="CODE_SECRET") as caught:
        entry(SUBMIT, submission())
    assert not secret or secret not in str(caught.value)


@pytest.mark.parametrize("key", [None, "", "x" * 31])
def test_the_collect_entry_fails_without_a_long_key(
    entry: Callable[..., Document], monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    monkeypatch.delenv("BUREAU_KEY", raising=False)
    if key is not None:
        monkeypatch.setenv("BUREAU_KEY", key)
    with pytest.raises(Exception, match="BUREAU_KEY" if key is None else "BUREAU_KEY 太短"):
        entry(COLLECT, collection())
