"""A unit's newest filing, shown to whoever has its filing code: to go on from it on another computer."""

from collections.abc import Iterator
from dataclasses import replace

from handler.access.authorise import admit
from handler.attachments.upload_token import File, UploadTokens
from handler.http.body import read_members
from handler.http.csrf_cors import refuse_other_sites
from handler.http.html import receipt_page, wants_page
from handler.http.message import Note, RefusedError, Request, Response, json_response
from handler.lookup.settings import Settings
from handler.records.fetch import number_of, read_revisions
from handler.records.receipt import receipt_of
from handler.records.record import Record
from handler.stores import Store
from schema.edition.model import Edition
from schema.loading.catalogue import Survey


def show_latest(settings: Settings, store: Store, survey: Survey, request: Request) -> Response:
    """Receipt, answers, reasons, 零报告 and attachments of the unit's current revision.

    Raises RefusedError (400, 401, 403, 409, 413, 415), StoreError.
    """
    refuse_other_sites(request, settings.origins, settings.own)
    given = read_members(request, "unit", "code")
    if settings.codes is None:
        raise RefusedError(
            403,
            "no_codes",
            "本站填报不用填报码，不能只凭单位名称取回报送的内容。请用原来的电脑，或打开当时存下的文件。",
        )
    unit = admit(settings.codes, settings.pause, survey, given["unit"], given["code"], "没有取回。")
    revisions = read_revisions(store, survey.edition.id, unit.code)
    if not revisions:
        raise RefusedError(409, "no_filing", f"{unit.name}还没有报送过{survey.edition.id}年的表。")
    latest = revisions[-1]
    document: dict[str, object] = {
        "receipt": receipt_of(latest, len(revisions)).to_document(),
        "answers": latest.answers,
        "explanations": latest.explanations,
        "nil": latest.nil,
    }
    attachments = list(_ticketed(settings.upload_tokens, latest))
    if attachments:
        document["attachments"] = attachments
    return replace(json_response(200, document), note=Note(outcome="latest_shown", unit=unit.code))


def _ticketed(upload_tokens: UploadTokens | None, record: Record) -> Iterator[dict[str, object]]:
    """The attachments, each with a ticket by which a revision can name it again."""
    if upload_tokens is None:
        return
    for each in record.attachments:
        file = File(sha256=each.sha256, size=each.size, type=each.type)
        ticket = upload_tokens.make(record.edition, record.unit.code, file)
        yield {"name": each.name, "size": each.size, "ticket": ticket}


def show_receipt(
    settings: Settings, store: Store, edition: Edition, request: Request, *, unit: str, id_: str
) -> Response:
    """The receipt with its time and revision, and no figure of the table. Raises RefusedError (404), StoreError."""
    revisions = read_revisions(store, edition.id, unit)
    number = number_of(revisions, id_)
    if number is None:
        detail = "没有这份回执：网址可能没有抄全，或者所存的内容已损坏。请核对网址，或与市局联系。"
        raise RefusedError(404, "no_receipt", detail)
    receipt = receipt_of(revisions[number - 1], number)
    if wants_page(request):
        response = receipt_page(settings.shell, receipt, edition, 200)
    else:
        response = json_response(200, receipt.to_document())
    return replace(response, note=Note(outcome="receipt_shown", unit=unit))
