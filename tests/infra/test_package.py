"""Packing: the same bytes from the same sources, and nothing a function does not need."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from infra.package import CATALOGUE, ROOT, NotInstalledError, make_collect_package, make_package
from schema.edition.survey import unpack
from schema.loading.catalogue import EDITIONS, load_catalogue
from tests.support.measuring import outside

PACK = """
import sys
from pathlib import Path
import infra.package
infra.package.RUNTIME = sys.version_info[:2]
infra.package.make_package(sys.argv[1], Path(sys.argv[2]))
"""
SHELL = "<!doctype html><title><!--title--></title><main><!--main--></main>"


@pytest.fixture(autouse=True)
def another_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """The functions run on another version than this one, but where a test says otherwise."""
    monkeypatch.setattr("infra.package.RUNTIME", (2, 7))


def copy_sources(to: Path) -> Path:
    for name in ("schema", "handler"):
        shutil.copytree(ROOT / name, to / name)
    return to


def contents(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_two_runs_give_the_same_bytes_wherever_and_whenever_the_sources_lie(tmp_path: Path) -> None:
    elsewhere = copy_sources(tmp_path / "elsewhere")
    for file in elsewhere.rglob("*"):
        os.utime(file, (2_000_000_000, 2_000_000_000))
        file.chmod(0o777)
    first = make_package(SHELL, tmp_path / "dist" / "first.zip")
    second = make_package(SHELL, tmp_path / "second.zip", elsewhere)
    assert first == tmp_path / "dist" / "first.zip"
    assert first.read_bytes() == second.read_bytes()
    bureau = make_collect_package(tmp_path / "dist" / "collect.zip")
    assert bureau == tmp_path / "dist" / "collect.zip"
    assert bureau.read_bytes() == make_collect_package(tmp_path / "again.zip", elsewhere).read_bytes()


@pytest.mark.unmeasured
@pytest.mark.programs
def test_the_functions_own_python_packs_bytecode_besides_and_the_same_in_any_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = contents(make_package(SHELL, tmp_path / "sources.zip"))
    monkeypatch.setattr("infra.package.RUNTIME", sys.version_info[:2])
    first = make_package(SHELL, tmp_path / "first.zip")
    command = [sys.executable, "-c", PACK, SHELL, str(tmp_path / "second.zip")]
    its_own = {"PYTHONHASHSEED": "1", "PYTHONOPTIMIZE": "1", "PYTHONPYCACHEPREFIX": str(tmp_path / "cache")}
    subprocess.run(command, cwd=ROOT, env=outside() | its_own, check=True)
    assert (tmp_path / "second.zip").read_bytes() == first.read_bytes()
    assert contents(first) == sources | {
        name: content for name, content in contents(first).items() if name.endswith(".pyc")
    }


def test_it_holds_the_sources_the_editions_and_the_shell(tmp_path: Path) -> None:
    packed = contents(make_package(SHELL, tmp_path / "functions.zip"))
    shell = packed.pop("handler/http/shell.html")
    assert shell == SHELL.encode()
    (tmp_path / "packed").write_bytes(packed.pop(CATALOGUE))
    assert unpack(tmp_path / "packed") == load_catalogue()
    assert packed == {name: (ROOT / name).read_bytes() for name in packed}
    assert {
        "handler/submit/aws_entry.py",
        "handler/lookup/aws_entry.py",
        "handler/stores/s3.py",
        "schema/validation/validate.py",
    } <= packed.keys()
    assert list(packed) == sorted(packed)


def test_the_editions_are_those_that_the_pages_are_frozen_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "editions"
    shutil.copytree(EDITIONS, shelf)
    roster = (shelf / "2021.units.toml").read_text(encoding="utf-8")
    (shelf / "2021.units.toml").write_text(roster.replace("海曙区", "天一区"), encoding="utf-8")
    monkeypatch.setattr("schema.loading.catalogue.load_catalogue.__defaults__", (shelf,))
    for package in (
        make_package(SHELL, tmp_path / "public.zip"),
        make_collect_package(tmp_path / "bureau.zip"),
    ):
        (tmp_path / "packed").write_bytes(contents(package)[CATALOGUE])
        assert unpack(tmp_path / "packed")["2021"].roster.by_name("天一区") is not None


def test_it_leaves_out_the_rooms_of_other_machines_and_what_is_no_source(tmp_path: Path) -> None:
    sources = copy_sources(tmp_path / "sources")
    unneeded = [
        "handler/server/site.py",
        "handler/server/wsgi.py",
        "handler/commands/collect/command.py",
        "handler/commands/check.py",
        "handler/server/uploads.py",
        "handler/stores/folder/__init__.py",
        "schema/cli.py",
        "schema/authoring/lint.py",
        "handler/__pycache__/aws.cpython-312.pyc",
        "handler/notes.md",
        "handler/http/shell.html",
        "schema/editions/draft.toml~",
        "schema/loading/notes.py",
        "tests/test_something.py",
        "build.py",
    ]
    for name in unneeded:
        (sources / name).parent.mkdir(exist_ok=True)
        (sources / name).write_text("unneeded")
    public = contents(make_package(SHELL, tmp_path / "functions.zip", sources))
    bureau = contents(make_collect_package(tmp_path / "collect.zip", sources))
    assert [name for name in unneeded if b"unneeded" in (public.get(name), bureau.get(name))] == []
    assert {name.partition("/")[0] for name in public} == {"schema", "handler"}
    assert {name.partition("/")[0] for name in bureau} == {"schema", "handler", "xlsxwriter"}


def test_the_public_functions_and_the_bureaus_have_nothing_of_each_other(tmp_path: Path) -> None:
    public = contents(make_package(SHELL, tmp_path / "functions.zip"))
    bureau = contents(make_collect_package(tmp_path / "collect.zip"))
    own = {f"handler/{side}/aws_entry.py" for side in ("submit", "lookup", "collect")}
    assert own & public.keys() == {"handler/submit/aws_entry.py", "handler/lookup/aws_entry.py"}
    assert own & bureau.keys() == {"handler/collect/aws_entry.py"}
    assert "handler/http/shell.html" not in bureau
    assert {name: public[name] for name in public.keys() & bureau.keys()} == {
        name: bureau[name] for name in public.keys() & bureau.keys()
    }


def test_a_library_that_is_not_the_pinned_one_is_not_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("other-xlsxwriter==1.0 \\\nxlsxwriter==1.0 \\\n", encoding="utf-8")
    monkeypatch.setattr("infra.package.PINS", pins)
    monkeypatch.setattr("infra.package.installed", lambda _: SimpleNamespace(version="1.0.1"))

    with pytest.raises(NotInstalledError) as told:
        make_collect_package(tmp_path / "collect.zip")

    assert (
        str(told.value)
        == "安装的 xlsxwriter 1.0.1 不是 requirements.txt 里写定的那一版，先运行 make setup，再打包"
    )
    assert not (tmp_path / "collect.zip").exists()


def test_nothing_in_it_imports_the_web_framework(tmp_path: Path) -> None:
    bureau = contents(make_collect_package(tmp_path / "collect.zip"))
    packed = bureau | contents(make_package(SHELL, tmp_path / "functions.zip"))
    frameworks = (b"flask", b"jinja2", b"wtforms", b"werkzeug", b"waitress", b"webform")
    guilty = [
        name
        for name, source in packed.items()
        if any(b"import " + word in source or b"from " + word in source for word in frameworks)
    ]
    assert guilty == []


def test_it_is_small(tmp_path: Path) -> None:
    assert make_package(SHELL, tmp_path / "functions.zip").stat().st_size < 200_000
    assert make_collect_package(tmp_path / "collect.zip").stat().st_size < 500_000
