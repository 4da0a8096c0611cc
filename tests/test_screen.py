"""Files first, the screen never fatal: what a console cannot show or take does not stop a command."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from handler.collect.exports import EXPORTS
from handler.records.record import FiledUnit
from handler.stores.folder import FolderStore
from schema.cli import Screen, warn
from tests.support.documents.next_year import write_2022
from tests.support.filings import answers, make_record, store_record
from tests.support.measuring import outside

pytestmark = pytest.mark.programs

ROOT = Path(build.__file__).parent
ODD = "䶮港所🏭"
"""Neither letter is in GBK."""
FILES = {*(f"collected.{extension}" for extension in EXPORTS), "未报单位.txt"}
COLLECT = ("collect", "2021", "--from", "store", "--out", "out")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store in which a unit of an odd name has filed."""
    record = make_record(answers(unit=ODD), unit=FiledUnit(code="unknown-0", name=ODD))
    FolderStore(tmp_path / "store").create(store_record(record).key, record.to_bytes())
    return tmp_path


def run(
    folder: Path,
    *arguments: str,
    encoding: str = "utf-8",
    stdout: int = subprocess.PIPE,
    measured: bool = False,
) -> "subprocess.CompletedProcess[bytes]":
    """The command as a process of its own, its output redirected, as Windows does in that code page."""
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env={**(os.environ if measured else outside()), "PYTHONIOENCODING": encoding},
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )


def command(*arguments: str) -> Sequence[str]:
    return [sys.executable, str(ROOT / "build.py"), *arguments]


def written(folder: Path) -> set[str]:
    return {file.name for file in (folder / "out").iterdir()}


def test_what_the_code_page_lacks_is_replaced_and_said_and_every_file_is_written(folder: Path) -> None:
    done = run(folder, *COLLECT, encoding="gbk", measured=True)

    assert (done.returncode, written(folder)) == (0, FILES)
    assert "名单外：?港所?（没有计入合计" in done.stdout.decode("gbk")
    assert done.stderr.decode("gbk").splitlines() == [
        "build.py: 有些字这里显示不出（gbk），已用“?”代替；写出的文件不受影响"
    ]
    assert ODD in (folder / "out/collected.outside.csv").read_text(encoding="utf-8-sig")


@pytest.mark.unmeasured
def test_an_import_says_its_doubts_in_any_code_page(folder: Path) -> None:
    wanted = ("import", str(write_2022(folder)), "--year", "2022", "--out", "2022.toml")

    done = run(folder, *wanted, "--due", "2022-07-01T12:00:00+08:00", encoding="gbk")

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert (folder / "2022.toml").is_file()


@pytest.mark.unmeasured
@pytest.mark.parametrize("arguments", [["collect", "--help"], ["check"]])
def test_every_word_can_be_said_in_ascii(folder: Path, arguments: list[str]) -> None:
    done = run(folder, *arguments, encoding="ascii")

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.unmeasured
def test_a_reader_that_went_away_keeps_no_file_from_being_written(folder: Path) -> None:
    """`collect … | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)

    done = run(folder, *COLLECT, stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")
    assert written(folder) == FILES


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_output_that_cannot_be_kept_is_said_and_every_file_is_written(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(folder, *COLLECT, stdout=full.fileno(), measured=True)

    assert done.returncode == 1
    assert done.stderr.decode() == (
        "build.py: 屏幕上的话没有全部写出：No space left on device。写出的文件不受影响\n"
    )
    assert written(folder) == FILES


@pytest.mark.unmeasured
def test_without_a_screen_a_command_does_what_it_does(folder: Path) -> None:
    closed = f"exec >&- 2>&-; {sys.executable} {ROOT / 'build.py'} {' '.join(COLLECT)}"

    done = subprocess.run(["sh", "-c", closed], cwd=folder, timeout=120, check=False)

    assert done.returncode == 0
    assert written(folder) == FILES


def test_an_error_that_nobody_can_be_told_is_still_an_error(folder: Path) -> None:
    closed = f"exec >&- 2>&-; {sys.executable} {ROOT / 'build.py'} collect 1999 --from store --out out"

    assert subprocess.run(["sh", "-c", closed], cwd=folder, timeout=120, check=False).returncode == 1


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["gbk", "ascii", "utf-8", "cp1252"]))
def test_whatever_is_said_in_whatever_code_page_is_no_crash(text: str, encoding: str) -> None:
    kept = io.BytesIO()
    screen = Screen(io.TextIOWrapper(kept, encoding=encoding, newline="\n"))

    screen.say(text)

    assert kept.getvalue() == f"{text}\n".encode(encoding, "replace")
    assert (screen.trouble() == "") == (kept.getvalue().decode(encoding) == f"{text}\n")


def test_a_screen_that_is_no_console_takes_every_word() -> None:
    kept = io.StringIO()

    Screen(kept).say(ODD)

    assert kept.getvalue() == f"{ODD}\n"


def test_a_warning_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    warn(ODD)

    assert capsys.readouterr().err == f"build.py: {ODD}\n"
