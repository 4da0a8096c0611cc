"""The tests themselves: they run where a proxy is named, and what they leave out is said aloud. What all code keeps to."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

from tests.support.measuring import is_measured, outside, turned, unmeasured
from tests.support.s3.ceph import why_left_out

ROOT = Path(__file__).parents[1]
ROOMS = ("schema", "handler", "site", "infra")
DEAD = "http://127.0.0.1:9"
A_USER = "import os, sys, pytest; os.geteuid = lambda: 1000; sys.exit(pytest.main(sys.argv[1:]))"


def run_tests(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A run of its own, as a plain user's."""
    command = [sys.executable, "-c", A_USER, "-q", "-p", "no:cacheprovider", *arguments]
    inherited = {name: value for name, value in outside().items() if name != "CI"}
    return subprocess.run(
        command, cwd=ROOT, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.programs
def test_the_tests_run_where_a_proxy_is_named() -> None:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), DEAD)

    done = run_tests("tests/webform/test_openapi_is_true.py", "-k", "examples and urlencoded", **proxies)

    assert "1 passed" in done.stdout, done.stdout


@pytest.mark.programs
def test_each_test_that_is_left_out_is_named_with_what_to_install() -> None:
    done = run_tests("tests/infra/test_roles_on_s3.py", "-k", "ceph and adds", PATH="")

    assert "1 TESTS DID NOT RUN" in done.stdout
    assert "apt-get install --no-install-recommends radosgw ceph-mon ceph-osd" in done.stdout
    assert "\n  tests/infra/test_roles_on_s3.py::test_the_submit_role_adds" in done.stdout


@pytest.mark.parametrize(
    ("ci", "user", "left_out"), [("", 1000, True), ("true", 1000, False), ("", 0, False)]
)
def test_who_may_install_ceph_leaves_nothing_out(
    monkeypatch: pytest.MonkeyPatch, ci: str, user: int, left_out: bool
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert bool(why_left_out()) is left_out


def test_what_is_unmeasured_is_so_however_often_the_process_is_measured() -> None:
    """A worker of pytest-xdist is measured twice."""
    twice = [Coverage(data_file=None, config_file=False, source=["tests"]) for _ in range(2)]
    for measuring in twice:
        measuring.start()
    before = sys.gettrace()

    with unmeasured():
        assert Coverage.current() is None
        assert sys.gettrace() is None

    assert Coverage.current() is twice[1]
    assert type(sys.gettrace()) is type(before)
    for measuring in reversed(twice):
        measuring.stop()


@pytest.mark.unmeasured
def test_each_test_is_measured_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.delenv("MEASURE", raising=False)
    assert not is_measured(request.node)

    monkeypatch.setenv("MEASURE", "all")
    assert is_measured(request.node)


@pytest.fixture
def apart() -> Iterator[None]:
    """Not measured, even where all is."""
    with unmeasured():
        yield


@pytest.mark.usefixtures("apart")
def test_around_what_a_test_does_nothing_is_measured() -> None:
    measuring = Coverage(data_file=None, config_file=False, source=["tests"])
    measuring.start()
    tracer = sys.gettrace()

    with turned():
        around = sys.gettrace()
        with turned():
            within = sys.gettrace()

    assert (around, within, sys.gettrace()) == (None, tracer, tracer)
    measuring.stop()


def test_no_test_module_leans_on_another() -> None:
    """What two of them need stands in `support/`: a test file may then be moved, or read, alone."""
    leaning = [
        f"{file.relative_to(ROOT)}: {line}"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*(from|import) [\w.]*\btest_\w+", line)
    ]

    assert not leaning


def test_no_group_is_repeated_possessively() -> None:
    """Before 3.11.5 and 3.12 (gh-106052) Python lost what stands behind it: 01=02 03 was 01=02 on Debian 12."""
    sources = [ROOT / "build.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    found = re.compile(r"\)(?:[*+?]|\{+[0-9,]*\}+)\+|\(\?>")
    assert [str(path) for path in sources if found.search(path.read_text(encoding="utf-8"))] == []
    assert found.search(r"(?:a|ab)*+") and found.search(r"(?:a|ab){{0,9}}+") and not found.search(r"(\s++)")
