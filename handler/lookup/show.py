"""A unit's newest filing, shown to whoever has its filing code: to go on from it on another computer."""

from collections.abc import Iterator
from dataclasses import replace

from handler.access.authorise import admit
from handler.attachments.upload_token import File, TokenReader, UploadTokens
from handler.http.body import read_members
from handler.http.dispatch import Call
from handler.http.html import receipt_page, wants_page
from handler.http.message import Note, Response, json_response
from handler.http.refusals import NO_CODES, NO_FILING, NO_RECEIPT, UNREADABLE, refused
from handler.lookup.reviews import newest_review, review_in_words, tell_review
from handler.records.fetch import Revisions, read_revisions
from handler.records.receipt import Receipt, receipt_of
from handler.records.record import Record, codes_of
from handler.stores import Store
from handler.submit.settings import Settings
from schema.edition.period import edition_in_words
from schema.loading.catalogue import Survey


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
    said = newest_review(store, call.survey, unit.code, sealer=settings.sealer)
    if said:
        document["review"] = {**tell_review(said), "current": bool(said.about and said.about.id == latest.id)}
    return replace(json_response(200, document), note=Note(outcome="latest_shown", unit=unit.code))


def _ticketed(upload_tokens: TokenReader | None, record: Record) -> Iterator[dict[str, object]]:
    """The attachments, each with a ticket by which a revision can name it again."""
    if not isinstance(upload_tokens, UploadTokens):
        return
    for each in record.attachments:
        file = File(sha256=each.sha256, size=each.size, type=each.type)
        ticket = upload_tokens.make(record.edition, record.unit.code, file)
        yield {"name": each.name, "size": each.size, "ticket": ticket}


def show_receipt(settings: Settings, store: Store, call: Call) -> Response:
    """The receipt with its time and revision, and no figure of the table. Raises RefusedError (404), StoreError."""
    edition, unit = call.survey.edition, call.values["unit"]
    revisions = _revisions(store, call.survey, unit, holding=call.values["id"])
    record = revisions.find(call.values["id"])
    if record is None:
        raise refused(NO_RECEIPT)
    receipt = _receipt(revisions, record)
    said = newest_review(store, call.survey, unit, sealer=settings.sealer, of=record.id)
    if wants_page(call.request):
        words = review_in_words(said, edition) if said else ""
        response = receipt_page(settings.shell, receipt, edition, 200, reviewed=words)
    else:
        response = json_response(200, receipt.to_document() | ({"review": tell_review(said)} if said else {}))
    return replace(response, note=Note(outcome="receipt_shown", unit=unit))


def _revisions(store: Store, survey: Survey, code: str, holding: str = "") -> Revisions:
    """All that the unit of this code has filed, under whichever of its names."""
    return read_revisions(store, survey.edition.id, codes_of(survey.roster, code), holding)


def _receipt(revisions: Revisions, record: Record) -> Receipt:
    return receipt_of(record, revisions.number(record.id), revisions.before(record.id))
