"""One origin: pages, assets and the functions; the clock that stands; the key of this machine."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from werkzeug.test import Client

from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.http.message import Request, Response, respond
from handler.records.fetch import read_all
from handler.server.clocks import StandingClock
from handler.server.site import make_local, make_site
from handler.server.trial import make_log
from handler.stores.folder import FolderStore
from tests.support.filings import SURVEY, answers, submit_settings

MOMENT = datetime.fromisoformat("2021-07-01T12:00:00+08:00")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    public = tmp_path / "public"
    for name, text in {
        "index.html": "home",
        "404.html": "nowhere",
        "2021/index.html": "form",
        "assets/abc/form.js": "1",
    }.items():
        (public / name).parent.mkdir(parents=True, exist_ok=True)
        (public / name).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    yield Client(make_site(public, NAMED))


def answer(name: str):  # type: ignore[no-untyped-def]  # a responder that says which function it is
    def responder(request: Request) -> Response:
        return respond(200, "text/plain", f"{name} {request.method}".encode())

    return responder


NAMED = {name: answer(name) for name in ("submit", "lookup", "collect")}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "home"),
        ("/2021/", "form"),
        ("/api/health", "submit GET"),
        ("/api/2021/receipts/330212/0123ABCD0123ABCD0123ABCD01", "lookup GET"),
        ("/api/2021/latest", "lookup GET"),
        ("/api/2021/collection.csv", "collect GET"),
        ("/api/2021/other", "submit GET"),
        ("/api/%0A/collection.xlsx", "submit GET"),
    ],
)
def test_each_path_has_one_answer(client: Client, path: str, text: str) -> None:
    response = client.get(path, buffered=True)

    assert (response.status_code, response.text) == (200, text)


def test_a_submission_goes_to_the_submit_function(client: Client) -> None:
    assert client.post("/api/2021/submissions").text == "submit POST"


def test_assets_may_be_kept_for_ever_and_pages_not(client: Client) -> None:
    asset, page = client.get("/assets/abc/form.js", buffered=True), client.get("/2021/", buffered=True)

    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-cache"


def test_a_page_carries_the_date_of_the_clock_that_judges(client: Client, tmp_path: Path) -> None:
    site = make_site(tmp_path / "public", NAMED, lambda: MOMENT)

    assert Client(site).get("/2021/", buffered=True).headers["Date"] == "Thu, 01 Jul 2021 04:00:00 GMT"
    real = parsedate_to_datetime(client.get("/2021/", buffered=True).headers["Date"])
    assert abs(datetime.now(UTC) - real) < timedelta(minutes=5)


def test_both_functions_work_on_one_store(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home")
    store = FolderStore(tmp_path / "store")
    client = Client(make_local(submit_settings(), store, "k" * 32, tmp_path))

    filed = client.post("/api/2021/submissions", json={"answers": answers()})
    collected = client.get("/api/2021/collection.json", headers={"Authorization": f"Bearer {'k' * 32}"})

    assert filed.status_code == 201
    assert collected.text == to_json(merge(SURVEY, read_all(store, "2021"))).decode()
    assert filed.json
    assert filed.json["reference"] in collected.text
    assert client.get("/", buffered=True).headers["Date"] == "Wed, 30 Jun 2021 01:02:03 GMT"


def test_whoever_runs_the_server_is_told_why_a_filing_failed_though_no_log_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "store").write_bytes(b"a file, so that the store fails")
    client = Client(make_local(submit_settings(), FolderStore(tmp_path / "store"), "k" * 32, tmp_path))

    failed = client.post("/api/2021/submissions", json={"answers": answers()})
    client.get("/api/health")

    [line] = map(json.loads, capsys.readouterr().err.splitlines())
    assert (failed.status_code, line["status"], bool(line["cause"])) == (503, 503, True)
    assert failed.headers["X-Request-Id"] == line["request_id"]


@pytest.mark.parametrize("above", ["", "/forms"])
def test_a_folder_without_its_slash_is_sent_on(client: Client, above: str) -> None:
    response = client.get("/2021", buffered=True, environ_overrides={"SCRIPT_NAME": above})

    assert (response.status_code, response.headers["Location"]) == (308, f"{above}/2021/")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/../secret.txt",
        "/../store",
        "/2021/../../store",
        "/store/../../store",
        "//etc/passwd",
        "/" + "a" * 300,
        "/" + "a/" * 5000,
        "/\0",
        "/a\0b",
        "/\xed\xa0\x80",
        "/\xff",
        "/..\\store",
        "/C:/store",
    ],
)
def test_what_is_not_there_shows_the_404_page(client: Client, path: str, tmp_path: Path) -> None:
    """And so does what lies elsewhere: whoever asks for a unit's folder in the store does not learn whether it has filed."""
    (tmp_path / "store").mkdir()

    response = client.get("/", environ_overrides={"PATH_INFO": path}, buffered=True)

    assert (response.status_code, response.text) == (404, "nowhere")


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1",
        "bytes=9-",
        "bytes=-0",
        "bytes=5-2",
        "bytes=a",
        "bytes=0-1,3-",
        "lines=1-2",
        f"bytes={'9' * 400}-",
    ],
)
def test_an_odd_part_of_a_page_is_sent_or_refused(client: Client, asked: str) -> None:
    assert client.get("/2021/", headers={"Range": asked}, buffered=True).status_code in (200, 206, 416)


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/2021", 308),
        ("/nowhere", 404),
        ("/assets/a.js", 200),
        ("/api/health", 200),
        ("/api/uploads", 405),
        ("/api/2021/latest", 405),
        ("/api/2021/collection", 401),
    ],
)
def test_every_answer_says_how_it_may_be_used(tmp_path: Path, path: str, status: int, secure: bool) -> None:
    """Who may frame a page, the page itself cannot say."""
    for name in ("index.html", "404.html", "2021/index.html", "assets/a.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("-")
    settings = submit_settings(secure=secure)
    client = Client(make_local(settings, FolderStore(tmp_path / "store"), "k" * 32, tmp_path))

    answered = client.get(path, buffered=True)

    assert answered.status_code == status
    headers = answered.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert len(headers.getlist("Content-Security-Policy")) == 1
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers.get("Strict-Transport-Security") == ("max-age=31536000" if secure else None)


def test_a_page_takes_no_post(client: Client) -> None:
    response = client.post("/2021/")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_the_standing_clock_stays_at_its_moment_and_later_is_later(tmp_path: Path) -> None:
    clock = StandingClock(MOMENT, tmp_path / "clock")

    first, second = clock(), clock()

    assert first < second < MOMENT + timedelta(seconds=1)
    assert first.replace(microsecond=0) == MOMENT


def test_nobody_waits_for_a_file_at_each_look_and_no_restart_is_earlier_than_any_of_them(
    tmp_path: Path,
) -> None:
    file = tmp_path / "clock"
    clock, seen = StandingClock(MOMENT, file), set[str]()
    for _ in range(250):
        last = clock()
        seen.add(file.read_text(encoding="ascii"))

    assert seen == {"100", "200", "300"}
    assert StandingClock(MOMENT, file)() > last


def test_a_restart_does_not_set_the_standing_clock_back(tmp_path: Path) -> None:
    before = StandingClock(MOMENT, tmp_path / "var" / "clock")()

    assert StandingClock(MOMENT, tmp_path / "var" / "clock")() > before


def test_a_kill_while_the_clock_is_written_does_not_keep_it_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handler.server.clocks._AHEAD", 1)
    clock = StandingClock(MOMENT, tmp_path / "clock")
    before = clock()

    def killed(_handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("os.fsync", killed)
        clock()

    assert StandingClock(MOMENT, tmp_path / "clock")() > before


def test_a_clock_that_could_not_be_kept_is_kept_at_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StandingClock(MOMENT, tmp_path / "clock")

    def full(_handle: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="no space left"):
        patched.setattr("os.fsync", full)
        clock()
    last = clock()

    assert StandingClock(MOMENT, tmp_path / "clock")() > last


def test_a_log_is_added_to_line_by_line(tmp_path: Path) -> None:
    for word in ("one", "two"):
        make_log(tmp_path / "var" / "log")(word)

    assert (tmp_path / "var" / "log").read_text(encoding="utf-8") == "one\ntwo\n"
    make_log(None)("nowhere")


def test_a_log_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    write = make_log(tmp_path / "log")
    (tmp_path / "log").unlink()
    (tmp_path / "log").mkdir()

    write("a line")
