"""Exactly once, as acknowledged: three senders, a store that fails at any moment, in whatever order.

The rule (handler/README.md, Decisions): the same act of filing sent again is a replay; anything acknowledged is stored and, until
other figures follow, is what counts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handler.http.message import Request, Response
from handler.records.parse import parse_record
from handler.records.record import Record, make_record_id
from handler.stores import MissingError, NotAllowedError, StoreError
from handler.submit.function import make_responder
from schema.validation.checksum import checksum
from tests.support.filings import (
    SURVEY,
    Clock,
    NoFiles,
    answers,
    cookie_of,
    document_of,
    form_post,
    json_post,
    submit_settings,
)
from tests.support.random.examples import times

FIGURES = st.integers(0, 2)
FAULTS = st.sampled_from(["", "", "", "before", "after", "told taken", "lost"])
SENDERS = ("script", "browser", "bare")


@dataclass
class Unreliable(NoFiles):
    """A store in memory that fails before or after the write, or says of its own write that it was there already.

    readable: whether the role may look. "lost" is no fault of the store: the sender never hears the answer.
    """

    readable: bool
    objects: dict[str, bytes] = field(default_factory=dict)
    fault: str = ""

    def create(self, key: str, data: bytes) -> bool:
        if self.fault == "before":
            raise StoreError("down")
        created = key not in self.objects
        self.objects.setdefault(key, data)
        if self.fault == "after":
            raise StoreError("cut off")
        return created and self.fault != "told taken"

    def read(self, key: str) -> bytes:
        if not self.readable:
            raise NotAllowedError(key)
        if key not in self.objects:
            raise MissingError(key)
        return self.objects[key]

    def list(self, prefix: str) -> Iterator[str]:
        if not self.readable:
            raise NotAllowedError(prefix)
        return iter(sorted(key for key in self.objects if key.startswith(prefix)))


@cache
def read(data: bytes) -> dict[str, object]:
    """A record, with the checksum that its answers come to."""
    record: dict[str, object] = json.loads(data)
    return {**record, "recomputed": checksum(record["answers"])}  # type: ignore[arg-type]  # JSON has no types


class Filing(RuleBasedStateMachine):
    """The store may be read, and all senders file for one unit."""

    readable = True
    units: ClassVar = dict.fromkeys(SENDERS, SURVEY.roster.units[0])

    def __init__(self) -> None:
        super().__init__()
        self.store = Unreliable(readable=self.readable)
        self.clock = Clock()
        self.respond = make_responder(submit_settings(clock=self.clock), self.store)
        self.cookie = ""
        self.under_way: tuple[int, str] | None = None
        self.acts = 0
        self.acknowledged: list[dict[str, object]] = []
        self.last: tuple[Request, Response] | None = None

    @rule(sender=st.sampled_from(SENDERS), figures=FIGURES, fault=FAULTS)
    def file(self, sender: str, figures: int, fault: str) -> None:
        if not self.readable and (sender == "bare" or fault == "lost"):
            sender = "script"  # the others' limits there stand in handler/README.md
        resumed = sender == "script" and self.under_way is not None and self.under_way[0] == figures
        request = self.request(sender, figures)
        before = len(self.store.objects)
        response = self.post(request, fault)
        assert len(self.store.objects) - before <= 1
        self.last = None
        if fault == "lost":
            return
        if sender == "browser":
            self.cookie = cookie_of(response)
        assert response.status in ((503,) if fault in ("before", "after") else (200, 201))
        if response.status == 503:
            return
        self.keep(sender, request, response)
        if not resumed:  # an act that is taken up again keeps its place: others may have filed since
            assert self.newest(sender)["checksum"] == checksum(self.answers(sender, figures)), "it counts"

    @precondition(lambda self: self.last)
    @rule(fault=FAULTS)
    def click_twice(self, fault: str) -> None:
        """The very request again, as a double click or a lost reply sends it."""
        assert self.last
        request, first = self.last
        before = dict(self.store.objects)
        again = self.post(request, fault)
        assert self.store.objects == before
        assert again.status in (200, 503)
        if again.status == 200:
            same = ("reference", "checksum", "unit", "edition")
            assert [self.receipt(again)[name] for name in same] == [
                self.receipt(first)[name] for name in same
            ]
            if self.readable:
                assert self.receipt(again) == self.receipt(first)

    @rule()
    def close_the_tab(self) -> None:
        self.under_way = None

    @precondition(lambda self: self.readable)
    @rule()
    def lose_the_cookie(self) -> None:
        self.cookie = ""

    @invariant()
    def every_receipt_is_in_the_store_as_acknowledged(self) -> None:
        stored = {record["reference"]: record for record in map(read, self.store.objects.values())}
        for receipt in self.acknowledged:
            record = stored[receipt["reference"]]
            assert record["checksum"] == receipt["checksum"] == record["recomputed"]
            assert receipt["received_at"] in (None, record["received_at"])
            assert receipt["received_at"] or not self.readable

    def request(self, sender: str, figures: int) -> Request:
        filled = self.answers(sender, figures)
        if sender == "script":  # as form/submit.js: one key while the figures stay and no receipt has come
            if self.under_way is None or self.under_way[0] != figures:
                self.acts += 1
                self.under_way = (figures, f"act-{self.acts:04}")
            return json_post(filled, key=self.under_way[1])
        headers = {"accept": "application/json"}
        return form_post(filled, cookie=self.cookie if sender == "browser" else "", headers=headers)

    def post(self, request: Request, fault: str) -> Response:
        self.clock.now += timedelta(seconds=1)
        self.store.fault = fault
        return self.respond(request)

    def keep(self, sender: str, request: Request, response: Response) -> None:
        self.acknowledged.append(self.receipt(response))
        self.last = (request, response)
        if sender == "script":
            self.under_way = None

    def answers(self, sender: str, figures: int) -> dict[str, int | bool | str]:
        return answers(unit=self.units[sender].name, posters=figures)

    def receipt(self, response: Response) -> dict[str, object]:
        return document_of(response)

    def newest(self, sender: str) -> dict[str, object]:
        mine = f"/{self.units[sender].code}/"
        records = [read(data) for key, data in self.store.objects.items() if mine in key]
        return max(records, key=lambda record: str(record["received_at"]))


class FilingPutOnly(Filing):
    """The deployed role: it may only put. Each sender files for a unit of its own."""

    readable = False
    units: ClassVar = dict(zip(SENDERS, SURVEY.roster.units, strict=False))


Filing.TestCase.settings = FilingPutOnly.TestCase.settings = settings(
    max_examples=times(2), stateful_step_count=40
)
TestFiling = Filing.TestCase
TestFilingPutOnly = FilingPutOnly.TestCase


def test_figures_that_follow_a_failed_filing_count_again_after_it_is_made_good() -> None:
    """Found by the machine: 1 fails from a browser, 2 follows, 1 is filed by curl, and 2 returns."""
    machine = Filing()

    machine.file(sender="browser", figures=1, fault="before")
    machine.file(sender="browser", figures=2, fault="")
    machine.file(sender="bare", figures=1, fault="")
    machine.file(sender="browser", figures=2, fault="")
    machine.file(sender="bare", figures=1, fault="")
    machine.file(sender="browser", figures=2, fault="")

    machine.every_receipt_is_in_the_store_as_acknowledged()
    assert len(machine.store.objects) == 5


def test_figures_filed_again_are_named_after_those_they_follow() -> None:
    """Whichever of the ids is the smaller: it is a hash, and says nothing of the order."""
    orders = set()
    for drills in range(8):
        store, clock = Unreliable(readable=True), Clock()
        respond = make_responder(submit_settings(clock=clock), store)
        receipts = []
        for each in (drills, 100, drills):
            clock.now += timedelta(seconds=1)
            post = form_post(answers(drills=each), headers={"accept": "application/json"})
            receipts.append(document_of(respond(post)))
        first, between, again = receipts
        record = next(each for each in map(parse_record, store.objects.values()) if _id(each) == again["id"])
        assert isinstance(record, Record)
        assert record.id == make_record_id("2021", record.unit.code, str(between["id"]), record.content)
        orders.add(str(first["id"]) < record.id)
    assert orders == {True, False}


def _id(record: Record | str) -> str:
    return record if isinstance(record, str) else record.id
