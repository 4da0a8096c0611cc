"""Writing into a folder: whole files, and what could not be written is named with its remedy."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from handler.collect.collection import TooLargeError
from handler.commands.collect.output_folder import Folder, NotWrittenError


def failing(error: Exception) -> Iterator[bytes]:
    yield b"half"
    raise error


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path / "new" / "out")

    for content in (b"old", b"new"):
        assert list(folder.write("a.csv", [content])) == [f"已写 {folder.path / 'a.csv'}"]
    folder.finish()

    assert {file.name: file.read_bytes() for file in folder.path.iterdir()} == {"a.csv": b"new"}


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "文件正被别的程序打开（如 Excel、Word），或不让写。请关闭它，再汇总一次",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device。排除后再汇总一次"),
        (OSError(), "OSError。排除后再汇总一次"),
        (TooLargeError("太大"), "太大"),
    ],
)
def test_what_fails_is_named_the_old_file_stays_and_the_others_are_written(
    tmp_path: Path, error: Exception, line: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    folder = Folder.at(tmp_path)

    said = [*folder.write("a.xlsx", failing(error)), *folder.write("b.csv", [b"b"])]

    assert said == [f"已写 {tmp_path / 'b.csv'}"]
    with pytest.raises(NotWrittenError) as told:
        folder.finish()
    assert str(told.value) == f"没有写 {tmp_path / 'a.xlsx'}：{line}"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.xlsx": b"old", "b.csv": b"b"}


def test_a_file_in_the_folders_place_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "out").touch()

    with pytest.raises(NotWrittenError, match="是一个文件，不是文件夹"):
        Folder.at(tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = Folder.at(tmp_path / "file" / "out")

    with pytest.raises(NotWrittenError, match=r"^不能建文件夹 .*：Not a directory。--out 请换一个地方$"):
        list(folder.write("a.csv", []))
