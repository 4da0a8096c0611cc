"""A wrong place is not an empty year: nothing is written over, and the officer is told where to look."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import build
from handler.commands.collect.find_filings import NothingFiledError, check_filed
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.write import collect as write
from handler.stores import NotAllowedError, open_store
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from tests.support.collecting.saved import HALF
from tests.support.filings import EDITION, SURVEY, NoFiles, make_record, store_record
from tests.support.s3.odd_s3 import PAGE, odd_store

RECORD = store_record(make_record())
EARLIER = store_record(make_record(edition="2020"))


def collect(address: str, *more: str) -> int:
    return build.main(["collect", "2021", "--from", address, "--out", "out", *more])


@pytest.fixture
def yesterday(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], bool]:
    """A store from which good files were written; says whether they are as they were."""
    monkeypatch.chdir(tmp_path)
    FolderStore("var/store").create(RECORD.key, RECORD.data)
    assert collect("var/store") == 0
    capsys.readouterr()
    before = {file: file.read_bytes() for file in Path("out").iterdir()}
    return lambda: {file: file.read_bytes() for file in Path("out").iterdir()} == before


@pytest.mark.unmeasured
def test_one_level_too_high_or_too_deep_is_one_line_that_says_where_the_filings_are(
    yesterday: Callable[[], bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(tmp_path.rglob("*"))
    right = Path("var/store").resolve()

    for deep in ("var", ".", *(f"var/store/submissions{more}" for more in ("", "/2021", "/2021/330212"))):
        assert collect(deep) == 1

        said = capsys.readouterr()
        assert said.out == ""
        assert said.err == (
            f"build.py: {deep} 里没有 2021 年的填报：填报像是在 {right}，--from 请写它。没有写任何文件\n"
        )
        assert yesterday()
        assert sorted(tmp_path.rglob("*")) == files  # nothing is left in a folder that is no store


def test_an_empty_folder_is_told_from_a_table_of_zeros(
    yesterday: Callable[[], bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()

    assert collect("empty") == 1

    assert capsys.readouterr().err == (
        "build.py: empty 里没有 2021 年的填报：还没有单位报送，或者 --from 写的不是存放填报的地方。没有写任何文件\n"
    )
    assert yesterday()


def test_an_edition_that_nobody_has_filed_for_yet_is_said_with_those_that_are_there(
    yesterday: Callable[[], bool], capsys: pytest.CaptureFixture[str]
) -> None:
    store = FolderStore("another")
    store.create(EARLIER.key, EARLIER.data)
    store.create("submissions/.probe/x.json", b"1")

    assert collect("another") == 1

    assert capsys.readouterr().err == (
        "build.py: another 里没有 2021 年的填报：这里有的是 2020 年的，2021 年还没有单位报送。没有写任何文件\n"
    )
    assert yesterday()


def test_objects_of_which_none_is_a_filing_of_the_year_are_named_and_nothing_is_written(
    yesterday: Callable[[], bool], capsys: pytest.CaptureFixture[str]
) -> None:
    copied = EARLIER.key.replace("/2020/", "/2021/")
    FolderStore("copied").create(copied, EARLIER.data)

    assert collect("copied") == 1

    assert capsys.readouterr().err.splitlines() == [
        "build.py: 没有一份能算 2021 年的填报。没有写任何文件",
        f"build.py: 未计入：{copied}：属于 2020 年的表，不是 2021 年的",
    ]
    assert yesterday()


def test_files_that_are_no_records_do_not_make_a_store(yesterday: Callable[[], bool]) -> None:
    for name in (
        "submissions/2021/.DS_Store",
        "submissions/2021/330212/Thumbs.db",
        "submissions/2021/a.json",
    ):
        FolderStore("odd").create(name, b"")

    assert collect("odd") == 1

    assert yesterday()


@pytest.mark.unmeasured
def test_a_store_in_which_every_record_is_damaged_is_a_store(yesterday: Callable[[], bool]) -> None:
    FolderStore("broken").create(RECORD.key, HALF(RECORD).data)

    assert collect("broken") == 0

    assert not yesterday()


def test_a_page_in_answer_to_a_list_writes_nothing_over(
    yesterday: Callable[[], bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with odd_store(monkeypatch, pages=[PAGE]):
        assert collect("s3://bucket") == 1

    said = capsys.readouterr()
    assert said.err.startswith("build.py: s3://bucket/ 答的不是文件列表")
    assert said.err.count("\n") == 1
    assert yesterday()


@pytest.mark.parametrize("wrong", ["", "/a/b/submissions", "/a/b/submissions/2021", "/a/b/c/d", "/a"])
def test_another_place_in_a_bucket_is_told_from_where_the_filings_are(wrong: str, bucket: str) -> None:
    S3Store.at(f"s3://{bucket}/a/b").create(RECORD.key, RECORD.data)
    S3Store.at(f"s3://{bucket}/a/a").create("something/else.json", b"{}")
    address = f"s3://{bucket}{wrong}"

    with pytest.raises(NothingFiledError, match=f"填报像是在 s3://{bucket}/a/b，--from 请写它"):
        check_filed(open_store(address), address, "2021")


def test_an_empty_bucket_is_told_from_a_table_of_zeros(bucket: str) -> None:
    with pytest.raises(NothingFiledError, match="还没有单位报送，或者 --from 写的不是"):
        check_filed(open_store(f"s3://{bucket}"), f"s3://{bucket}", "2021")


def test_who_may_list_nothing_but_filings_is_told_as_much_as_can_be_seen() -> None:
    class Filings(NoFiles):
        def create(self, key: str, data: bytes) -> bool:
            raise NotAllowedError(key, data)

        def read(self, key: str) -> bytes:
            raise NotAllowedError(key)

        def list(self, prefix: str) -> Iterator[str]:
            if not prefix.startswith("submissions/"):
                raise NotAllowedError(prefix)
            return iter(())

    with pytest.raises(NothingFiledError, match="还没有单位报送"):
        check_filed(Filings(), "s3://bucket", "2021")


def test_a_place_above_that_cannot_be_looked_at_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        odd_store(monkeypatch, refusal=(403, "SignatureDoesNotMatch")),
        pytest.raises(NothingFiledError, match="还没有单位报送"),
    ):
        check_filed(FolderStore(tmp_path), "s3://bucket/a", "2021")


def test_a_year_to_compare_with_of_which_nothing_is_there_is_told_and_all_else_is_written(
    tmp_path: Path,
) -> None:
    store = FolderStore(tmp_path / "store")
    store.create(RECORD.key, RECORD.data)
    folder = Folder.at(tmp_path / "out")

    list(write(SURVEY, store, folder, earlier=replace(SURVEY, edition=replace(EDITION, id="2020"))))

    assert folder.failed == ["没有与 2020 年比较：存储里没有 2020 年名单内单位的填报"]
    assert not list((tmp_path / "out").glob("compared*"))
    assert (tmp_path / "out/collected.csv").is_file()


@pytest.mark.unmeasured
def test_a_file_is_not_added_beside_the_store(
    yesterday: Callable[[], bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(tmp_path.rglob("*"))

    for beside in ("var", "var/store/submissions"):
        assert collect(beside, "--add", "table.json") == 1

        assert "填报像是在" in capsys.readouterr().err
        assert sorted(tmp_path.rglob("*")) == files
        assert yesterday()
