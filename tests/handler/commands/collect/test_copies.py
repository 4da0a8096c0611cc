"""Collecting from S3 again: the listing and what is new are asked for, and what counts is what the store has now."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handler.commands.collect.copies import open_copied
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from tests.support.s3.odd_s3 import odd_store

FOLDER = "submissions/2021/"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Store]:
    with odd_store(monkeypatch, taken=0) as found:
        yield found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were read from the store itself."""
    names: list[str] = []
    read = S3Store.read

    def note(self: S3Store, key: str) -> bytes:
        names.append(key)
        return read(self, key)

    monkeypatch.setattr(S3Store, "read", note)
    return names


def collect(copies: Path) -> dict[str, bytes]:
    store = open_copied("s3://bucket/p", copies)
    return {key: store.read(key) for key in list(store.list(FOLDER))}


def test_again_only_what_is_new_or_changed_is_read(store: S3Store, asked: list[str], tmp_path: Path) -> None:
    store.create(f"{FOLDER}1/a.json", b"one")
    store.create(f"{FOLDER}1/b.json", b"two")
    first = collect(tmp_path)
    asked.clear()

    assert collect(tmp_path) == first
    assert asked == []

    store.create(f"{FOLDER}1/b.json", b"other")
    store.create(f"{FOLDER}2/c.json", b"three")
    assert collect(tmp_path) == first | {f"{FOLDER}1/b.json": b"other", f"{FOLDER}2/c.json": b"three"}
    assert asked == [f"{FOLDER}1/b.json", f"{FOLDER}2/c.json"]


def test_a_copy_that_was_damaged_is_none_and_one_of_what_is_gone_goes(
    store: S3Store, asked: list[str], tmp_path: Path
) -> None:
    store.create(f"{FOLDER}1/a.json", b"one")
    collect(tmp_path)
    [copy] = (file for file in tmp_path.rglob("*") if file.is_file())
    copy.write_bytes(copy.read_bytes()[:-1])
    asked.clear()

    assert collect(tmp_path) == {f"{FOLDER}1/a.json": b"one"}
    assert asked == [f"{FOLDER}1/a.json"]
    (copy.parent / "of what is gone").write_bytes(b"")
    collect(tmp_path)
    assert list(copy.parent.iterdir()) == [copy]
    assert copy.stat().st_mode & 0o077 == 0


def test_what_is_read_again_comes_from_the_store(store: S3Store, asked: list[str], tmp_path: Path) -> None:
    store.create(f"{FOLDER}1/a.json", b"one")
    collect(tmp_path)
    asked.clear()
    copied = open_copied("s3://bucket/p", tmp_path)
    [key] = copied.list(FOLDER)

    assert [copied.read(key), copied.read(key)] == [b"one", b"one"]
    assert asked == [key]


def test_where_no_copy_can_be_kept_all_is_read_from_the_store(
    store: S3Store, asked: list[str], tmp_path: Path
) -> None:
    store.create(f"{FOLDER}1/a.json", b"one")
    (tmp_path / "no folder").write_bytes(b"")

    assert collect(tmp_path / "no folder") == collect(tmp_path / "no folder") == {f"{FOLDER}1/a.json": b"one"}
    assert len(asked) == 2


def test_two_who_collect_at_once_disturb_each_other_in_nothing(store: S3Store, tmp_path: Path) -> None:
    store.create(f"{FOLDER}1/a.json", b"one")
    one, other = (open_copied("s3://bucket/p", tmp_path) for _ in range(2))
    [key], _ = one.list(FOLDER), list(other.list(FOLDER))

    assert [one.read(key), other.read(key)] == [b"one", b"one"]
    assert list(one.list(FOLDER)) == [key]
    shutil.rmtree(tmp_path)
    assert one.read(key) == b"one"
    assert collect(tmp_path) == {key: b"one"}


def test_of_a_folder_no_copy_is_kept(tmp_path: Path) -> None:
    assert isinstance(open_copied(str(tmp_path), tmp_path), FolderStore)
