"""Adding tables that came as files: each on its own, and of one unit's the one that was saved last counts."""

import json
import random
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.collect.collection import Status
from handler.collect.merge import merge
from handler.commands.collect.import_file import Looked, add_files
from handler.commands.collect.saved_table import NotAddedError
from handler.records.fetch import read_all
from handler.stores.folder import FolderStore
from handler.submit.settings import Settings
from schema.loading.catalogue import load_catalogue
from tests.support.builders import the_2021, valid_answers
from tests.support.collecting.saved import add_file
from tests.support.files import PDF, PNG, attachment, key_of, ticket_of
from tests.support.filings import answers, make_record, store_record
from tests.support.random.examples import times

SURVEY = load_catalogue()["2021"]
EVE = datetime.fromisoformat("2021-06-30T09:00:00+08:00")


def store_in(folder: Path) -> FolderStore:
    (folder / "store").mkdir(exist_ok=True)
    return FolderStore(folder / "store")


def write(folder: Path, *, table: object = None, **changes: object) -> Path:
    whole = {"raw": valid_answers(the_2021()), "reasons": {}, "nil": False}
    content = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "key": "k" * 32}
    file = folder / "table.json"
    file.write_text(json.dumps({**content, "table": table or whole, **changes}), encoding="utf-8")
    return file


def add(folder: Path, file: Path, *, at: datetime = EVE) -> str:
    settings = Settings(catalogue=load_catalogue(), shell="", clock=lambda: at)
    return add_file(settings, store_in(folder), "2021", file).reference


def test_a_file_is_stored_once_however_often_it_is_added(tmp_path: Path) -> None:
    file = write(tmp_path)

    assert add(tmp_path, file) == add(tmp_path, file)

    assert len(list(store_in(tmp_path).list("submissions/"))) == 1


def test_a_file_of_an_earlier_wording_is_named_as_one(tmp_path: Path) -> None:
    raw = valid_answers(the_2021(), former="3")

    with pytest.raises(NotAddedError) as caught:
        add(tmp_path, write(tmp_path, table={"raw": raw, "reasons": {}, "nil": False}))

    assert "表外：“former”不是现行表格的项目，文件是表格更新前存的。" in str(caught.value)


def test_every_problem_of_the_table_is_named(tmp_path: Path) -> None:
    raw = valid_answers(the_2021(), drills="x", phone="")

    with pytest.raises(NotAddedError) as caught:
        add(tmp_path, write(tmp_path, table={"raw": raw, "reasons": {}, "nil": False}))

    lines = str(caught.value).splitlines()
    assert lines[0].endswith("table.json：有 2 处需要改正，未接收。请该单位改好，另存一次再发来")
    assert [line.split("：")[1] for line in lines[1:]] == [
        "表头",
        "安全生产月活动 › “6·16”安全宣传咨询日活动 › 第5行",
    ]


def test_a_file_after_the_closing_is_refused_like_a_post(tmp_path: Path) -> None:
    with pytest.raises(NotAddedError) as caught:
        add(tmp_path, write(tmp_path), at=datetime.fromisoformat("2021-08-02T09:00:00+08:00"))

    assert str(caught.value).endswith(
        "：本表已于 2021年7月31日 18:00 停止接收填报，未接收。在接收期内收到的，请用 --received 写明收到的时刻"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "other"}, "不是填报页“导出文件”得到的文件"),
        ({"format": 2}, "不是填报页“导出文件”得到的文件"),
        ({"edition": "2020"}, "是 2020 年的表，不是 2021 年的"),
        ({"key": "short"}, "内容不完整"),
        ({"key": None}, "内容不完整"),
        ({"table": []}, "内容不完整"),
        ({"table": {"raw": {}, "reasons": {}}}, "内容不完整"),
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    file = write(tmp_path)
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))

    with pytest.raises(NotAddedError, match=words):
        add(tmp_path, file)


@pytest.mark.parametrize("text", ["", "{", "[]", "%PDF", "\ufffe"])
def test_what_is_no_json_object_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "table.json").write_text(text, encoding="utf-8")

    with pytest.raises(NotAddedError, match=r"table\.json：(不是合格的 JSON，可能没有传完|不是填报页)"):
        add(tmp_path, tmp_path / "table.json")


# With attachments: whoever may read the store looks at the files, and trusts no seal


def add_with(folder: Path, attachments: object) -> dict[str, object]:
    """The record of a file that names these attachments."""
    store = store_in(folder)
    whole = {"raw": valid_answers(the_2021()), "reasons": {}, "nil": False, "attachments": attachments}
    settings = Settings(catalogue=load_catalogue(), shell="", clock=lambda: EVE, upload_tokens=Looked(store))
    add_file(settings, store, "2021", write(folder, table=whole))
    [key] = store.list("submissions/")
    record = json.loads(store.read(key))
    assert isinstance(record, dict)
    return record


