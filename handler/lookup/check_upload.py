"""Looking at an uploaded file: is it there, is it the one announced, is it what its name says? Then it gets its ticket."""

from dataclasses import replace

from handler.attachments.file_type import Finding, Kind, called, fits, read_stored
from handler.attachments.upload_request import AttachmentError, UploadRequest, problem, read_upload_request
from handler.http.csrf_cors import refuse_other_sites
from handler.http.message import Note, RefusedError, Request, Response, json_response
from handler.lookup.settings import Settings
from handler.stores import Store
from schema.loading.catalogue import Survey


def check_attachment(settings: Settings, store: Store, survey: Survey, request: Request) -> Response:
    """The ticket of a file that is stored as announced. Raises RefusedError (400, 401, 403, 409, 413, 415, 422), StoreError."""
    refuse_other_sites(request, settings.origins, settings.own)
    announced = read_upload_request(request, survey, settings.codes, settings.pause)
    if settings.upload_tokens is None:
        raise RefusedError(409, "no_attachments", "本表不收附件。")
    look_at(store, announced)
    file = announced.file
    ticket = settings.upload_tokens.make(announced.edition, announced.unit.code, file)
    response = json_response(
        200, {"ticket": ticket, "name": announced.name, "size": file.size, "type": file.type}
    )
    return replace(response, note=Note(outcome="checked", unit=announced.unit.code))


def look_at(store: Store, announced: UploadRequest) -> None:
    """Return if the file is stored and is what its name says. Raises RefusedError (409, 422), StoreError."""
    finding, kind = read_stored(store, announced.key, announced.file)
    if finding is Finding.MISSING:
        raise RefusedError(
            409, "not_uploaded", f"“{announced.name}”还没有传上来。请点“重试”，或移除后重新选择。"
        )
    if finding is Finding.CHANGED:
        raise AttachmentError(problem("changed", announced.name))
    media = announced.file.type
    if not fits(media, kind):
        gap = " " if kind.value[:1].isascii() else ""
        found = "" if kind is Kind.OTHER else f"，是{gap}{kind.value}"
        raise AttachmentError(problem("content", announced.name, wanted=called(media), found=found))
