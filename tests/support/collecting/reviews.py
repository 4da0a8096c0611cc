"""Reviews as tests need them: made, posted and stored."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from handler.collect.function import Settings, make_responder
from handler.http.message import Request, Response
from handler.records.fetch import Stored
from handler.records.keys import review_key
from handler.records.record import Record
from handler.records.review import About, Act, How, Review, make_review_id
from handler.records.seal import Sealer
from handler.stores import Store
from schema.edition.kinds import Answer
from schema.edition.survey import Survey
from tests.support.filings import EDITION, JSON, SURVEY

KEY = "the-bureau-key-of-32-bytes-or-more"
AFTER = EDITION.due + timedelta(days=1)


def review(
    kind: Act,
    unit: str,
    *,
    at: datetime = AFTER,
    key: str = "",
    about: Record | None = None,
    note: str = "",
    blank: str | None = None,
    value: Answer | None = None,
    name: str | None = None,
    code: str | None = None,
    edition: str = "2021",
) -> Review:
    """An act of 王五's."""
    members = {
        "about": about and About(id=about.id, checksum=about.checksum),
        "blank": blank,
        "value": value,
        "how": How.PHONE if kind is Act.VERIFIED else None,
        "name": name,
        "code": code,
    }
    id_ = make_review_id(edition, unit, key, f"{kind} {at} {note} {members}")
    return Review(edition=edition, unit=unit, id=id_, kind=kind, at=at, by="王五", note=note, **members)  # type: ignore[arg-type]  # members by their names


def stored(said: Review) -> Stored:
    return Stored(key=review_key(said.edition, said.unit, said.id), data=said.to_bytes())


def about(record: Record) -> dict[str, str]:
    """As it is posted."""
    return {"id": record.id, "checksum": record.checksum}


def give(
    store: Store,
    document: object,
    *,
    act: str = "",
    key: str = KEY,
    at: datetime = AFTER,
    survey: Survey = SURVEY,
    headers: Mapping[str, str] = {},
    sealer: Sealer | None = None,
) -> Response:
    """Post a review; act: its idempotency key."""
    settings = Settings(catalogue={survey.edition.id: survey}, key=KEY, clock=lambda: at, sealer=sealer)
    sent = {**JSON, "authorization": f"Bearer {key}", **({"idempotency-key": act} if act else {}), **headers}
    body = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    path = f"/api/{survey.edition.id}/reviews"
    return make_responder(settings, store)(Request(method="POST", path=path, headers=sent, body=body))
