"""Libraries in a package: the pinned version as it was released, or a clear line."""

import importlib
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
import xlsxwriter

from infra import package as extras
from infra.package import PINS, ExtraError, read_extra


def test_the_pinned_version_is_packed_whole() -> None:
    packed = read_extra("xlsxwriter")

    installed = Path(xlsxwriter.__file__).parent
    assert packed == {
        file.relative_to(installed.parent).as_posix(): file.read_bytes() for file in installed.rglob("*.py")
    }


def test_the_requirements_name_it_by_version_and_hash() -> None:
    _, _, rest = PINS.read_text(encoding="utf-8").partition("\nxlsxwriter==")

    assert rest.startswith(f"{version('xlsxwriter')} \\\n    --hash=sha256:")


@pytest.mark.parametrize(
    ("name", "pins", "line"),
    [
        (
            "xlsxwriter",
            "xlsxwriter==1.0 \\\n",
            f"安装的是 xlsxwriter {version('xlsxwriter')}，应为 1.0，先运行 make setup，再打包",
        ),
        ("no-such-thing", "no-such-thing==1.0 \\\n", "没有安装 no-such-thing 1.0，先运行 make setup，再打包"),
        (
            "xlsxwriter",
            "other-xlsxwriter==1.0 \\\n",
            "pins.txt 里没有写定 xlsxwriter 的版本，应有一行 xlsxwriter==版本",
        ),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, name: str, pins: str, line: str) -> None:
    (tmp_path / "pins.txt").write_text(pins, encoding="utf-8")

    with pytest.raises(ExtraError) as told:
        read_extra(name, tmp_path / "pins.txt")

    assert str(told.value) == line


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = Path(xlsxwriter.__file__).parent
    (record,) = installed.parent.glob("xlsxwriter-*.dist-info")
    shutil.copytree(installed, tmp_path / "xlsxwriter")
    shutil.copytree(record, tmp_path / record.name)
    (tmp_path / "xlsxwriter" / "url.py").write_text("changed")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()

    with pytest.raises(
        ExtraError, match=r"^xlsxwriter 的文件 xlsxwriter/url.py 可能已被修改，先运行 make setup"
    ):
        extras.read_extra("xlsxwriter")
