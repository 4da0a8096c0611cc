"""A unit's newest filing, shown to whoever has its filing code: to go on from it on another computer."""

from collections.abc import Iterator
from dataclasses import replace

from handler.access.authorise import admit
from handler.attachments.upload_token import File, Tickets
from handler.http.body import read_members
from handler.http.csrf_cors import refuse_other_sites
from handler.http.message import Note, RefusedError, Request, Response, json_response
from handler.lookup.settings import Settings
from handler.records.record import Record, receipt_of
from handler.records.revisions import read_revisions
from handler.stores import Store
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
    attachments = list(_ticketed(settings.tickets, latest))
    if attachments:
        document["attachments"] = attachments
    return replace(json_response(200, document), note=Note(outcome="latest_shown", unit=unit.code))


def _ticketed(tickets: Tickets | None, record: Record) -> Iterator[dict[str, object]]:
    """The attachments, each with a ticket by which a revision can name it again."""
    if tickets is None:
        return
    for each in record.attachments:
        file = File(sha256=each.sha256, size=each.size, type=each.type)
        ticket = tickets.make(record.edition, record.unit.code, file)
        yield {"name": each.name, "size": each.size, "ticket": ticket}