def test_a_file_names_attachments_that_are_stored_whoever_sealed_their_tickets(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.create(key_of(PDF), PDF)
    unsealed = ticket_of(PDF)[:-26] + "0" * 26

    record = add_with(tmp_path, [{"name": "总结.pdf", "ticket": unsealed}])

    assert record["attachments"] == [asdict(attachment(PDF))]


@pytest.mark.parametrize(
    ("stored", "ticket"),
    [
        ({}, ticket_of(PDF)),
        ({key_of(PDF): PDF[:-1] + b"x"}, ticket_of(PDF)),
        ({key_of(PNG): PNG}, ticket_of(PNG)),
        ({key_of(PDF, "330203"): PDF}, ticket_of(PDF)),
        ({key_of(PDF): PDF}, "x"),
    ],
    ids=["missing", "damaged", "another kind", "another unit's", "no ticket"],
)
def test_a_file_that_names_what_is_not_stored_is_refused(
    tmp_path: Path, stored: dict[str, bytes], ticket: str
) -> None:
    store = store_in(tmp_path)
    for key, data in stored.items():
        store.create(key, data)

    with pytest.raises(NotAddedError, match=r"附件：“总结\.pdf”在存储里没有"):
        add_with(tmp_path, [{"name": "总结.pdf", "ticket": ticket}])


@pytest.mark.parametrize("attachments", [{}, [1], [{"name": "a.pdf"}]])
def test_a_file_whose_attachments_were_changed_is_refused(tmp_path: Path, attachments: object) -> None:
    with pytest.raises(NotAddedError, match="内容不完整"):
        add_with(tmp_path, attachments)


# Several files at once


def save(folder: Path, name: str, posters: int, *, saved_at: str = "", key: str = "") -> Path:
    """A unit's file as the page writes it; without saved_at as an early version did."""
    table = {"raw": valid_answers(the_2021(), posters=posters), "reasons": {}, "nil": False}
    content = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "table": table}
    said = {"saved_at": saved_at} if saved_at else {}
    file = folder / name
    file.write_text(
        json.dumps(
            {**content, "key": key or f"{name.partition('.')[0]}-{'k' * 16}", **said}, ensure_ascii=False
        ),
        encoding="utf-8",
    )
    return file


def add_all(store: FolderStore, *files: Path, at: datetime = EVE) -> tuple[list[str], list[str]]:
    """What was said, and what failed."""
    failed: list[str] = []
    return list(add_files(SURVEY, store, files, at, failed)), failed


def posters(store: FolderStore) -> object:
    """Of the unit's row in the collection."""
    row = next(row for row in merge(SURVEY, read_all(store, "2021")).units if row.unit.code == "330212")
    return row.current and row.current.record.answers["posters"]


MOMENTS = [f"2021-06-30T0{hour}:00:00.000Z" for hour in range(6)]


@settings(max_examples=times(0.8))
@given(st.permutations(range(4)), st.permutations(range(4)), st.randoms())
def test_of_one_units_files_the_one_saved_last_counts_in_whatever_order_they_are_given(
    figures: list[int], order: list[int], chance: random.Random
) -> None:
    """Whatever their keys, from which the objects' names are made."""
    with TemporaryDirectory() as name:
        folder, store = Path(name), store_in(Path(name))
        keys = [f"{chance.getrandbits(64):016x}" for _ in figures]
        files = [
            save(folder, f"{n}.json", figure, saved_at=MOMENTS[n], key=key)
            for n, (figure, key) in enumerate(zip(figures, keys, strict=True))
        ]

        said, failed = add_all(store, *(files[n] for n in order))

        assert posters(store) == figures[-1]
        assert failed == []
        assert [line.partition("：")[0].rpartition("/")[2] for line in said] == [f.name for f in files]


@settings(max_examples=times(0.8))
@given(st.permutations(range(4)), st.randoms())
def test_files_that_do_not_say_when_they_were_saved_count_in_the_order_given(
    order: list[int], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder, store = Path(name), store_in(Path(name))
        saved = ["", *MOMENTS]
        files = [
            save(folder, f"{n}.json", n, saved_at=saved[n], key=f"{chance.getrandbits(64):016x}")
            for n in order
        ]

        add_all(store, *files)

        assert posters(store) == order[-1]


@settings(max_examples=times(0.8))
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4, unique=True), st.randoms())
def test_files_added_one_command_after_the_other_count_in_that_order(
    figures: list[int], chance: random.Random
) -> None:
    """All of them with the same --received."""
    with TemporaryDirectory() as name:
        folder, store = Path(name), store_in(Path(name))

        for figure in figures:
            add_all(store, save(folder, f"{figure}.json", figure, key=f"{chance.getrandbits(64):016x}"))
            assert posters(store) == figure


