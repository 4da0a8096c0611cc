"""A receipt, shown again to whoever has its address. The record's id stands in it, which nobody can guess."""

from dataclasses import replace

from handler.http.html import receipt_page, wants_page
from handler.http.message import Note, RefusedError, Request, Response, json_response
from handler.lookup.settings import Settings
from handler.records.record import receipt_of
from handler.records.revisions import number_of, read_revisions
from handler.stores import Store
from schema.edition.model import Edition


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
