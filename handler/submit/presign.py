"""The form by which one announced file goes straight to the store, past this function."""

from dataclasses import replace

from handler.attachments.upload_request import read_upload_request
from handler.http.dispatch import Call
from handler.http.message import Note, Response, json_response
from handler.stores import Store
from handler.submit.not_taking import not_taking
from handler.submit.quota import check_files
from handler.submit.settings import Settings
from schema.edition.model import State


def give_form(settings: Settings, store: Store, call: Call) -> Response:
    """A form for exactly the announced file. Raises RefusedError (400–404, 409, 410, 413, 415, 422), StoreError."""
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
    response = json_response(200, {"url": url, "fields": dict(form.fields)})
    return replace(response, note=Note(outcome="form_given", unit=announced.unit.code))
