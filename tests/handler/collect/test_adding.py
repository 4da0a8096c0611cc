"""Adding a table that came as a file."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from handler.collect.adding import Looked, NotAddedError, add_file
from handler.stores.folder import FolderStore
from handler.submit.settings import Settings
from schema.catalogue import load_catalogue
from tests.builders import the_2021, valid_answers
from tests.handler.files import PDF, PNG, attachment, key_of, ticket_of

EVE = datetime.fromisoformat("2021-06-30T09:00:00+08:00")


def write(folder: Path, *, table: object = None, **changes: object) -> Path:
    whole = {"raw": valid_answers(the_2021()), "reasons": {}, "nil": False}
    content = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "key": "k" * 32}
    file = folder / "table.json"
    file.write_text(json.dumps({**content, "table": table or whole, **changes}), encoding="utf-8")
    return file


def add(folder: Path, file: Path, *, at: datetime = EVE) -> str:
    settings = Settings(catalogue=load_catalogue(), shell="", clock=lambda: at)
    return add_file(settings, FolderStore(folder / "store"), "2021", file).reference


def test_a_file_is_stored_once_however_often_it_is_added(tmp_path: Path) -> None:
    file = write(tmp_path)

    assert add(tmp_path, file) == add(tmp_path, file)

    assert len(list(FolderStore(tmp_path / "store").list("submissions/"))) == 1


def test_every_problem_of_the_table_is_named(tmp_path: Path) -> None:
    raw = valid_answers(the_2021(), drills="x", phone="")

    with pytest.raises(NotAddedError) as caught:
        add(tmp_path, write(tmp_path, table={"raw": raw, "reasons": {}, "nil": False}))

    lines = str(caught.value).splitlines()
    assert lines[0] == "table.json：有 2 处需要改正，改好后再提交一次。这次没有保存。"
    assert [line.split("：")[1] for line in lines[1:]] == [
        "表头",
        "安全生产月活动 › “6·16”安全宣传咨询日活动 › 第5行",
    ]


def test_a_file_after_the_closing_is_refused_like_a_post(tmp_path: Path) -> None:
    with pytest.raises(NotAddedError, match="停止接收"):
        add(tmp_path, write(tmp_path), at=datetime.fromisoformat("2021-08-02T09:00:00+08:00"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "other"}, "不是填报页“存成文件”得到的文件"),
        ({"format": 2}, "不是填报页“存成文件”得到的文件"),
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

    with pytest.raises(NotAddedError, match=r"^table\.json："):
        add(tmp_path, tmp_path / "table.json")


# With attachments: whoever may read the store looks at the files, and trusts no seal


def add_with(folder: Path, attachments: object) -> dict[str, object]:
    """The record of a file that names these attachments."""
    store = FolderStore(folder / "store")
    whole = {"raw": valid_answers(the_2021()), "reasons": {}, "nil": False, "attachments": attachments}
    settings = Settings(catalogue=load_catalogue(), shell="", clock=lambda: EVE, tickets=Looked(store))
    add_file(settings, store, "2021", write(folder, table=whole))
    [key] = store.list("submissions/")
    record = json.loads(store.read(key))
    assert isinstance(record, dict)
    return record


def test_a_file_names_attachments_that_are_stored_whoever_sealed_their_tickets(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
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
    store = FolderStore(tmp_path / "store")
    for key, data in stored.items():
        store.create(key, data)

    with pytest.raises(NotAddedError, match=r"附件：“总结\.pdf”在存储里没有"):
        add_with(tmp_path, [{"name": "总结.pdf", "ticket": ticket}])


@pytest.mark.parametrize("attachments", [{}, [1], [{"name": "a.pdf"}]])
def test_a_file_whose_attachments_were_changed_is_refused(tmp_path: Path, attachments: object) -> None:
    with pytest.raises(NotAddedError, match="内容不完整"):
        add_with(tmp_path, attachments)
