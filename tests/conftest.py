"""Fixtures that several packages' tests share: a real S3 server, and both stores. What is not run is said aloud."""

import gc
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from hypothesis import settings

from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from tests.support.http.compiled import keep_compiled
from tests.support.measuring import is_measured, turned, unmeasured
from tests.support.random.utf_8 import know_utf_8
from tests.support.s3.ceph import serve_ceph, why_left_out
from tests.support.s3.s3_server import ACCESS_KEY, SECRET_KEY, S3Server
from tests.support.s3.seaweed import serve_seaweed
from tests.support.s3.sessions import share

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


settings.register_profile("thorough", settings.default, deadline=None)  # a slow one is not a wrong one
settings.register_profile(
    "any machine", settings.get_profile("thorough"), max_examples=30
)  # others at each run
settings.register_profile("quick", settings.get_profile("any machine"), max_examples=10)  # `make quick`
settings.load_profile("any machine")


def pytest_make_parametrize_id(val: object) -> str | None:
    """A file among the arguments is named by what it is: whole, it would be the test's name."""
    return f"{len(val)}-bytes-{hashlib.sha256(val).hexdigest()[:8]}" if isinstance(val, bytes) else None


_ROOM = 4 * 1024**3
_BROWSER = Path(__file__).with_name("browser")


def pytest_configure() -> None:
    keep_compiled()
    know_utf_8()
    _ask_this_machine_itself()
    _write_into_memory()


def _ask_this_machine_itself() -> None:
    """All that the tests ask is on this machine: no proxy that the environment names stands in between."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]


def _write_into_memory() -> None:
    """Where there is room: each record is flushed to the disk before it is acknowledged, thousands in one run."""
    memory = Path("/dev/shm")  # noqa: S108  # the tests' own folders in it are made as those in /tmp are
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < _ROOM:
        return
    os.environ["TMPDIR"] = tempfile.tempdir = str(memory)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What the tests are read into stays to the end: it is not looked through for what can go, again and again.

    What goes round in circles afterwards is small, and looked for seldom.
    Each worker reads the same, so that one measures it.
    """
    gc.disable()
    try:
        with nullcontext() if os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0" else turned():
            return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first; what needs a browser or an S3 server is marked; what needs Ceph may be left out."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if item.path.is_relative_to(_BROWSER):
            item.add_marker("browser")
        if "s3_server" in getattr(item, "fixturenames", ()):
            item.add_marker("s3")
        if item.get_closest_marker("ceph") and (reason := why_left_out()):
            item.add_marker(pytest.mark.skip(reason))


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    with turned():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if is_measured(item):
        return (yield)
    with turned(), unmeasured():
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    with turned():
        return (yield)


pytest_runtest_call = pytest_runtest_teardown = pytest_runtest_setup


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each test that did not run, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section(f"{len(skipped)} TESTS DID NOT RUN", red=True, bold=True)
    for reason, reports in groupby(skipped, lambda report: str(report.longrepr[2])):
        terminalreporter.line("\n".join([reason, *(f"  {report.nodeid}" for report in reports)]))


@pytest.fixture(scope="session")
def seaweed() -> Iterator[S3Server]:
    with serve_seaweed() as server:
        yield server


@pytest.fixture(scope="session")
def ceph() -> Iterator[S3Server]:
    with serve_ceph() as server:
        yield server


@pytest.fixture(scope="session")
def s3_server(seaweed: S3Server) -> S3Server:
    """One server for the whole run; a test gets its own bucket on it."""
    return seaweed


@pytest.fixture(scope="session")
def s3_session() -> boto3.Session:
    """What boto3 reads from its files, which takes longer than most tests, is read once."""
    return boto3.Session(ACCESS_KEY, SECRET_KEY, region_name="us-east-1")


@pytest.fixture
def s3_settings(s3_server: S3Server, s3_session: boto3.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard AWS settings, and nothing of this machine's own, name the server."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", s3_server.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret_key)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    share(monkeypatch, s3_session)  # not one with another test's credentials


@pytest.fixture
def s3_client(s3_settings: None) -> Iterator["S3Client"]:  # noqa: ARG001  # asked for what it sets
    client = boto3.client("s3")
    yield client
    client.close()


@pytest.fixture
def bucket(s3_client: "S3Client") -> str:
    """The name of a fresh bucket."""
    name = f"tests-{secrets.token_hex(8)}"
    s3_client.create_bucket(Bucket=name)
    return name


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each sort, so that every rule is held by both."""
    if request.param == "folder":
        (tmp_path / "store").mkdir()
        return FolderStore(tmp_path / "store")
    return S3Store.at(f"s3://{request.getfixturevalue('bucket')}/some/prefix")
