"""Looking at an uploaded file: is it there, is it the one announced, is it what its name says? Then it gets its ticket."""

from handler.attachments.file_type import Kind, called, fits, read_stored
from handler.attachments.upload_request import UploadRequest, not_attached, problem, read_upload_request
from handler.attachments.upload_token import UploadTokens
from handler.http.dispatch import Call
from handler.http.message import Note, Response, json_response
from handler.http.refusals import NO_ATTACHMENTS, NOT_UPLOADED, refused
from handler.stores import MissingError, Store
from handler.submit.settings import Settings


def check_attachment(settings: Settings, store: Store, call: Call) -> Response:
    """The ticket of a file that is stored as announced. Raises RefusedError (400–422), StoreError."""
    announced = read_upload_request(call.request, call.survey, settings.codes, settings.pause)
    if not isinstance(settings.upload_tokens, UploadTokens):
        raise refused(NO_ATTACHMENTS)
    look_at(store, announced)
    file = announced.file
    ticket = settings.upload_tokens.make(announced.edition, announced.unit.code, file)
    document = {"ticket": ticket, "name": announced.name, "size": file.size, "type": file.type}
    return json_response(200, document, note=Note(outcome="checked", unit=announced.unit.code))


def look_at(store: Store, announced: UploadRequest) -> None:
    """Return if the file is stored and is what its name says. Raises RefusedError (409, 422), StoreError."""
    try:
        kind = read_stored(store, announced.key, announced.file)
    except MissingError as error:
        raise refused(NOT_UPLOADED, name=announced.name) from error
    if kind is None:
        raise not_attached(problem("changed", announced.name))
    media = announced.file.type
    if not fits(media, kind):
        gap = " " if kind.value[:1].isascii() else ""
        found = "" if kind is Kind.OTHER else f"，是{gap}{kind.value}"
        raise not_attached(problem("content", announced.name, wanted=called(media), found=found))
