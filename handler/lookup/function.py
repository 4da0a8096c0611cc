"""The lookup function: a receipt for whoever has its address, a unit's newest filing for whoever has its code.

The submit function may only put, so that whoever takes it over can read nothing of the store. What a unit wants to
see again is read here, by a function of its own, which writes nothing.
"""

import logging
import re
from dataclasses import replace

from handler.lookup.checking import check_attachment
from handler.lookup.latest import show_latest
from handler.lookup.receipts import show_receipt
from handler.lookup.settings import Settings
from handler.messages import Refusal, RefusedError, Request, Responder, Response, only
from handler.origins import allow_origin
from handler.pages import NOT_SHOWN, refuse
from handler.stores import Store, StoreError

RECEIPTS = re.compile(r".*/api/([0-9]{4})/receipts/([0-9A-Za-z-]{1,40})/([0-9A-Z]{26})")
"""Edition, unit code, the record's id."""
LATEST = re.compile(r".*/api/([0-9]{4})/latest")
CHECK = re.compile(r".*/api/([0-9]{4})/attachments/check")
_ALL = (RECEIPTS, LATEST, CHECK)
_STORE_FAILED = Refusal(
    status=503,
    code="store_unavailable",
    detail="市局的存储暂时不可用，请稍后再试。",
    headers={"Retry-After": "5"},
)
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
        edition = _edition(settings, request)
        response = replace(response, note=replace(response.note, edition=edition))
        return allow_origin(request, settings.origins, response)

    return respond


def _edition(settings: Settings, request: Request) -> str:
    """The edition that is asked about; '' for an address that is none of this function's."""
    found = next(filter(None, (each.fullmatch(request.path) for each in _ALL)), None)
    return found[1] if found and found[1] in settings.catalogue else ""


def _answer(settings: Settings, store: Store, request: Request) -> Response:
    edition = _edition(settings, request)
    if not edition:
        raise RefusedError(404, "not_found", "没有这个地址。请从本站首页重新打开表格。")
    survey = settings.catalogue[edition]
    receipt = RECEIPTS.fullmatch(request.path)
    if receipt:
        only(request, "GET", "HEAD")
        return show_receipt(settings, store, survey.edition, request, unit=receipt[2], id_=receipt[3])
    only(request, "POST", "OPTIONS")
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": "POST, OPTIONS"}, body=b"")
    if CHECK.fullmatch(request.path):
        return check_attachment(settings, store, survey, request)
    return show_latest(settings, store, survey, request)