def test_a_file_added_again_stays_as_old_as_it_was(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    old, new = save(tmp_path, "old.json", 5), save(tmp_path, "new.json", 50)
    add_all(store, old, new)

    said, _ = add_all(store, old)

    assert posters(store) == 50
    assert "，以前已经接收过，时间仍是当时的。该单位另有更晚的报送（回执号 2021-330212-" in said[0]
    assert said[0].endswith("，2021年6月30日 09:00），以那一次为准")


def file_online(store: FolderStore, posters: int, *, at: datetime) -> str:
    """The reference of what the unit filed by the network then."""
    record = make_record(answers(posters=posters), at=at)
    stored = store_record(record)
    store.create(stored.key, stored.data)
    return record.reference


def test_who_adds_a_file_beside_what_the_unit_filed_itself_is_told_which_counts(tmp_path: Path) -> None:
    """A file that was saved before the filing takes its place all the same: by the time at which it came."""
    store, hour = store_in(tmp_path), timedelta(hours=1)
    online = file_online(store, 50, at=EVE)
    stale = save(tmp_path, "stale.json", 5, saved_at="2021-06-30T00:00:00.000Z")
    newer = save(tmp_path, "newer.json", 6, saved_at="2021-06-30T01:30:00.000Z")
    first = save(tmp_path, "first.json", 7)

    [earliest], _ = add_all(store, first, at=EVE - hour)
    [taken], _ = add_all(store, stale, at=EVE + hour)
    [right], _ = add_all(store, newer, at=EVE + 2 * hour)

    assert earliest.endswith(f"。该单位另有更晚的报送（回执号 {online}，2021年6月30日 09:00），以那一次为准")
    told = f"。该单位此前报送过（回执号 {online}，2021年6月30日 09:00），现在以这份为准"
    assert taken.endswith(f"{told}；但这份是 2021年6月30日 08:00 导出的，比那一次早，请向该单位核对")
    assert right.endswith("，2021年6月30日 10:00），现在以这份为准")


def test_a_file_that_names_no_day_there_is_does_not_say_when_it_was_saved(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    online = file_online(store, 50, at=EVE)
    file = save(tmp_path, "changed.json", 5, saved_at="2021-06-31T00:00:00.000Z")

    [said], failed = add_all(store, file, at=EVE + timedelta(hours=1))

    told = f"。该单位此前报送过（回执号 {online}，2021年6月30日 09:00），现在以这份为准"
    assert (said.endswith(told), failed) == (True, [])


def test_a_table_that_the_unit_has_filed_as_it_is_is_no_second_filing(tmp_path: Path) -> None:
    """It came by the network in time, and as a file in the evening: nothing was amended late."""
    store, late = store_in(tmp_path), datetime.fromisoformat("2021-07-01T20:00:00+08:00")
    online = file_online(store, 5, at=EVE)

    [said], failed = add_all(store, save(tmp_path, "same.json", 5), at=late)

    assert failed == []
    assert f"回执号 {online}，" in said
    assert said.endswith("，以前已经接收过，时间仍是当时的")
    [row] = [row for row in merge(SURVEY, read_all(store, "2021")).units if row.unit.code == "330212"]
    assert row.status is Status.ON_TIME
    add_all(store, save(tmp_path, "other.json", 6), at=late)
    add_all(store, save(tmp_path, "again.json", 5), at=late)
    assert posters(store) == 5  # it is what the unit says last


def test_a_table_that_came_as_a_file_before_it_was_filed_is_a_filing_of_its_own(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    file_online(store, 5, at=datetime.fromisoformat("2021-07-01T20:00:00+08:00"))

    add_all(store, save(tmp_path, "same.json", 5), at=EVE)

    [row] = [row for row in merge(SURVEY, read_all(store, "2021")).units if row.unit.code == "330212"]
    assert len(row.revisions) == 2
    assert row.status is Status.AMENDED_LATE


def test_a_file_that_cannot_be_taken_keeps_no_other_from_being_taken_and_all_are_named(
    tmp_path: Path,
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    wrong = save(tmp_path, "wrong.json", -1)
    good = save(tmp_path, "good.json", 7)
    store = store_in(tmp_path)

    said, failed = add_all(store, bad, wrong, tmp_path / "nowhere.json", tmp_path, good)

    assert posters(store) == 7
    assert [line.split("：")[0] for line in said] == [f"已接收 {good}"]
    assert [line.splitlines()[0] for line in failed] == [
        f"{bad}：不是合格的 JSON，可能没有传完，请对方再发一次",
        f"{tmp_path / 'nowhere.json'}：没有这个文件",
        f"{tmp_path}：读不出这个文件（Is a directory）",
        f"{wrong}：有 1 处需要改正，未接收。请该单位改好，另存一次再发来",
    ]
    assert not [line for line in failed if "与市局联系" in line or "打印" in line]


def test_a_file_saved_anew_as_gbk_is_told_from_one_that_was_cut(tmp_path: Path) -> None:
    file = save(tmp_path, "table.json", 1)
    file.write_bytes(file.read_bytes().decode().encode("gbk"))

    _, failed = add_all(store_in(tmp_path), file)

    assert failed == [f"{file}：打开后又按 GBK（ANSI）另存过，不是原样，请对方把原来的文件再发一次"]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_file_that_was_cut_is_not_called_gbk(tmp_path: Path, share: float) -> None:
    file = save(tmp_path, "table.json", 1)
    data = file.read_bytes()
    for cut in range(3):  # within a letter, too
        file.write_bytes(data[: int(len(data) * share) + cut])
        _, failed = add_all(store_in(tmp_path), file)
        assert "可能没有传完" in failed[0]
