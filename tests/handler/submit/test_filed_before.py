"""What one filing asks of the store: each name listed once, each record read once, and one listing after it; its number."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handler.records.record import codes_of
from handler.stores import StoreError
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from tests.support.filings import SURVEY, Clock, answers, document_of, json_post, submit_settings

CODES = len(codes_of(SURVEY.roster, "330212"))


class Counted(FolderStore):
    """A folder that counts, and fails to read so often."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: Counter[str] = Counter()
        self.failing = 0
        self.meanwhile: dict[str, Callable[[], object]] = {}

    def list(self, prefix: str) -> Iterator[str]:
        self.asked["list"] += 1
        return super().list(prefix)

    def read(self, key: str) -> bytes:
        self.asked["read"] += 1
        if self.failing:
            self.failing -= 1
            raise StoreError("away")
        return super().read(key)

    def create(self, key: str, data: bytes) -> bool:
        self.asked["create"] += 1
        self.meanwhile.pop("before", dict)()
        created = super().create(key, data)
        self.meanwhile.pop("after", dict)()
        return created


@pytest.fixture
def store(tmp_path: Path) -> Counted:
    return Counted(tmp_path)


def file(store: Counted, drills: int) -> dict[str, object]:
    """The receipt of one act of filing."""
    clock = Clock()
    clock.now += timedelta(seconds=drills)
    respond = make_responder(replace(submit_settings(clock=clock), reads=True), store)
    return document_of(respond(json_post(answers(drills=drills), key=f"the-key-{drills}")))


def test_a_filing_lists_once_and_reads_what_was_filed_before_once(store: Counted) -> None:
    receipts = [file(store, drills) for drills in range(4)]
    store.asked.clear()

    last = file(store, 4)

    assert store.asked == {"list": CODES + 1, "read": 4, "create": 1}
    assert last["revision"] == 5
    assert last["previous"] == {name: receipts[3][name] for name in ("reference", "received_at")}


def test_a_replay_reads_its_own_record_besides(store: Counted) -> None:
    receipts = [file(store, drills) for drills in range(3)]
    store.asked.clear()

    assert file(store, 1) == receipts[1]
    assert store.asked == {"list": CODES, "read": 4, "create": 1}


def test_what_could_not_be_read_before_is_read_afterwards(store: Counted) -> None:
    file(store, 1)
    store.failing = 3  # as often as a read is tried

    assert file(store, 2)["revision"] == 2


def test_a_damaged_record_leaves_the_receipt_without_a_number(store: Counted) -> None:
    first = file(store, 1)
    store.create("submissions/2021/330212/x.json", b"damaged")

    receipt = file(store, 2)

    assert receipt["revision"] is None
    assert receipt["previous"] == {name: first[name] for name in ("reference", "received_at")}


@pytest.mark.parametrize(
    ("when", "outer", "told"),
    [
        ("before", 3, {2: 2, 3: 3}),
        ("before", 1, {2: 2, 1: None}),  # stored last, received first: the newest is the other's
        ("after", 3, {2: 3, 3: None}),
        ("after", 1, {2: 3, 1: None}),
    ],
)
def test_of_two_filings_at_once_no_two_are_told_one_number(
    store: Counted, when: str, outer: int, told: dict[int, int | None]
) -> None:
    """2 is filed while the other is under way, before that is stored or after."""
    file(store, 0)
    between: list[dict[str, object]] = []
    store.meanwhile[when] = lambda: between.append(file(store, 2))

    last = file(store, outer)

    assert {2: between[0]["revision"], outer: last["revision"]} == told
