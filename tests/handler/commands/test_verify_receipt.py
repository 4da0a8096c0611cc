"""What proves that a filing was neither changed nor lost."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import build
from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.commands.verify_receipt import EvidenceError, lost_since, seals
from handler.records.fetch import Stored
from handler.records.receipt import receipt_of
from handler.records.record import Record
from handler.records.seal import Sealer
from schema.validation.checksum import short_code
from tests.support.filings import SECOND, SURVEY, answers, change, make_record, store_record

SEALER = Sealer(secret="a-secret-of-the-tests-with-more-than-32-bytes")
OTHER = Sealer(secret="another-secret-of-the-tests-with-more-than-32")
FIRST = make_record()
SECOND_TIME = make_record(answers(drills=7), at=FIRST.received_at + SECOND)
NAME = "宁波市鄞州区市场监督管理局"


def written(folder: Path, records: Sequence[Record]) -> Path:
    """The collected.json of these records."""
    file = folder / "collected.json"
    file.write_bytes(to_json(merge(SURVEY, map(store_record, records))))
    return file


def test_the_officer_is_told_whose_filing_nobody_vouches_for() -> None:
    said = "1 家，已计入；不是以前版本存的，请向单位核对"

    def told(record: Record, sealer: Sealer | None = SEALER) -> list[str]:
        return list(seals(merge(SURVEY, [store_record(record)], sealer=sealer)))

    assert told(SEALER.seal(FIRST)) == []
    assert told(FIRST) == [f"没有系统印记（{said}）：{NAME}"]
    assert told(OTHER.seal(FIRST)) == [f"印记是另一把密钥的（{said}）：{NAME}"]
    assert told(FIRST, None) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ([FIRST, SECOND_TIME], []),
        ([FIRST, SECOND_TIME, make_record(at=FIRST.received_at + timedelta(days=1), key="x")], []),
        ([SECOND_TIME], ["不见了，请查存储的备份和操作记录"]),
        ([replace(FIRST, late=True), SECOND_TIME], ["内容变了，请查存储的备份和操作记录"]),
    ],
)
def test_what_was_collected_before_and_is_gone_or_another_is_named(
    now: list[Record], said: list[str], tmp_path: Path
) -> None:
    """An older revision too: whoever takes the newest away would make it count."""
    before = written(tmp_path, [FIRST, SECOND_TIME])

    lost = lost_since(before, merge(SURVEY, map(store_record, now)))

    key = store_record(FIRST).key
    assert lost == [f"上次汇总过的 {key} {words}" for words in said]


def test_what_can_no_longer_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    before = written(tmp_path, [FIRST])
    cut = Stored(key=store_record(FIRST).key, data=b"{")

    [line] = lost_since(before, merge(SURVEY, [cut]))

    assert line == f"上次汇总过的 {cut.key} 现在不能计入：不是合格的 JSON，可能不完整"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "没有文件"),
        ("{", "不是合格的 JSON"),
        ("[]", "里没有要找的内容"),
        ("{}", "不是带存证码的 collected.json"),
        ('{"records": [1], "collection_digest": ""}', "不是带存证码的 collected.json"),
        ('{"records": [], "collection_digest": ""}', "与所列的记录不符"),
    ],
)
def test_a_file_that_proves_nothing_is_said_to(text: str | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "collected.json"
    if text is not None:
        file.write_text(text)

    with pytest.raises(EvidenceError, match=said):
        lost_since(file, merge(SURVEY, []))


@pytest.mark.parametrize("as_file", [True, False])
@pytest.mark.parametrize(
    ("record", "said"), [(SECOND_TIME, "以这一次计入"), (FIRST, "已被本单位以后的报送取代")]
)
def test_a_unit_finds_its_receipt_in_what_was_published(
    record: Record, said: str, as_file: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collected = written(tmp_path, [FIRST, SECOND_TIME])
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps(receipt_of(record).to_document()))
    printed = [record.reference, short_code(record.digest).lower()]

    status = build.main(["verify", *([str(receipt)] if as_file else printed), "--in", str(collected)])

    code = short_code(json.loads(collected.read_bytes())["collection_digest"])
    assert (status, capsys.readouterr().out.splitlines()) == (
        0,
        [
            f"回执 {record.reference} 在这份汇总里，内容与报送时一致；{said}",
            f"汇总码 {code}，应与公布的 Word、Excel 文件上的一致",
        ],
    )


@pytest.mark.parametrize(
    "receipt",
    [
        [FIRST.reference, short_code(SECOND_TIME.digest)],
        ["2021-330212-00000000", short_code(FIRST.digest)],
        [FIRST.reference, short_code("0" * 64)],
    ],
)
def test_a_receipt_that_is_not_in_it_is_not_found(
    receipt: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collected = written(tmp_path, [FIRST, SECOND_TIME])

    assert build.main(["verify", *receipt, "--in", str(collected)]) == 1
    assert "里没有这份回执" in capsys.readouterr().err


def test_a_receipt_without_its_digest_proves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps(receipt_of(FIRST).to_document() | {"digest": None}))

    assert build.main(["verify", str(receipt), "--in", str(written(tmp_path, [FIRST]))]) == 1
    assert "不是带存证码的回执" in capsys.readouterr().err


def test_a_stranger_and_a_changed_record_are_told_apart_by_the_collections_digest() -> None:
    stranger = make_record(answers(unit="某某街道"))
    changed = Stored(key=store_record(FIRST).key, data=change(store_record(FIRST), late=True).data)

    digests = {
        json.loads(to_json(merge(SURVEY, objects)))["collection_digest"]
        for objects in ([store_record(FIRST)], [store_record(FIRST), store_record(stranger)], [changed], [])
    }

    assert len(digests) == 4


def test_collecting_again_names_what_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, out = tmp_path / "store", tmp_path / "out"
    for record in (FIRST, SECOND_TIME):
        stored = store_record(record)
        (store / stored.key).parent.mkdir(parents=True, exist_ok=True)
        (store / stored.key).write_bytes(stored.data)
    again = ["collect", "2021", "--from", str(store), "--out", str(out)]
    assert build.main(again) == 0
    assert {file.stat().st_mode & 0o777 for file in out.iterdir()} == {0o600}
    (store / store_record(SECOND_TIME).key).unlink()

    assert build.main([*again, "--previous", str(out / "collected.json")]) == 1
    assert f"上次汇总过的 {store_record(SECOND_TIME).key} 不见了" in capsys.readouterr().err


def test_a_workbook_in_the_place_of_the_collection_is_told_which_file_it_should_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "collected.xlsx"
    book.write_bytes(b"PK\x03\x04\xff")

    assert build.main(["verify", "2021-330212-AAAAAAAA", "AAAA-AAAA-AAAA", "--in", str(book)]) == 1
    assert "要用同一次写出的 collected.json（不是 Excel、Word 文件）" in capsys.readouterr().err
