"""Builders for the handler's tests: requests, records, stored objects and a function around a store."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from handler.http.message import Request, Responder, Response
from handler.records.fetch import Stored
from handler.records.keys import object_key
from handler.records.record import FiledUnit, Record, make_record_id
from handler.stores import NotAllowedError, Store, StoreError, Upload
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from schema.edition.kinds import Answers, Count
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from schema.validation.attachments import Attachment
from schema.validation.checksum import checksum
from tests.support.builders import survey_2021, valid_answers

SURVEY = survey_2021()
EDITION = SURVEY.edition
YINZHOU = FiledUnit(code="330212", name="宁波市鄞州区市场监督管理局")
"""The unit that `valid_answers` names."""
IN_TIME = datetime(2021, 6, 30, 1, 2, 3, 4, tzinfo=UTC)
OPENS = datetime.fromisoformat("2021-06-01T00:00:00+08:00")
CLOSES = datetime.fromisoformat("2021-07-31T18:00:00+08:00")
SECOND = timedelta(seconds=1)
SHELL = "<!doctype html><title><!--title--></title><main><!--main--></main>"
SUBMISSIONS = "/api/2021/submissions"
JSON = {"content-type": "application/json"}
BROWSER = {
    "content-type": "application/x-www-form-urlencoded",
    "accept": "text/html,application/xhtml+xml,*/*;q=0.8",
}
"""What a browser says when it sends a plain form."""


@dataclass
class Clock:
    """The server's clock, set by the test."""

    now: datetime = IN_TIME

    def __call__(self) -> datetime:
        return self.now


def survey_of(*units: Unit) -> Survey:
    """The 2021 table with a roster of these units."""
    return replace(SURVEY, roster=Roster(units=units))


def submit_settings(
    *, clock: Callable[[], datetime] | None = None, origins: frozenset[str] = frozenset(), secure: bool = True
) -> Settings:
    return Settings(
        catalogue={"2021": SURVEY}, shell=SHELL, origins=origins, secure=secure, clock=clock or Clock()
    )


def responder(
    store: Store, *, clock: Callable[[], datetime] | None = None, origins: frozenset[str] = frozenset()
) -> Responder:
    return make_responder(submit_settings(clock=clock, origins=origins), store)


def answers(**changes: object) -> Answers:
    """The 2021 table filled, already normal."""
    return valid_answers(EDITION, **changes)  # type: ignore[return-value]  # a test that says what is no answer means it


def nil_answers(**changes: object) -> Answers:
    """The 2021 table of a unit that has nothing to report."""
    return answers(**{b.id: 0 for b in EDITION.blanks if isinstance(b.kind, Count)} | changes)


def json_post(
    answered: Mapping[str, object] | None = None,
    *,
    path: str = SUBMISSIONS,
    headers: Mapping[str, str] = {},
    **more: object,
) -> Request:
    """What the script sends; more: further members beside `answers` (key …)."""
    document = {"answers": answers() if answered is None else answered, **more}
    body = json.dumps(document, ensure_ascii=False).encode()
    return Request(method="POST", path=path, headers={**JSON, **headers}, body=body)


def form_post(
    answered: Mapping[str, object] | None = None, *, cookie: str = "", headers: Mapping[str, str] = {}
) -> Request:
    """What a browser without script sends."""
    words = {True: "是", False: "否"}
    fields = {
        name: words[value] if isinstance(value, bool) else value
        for name, value in (answers() if answered is None else answered).items()
    }
    sent = {**BROWSER, **({"cookie": cookie} if cookie else {}), **headers}
    return Request(method="POST", path=SUBMISSIONS, headers=sent, body=urlencode(fields).encode())


def cookie_of(response: Response) -> str:
    """The Cookie header that a browser would send back."""
    return response.headers["Set-Cookie"].partition(";")[0]


def document_of(response: Response) -> dict[str, object]:
    document = json.loads(response.body)
    assert isinstance(document, dict)
    return document


def make_record(
    answered: Answers | None = None,
    *,
    unit: FiledUnit = YINZHOU,
    at: datetime = IN_TIME,
    key: str = "",
    edition: str = "2021",
    digest: str = EDITION.digest,
    explanations: Mapping[str, str] = {},
    nil: bool = False,
    attachments: Sequence[Attachment] = (),
) -> Record:
    """A record as the submit function would store it."""
    answered = answers(unit=unit.name) if answered is None else answered
    seal = checksum(answered)
    said = "".join(f"\n{id_}={explanations[id_]}" for id_ in sorted(explanations))
    files = "".join(sorted(f"\nfile {each.sha256} {each.name}" for each in attachments))
    return Record(
        edition=edition,
        edition_digest=digest,
        id=make_record_id(edition, unit.code, key, seal + said + "\nnil" * nil + files),
        unit=unit,
        answers=answered,
        explanations=dict(explanations),
        nil=nil,
        received_at=at,
        late=EDITION.is_late(at),
        checksum=seal,
        attachments=tuple(attachments),
    )


def store_record(record: Record) -> Stored:
    """The object that holds a record, under its right name."""
    return Stored(key=object_key(record.edition, record.unit.code, record.id), data=record.to_bytes())


def change(stored: Stored, **changes: object) -> Stored:
    """A stored record with members of its JSON changed by hand; None takes a member away."""
    document = json.loads(stored.data) | changes
    kept = {name: value for name, value in document.items() if value is not None}
    return replace(stored, data=json.dumps(kept, ensure_ascii=False).encode())


class NoFiles:
    """The part of a store that is about files, for one that is asked for none."""

    at_once = 1

    def stream(self, key: str) -> Iterator[bytes]:
        raise NotAllowedError(key)

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        raise NotAllowedError(prefix)

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:  # noqa: ARG002  # the shape of every store
        raise NotAllowedError(key)


@dataclass
class PutOnly(NoFiles):
    """A store as a role sees it that may only put."""

    store: Store

    def create(self, key: str, data: bytes) -> bool:
        return self.store.create(key, data)

    def read(self, key: str) -> bytes:
        raise NotAllowedError(key)

    def list(self, prefix: str) -> Iterator[str]:
        raise NotAllowedError(prefix)

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:
        return self.store.presign(key, size=size, media=media, sha256=sha256)


@dataclass
class Down:
    """A store that cannot be reached."""

    at_once = 1

    def stream(self, key: str) -> Iterator[bytes]:  # noqa: ARG002  # the shape of every store
        raise StoreError("down")

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:  # noqa: ARG002  # the shape of every store
        raise StoreError("down")

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:  # noqa: ARG002  # the shape of every store
        raise StoreError("down")

    def create(self, key: str, data: bytes) -> bool:  # noqa: ARG002  # the shape of every store
        raise StoreError("down")

    def read(self, key: str) -> bytes:  # noqa: ARG002  # the shape of every store
        raise StoreError("down")

    def list(self, prefix: str) -> Iterator[str]:  # noqa: ARG002  # the shape of every store
        raise StoreError("down")


@dataclass
class Memory(NoFiles):
    """A store in memory."""

    objects: dict[str, bytes] = field(default_factory=dict)

    def create(self, key: str, data: bytes) -> bool:
        return self.objects.setdefault(key, data) is data

    def read(self, key: str) -> bytes:
        return self.objects[key]

    def list(self, prefix: str) -> Iterator[str]:
        return (key for key in sorted(self.objects) if key.startswith(prefix))
