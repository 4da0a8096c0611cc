"""Storing a review once. The function may create below `reviews/` and nothing else; nothing stored is ever changed."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handler.collect.reviews.request import Members, about_of, read_review
from handler.http.body import KEY
from handler.http.dispatch import Call
from handler.http.message import Note, Request, Response, json_response
from handler.http.refusals import BAD_KEY, refused
from handler.records.keys import review_key
from handler.records.parse_review import parse_review
from handler.records.review import Act, How, Review, make_review_id
from handler.stores import Store, StoreError


def give_review(clock: Callable[[], datetime], store: Store, call: Call) -> Response:
    """The stored review: 201, or 200 where this very act is stored already. Raises RefusedError, StoreError."""
    key = _key(call.request)
    act, members = read_review(call.request, call.survey)
    review = _make(call.survey.edition.id, act, members, key, clock())
    name = review_key(review.edition, review.unit, review.id)
    created = store.create(name, review.to_bytes())
    held = review if created else parse_review(name, store.read(name))
    if isinstance(held, str):
        raise StoreError(f"{name} 已损坏")
    document = {"unit": held.unit, **held.to_document()}
    response = json_response(201 if created else 200, document)
    return replace(response, note=Note(outcome="reviewed" if created else "replayed", unit=held.unit))


def _key(request: Request) -> str:
    """What names this one act; without it each POST is an act of its own."""
    key = request.headers.get("idempotency-key", "") or secrets.token_hex(16)
    if not KEY.fullmatch(key):
        raise refused(BAD_KEY)
    return key


def _make(edition: str, act: Act, members: Members, key: str, at: datetime) -> Review:
    def text(name: str) -> str | None:
        return None if name not in members else str(members[name])

    value = members.get("value")
    review = Review(
        edition=edition,
        unit=str(members["unit"]),
        id="",
        kind=act,
        at=at,
        by=str(members["by"]),
        note=str(members["note"]),
        about=about_of(members.get("about")),
        blank=text("blank"),
        value=value if isinstance(value, int | str) else None,
        how=How(members["how"]) if "how" in members else None,
        name=text("name"),
        code=text("code"),
    )
    return replace(review, id=make_review_id(edition, review.unit, key, review.content))
