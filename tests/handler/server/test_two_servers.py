"""Two `serve` on one folder, as behind a proxy that shares out what comes: neither knows of the other but by the store."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

import pytest

from handler.collect.merge import merge
from handler.records.fetch import read_all, read_revisions
from handler.records.seal import Sealer
from handler.stores.folder import FolderStore
from tests.support.files import PDF, file_of
from tests.support.filings import SURVEY, YINZHOU, answers
from tests.support.http.multipart import send_form
from tests.support.http.served import Served, serve

pytestmark = [pytest.mark.programs, pytest.mark.unmeasured]

RACERS = 16
SECRET = "one-secret-for-both-of-the-servers-of-the-tests"
OTHER = "宁波市海曙区市场监督管理局"


class Two(NamedTuple):
    one: Served
    other: Served
    store: FolderStore

    def race(self, *bodies: dict[str, object]) -> list[tuple[int, dict[str, object]]]:
        """The answers to bodies sent at once, to one server and the other by turns."""
        with ThreadPoolExecutor(len(bodies)) as pool:
            servers = [(self.one, self.other)[place % 2] for place in range(len(bodies))]
            return list(pool.map(file, servers, bodies))


def file(server: Served, body: dict[str, object]) -> tuple[int, dict[str, object]]:
    return ask(server, "submissions", body)


def ask(server: Served, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    """Status and document; 0 where nothing answered."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{server.address}/api/2021/{path}", data, {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
    except (OSError, HTTPException):
        return 0, {}


def start(own: Path, shared: Path) -> AbstractContextManager[Served]:
    return serve(own, "--store", str(shared), "--access", "open", environment={"CODE_SECRET": SECRET})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def both(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with (
        start(tmp_path_factory.mktemp("one"), shared) as one,
        start(tmp_path_factory.mktemp("other"), shared) as other,
    ):
        yield Two(one, other, FolderStore(shared))


@pytest.fixture
def two(both: Two, shared: Path, tmp_path: Path) -> Iterator[Two]:
    """Both; where a test before has killed one, another takes its place."""
    if both.one.process.poll() is None:
        yield both
        return
    with start(tmp_path, shared) as one:
        yield both._replace(one=one)


def test_one_act_of_filing_sent_to_both_is_one_record_and_one_receipt(two: Two) -> None:
    sent: dict[str, object] = {"answers": answers(unit=OTHER), "key": "one-act-of-filing"}

    answered = two.race(*[sent] * RACERS)

    assert sorted(status for status, _ in answered) == [200] * (RACERS - 1) + [201]
    assert all(receipt == answered[0][1] for _, receipt in answered)


def test_figures_sent_to_both_are_a_revision_each_and_no_two_are_told_one_number(two: Two) -> None:
    bodies: list[dict[str, object]] = [
        {"answers": answers(drills=number), "key": f"act-{number:04}"} for number in range(RACERS)
    ]

    answered = two.race(*bodies)

    assert [status for status, _ in answered] == [201] * RACERS
    told = [receipt["revision"] for _, receipt in answered if receipt["revision"]]
    assert len(set(told)) == len(told)
    assert told
    stored = read_revisions(two.store, "2021", [YINZHOU.code])
    for number, record in enumerate(stored.records, 1):
        for server in (two.one, two.other):
            shown = ask(server, f"receipts/{YINZHOU.code}/{record.id}")[1]
            assert (shown["revision"], shown["reference"]) == (number, record.reference)
    assert {record.reference for record in stored.records} == {
        receipt["reference"] for _, receipt in answered
    }


def test_a_file_signed_by_one_goes_through_the_other_and_is_filed_at_the_first(two: Two) -> None:
    unit, file = "宁波市江北区市场监督管理局", file_of(PDF)
    announced = {"unit": unit, "name": "总结.pdf", "size": str(file.size), "sha256": file.sha256}

    _, form = ask(two.one, "attachments", announced)
    fields = form["fields"]
    assert isinstance(fields, dict)
    assert send_form(f"{two.other.address}/api/uploads", fields, PDF) == 204
    _, looked_at = ask(two.other, "attachments/check", announced)
    attached = [{"name": "总结.pdf", "ticket": looked_at["ticket"]}]
    status, receipt = ask(two.one, "submissions", {"answers": answers(unit=unit), "attachments": attached})

    assert (status, receipt["attachments"]) == (201, [{"name": "总结.pdf", "size": file.size}])


def test_where_one_is_killed_the_other_has_all_that_was_acknowledged_and_takes_the_rest(two: Two) -> None:
    bodies: list[dict[str, object]] = [
        {"answers": answers(unit=f"第{number}号单位"), "key": f"kill-{number:04}"} for number in range(60)
    ]
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(file, two.one, body) for body in bodies]
        asked[5].result()
        two.one.process.kill()
        first = [each.result() for each in asked]

    again = [file(two.other, body) for body in bodies]

    assert {status for status, _ in again} <= {200, 201}
    assert 0 in {status for status, _ in first}
    for (before, told), (after, receipt) in zip(first, again, strict=True):
        assert not before or (after, receipt) == (200, told)
    collection = merge(SURVEY, read_all(two.store, "2021"), sealer=Sealer(secret=SECRET))
    assert not collection.set_aside
    assert sorted(len(row.revisions) for row in collection.unknown) == [1] * 60
