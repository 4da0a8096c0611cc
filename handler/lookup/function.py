"""The lookup function: a receipt for whoever has its address, a unit's newest filing for whoever has its code.

The submit function may only put, so that whoever takes it over can read nothing of the store. What a unit wants to
see again is read here, by a function of its own, which writes nothing.
"""

import logging
import re
from dataclasses import replace

from handler.http.csrf_cors import allow_origin
from handler.http.html import NOT_SHOWN, refuse
from handler.http.message import RefusedError, Request, Responder, Response, only, store_failed
from handler.lookup.check_upload import check_attachment
from handler.lookup.settings import Settings
from handler.lookup.show import show_latest, show_receipt
from handler.stores import Store, StoreError
from schema.loading.catalogue import Survey

RECEIPTS = re.compile(r".*/api/([0-9]{4})/receipts/([0-9A-Za-z-]{1,40})/([0-9A-Z]{26})")
"""Edition, unit code, the record's id."""
LATEST = re.compile(r".*/api/([0-9]{4})/latest")
CHECK = re.compile(r".*/api/([0-9]{4})/attachments/check")
_ALL = (RECEIPTS, LATEST, CHECK)
_STORE_FAILED = store_failed("市局的存储暂时不可用，请稍后再试。")
_LOG = logging.getLogger("handler.lookup")


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""

    def respond(request: Request) -> Response:
        try:
            response = _answer(settings, store, request)
        except RefusedError as error:
            response = refuse(settings.shell, request, error.refusal, NOT_SHOWN)
        except StoreError as error:
            _LOG.error("store failed: %s", error)
            response = refuse(settings.shell, request, _STORE_FAILED, NOT_SHOWN)
        _, survey = _route(settings, request)
        if survey:
            response = replace(response, note=replace(response.note, edition=survey.edition.id))
        return allow_origin(request, settings.origins, response)

    return respond


def _route(settings: Settings, request: Request) -> tuple[re.Match[str] | None, Survey | None]:
    """The address as it is read, and the edition that it asks about."""
    found = next(filter(None, (each.fullmatch(request.path) for each in _ALL)), None)
    return found, settings.catalogue.get(found[1]) if found else None


def _answer(settings: Settings, store: Store, request: Request) -> Response:
    found, survey = _route(settings, request)
    if not found or not survey:
        raise RefusedError(404, "not_found", "没有这个地址。请从本站首页重新打开表格。")
    if found.re is RECEIPTS:
        only(request, "GET", "HEAD")
        return show_receipt(settings, store, survey.edition, request, unit=found[2], id_=found[3])
    only(request, "POST", "OPTIONS")
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": "POST, OPTIONS"}, body=b"")
    answer = check_attachment if found.re is CHECK else show_latest
    return answer(settings, store, survey, request)
