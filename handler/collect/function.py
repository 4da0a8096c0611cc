"""The collect function: for a holder of the bureau key, the merged data in every form; it takes what the bureau says of them."""

import gzip
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from handler.collect.collection import TooLargeError
from handler.collect.etag import etag, matches
from handler.collect.exports import ASKED
from handler.collect.exports.without_names import as_kept
from handler.collect.read_and_merge import period_before, read_and_merge
from handler.collect.reviews.give import give_reviews
from handler.http.dispatch import Answer, Call, Function, dispatch
from handler.http.given_secret import fault_of
from handler.http.html import desk_page, wants_page
from handler.http.message import Refusal, Request, Responder, Response, problem_response, respond
from handler.http.refusals import (
    BARRED_ATTACHMENT,
    KEY,
    LOST_ATTACHMENT,
    NO_COLLECTION,
    NOT_READ,
    NOT_REVIEWED,
    TOO_MUCH,
    refused,
)
from handler.records.keys import attachment_key
from handler.records.record import now
from handler.records.seal import Sealer
from handler.routes import DESK, EXTENSIONS
from handler.stores import MissingError, NotAllowedError, Store
from schema.edition.survey import Catalogue

_TOO_LARGE = "这个附件超过 {most} MB，云函数带不出去，请技术人员用命令下载。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """key: the bureau's secret. Raises ValueError for what is no secret.

    sealer: looks at the seals; None where the key is not at hand. own, origins: as the submit function's. clock: by
    which reviews are dated. largest: bytes of an attachment that the platform carries; None where it carries all.
    """

    catalogue: Catalogue
    key: str = field(repr=False)
    sealer: Sealer | None = None
    own: str = ""
    origins: frozenset[str] = frozenset()
    clock: Callable[[], datetime] = now
    largest: int | None = None

    def __post_init__(self) -> None:
        if fault := fault_of("BUREAU_KEY", self.key):
            raise ValueError(fault)


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""
    return dispatch(
        Function(
            name="collect",
            catalogue=settings.catalogue,
            answers={
                "reviews": Answer(answer=partial(_review, settings, store), failed=NOT_REVIEWED),
                "attachment": Answer(answer=partial(_attachment, settings, store), failed=NOT_READ),
                **{
                    f"collection{each}": Answer(
                        answer=partial(_collect, settings, store, each[1:] or "json"), failed=NOT_READ
                    )
                    for each in (*EXTENSIONS, DESK)
                },
            },
            refuse=_refuse,
            unknown=NO_COLLECTION,
            own=settings.own,
            origins=settings.origins,
        )
    )


def _refuse(request: Request, refusal: Refusal) -> Response:
    """Programs ask here; a browser, which can show no key by itself, is told where it can."""
    by_hand = refusal.code == KEY.code and wants_page(request)
    return desk_page(refusal) if by_hand else problem_response(refusal)


def _review(settings: Settings, store: Store, call: Call) -> Response:
    authorise(settings.key, call.request.headers.get("authorization", ""))
    return give_reviews(settings.clock, store, settings.sealer, call)


def _attachment(settings: Settings, store: Store, call: Call) -> Response:
    """A file as it was sent, whatever it is: never to be opened here. Raises RefusedError, StoreError."""
    authorise(settings.key, call.request.headers.get("authorization", ""))
    sha256, data = call.values["sha256"], bytearray()
    try:
        for chunk in store.stream(attachment_key(call.survey.edition.id, call.values["unit"], sha256)):
            data += chunk
            if settings.largest is not None and len(data) > settings.largest:
                raise refused(TOO_MUCH, why=_TOO_LARGE.format(most=settings.largest // 10**6))
    except MissingError as error:
        raise refused(LOST_ATTACHMENT) from error
    except NotAllowedError as error:  # a scanner has found something in it, or the role lacks the right
        raise refused(BARRED_ATTACHMENT) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise refused(LOST_ATTACHMENT)
    return respond(200, "application/octet-stream", bytes(data), {"Content-Disposition": "attachment"})


def _collect(settings: Settings, store: Store, extension: str, call: Call) -> Response:
    authorise(settings.key, call.request.headers.get("authorization", ""))
    export, edition = ASKED[extension], call.survey.edition.id
    before = period_before(call.survey, settings.catalogue)
    moment = settings.clock()
    form = f"{extension} without names" if call.survey.edition.drops_names(moment) else extension
    tag = {"ETag": etag(store, call.survey, before, form)}
    if matches(tag["ETag"], call.request.headers.get("if-none-match", "")):
        return respond(304, export.media, b"", tag)
    try:
        collection = read_and_merge(call.survey, store, before, sealer=settings.sealer)
        body = b"".join(export.write(as_kept(collection, moment)))
    except TooLargeError as error:
        raise refused(TOO_MUCH, why=str(error)) from error
    name = {"Content-Disposition": f'attachment; filename="collected-{edition}.{extension}"'}
    if any(aside.unread for aside in collection.set_aside):
        tag = {}  # asked again it may be read
    response = respond(200, export.media, body, name | tag)
    return response if export.packed else _compress(call.request, response)


def authorise(key: str, header: str) -> None:
    """Return for the holder of the bureau key. Raises RefusedError (401)."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), key.encode()):
        return
    raise refused(KEY)


def _compress(request: Request, response: Response) -> Response:
    """A collection of thousands of units outgrows what a platform carries unless it is compressed."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    headers = {**response.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(response, headers=headers, body=gzip.compress(response.body, mtime=0))
