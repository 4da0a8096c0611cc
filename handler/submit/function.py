"""The submit function: files the submission and answers in the form the sender reads; gives the forms to upload by."""

from dataclasses import replace
from functools import partial

from handler.attachments.upload_request import read_upload_request
from handler.http.dispatch import Answer, Call, Function, dispatch, store_failed
from handler.http.html import receipt_page, refuse, wants_page
from handler.http.message import Note, Request, Responder, Response, json_response
from handler.http.refusals import NO_RECEIPT_YET, NOT_SIGNED
from handler.stores import Store
from handler.submit.limits import check_files, not_taking
from handler.submit.request import Filed, read_cookie, read_submission, write_cookie
from handler.submit.settings import Settings
from handler.submit.store_once import Stored
from handler.submit.submit import UnfinishedError, file_submission
from schema.edition.model import Edition, State


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""
    return dispatch(
        Function(
            name="submit",
            catalogue=settings.catalogue,
            answers={
                "submissions": Answer(answer=partial(_file, settings, store), failed=NO_RECEIPT_YET),
                "attachments": Answer(answer=partial(_give_form, settings, store), failed=NOT_SIGNED),
            },
            refuse=partial(refuse, settings.shell),
            own=settings.own,
            origins=settings.origins,
        )
    )


def _file(settings: Settings, store: Store, call: Call) -> Response:
    """The receipt. Raises RefusedError, StoreError."""
    request = call.request
    submission = read_submission(request, call.survey.edition.several)
    try:
        stored = file_submission(settings, store, call.survey, submission, read_cookie(request))
    except UnfinishedError as error:
        cookie = _cookie(settings, request, error.filed)
        raise store_failed(error, NO_RECEIPT_YET, cookie) from error
    cookie = {} if submission.key else _cookie(settings, request, stored.filed)
    return _acknowledge(request, call.survey.edition, settings.shell, stored, cookie)


def _acknowledge(
    request: Request, edition: Edition, shell: str, stored: Stored, cookie: dict[str, str]
) -> Response:
    receipt, status = stored.receipt, 201 if stored.created else 200
    kind = "filed" if stored.created else "replayed"
    note = Note(outcome=kind, edition=edition.id, unit=receipt.unit.code)
    address = f"receipts/{receipt.unit.code}/{receipt.id}"  # below /api/<edition>/, as this one
    if wants_page(request):
        page = receipt_page(shell, receipt, edition, status, address)
        return replace(page, headers={**page.headers, **cookie}, note=note)
    return json_response(status, receipt.to_document(), {"Content-Location": address, **cookie}, note)


def _give_form(settings: Settings, store: Store, call: Call) -> Response:
    """A form by which exactly the announced file goes straight to the store, past this function.

    Raises RefusedError (400–404, 409, 410, 413, 415, 422), StoreError.
    """
    announced = read_upload_request(call.request, call.survey, settings.codes, settings.pause)
    state = call.survey.edition.state(settings.clock())
    if state not in (State.OPEN, State.LATE):
        raise not_taking(call.survey.edition, state)
    if settings.reads:
        check_files(store, announced.edition, announced.unit.code, settings.quota, announced.key)
    file = announced.file
    form = store.presign(announced.key, size=file.size, media=file.type, sha256=file.sha256)
    # A folder's forms are sent below the site's own path.
    here, _, _ = call.request.path.rpartition("/api/")
    url = f"{here}{form.url}" if form.url.startswith("/") else form.url
    note = Note(outcome="form_given", unit=announced.unit.code)
    return json_response(200, {"url": url, "fields": dict(form.fields)}, note=note)


def _cookie(settings: Settings, request: Request, filed: Filed) -> dict[str, str]:
    """The header by which a browser without script knows its last filing."""
    return {"Set-Cookie": write_cookie(filed, request.path, secure=settings.secure)}
