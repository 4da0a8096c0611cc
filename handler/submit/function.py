"""The submit function: routes a request, files the submission, answers in the form the sender reads."""

import logging
import re
from dataclasses import replace

from handler.http.csrf_cors import allow_origin, refuse_other_sites
from handler.http.html import receipt_page, refuse, wants_page
from handler.http.message import (
    Note,
    RefusedError,
    Request,
    Responder,
    Response,
    json_response,
    only,
    store_failed,
)
from handler.stores import Store, StoreError
from handler.submit.presign import give_form
from handler.submit.request import Filed, read_cookie, read_submission, write_cookie
from handler.submit.settings import Settings
from handler.submit.submit import Outcome, UnfinishedError, file_submission
from schema.edition.model import Edition
from schema.loading.catalogue import Survey

SUBMISSIONS = re.compile(r"[/\w.~%-]*/api/([0-9]{4})/submissions", re.ASCII)
"""Below any base path that may stand in a cookie."""
ATTACHMENTS = re.compile(r".*/api/([0-9]{4})/attachments")
HEALTH = re.compile(r".*/api/health")
_LOG = logging.getLogger("handler.submit")


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""

    def respond(request: Request) -> Response:
        try:
            response = _answer(settings, store, request)
        except RefusedError as error:
            response = refuse(settings.shell, request, error.refusal)
        except StoreError as error:
            _LOG.error("store failed: %s", error)
            failed = _NOT_SIGNED if ATTACHMENTS.fullmatch(request.path) else _STORE_FAILED
            response = refuse(settings.shell, request, failed)
            if isinstance(error, UnfinishedError):
                response = _remember(settings, request, response, error.filed)
        _, survey = _route(settings, request)
        if survey:
            response = replace(response, note=replace(response.note, edition=survey.edition.id))
        return allow_origin(request, settings.origins, response)

    return respond


_STORE_FAILED = store_failed(
    "市局的存储暂时不可用，这次没有得到回执。填好的内容还在，请稍后再提交一次；重复提交不会存成两份。"
)
_NOT_SIGNED = store_failed("市局的存储暂时不可用，附件没有传成。请稍后点“重试”。")


def _answer(settings: Settings, store: Store, request: Request) -> Response:
    if HEALTH.fullmatch(request.path):
        only(request, "GET", "HEAD")
        return json_response(200, {"status": "ok"})
    pattern, survey = _route(settings, request)
    if not survey:
        raise RefusedError(404, "not_found", "没有这个地址。请从本站首页重新打开表格。")
    only(request, "POST", "OPTIONS")
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": "POST, OPTIONS"}, body=b"")
    refuse_other_sites(request, settings.origins, settings.own)
    if pattern is ATTACHMENTS:
        return give_form(settings, store, survey, request)
    submission = read_submission(request)
    outcome = file_submission(settings, store, survey, submission, read_cookie(request))
    return _acknowledge(settings, request, survey.edition, outcome, remember=not submission.key)


def _route(settings: Settings, request: Request) -> tuple[re.Pattern[str], Survey | None]:
    """Which address of an edition was asked; no survey where it is none of ours."""
    for pattern in (SUBMISSIONS, ATTACHMENTS):
        found = pattern.fullmatch(request.path)
        if found:
            return pattern, settings.catalogue.get(found[1])
    return SUBMISSIONS, None


def _acknowledge(
    settings: Settings, request: Request, edition: Edition, outcome: Outcome, *, remember: bool
) -> Response:
    receipt, status = outcome.receipt, 201 if outcome.created else 200
    note = Note(outcome="filed" if outcome.created else "replayed", unit=receipt.unit.code)
    address = f"receipts/{receipt.unit.code}/{receipt.id}"  # below /api/<edition>/, as this one
    if wants_page(request):
        response = receipt_page(settings.shell, receipt, edition, status, address)
    else:
        response = json_response(status, receipt.to_document(), {"Content-Location": address})
    response = replace(response, note=note)
    return _remember(settings, request, response, outcome.filed) if remember else response


def _remember(settings: Settings, request: Request, response: Response, filed: Filed) -> Response:
    """The response with the cookie by which a browser without script knows its last filing."""
    cookie = write_cookie(filed, request.path, secure=settings.secure)
    return replace(response, headers={**response.headers, "Set-Cookie": cookie})
