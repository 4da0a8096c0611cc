"""A receipt, shown again to whoever has its address. The record's id stands in it, which nobody can guess."""

from dataclasses import replace

from handler.lookup.settings import Settings
from handler.messages import Note, RefusedError, Request, Response, json_response
from handler.pages import receipt_page, wants_page
from handler.parsing import objection, parse_record
from handler.records import object_key, receipt_of
from handler.revisions import number_of, read_revisions
from handler.stores import MissingError, Store
from schema.model import Edition


def show_receipt(
    settings: Settings, store: Store, edition: Edition, request: Request, *, unit: str, id_: str
) -> Response:
    """The receipt with its time and revision, and no figure of the table. Raises RefusedError (404), StoreError."""
    key = object_key(edition.id, unit, id_)
    try:
        record = parse_record(store.read(key))
    except MissingError as error:
        raise RefusedError(404, "no_receipt", "没有这份回执，网址可能没有抄全。") from error
    if isinstance(record, str) or objection(key, record):
        raise RefusedError(404, "damaged", "这份填报存的内容已损坏，不能显示回执，请与市局联系。")
    receipt = receipt_of(record, number_of(read_revisions(store, edition.id, unit), id_))
    if wants_page(request):
        response = receipt_page(settings.shell, receipt, edition, 200)
    else:
        response = json_response(200, receipt.to_document())
    return replace(response, note=Note(outcome="receipt_shown", unit=unit))
