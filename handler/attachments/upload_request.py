"""A file as its sender announces it, before it is uploaded and when it is looked at: whose, which, how large."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from handler.access.authorise import Pause, admit
from handler.access.filing_codes import Codes
from handler.attachments.upload_token import File
from handler.http.body import read_members
from handler.http.message import RefusedError, Request
from handler.records.keys import attachment_key
from handler.records.record import FiledUnit, find_unit
from schema.loading.catalogue import Survey
from schema.validation.attachments import FIELD, PLACE, SHA256, explain, shown_name, type_of, validate_file
from schema.validation.normalise import normaliser
from schema.validation.rules import Rule
from schema.validation.validate import Problem, problem_at

_MEMBERS = ("unit", "code", "sha256", "size", "name")


class AttachmentError(RefusedError):
    """The file cannot be attached; every reason is in the refusal's `problems`."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(422, "attachment", "".join(each.message for each in problems))
        self.refusal = replace(self.refusal, problems=tuple(asdict(each) for each in problems))


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
        raise RefusedError(409, "no_attachments", "本表不收附件。")
    said = read_members(request, *_MEMBERS)
    unit = _read_unit(survey, said["unit"])
    if codes:
        admit(codes, pause, survey, unit, said["code"], "没有上传。")
    size, name = said["size"], shown_name(said["name"])
    if not SHA256.fullmatch(said["sha256"]) or not (size.isascii() and size.isdigit() and len(size) < 18):
        raise RefusedError(400, "announced", "sha256 应是 64 位十六进制小写数字，size 应是字节数。")
    wrong = list(_problems(name, int(size)))
    if wrong:
        raise AttachmentError(*wrong)
    file = File(sha256=said["sha256"], size=int(size), type=type_of(name))
    return UploadRequest(edition=edition.id, unit=find_unit(survey.roster, unit), name=name, file=file)


def _read_unit(survey: Survey, given: str) -> str:
    blank = survey.edition.unit_blank
    name = normaliser(blank.kind)(given)
    if isinstance(name, Rule):
        raise AttachmentError(problem_at(survey.edition, blank, name))
    return str(name)


def _problems(name: str, size: int) -> Iterator[Problem]:
    return (problem(rule, name) for rule in validate_file(name, size))


def problem(rule: str, name: str, **facts: str) -> Problem:
    """A broken rule, at the place of the attachments."""
    shown = shown_name(name)
    said = explain(rule, shown, **facts)
    return Problem(blank=FIELD, place=PLACE, label=shown or PLACE, rule=f"attachment_{rule}", message=said)
