"""A file as its sender announces it, before it is uploaded and when it is looked at: whose, which, how large."""

from collections.abc import Iterator
from dataclasses import dataclass

from handler.access.authorise import Pause, admit
from handler.access.filing_codes import Codes
from handler.attachments.upload_token import File
from handler.http.body import read_members
from handler.http.message import RefusedError, Request
from handler.http.refusals import ANNOUNCED, ATTACHMENT, NO_ATTACHMENTS, refused
from handler.records.keys import attachment_key
from handler.records.record import FiledUnit, find_unit
from schema.edition.survey import Survey
from schema.validation.attachments import FIELD, PLACE, SHA256, explain, shown_name, type_of, validate_file
from schema.validation.normalise import normaliser
from schema.validation.rules import Rule
from schema.validation.validate import Problem, problem_at

_MEMBERS = ("unit", "code", "sha256", "size", "name")


@dataclass(frozen=True, kw_only=True, slots=True)
class UploadRequest:
    """name: as it is shown."""

    edition: str
    unit: FiledUnit
    name: str
    file: File

    @property
    def key(self) -> str:
        return attachment_key(self.edition, self.unit.code, self.file.sha256)


def read_upload_request(request: Request, survey: Survey, codes: Codes | None, pause: Pause) -> UploadRequest:
    """What the request announces, from who may file. Raises RefusedError (400, 401, 403, 409, 413, 415, 422)."""
    edition = survey.edition
    if not edition.attachments:
        raise refused(NO_ATTACHMENTS)
    said = read_members(request, *_MEMBERS)
    named = _read_unit(survey, said["unit"])
    unit = (
        admit(codes, pause, survey, named, said["code"], "没有上传。")
        if codes
        else find_unit(survey.roster, named)
    )
    size, name = said["size"], shown_name(said["name"])
    if not SHA256.fullmatch(said["sha256"]) or not (size.isascii() and size.isdigit() and len(size) < 18):
        raise refused(ANNOUNCED)
    wrong = list(_problems(name, int(size)))
    if wrong:
        raise not_attached(*wrong)
    file = File(sha256=said["sha256"], size=int(size), type=type_of(name))
    return UploadRequest(edition=edition.id, unit=unit, name=name, file=file)


def _read_unit(survey: Survey, given: str) -> str:
    blank = survey.edition.unit_blank
    name = normaliser(blank.kind)(given)
    if isinstance(name, Rule):
        raise not_attached(problem_at(survey.edition, blank, name))
    return str(name)


def not_attached(*problems: Problem) -> RefusedError:
    """The file cannot be attached (422); every reason is in the refusal's `problems`."""
    return refused(ATTACHMENT, *problems, why="".join(each.message for each in problems))


def _problems(name: str, size: int) -> Iterator[Problem]:
    return (problem(rule, name) for rule in validate_file(name, size))


def problem(rule: str, name: str, **facts: str) -> Problem:
    """A broken rule, at the place of the attachments."""
    shown = shown_name(name)
    said = explain(rule, shown, **facts)
    return Problem(blank=FIELD, place=PLACE, label=shown or PLACE, rule=f"attachment_{rule}", message=said)
