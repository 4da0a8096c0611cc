"""Reading: every object of the edition, in the order of names, or an error."""

from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from handler.records.fetch import Stored, read_all
from handler.records.prefetch import ahead_of
from handler.stores import Store, StoreError
from handler.stores.folder import FolderStore
from tests.support.filings import Down, PutOnly


def test_every_object_of_the_edition_is_read_in_order(store: Store) -> None:
    for name in ("2021/b/2", "2021/a/1", "2021/a/0", "2022/a/1", "20210/a/1"):
        store.create(f"submissions/{name}.json", name.encode())

    assert list(read_all(store, "2021")) == [
        Stored(key="submissions/2021/a/0.json", data=b"2021/a/0"),
        Stored(key="submissions/2021/a/1.json", data=b"2021/a/1"),
        Stored(key="submissions/2021/b/2.json", data=b"2021/b/2"),
    ]


def test_what_is_filed_after_it_was_asked_for_is_not_read(store: Store) -> None:
    """Or the merge would miss its attachments, which were listed before."""
    store.create("submissions/2021/a/0.json", b"0")

    reading = read_all(store, "2021")
    store.create("submissions/2021/a/1.json", b"1")

    assert [stored.data for stored in reading] == [b"0"]


def test_an_edition_nobody_has_filed_for_is_empty(tmp_path: Path) -> None:
    assert list(read_all(FolderStore(tmp_path), "2021")) == []


def test_a_store_that_cannot_be_read_is_an_error_and_not_an_empty_collection(tmp_path: Path) -> None:
    class Unreadable(PutOnly):
        list = FolderStore(tmp_path).list

    FolderStore(tmp_path).create("submissions/2021/a/1.json", b"")

    for store in (Down(), Unreadable(FolderStore(tmp_path))):
        with pytest.raises(StoreError):
            list(read_all(store, "2021"))


class Counting(Executor):
    """Does at once what is asked, and knows how much was under way whenever a result was waited for."""

    def __init__(self) -> None:
        self.under_way: list[int] = []
        self.begun = 0

    def submit(self, work: Any, /, *given: Any, **_: Any) -> "Future[Any]":
        self.begun += 1
        counting = self

        class Waited(Future):  # type: ignore[type-arg]  # of anything
            def result(self, timeout: float | None = None) -> Any:
                counting.under_way.append(counting.begun - len(counting.under_way))
                return super().result(timeout)

        future = Waited()
        future.set_result(work(*given))
        return future


@pytest.mark.parametrize("ahead", [1, 2, 5])
def test_no_more_is_begun_and_not_taken_than_is_said(ahead: int) -> None:
    counting = Counting()

    assert list(ahead_of(counting, str, range(9), ahead)) == [str(number) for number in range(9)]
    assert counting.under_way == [min(ahead, 9 - taken) for taken in range(9)]
