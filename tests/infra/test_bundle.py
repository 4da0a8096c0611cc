"""The whole program in one file: on a machine with Python alone it serves, takes a filing, and gives it to the bureau."""

import json
import os
import runpy
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import build
from infra.bundle import program, start
from infra.bundle.pack import make_bundle
from infra.package import NotInstalledError
from tests.support.s3.s3_server import free_ports

pytestmark = pytest.mark.programs

BARE = [sys.executable, "-I", "-S"]
"""Python with its own library alone."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("dist") / "form.pyz", s3=False)


@pytest.fixture
def folder(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one, to work in; nothing of it is written anywhere else. What one start has unpacked the next finds."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CACHE_HOME", str(bundle.parent / "cache"))
    monkeypatch.delenv("EDITIONS", raising=False)
    return tmp_path / "work"


def run(bundle: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*BARE, str(bundle), *arguments], capture_output=True, text=True, check=False)


@contextmanager
def serving(bundle: Path) -> Iterator[str]:
    """The address."""
    [port] = free_ports(1)
    command = [*BARE, str(bundle), "serve", "--port", str(port), "--at", "2021-06-30T09:00:00+08:00"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def ask(url: str, **headers: str) -> bytes:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(
                urllib.request.Request(url, _body(url), headers), timeout=10
            ) as answer:  # the program on loopback
                read: bytes = answer.read()
                return read
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _body(url: str) -> bytes | None:
    """A whole table, which the start has written, for who files."""
    return Path("var/example.json").read_bytes() if url.endswith("/submissions") else None


def test_it_serves_takes_a_filing_and_gives_it_to_the_bureau(bundle: Path, folder: Path) -> None:
    with serving(bundle) as site:
        page = ask(f"{site}/2021/")
        receipt = json.loads(ask(f"{site}/api/2021/submissions", **{"Content-Type": "application/json"}))
        key = (folder / "var" / "bureau.key").read_text(encoding="utf-8")
        collected = json.loads(ask(f"{site}/api/2021/collection.json", Authorization=f"Bearer {key}"))

    assert "安全生产月" in page.decode()
    assert receipt["reference"].startswith("2021-")
    assert receipt["reference"] in json.dumps(collected)
    assert sorted(file.name for file in (folder / "editions").iterdir()) == ["2021.toml", "2021.units.toml"]


def test_it_has_every_command_but_those_for_sources(bundle: Path, folder: Path) -> None:
    help_text = run(bundle).stdout

    assert {"serve", "collect", "codes", "check", "install"} <= set(help_text.split())
    assert not {"package", "bundle", "deploy"} & set(help_text.split())
    assert not list(folder.iterdir())


@pytest.mark.usefixtures("folder")
def test_what_it_lacks_is_told(bundle: Path) -> None:
    done = run(bundle, "collect", "2021", "--from", "s3://bucket", "--out", "collected")

    assert done.returncode == 1
    assert done.stderr == "build.py: 这个文件里没有带 botocore，这件事请用完整的程序（python build.py）做\n"


def test_its_own_editions_are_those_of_the_folder(bundle: Path, folder: Path) -> None:
    assert run(bundle, "renew", "2022").returncode == 0

    assert "2022：11 行" in run(bundle, "check").stdout
    assert (folder / "editions" / "2022.toml").is_file()


def test_the_same_sources_give_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    assert make_bundle(tmp_path / "again.pyz", s3=False).read_bytes() == bundle.read_bytes()


def test_it_is_python_alone_and_small_enough_for_a_mail(bundle: Path) -> None:
    names = zipfile.ZipFile(bundle).namelist()

    assert not [name for name in names if name.endswith((".so", ".pyd", ".pyc"))]
    assert [name for name in names if "LICENSE" in name.upper()]
    assert bundle.stat().st_size < 2_000_000


def test_what_asks_s3_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert build.main(["bundle", "--s3", "--file", str(tmp_path / "form.pyz")]) == 0

    assert "python3 form.pyz install" in capsys.readouterr().out
    assert "botocore/__init__.py" in zipfile.ZipFile(tmp_path / "form.pyz").namelist()


def test_a_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.bundle.pack.LIBRARIES", ("no-such-library",))

    with pytest.raises(NotInstalledError, match="没有安装 no-such-library"):
        make_bundle(tmp_path / "form.pyz", s3=False)


def test_a_start_that_was_slower_takes_what_the_other_unpacked(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raced(_: Path, target: Path) -> Path:
        target.mkdir()
        raise OSError("it is there")

    monkeypatch.setattr(Path, "rename", raced)

    folder = start.unpack(bundle, tmp_path)

    assert list(tmp_path.iterdir()) == [folder]
    assert start.unpack(bundle, tmp_path) == folder


def test_what_cannot_be_unpacked_is_not_half_there(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(OSError, match="no space left"):
        start.unpack(bundle, tmp_path)


def test_an_older_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10))

    with pytest.raises(SystemExit, match="1"):
        runpy.run_path(start.__file__, run_name="__main__")

    assert "需要 Python 3.11" in capsys.readouterr().err


def test_the_start_runs_what_it_unpacked(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(bundle), "check"])
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setattr(program, "main", lambda arguments: len(arguments) + 41)

    assert start.run() == 42
    assert Path(sys.path[0]).parent == tmp_path / "yearly-form"


def test_the_folder_named_by_the_environment_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDITIONS", "elsewhere")
    assert program.main(["serve", "--host", "nowhere.invalid"]) == 1
    assert (folder / "elsewhere" / "2021.toml").is_file()

    monkeypatch.setattr(build, "main", _lacking)
    assert program.main([]) == 1
    assert "没有带 docx" in capsys.readouterr().err
    assert os.environ["EDITIONS"] == "elsewhere"


def _lacking(*_: object) -> int:
    raise ModuleNotFoundError("No module named 'docx'", name="docx")
