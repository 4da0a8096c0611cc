"""Attachments at the bureau: verified by name and size in the merge, by content where they are downloaded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from handler.collect.collection import Collection, Held
from handler.collect.merge import merge
from handler.collect.verify import SetAside, Verified, verify
from handler.commands.collect.download import download
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.summary import summary
from handler.commands.collect.write import collect
from handler.commands.progress import untold
from handler.records.fetch import read_all, read_sizes
from handler.records.record import FiledUnit, Record
from handler.stores import NotAllowedError, Store, StoreError
from handler.stores.folder import FolderStore
from schema.contract.schemas import collection_schema
from schema.validation.attachments import Attachment
from schema.validation.validate import make_validator
from tests.support.collecting.collected import collected_document, written
from tests.support.files import PDF, PNG, attachment, key_of, zipped
from tests.support.filings import EDITION, SECOND, SURVEY, YINZHOU, answers, change, make_record, store_record
from tests.support.filings import IN_TIME as AT

HAISHU = FiledUnit(code="330203", name="宁波市海曙区市场监督管理局")
REPORT, TABLE = attachment(PDF, "活动总结.pdf"), attachment(PNG, "盖章表.png")


def record(*attachments: Attachment, unit: FiledUnit = YINZHOU, **more: object) -> Record:
    return make_record(answers(unit=unit.name, **more), unit=unit, attachments=attachments)


def fill(store: Store, *records: Record, files: tuple[bytes, ...] = (PDF, PNG)) -> None:
    """Store the records, and the files under the unit of each."""
    for each in records:
        store.create(store_record(each).key, each.to_bytes())
        for data in files:
            store.create(key_of(data, each.unit.code), data)


def collected(store: Store) -> Collection:
    return merge(SURVEY, read_all(store, "2021"), read_sizes(store, "2021"))


def fetch(store: Store, out: Path) -> list[str]:
    return list(download(collected(store), store, out, untold))


def held(out: Path) -> dict[str, bytes]:
    """Every file below 附件, by its path there."""
    root = out / "附件"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def filings(collection: Collection) -> Iterator[dict[str, object]]:
    units = collected_document(collection)["units"]
    assert isinstance(units, list)
    return (row["filing"] for row in units if row["filing"])


# In the merge


def test_the_merge_says_of_each_attachment_whether_it_is_stored(store: Store) -> None:
    fill(store, record(REPORT, TABLE))

    collection = collected(store)

    [filing] = filings(collection)
    assert filing["attachments"] == [
        {
            "name": each.name,
            "size": each.size,
            "type": each.type,
            "sha256": each.sha256,
            "key": f"attachments/2021/330212/{each.sha256}",
            "state": "stored",
            "file": each.name,
        }
        for each in (REPORT, TABLE)
    ]
    document = collected_document(collection)
    assert list(Draft202012Validator(dict(collection_schema(EDITION))).iter_errors(document)) == []


def test_what_is_missing_or_of_another_size_is_named_and_the_filing_counts(folder: FolderStore) -> None:
    fill(folder, record(REPORT, TABLE), files=())
    folder.create(key_of(PNG), PNG + b"x")

    collection = collected(folder)

    [row] = [row for row in collection.units if row.current]
    assert row.files == ((REPORT, Held.MISSING), (TABLE, Held.DAMAGED))
    assert collection.set_aside == ()
    assert list(summary(collection))[-3:] == [
        "附件：1 家，共 2 个",
        f"附件缺失：{YINZHOU.name}：活动总结.pdf",
        f"附件损坏：{YINZHOU.name}：盖章表.png",
    ]
    assert "活动总结.pdf（缺失）；盖章表.png（损坏）" in written("csv", collection).decode()


def test_the_table_lists_them_in_a_column(folder: FolderStore) -> None:
    fill(folder, record(REPORT, TABLE))

    assert "活动总结.pdf；盖章表.png" in written("csv", collected(folder)).decode()


def test_only_the_revision_that_counts_has_its_attachments_listed(folder: FolderStore) -> None:
    old = record(REPORT)
    new = replace(record(TABLE, drills=77), received_at=AT + SECOND)
    fill(folder, old, new)

    [row] = [row for row in collected(folder).units if row.current]

    assert row.files == ((TABLE, Held.STORED),)


def test_a_unit_outside_the_roster_may_have_attachments(folder: FolderStore) -> None:
    stranger = FiledUnit(code="unknown-0123456789", name="某某街道")
    fill(folder, record(REPORT, unit=stranger))

    [row] = collected(folder).unknown

    assert row.files == ((REPORT, Held.STORED),)


def test_the_same_objects_give_the_same_collection(folder: FolderStore) -> None:
    fill(folder, record(REPORT), record(TABLE, unit=HAISHU))

    assert collected_document(collected(folder)) == collected_document(collected(folder))


# Vetting

JUDGE = make_validator(replace(EDITION, checks=()))
FILE = {"name": REPORT.name, "size": REPORT.size, "type": REPORT.type, "sha256": REPORT.sha256}


def test_a_record_counts_with_its_attachments() -> None:
    filed = record(REPORT, TABLE)

    assert verify(store_record(filed), EDITION, JUDGE) == Verified(key=store_record(filed).key, record=filed)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        "x",
        [1],
        [{}],
        [FILE | {"more": 1}],
        [FILE | {"size": True}],
        [FILE | {"size": 0}],
        [FILE | {"size": "12"}],
        [FILE | {"name": "../总结.pdf"}],
        [FILE | {"name": "总结.exe"}],
        [FILE | {"type": "text/html"}],
        [FILE | {"sha256": "0"}],
        [FILE, FILE],
        [FILE | {"sha256": f"{number:064}"} for number in range(6)],
    ],
)
def test_a_record_whose_attachments_were_not_written_so_is_set_aside(wrong: object) -> None:
    stored = change(store_record(record(REPORT)), attachments=wrong)

    verified = verify(stored, EDITION, JUDGE)

    assert isinstance(verified, SetAside)
    assert verified.reason == "记录缺少或写错了 attachments"


# Downloading


def test_they_are_downloaded_into_a_folder_per_unit(store: Store, tmp_path: Path) -> None:
    fill(store, record(REPORT, TABLE), record(REPORT, unit=HAISHU))
    told: list[str] = []

    said = list(download(collected(store), store, tmp_path / "out", told.append))

    assert held(tmp_path / "out") == {
        f"{HAISHU.name}/活动总结.pdf": PDF,
        f"{YINZHOU.name}/活动总结.pdf": PDF,
        f"{YINZHOU.name}/盖章表.png": PNG,
    }
    assert said == [f"附件在 {tmp_path / 'out' / '附件'}：新取 3 个，已有 0 个，缺失 0 个，损坏 0 个"]
    assert told == [f"已取附件 {number} / 3" for number in (1, 2, 3)]


def test_macros_are_named_to_the_officer(folder: FolderStore, tmp_path: Path) -> None:
    document = zipped(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])
    fill(folder, record(attachment(document, "总结.docx")), files=(document,))

    said = fetch(folder, tmp_path / "out")

    assert said[0] == f"附件含宏，打开时请不要启用：{YINZHOU.name}：总结.docx"


def test_what_is_there_is_not_fetched_again_and_what_was_spoilt_is(store: Store, tmp_path: Path) -> None:
    fill(store, record(REPORT, TABLE))
    fetch(store, tmp_path)
    report = tmp_path / "附件" / YINZHOU.name / "活动总结.pdf"
    report.write_bytes(PDF[:-1] + b"x")
    kept = (report.parent / "盖章表.png").stat()

    [said] = fetch(store, tmp_path)

    assert said.endswith("新取 1 个，已有 1 个，缺失 0 个，损坏 0 个")
    assert report.read_bytes() == PDF
    assert (report.parent / "盖章表.png").stat().st_mtime_ns == kept.st_mtime_ns


def test_a_download_that_was_cut_off_is_finished_by_the_next(folder: FolderStore, tmp_path: Path) -> None:
    fill(folder, record(REPORT, TABLE))

    class CutOff(FolderStore):
        def stream(self, key: str) -> Iterator[bytes]:
            whole = b"".join(super().stream(key))
            yield whole[:10]
            if whole == PNG:
                raise StoreError("cut off")
            yield whole[10:]

    with pytest.raises(StoreError):
        fetch(CutOff(folder.root), tmp_path)
    before = held(tmp_path)
    fetch(folder, tmp_path)

    assert before == {f"{YINZHOU.name}/活动总结.pdf": PDF}
    assert len(held(tmp_path)) == 2


def test_what_is_missing_or_damaged_is_named_and_the_rest_is_fetched(
    folder: FolderStore, tmp_path: Path
) -> None:
    fill(folder, record(REPORT, TABLE), record(REPORT, unit=HAISHU), files=())
    folder.create(key_of(PNG), PNG[:-1] + b"x")
    folder.create(key_of(PDF, HAISHU.code), PDF)

    said = fetch(folder, tmp_path / "out")

    assert said == [
        f"附件缺失：{YINZHOU.name}：活动总结.pdf",
        f"附件损坏：{YINZHOU.name}：盖章表.png",
        f"附件在 {tmp_path / 'out' / '附件'}：新取 1 个，已有 0 个，缺失 1 个，损坏 1 个",
    ]
    assert held(tmp_path / "out") == {f"{HAISHU.name}/活动总结.pdf": PDF}


def test_what_a_scanner_lets_nobody_read_is_named_and_the_rest_is_fetched(
    folder: FolderStore, tmp_path: Path
) -> None:
    class Barred(FolderStore):
        def stream(self, key: str) -> Iterator[bytes]:
            if key == key_of(PNG):
                raise NotAllowedError(key)
            return super().stream(key)

    fill(folder, record(REPORT, TABLE))

    said = fetch(Barred(folder.root), tmp_path)

    assert said[0] == f"附件不许读取（查出病毒，或无权）：{YINZHOU.name}：盖章表.png"
    assert said[-1].endswith("新取 1 个，已有 0 个，缺失 0 个，损坏 0 个，不许读取（查出病毒，或无权） 1 个")
    assert held(tmp_path) == {f"{YINZHOU.name}/活动总结.pdf": PDF}


def test_files_of_one_name_are_told_apart_by_a_number(folder: FolderStore, tmp_path: Path) -> None:
    fill(
        folder,
        record(
            attachment(PDF, "总结.pdf"),
            replace(TABLE, name="总结.PNG"),
            replace(attachment(PDF + b"2", "总结.PDF")),
        ),
    )
    folder.create(key_of(PDF + b"2"), PDF + b"2")

    fetch(folder, tmp_path)

    assert held(tmp_path) == {
        f"{YINZHOU.name}/总结.pdf": PDF,
        f"{YINZHOU.name}/总结.PNG": PNG,
        f"{YINZHOU.name}/总结 (2).PDF": PDF + b"2",
    }


@pytest.mark.parametrize("name", ["..", "a/../../b", "CON", "x\u202e", "局.", "C:\\Windows"])
def test_no_name_of_a_unit_leads_out_of_the_folder(folder: FolderStore, tmp_path: Path, name: str) -> None:
    unit = FiledUnit(code="unknown-0123456789", name=name)
    fill(folder, make_record(answers(unit="某某"), unit=unit, attachments=(REPORT,)))

    fetch(folder, tmp_path / "out")

    [file] = (tmp_path / "out").rglob("*.pdf")
    assert file.relative_to(tmp_path / "out").parts[::2] == ("附件", "活动总结.pdf")


def test_a_file_of_an_earlier_revision_leaves_the_folder(folder: FolderStore, tmp_path: Path) -> None:
    fill(folder, record(REPORT))
    fetch(folder, tmp_path)
    fill(folder, replace(record(TABLE, drills=77), received_at=AT + SECOND))

    said = fetch(folder, tmp_path)

    aside = tmp_path / "附件（已撤下）" / YINZHOU.name / "活动总结.pdf"
    assert said[0] == f"不属于现行报送，已移到 {aside}"
    assert aside.read_bytes() == PDF
    assert held(tmp_path) == {f"{YINZHOU.name}/盖章表.png": PNG}


def test_who_withdraws_its_only_attachment_leaves_nothing_there(folder: FolderStore, tmp_path: Path) -> None:
    fill(folder, record(REPORT))
    fetch(folder, tmp_path)
    fill(folder, replace(record(drills=77), received_at=AT + SECOND))

    fetch(folder, tmp_path)

    assert held(tmp_path) == {}


def test_what_was_moved_aside_is_never_written_over(folder: FolderStore, tmp_path: Path) -> None:
    other = replace(attachment(PDF + b"2"), name=REPORT.name)
    fill(folder, record(REPORT))
    fetch(folder, tmp_path)
    fill(folder, replace(record(other, drills=77), received_at=AT + SECOND), files=())
    folder.create(key_of(PDF + b"2"), PDF + b"2")
    (tmp_path / "附件" / YINZHOU.name / "副本.pdf").write_bytes(PDF)
    (tmp_path / "附件（已撤下）" / YINZHOU.name).mkdir(parents=True)
    (tmp_path / "附件（已撤下）" / YINZHOU.name / "副本.pdf").write_bytes(b"before")

    fetch(folder, tmp_path)

    aside = tmp_path / "附件（已撤下）" / YINZHOU.name
    assert {file.name: file.read_bytes() for file in aside.iterdir()} == {
        "副本.pdf": b"before",
        "副本 (2).pdf": PDF,
    }


def test_what_an_officer_put_there_is_named_and_left_alone(folder: FolderStore, tmp_path: Path) -> None:
    fill(folder, record(REPORT))
    fetch(folder, tmp_path)
    notes = tmp_path / "附件" / YINZHOU.name / "备注.txt"
    notes.write_bytes(b"x")
    (tmp_path / "附件" / YINZHOU.name / "扫描").mkdir()

    said = fetch(folder, tmp_path)

    assert said[0] == f"不属于现行报送，没有动它：{notes}"
    assert notes.read_bytes() == b"x"


def test_collect_downloads_them_where_it_is_asked_to(folder: FolderStore, tmp_path: Path) -> None:
    fill(folder, record(REPORT))

    without = list(collect(SURVEY, folder, Folder.at(tmp_path / "without")))
    with_ = list(collect(SURVEY, folder, Folder.at(tmp_path / "with"), attachments=True))

    assert not (tmp_path / "without" / "附件").exists()
    assert held(tmp_path / "with") == {f"{YINZHOU.name}/活动总结.pdf": PDF}
    assert len(with_) == len(without) + 1
    files = [(tmp_path / name / "collected.json").read_bytes() for name in ("with", "without")]
    assert files[0] == files[1]
