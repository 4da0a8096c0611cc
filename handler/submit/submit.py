"""Filing: validated answers become a stored record and its receipt, once."""

from dataclasses import replace
from datetime import datetime

from handler.access.authorise import admit
from handler.http.message import RefusedError
from handler.http.refusals import INVALID, refused
from handler.records.keys import object_key
from handler.records.record import FiledUnit, Record, codes_of, content_of, find_unit
from handler.stores import Store, StoreError
from handler.submit.check_tickets import attach
from handler.submit.filed_before import FiledBefore, read_filed_before, with_revision
from handler.submit.limits import check_filings, not_taking
from handler.submit.request import Filed, Submission
from handler.submit.settings import Settings
from handler.submit.store_once import Stored, find_receipt, store_current, store_once
from schema.edition.kinds import Answers
from schema.edition.model import Edition, State
from schema.edition.survey import Survey
from schema.validation.attachments import Attachment
from schema.validation.checksum import checksum
from schema.validation.validate import Problem, Validated

_NOTHING_SEEN = FiledBefore()


class UnfinishedError(StoreError):
    """The store failed, before the write or after it: `filed` is what a browser should remember all the same.

    Going back to earlier figures then follows what may have been stored, and counts.
    """

    def __init__(self, filed: Filed, cause: StoreError) -> None:
        super().__init__(str(cause))
        self.filed = filed


def file_submission(
    settings: Settings, store: Store, survey: Survey, submission: Submission, last: Filed
) -> Stored:
    """Admit, validate, store once, acknowledge. Raises RefusedError (401, 403, 409, 410, 422) and StoreError."""
    edition = survey.edition
    now = settings.clock()
    state = edition.state(now)
    validated = settings.validators[edition.id](submission.raw, submission.reasons, nil=submission.nil)
    unit = _admit(settings, survey, validated.answers, submission.code)
    attachments, wrong = attach(settings.upload_tokens, edition, unit, submission.attachments)
    problems = submission.problems + validated.problems + wrong
    taking = state in (State.OPEN, State.LATE)
    if problems or unit is None:
        raise _invalid(problems) if taking else not_taking(edition, state)
    record, key = _make_record(settings, edition, unit, validated, submission, attachments, last, now)
    if taking:
        return _store(settings, store, survey, record, key, named=bool(submission.key))
    earlier = find_receipt(store, record)
    if earlier is None:
        raise not_taking(edition, state)
    again = Stored(receipt=earlier, created=False, filed=Filed(key=key, id=record.id))
    return _numbered(settings, store, survey, again)


def _store(
    settings: Settings, store: Store, survey: Survey, record: Record, key: str, *, named: bool
) -> Stored:
    """named: whether the sender gave its act of filing a key. Raises RefusedError (409), StoreError."""
    before = FiledBefore()
    if settings.reads:
        before = read_filed_before(store, record.edition, codes_of(survey.roster, record.unit.code))
        name = object_key(record.edition, record.unit.code, record.id)
        check_filings(before.names, record.unit.code, settings.quota, name)
        record = before.later(record)
        record = replace(record, late=survey.edition.is_late(record.received_at))
    try:
        stored = (store_once if named else store_current)(store, record, key, settings.sealer)
    except StoreError as error:
        if named:
            raise
        raise UnfinishedError(Filed(key=key, id=record.id), error) from error
    return _numbered(settings, store, survey, stored, before)


def _numbered(
    settings: Settings, store: Store, survey: Survey, stored: Stored, before: FiledBefore = _NOTHING_SEEN
) -> Stored:
    """With the number on its receipt, where that can be told."""
    if not settings.reads:
        return stored
    codes = codes_of(survey.roster, stored.receipt.unit.code)
    return replace(
        stored, receipt=with_revision(store, stored.receipt, codes, before, created=stored.created)
    )


def _admit(settings: Settings, survey: Survey, answers: Answers, code: str) -> FiledUnit | None:
    """The unit for which the sender may file. None for a table that names none, which is refused for that."""
    name = answers.get(survey.edition.unit_blank.id)
    if settings.codes and not (code and name is None):
        return admit(settings.codes, settings.pause, survey, str(name), code, "本次未保存。")
    return None if name is None else find_unit(survey.roster, str(name))


def _invalid(problems: tuple[Problem, ...]) -> RefusedError:
    """The answers break rules (422); every one of them is in the refusal's `problems`."""
    return refused(INVALID, *problems, number=str(len(problems)))


def _make_record(
    settings: Settings,
    edition: Edition,
    unit: FiledUnit,
    validated: Validated,
    submission: Submission,
    attachments: tuple[Attachment, ...],
    last: Filed,
    now: datetime,
) -> tuple[Record, str]:
    digest = checksum(validated.answers)
    content = content_of(digest, validated.explanations, nil=submission.nil, attachments=attachments)
    key = submission.key or _key_of_browser(settings, edition, unit, content, last)
    record = Record(
        edition=edition.id,
        edition_digest=edition.digest,
        id=settings.make_id(edition.id, unit.code, key, content),
        unit=unit,
        answers=validated.answers,
        explanations=validated.explanations,
        nil=submission.nil,
        received_at=now,
        late=edition.is_late(now),
        checksum=digest,
        attachments=attachments,
        added_at=submission.added_at,
    )
    return record, key


def _key_of_browser(settings: Settings, edition: Edition, unit: FiledUnit, content: str, last: Filed) -> str:
    """The key for a sender that gives none: the same table again is a replay, another one follows the last."""
    again = last.id and settings.make_id(edition.id, unit.code, last.key, content) == last.id
    return last.key if again else last.id
