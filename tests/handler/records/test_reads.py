"""Reading is tried again before anything is set aside; what cannot be read is named, and never called missing."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest

import build
from handler.collect.collection import Collection, Status
from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.collect.reviews.apply import read
from handler.records import read_again
from handler.records.fetch import read_all, read_all_reviews, read_revisions
from handler.records.record import find_unit
from handler.stores import MissingError, StoreError
from handler.stores.folder import FolderStore
from handler.stores.s3_answers import read_whole
from tests.support.filings import SURVEY, NoFiles, answers, make_record, store_record

HAISHU = find_unit(SURVEY.roster, "海曙区")
RECORDS = (make_record(), make_record(answers(unit="海曙区"), unit=HAISHU))
OBJECTS = {each.key: each.data for each in map(store_record, RECORDS)}
WHOLE, OTHER = sorted(OBJECTS)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_again, "PAUSES", (0.001, 0.001))


@dataclass
class Flaky(NoFiles):
    """Objects of which some are not read at the first tries, or not as they are. spoil: by the number of the try."""

    spoil: Callable[[str, int, bytes], bytes]
    tries: dict[str, int] = field(default_factory=dict)

    def create(self, key: str, data: bytes) -> bool:  # noqa: ARG002  # the shape of every store
        raise StoreError(key)

    def read(self, key: str) -> bytes:
        self.tries[key] = self.tries.get(key, 0) + 1
        return self.spoil(key, self.tries[key], OBJECTS[key])

    def list(self, prefix: str):  # type: ignore[no-untyped-def]  # as every store
        return (key for key in sorted(OBJECTS) if key.startswith(prefix))


def merged(store: Flaky | FolderStore) -> Collection:
    return merge(SURVEY, read_all(store, "2021"))


def failing(times: int) -> Callable[[str, int, bytes], bytes]:
    def spoil(key: str, tried: int, data: bytes) -> bytes:
        if key == WHOLE and tried <= times:
            raise StoreError("连不上")
        return data

    return spoil


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_read_that_fails_is_tried_again(times: int) -> None:
    assert merged(Flaky(failing(times))) == merged(Flaky(failing(0)))


def test_what_cannot_be_read_is_set_aside_and_its_unit_is_damaged_and_not_missing() -> None:
    collection = merged(Flaky(failing(9)))

    [aside] = collection.set_aside
    assert (aside.key, aside.reason, aside.unread) == (WHOLE, "读不出：连不上", True)
    unit = next(row for row in collection.units if row.unit.code == aside.unit)
    assert (unit.status, collection.coverage.counted) == (Status.DAMAGED, 1)


def test_a_bit_that_was_lost_on_the_way_accuses_nobody() -> None:
    def spoil(_: str, tried: int, data: bytes) -> bytes:
        return data.replace(b"2021", b"2020", 1) if tried == 1 else data

    assert merged(Flaky(spoil)) == merged(Flaky(failing(0)))


def test_what_is_damaged_in_the_store_is_set_aside_though_the_second_look_fails() -> None:
    def spoil(key: str, tried: int, data: bytes) -> bytes:
        if key == WHOLE and tried > 1:
            raise StoreError("连不上")
        return b"{" if key == WHOLE else data

    [aside] = merged(Flaky(spoil)).set_aside

    assert aside.reason == "不是合格的 JSON，可能不完整"


def test_a_store_of_which_nothing_can_be_read_is_an_error() -> None:
    def spoil(key: str, _: int, __: bytes) -> bytes:
        raise MissingError(key)

    with pytest.raises(StoreError, match="读不出"):
        merged(Flaky(spoil))


def test_of_a_units_revisions_one_that_cannot_be_read_may_be_the_newest() -> None:
    with pytest.raises(StoreError, match="读不出"):
        read_revisions(Flaky(failing(9)), "2021", [WHOLE.split("/")[2], OTHER.split("/")[2]])


def test_a_review_that_cannot_be_read_is_set_aside_too(tmp_path: Path) -> None:
    for name in ("0", "1"):
        FolderStore(tmp_path).create(f"reviews/2021/330212/{name}.json", b"{}")
    (tmp_path / "reviews/2021/330212/1.json").unlink()
    (tmp_path / "reviews/2021/330212/1.json").symlink_to("/nowhere")

    reviews = read("2021", read_all_reviews(FolderStore(tmp_path), "2021"))

    assert [aside.unread for aside in reviews.unread] == [False, True]


@pytest.mark.parametrize(
    ("bodies", "etag", "believed"),
    [
        ([b"whole"], hashlib.md5(b"whole", usedforsecurity=False).hexdigest(), b"whole"),
        ([b"whole"] * 2, "of another kind", b"whole"),
        ([b"flipped", b"whole"], hashlib.md5(b"whole", usedforsecurity=False).hexdigest(), None),
    ],
)
def test_a_body_is_believed_by_its_etag_or_when_it_comes_twice(
    bodies: list[bytes], etag: str, believed: bytes | None
) -> None:
    left = iter(bodies)

    def get():  # type: ignore[no-untyped-def]  # as boto3 answers
        return {"Body": BytesIO(next(left)), "ETag": f'"{etag}"'}

    assert read_whole(get) == believed
    assert list(left) == []


def odd_folder(root: Path) -> FolderStore:
    """A sound record, and what somebody has put beside it."""
    store = FolderStore(root)
    for key, data in OBJECTS.items():
        store.create(key, data)
    beside = (root / WHOLE).parent
    (beside / "link.json").symlink_to(root / OTHER)
    (beside / "away.json").symlink_to("/nowhere")
    os.mkfifo(beside / "pipe.json")
    (beside / "back\\slash.json").write_bytes(b"{}")
    (beside / "line\nbreak.json").write_bytes(b"{}")
    Path(os.fsdecode(os.fsencode(beside) + b"/caf\xe9.json")).write_bytes(b"{}")
    return store


def test_a_link_a_pipe_and_a_name_of_any_bytes_are_named_and_harm_nothing(tmp_path: Path) -> None:
    collection = merged(odd_folder(tmp_path))

    names = [aside.key.rpartition("/")[2] for aside in collection.set_aside]
    assert sorted(names) == sorted(
        ["link.json", "away.json", "pipe.json", "back\\slash.json", "line\\nbreak.json", "caf\\xe9.json"]
    )
    assert collection.coverage.counted == 2
    assert to_json(collection)


def test_collect_ends_with_a_status_of_its_own_where_something_could_not_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd_folder(tmp_path / "store")

    status = build.main(
        ["collect", "2021", "--from", str(tmp_path / "store"), "--out", str(tmp_path / "out")]
    )

    assert status == 3
    assert "有 4 份记录读了三次都读不出" in capsys.readouterr().err
    assert (tmp_path / "out" / "collected.json").exists()
