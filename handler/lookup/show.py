"""What a unit sees again: its newest filing, for whoever has its code; a receipt, for whoever has its address; the bureau's word."""

from collections.abc import Iterator
from dataclasses import replace

from handler.access.authorise import admit
from handler.attachments.upload_token import File, TokenReader, UploadTokens
from handler.http.body import read_members
from handler.http.dispatch import Call
from handler.http.html import receipt_page, wants_page
from handler.http.message import Note, Response, json_response
from handler.http.refusals import NO_CODES, NO_FILING, NO_RECEIPT, UNREADABLE, refused
from handler.records.fetch import Revisions, read_reviews, read_revisions
from handler.records.receipt import Receipt, receipt_of
from handler.records.record import Document, Record, codes_of, to_iso
from handler.records.review import Act, Review, in_order
from handler.records.seal import Sealer
from handler.stores import NotAllowedError, Store
from handler.submit.settings import Settings
from schema.edition.dates import in_words
from schema.edition.model import Edition
from schema.edition.period import edition_in_words
from schema.edition.survey import Survey


def show_latest(settings: Settings, store: Store, call: Call) -> Response:
    """Receipt, answers, reasons, 零报告 and attachments of the unit's current revision.

    Where others of it cannot be read, `damaged` says how many: one of them may be the newest. Where the bureau has
    accepted or returned one, `review` says so, and whether it was this one.

    Raises RefusedError (400, 401, 403, 409, 413, 415), StoreError.
    """
    given, edition = read_members(call.request, "unit", "code"), edition_in_words(call.survey.edition.id)
    if settings.codes is None:
        raise refused(NO_CODES)
    unit = admit(settings.codes, settings.pause, call.survey, given["unit"], given["code"], "未取回。")
    revisions = _revisions(store, call.survey, unit.code)
    if not revisions.records and revisions.damaged:
        raise refused(UNREADABLE, name=unit.name, edition=edition)
    if not revisions.records:
        raise refused(NO_FILING, name=unit.name, edition=edition)
    latest = revisions.records[-1]
    document: dict[str, object] = {
        "receipt": _receipt(revisions, latest).to_document(),
        "answers": latest.answers,
        "explanations": latest.explanations,
        "nil": latest.nil,
    }
    attachments = list(_ticketed(settings.upload_tokens, latest))
    if attachments:
        document["attachments"] = attachments
    if revisions.damaged:
        document["damaged"] = revisions.damaged
    said = _newest_review(store, call.survey, unit.code, sealer=settings.sealer)
    if said:
        document["review"] = {**_told(said), "current": bool(said.about and said.about.id == latest.id)}
    return json_response(200, document, note=Note(outcome="latest_shown", unit=unit.code))


def _ticketed(upload_tokens: TokenReader | None, record: Record) -> Iterator[dict[str, object]]:
    """The attachments, each with a ticket by which a revision can name it again."""
    if not isinstance(upload_tokens, UploadTokens):
        return
    for each in record.attachments:
        file = File(sha256=each.sha256, size=each.size, type=each.type)
        ticket = upload_tokens.make(record.edition, record.unit.code, file)
        yield {"name": each.name, "size": each.size, "ticket": ticket}


def show_receipt(settings: Settings, store: Store, call: Call) -> Response:
    """The receipt with its time and revision and what counts now in its place, and no figure of the table. Raises RefusedError (404), StoreError."""
    edition, unit = call.survey.edition, call.values["unit"]
    revisions = _revisions(store, call.survey, unit, holding=call.values["id"])
    record = revisions.find(call.values["id"])
    if record is None:
        raise refused(NO_RECEIPT)
    receipt = _receipt(revisions, record)
    said = _newest_review(store, call.survey, unit, sealer=settings.sealer, of=record.id)
    if wants_page(call.request):
        words = _in_words(said, edition) if said else ""
        response = receipt_page(settings.shell, receipt, edition, 200, reviewed=words)
    else:
        response = json_response(200, receipt.to_document() | ({"review": _told(said)} if said else {}))
    return replace(response, note=Note(outcome="receipt_shown", unit=unit))


def _revisions(store: Store, survey: Survey, code: str, holding: str = "") -> Revisions:
    """All that the unit of this code has filed, under whichever of its names."""
    return read_revisions(store, survey.edition.id, codes_of(survey.roster, code), holding)


def _receipt(revisions: Revisions, record: Record) -> Receipt:
    receipt = receipt_of(record, revisions.number(record.id), revisions.before(record.id))
    return replace(receipt, later=revisions.newer(record.id))


def _newest_review(
    store: Store, survey: Survey, code: str, *, sealer: Sealer | None, of: str = ""
) -> Review | None:
    """The newest acceptance or return of the unit's, or of one filing of it; None where there is none. Who reviewed is not told.

    sealer: looks at the seals. Raises StoreError.
    """
    codes, edition = codes_of(survey.roster, code), survey.edition.id
    try:
        reviews = read_reviews(store, edition, codes, sealer)
        given = {review.code for review in reviews if review.code} - {*codes}
        reviews = in_order((*reviews, *read_reviews(store, edition, sorted(given), sealer)))
    except NotAllowedError:  # a role from before there were reviews: the filing is shown all the same
        return None
    for review in reversed(reviews):
        if review.kind in (Act.ACCEPTED, Act.RETURNED) and review.about and of in ("", review.about.id):
            return review
    return None


def _told(review: Review) -> Document:
    """As the unit is told: kind, moment, note, and the blank that is meant, where it is one."""
    return {"kind": review.kind.value, "at": to_iso(review.at), "note": review.note, "blank": review.blank}


def _in_words(review: Review, edition: Edition) -> str:
    """The same as a sentence."""
    when = in_words(review.at, edition)
    if review.kind is Act.ACCEPTED:
        return f"已验收（{when}）"
    label = edition.labels.get(review.blank or "")
    return f"已退回（{when}）{f'。“{label}”' if label else ''}：{review.note}"
