"""Storing a review once, or several. The function may create below `reviews/` and nothing else; nothing stored is ever changed."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial

from handler.collect.reviews.request import read_posted, several_of, validate_review
from handler.http.body import KEY
from handler.http.dispatch import Call, store_failed
from handler.http.message import Note, RefusedError, Request, Response, json_response
from handler.http.refusals import BAD_KEY, NOT_REVIEWED, refused
from handler.records.keys import review_key
from handler.records.parse_review import parse_review
from handler.records.record import Document
from handler.records.review import Review, make_review_id, review_of
from handler.records.seal import Sealer
from handler.stores import Store, StoreError
from schema.edition.survey import Survey

WORKERS = 8
"""Reviews that are written at once."""


def give_reviews(clock: Callable[[], datetime], store: Store, sealer: Sealer | None, call: Call) -> Response:
    """The stored review: 201, or 200 where this very act is stored already. Raises RefusedError, StoreError.

    Of several, 200 and what came of each, in their order: one that is refused or fails keeps no other from being stored,
    and sent again under the same key those that are stored are replays.
    """
    key = _key(call.request)
    document = read_posted(call.request)
    give = partial(_give, clock, store, sealer, call.survey, key)
    several = several_of(document)
    if several is None:
        status, review = give(document)
        noted = Note(outcome="reviewed" if status == 201 else "replayed", unit=review.unit)
        return replace(json_response(status, _shown(review)), note=noted)
    with ThreadPoolExecutor(WORKERS) as pool:
        told = list(pool.map(partial(_try, give), several))
    return replace(json_response(200, {"reviews": told}), note=Note(outcome="reviewed"))


def _give(
    clock: Callable[[], datetime],
    store: Store,
    sealer: Sealer | None,
    survey: Survey,
    key: str,
    document: object,
) -> tuple[int, Review]:
    said = validate_review(document, survey)
    review = review_of({"edition": survey.edition.id, "id": "", **said}, clock())
    review = replace(review, id=make_review_id(review.edition, review.unit, key, review.content))
    review = sealer.seal(review) if sealer else review
    name = review_key(review.edition, review.unit, review.id)
    created = store.create(name, review.to_bytes())
    held = review if created else parse_review(name, store.read(name))
    if isinstance(held, str):
        raise StoreError(f"{name} 已损坏")
    return (201 if created else 200), held


def _try(give: Callable[[object], tuple[int, Review]], document: object) -> Document:
    """What came of one of several."""
    try:
        status, review = give(document)
    except RefusedError as error:
        refusal = error.refusal
    except StoreError as error:
        refusal = store_failed(error, NOT_REVIEWED).refusal
    else:
        return {"status": status, "review": _shown(review)}
    broken = "".join(problem.message for problem in refusal.problems)
    return {"status": refusal.status, "message": broken or refusal.detail}


def _shown(review: Review) -> Document:
    return {"unit": review.unit, **review.to_document()}


def _key(request: Request) -> str:
    """What names this one act; without it each POST is an act of its own."""
    key = request.headers.get("idempotency-key", "") or secrets.token_hex(16)
    if not KEY.fullmatch(key):
        raise refused(BAD_KEY)
    return key
