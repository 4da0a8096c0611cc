"""`collect`: the files written, and the summary that an officer reads."""

from pathlib import Path

import pytest

from handler.collect.exports import EXPORTS
from handler.collect.exports.collected_json import to_json
from handler.collect.exports.reminders import to_chasing
from handler.collect.exports.word.official import to_docx
from handler.collect.exports.xlsx.workbook import to_xlsx
from handler.collect.merge import merge
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.summary import summary
from handler.commands.collect.write import collect
from handler.stores import Store, StoreError
from handler.stores.folder import FolderStore
from tests.support.collecting.collected import OBJECTS, SURVEY, filed, written
from tests.support.filings import Down


def test_the_summary_says_who_reported_and_what_needs_a_look() -> None:
    assert list(summary(merge(SURVEY, OBJECTS))) == [
        "名单内 4 家：已报 2 家（按时 1，逾期 1），未报 2 家",
        "逾期：乙区",
        "未报：丙区、丁区",
        "名单外：unknown-0区（没有计入合计；如属名单内单位，在名单里加上这个别名再汇总一次）",
        "多次报送：甲区 报了 2 次，以最后一次为准",
        "未计入：submissions/2021/x：不是合格的 JSON，可能不完整",
    ]


def test_when_all_is_well_the_summary_is_one_line() -> None:
    assert list(summary(merge(SURVEY, map(filed, "甲乙丙丁")))) == [
        "名单内 4 家：已报 4 家（按时 4，逾期 0），未报 0 家"
    ]


def test_every_export_is_written(store: Store, tmp_path: Path) -> None:
    for stored in OBJECTS:
        store.create(stored.key, stored.data)
    out = tmp_path / "new" / "out"
    told: list[str] = []

    said = list(collect(SURVEY, store, Folder.at(out), told.append))

    collection = merge(SURVEY, OBJECTS)
    expected = {
        "collected.json": to_json(collection),
        **{f"collected.{name}": written(name, collection) for name in EXPORTS if name.endswith("csv")},
        "collected.xlsx": to_xlsx(collection),
        "collected.docx": to_docx(collection),
        "未报单位.txt": to_chasing(collection),
    }
    assert {path.name: path.read_bytes() for path in out.iterdir()} == expected
    assert said == [*summary(collection), *(f"已写 {out / name}" for name in expected)]
    assert told[-len(expected) - 1 :] == ["已读 5 / 5", *(f"正在写 {name}" for name in expected)]


def test_a_store_that_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        list(collect(SURVEY, Down(), Folder.at(tmp_path / "out")))

    assert not (tmp_path / "out").exists()


def test_without_a_listener_it_works_as_well(tmp_path: Path) -> None:
    store = store_of(tmp_path)

    said = list(collect(SURVEY, store, Folder.at(tmp_path)))

    assert said[-1] == f"已写 {tmp_path / '未报单位.txt'}"


def test_every_file_is_written_before_the_first_word_is_said(tmp_path: Path) -> None:
    """Whatever happens to the screen then, the files are there."""
    said = collect(SURVEY, store_of(tmp_path), Folder.at(tmp_path / "out"))

    next(said)

    assert len(list((tmp_path / "out").iterdir())) == len(EXPORTS) + 1


def store_of(folder: Path) -> FolderStore:
    store = FolderStore(folder / "store")
    for stored in OBJECTS:
        store.create(stored.key, stored.data)
    return store
