"""What `build.py serve` keeps in `var/`: keys that are whole or made anew, and for nobody else to read."""

import stat
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from handler.server.trial import local_key, what_to_try
from schema.errors import UserError
from tests.support.builders import survey_2021
from tests.support.http.forked import ROOT
from tests.support.http.served import serve
from tests.support.measuring import outside


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("terminal", [True, False])
def test_the_local_key_is_made_once_and_shown_on_a_terminal_alone(
    terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a service says is kept in a journal that others read."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    told: list[str] = []
    file = tmp_path / "var" / "bureau.key"

    first = local_key(file, told.append)
    second = local_key(file, told.append)

    assert first == second
    assert len(first) >= 32
    assert told == [f"已生成汇总台密钥，存在 {file}" + (f"：{first}" if terminal else "")]


@pytest.mark.parametrize("left", [b"", b"\n", b"\0" * 43])
def test_a_key_that_a_kill_or_a_power_cut_left_empty_is_made_anew(tmp_path: Path, left: bytes) -> None:
    told: list[str] = []
    file = tmp_path / "bureau.key"
    file.write_bytes(left)
    (tmp_path / "bureau.key.new").write_bytes(b"half")  # of a start that was killed

    key = local_key(file, told.append)

    assert told == [f"已生成汇总台密钥，存在 {file}"]
    assert file.read_text() == key == local_key(file, told.append)
    assert mode(file) == 0o600


def test_a_key_typed_with_an_editor_is_taken(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{'k' * 32}\r\n")

    assert local_key(tmp_path / "key", pytest.fail) == "k" * 32


@pytest.mark.parametrize("left", ["k" * 31, "密钥" * 32, "\ufeff" + "k" * 32])
def test_a_key_that_is_none_is_told_with_its_file_and_left_alone(tmp_path: Path, left: str) -> None:
    (tmp_path / "key").write_text(left, encoding="utf-8")

    with pytest.raises(UserError) as caught:
        local_key(tmp_path / "key", pytest.fail)

    assert str(caught.value) == (
        f"{tmp_path / 'key'} 里不是完整的密钥（至少 32 个英文字母或数字）。请删去这个文件再启动，会另生成一个"
    )
    assert (tmp_path / "key").read_text(encoding="utf-8") == left


@pytest.mark.programs
def test_a_kill_at_any_moment_leaves_no_key_or_a_whole_one(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from handler.server.trial import local_key\n"
        "for number in range(1_000_000):\n"
        "    local_key(Path(sys.argv[1], str(number)), lambda _: None)\n"
        "    print(number, flush=True)\n"
    )
    for run in range(6):
        folder = tmp_path / str(run)
        command = [sys.executable, "-c", program, str(folder)]
        with subprocess.Popen(command, cwd=ROOT, env=outside(), stdout=subprocess.PIPE) as maker:
            assert maker.stdout
            maker.stdout.readline()
            time.sleep(0.005 * run)
            maker.kill()
        keys = [path for path in folder.iterdir() if not path.name.endswith(".new")]
        assert keys
        assert {len(key.read_text()) for key in keys} == {43}


@pytest.mark.programs
def test_serve_starts_whatever_a_kill_has_left_of_its_keys_and_says_when_it_takes_nothing(
    tmp_path: Path,
) -> None:
    keys = [tmp_path / "var" / name for name in ("bureau.key", "tickets.key")]
    (tmp_path / "var").mkdir()
    for key in keys:
        key.touch()

    with serve(tmp_path, at="") as server:
        told = server.printed

    assert [(len(key.read_text()), mode(key)) for key in keys] == [(43, 0o600)] * 2
    assert (
        "\n此刻不在 2021 的报送时间内，提交会被退回；要试用，启动时加 --at 2021-06-30T12:00:00+08:00\n"
        in told
    )


@pytest.mark.parametrize(
    ("started", "site", "named"),
    [
        ("form.pyz", "", "python3 form.pyz codes 2021 --site http://127.0.0.1:8000/"),
        (
            "/srv/build.py",
            "https://forms.example",
            "python build.py codes 2021 --site https://forms.example/",
        ),
    ],
)
def test_the_next_command_is_named_as_this_one_was_started(
    monkeypatch: pytest.MonkeyPatch, started: str, site: str, named: str
) -> None:
    monkeypatch.setattr(sys, "argv", [started, "serve"])
    options = Namespace(site=site, store="store", at=None)

    told = what_to_try(options, "http://127.0.0.1:8000", survey_2021().edition, codes=True)

    assert f"  {named}\n" in told
