"""A store that would write over a record is found out before anything is entrusted to it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import build
from handler.commands.check import FOLDER, UnsafeStoreError, check_store
from handler.records.fetch import read_all, read_sizes
from handler.stores import NotAllowedError, Store, StoreError
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from tests.support.filings import Down, Memory, PutOnly, make_record, store_record
from tests.support.s3.odd_s3 import Oddity, serve


@pytest.fixture
def versioned(
    s3_settings: None,  # noqa: ARG001  # asked for what it sets
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """A bucket in which what is there is written over, `If-None-Match` or not: a versioned one on Ceph 16.

    On Ceph itself: tests/infra/test_roles_on_s3.py.
    """
    with serve(Oddity(taken=0)) as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)
        yield "bucket"


def test_a_store_that_keeps_what_it_has_passes_and_a_merge_sees_nothing_of_it(store: Store) -> None:
    for _ in range(2):
        check_store(store, "here")

    assert list(read_all(store, "2021")) == []
    assert read_sizes(store, "2021") == {}
    assert all(key.startswith(FOLDER) for key in store.list(""))


def test_a_folder_is_left_as_it_was(tmp_path: Path) -> None:
    check_store(FolderStore(tmp_path), "here")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_role_that_may_only_put_can_find_out_as_well(store: Store) -> None:
    check_store(PutOnly(store), "here")


def test_a_bucket_that_writes_over_is_refused_in_one_line_with_what_to_do(versioned: str) -> None:
    store = S3Store.at(f"s3://{versioned}/p")

    for seen in (store, PutOnly(store)):
        with pytest.raises(UnsafeStoreError) as caught:
            check_store(seen, f"s3://{versioned}/p")
        said = str(caught.value)
        assert said.startswith(f"s3://{versioned}/p 不能用来存填报：")
        assert "版本控制" in said
        assert "\n" not in said


def test_check_tries_a_store_that_is_named(
    tmp_path: Path, versioned: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["check", "--store", str(tmp_path)]) == 0
    assert f"{tmp_path} 可以用来存填报" in capsys.readouterr().out
    assert build.main(["check", "--store", f"s3://{versioned}"]) == 1
    assert "不能用来存填报" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "collect"])
def test_no_command_works_on_a_bucket_that_writes_over(
    command: str,
    versioned: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    address, record = f"s3://{versioned}", make_record()
    S3Store.at(address).create(store_record(record).key, record.to_bytes())
    arguments = {
        "serve": ["--store", address, "--port", "0"],
        "collect": ["2021", "--from", address, "--out", "out"],
    }

    assert build.main([command, *arguments[command]]) == 1

    said = capsys.readouterr()
    assert said.err.startswith(f"build.py: {address} 不能用来存填报：")
    assert said.err.count("\n") == 1
    assert not Path("out").exists()
    assert not Path("public").exists()


class Overwrites(Memory):
    def create(self, key: str, data: bytes) -> bool:
        self.objects[key] = data
        return True


class SaysTakenAndOverwrites(Memory):
    def create(self, key: str, data: bytes) -> bool:
        taken = key in self.objects
        self.objects[key] = data
        return not taken


class KeepsNothing(Memory):
    def create(self, key: str, data: bytes) -> bool:  # noqa: ARG002  # the shape of every store
        return False


class Loses(Memory):
    def read(self, key: str) -> bytes:
        return self.objects[key][:-1]


class LosesUnlisted(Loses):
    def list(self, prefix: str) -> Iterator[str]:
        raise NotAllowedError(prefix)


class ListsNothing(Memory):
    def list(self, prefix: str) -> Iterator[str]:  # noqa: ARG002  # the shape of every store
        return iter(())


@dataclass
class LooksFirst(Memory):
    """It looks whether the name is there, and writes a moment later: most who come together win."""

    def create(self, key: str, data: bytes) -> bool:
        taken = key in self.objects
        time.sleep(0.05)
        if not taken:
            self.objects[key] = data
        return not taken


def test_the_store_in_memory_passes_as_long_as_it_is_not_spoilt() -> None:
    check_store(Memory(), "here")


@pytest.mark.parametrize(
    "spoilt",
    [Overwrites, SaysTakenAndOverwrites, KeepsNothing, Loses, LosesUnlisted, ListsNothing, LooksFirst],
)
def test_every_way_of_losing_a_record_is_found_out(spoilt: type[Memory]) -> None:
    with pytest.raises(UnsafeStoreError):
        check_store(spoilt(), "here")


def test_a_store_that_cannot_be_asked_is_not_called_unsafe() -> None:
    with pytest.raises(StoreError):
        check_store(Down(), "here")


def test_serving_from_a_store_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "store").mkdir()
    (tmp_path / "store/submissions").write_bytes(b"")  # where a folder should stand

    assert build.main(["serve", "--store", "store", "--port", "0"]) == 1

    assert capsys.readouterr().err.startswith("build.py: 写不进文件夹 store：")


def test_who_may_only_read_collects_all_the_same(
    s3_settings: None,  # noqa: ARG001  # asked for what it sets
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = store_record(make_record())
    kept = Oddity(read_only=True, objects={f"/bucket/{record.key}": record.data})
    with serve(kept) as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)

        assert build.main(["collect", "2021", "--from", "s3://bucket", "--out", str(tmp_path / "out")]) == 0

    assert json.loads((tmp_path / "out/collected.json").read_bytes())["coverage"]["on_time"] == 1
    assert kept.objects.keys() == {f"/bucket/{record.key}"}
