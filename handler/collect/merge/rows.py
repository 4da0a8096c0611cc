"""A row of the collection: what has come of one unit, made of all that lies in the store of it."""

from collections.abc import Mapping
from dataclasses import replace

from handler.collect.collection import Held, Row, Status
from handler.collect.verify import SetAside, Verified
from handler.records.keys import attachment_key
from handler.records.record import Record
from schema.edition.model import Edition
from schema.edition.roster import Unit, with_unseen
from schema.edition.survey import Survey
from schema.validation.attachments import Attachment


def row_of(
    survey: Survey, unit: Unit, filed: list[Verified], asides: list[SetAside], sizes: Mapping[str, int]
) -> Row:
    revisions = _with_remark(_in_order(filed))
    damaged = _damaged(asides, revisions)
    files = _files(revisions[-1].record, sizes) if revisions else ()
    status = Status.DAMAGED if damaged else Status.MISSING
    if revisions and not damaged:
        status = _timing(survey.edition, revisions)
    return Row(unit=unit, status=status, revisions=revisions, files=files, damaged=damaged)


def unknown_row(
    survey: Survey, code: str, filed: list[Verified], asides: list[SetAside], sizes: Mapping[str, int]
) -> Row:
    """Its name is the last one that can be read, with what cannot be seen of it, or else its code."""
    row = row_of(survey, Unit(code=code, name=code), filed, asides, sizes)
    read = [
        *(aside.record for aside in row.damaged if aside.record),
        *(each.record for each in row.revisions),
    ]
    unit = replace(row.unit, name=with_unseen(read[-1].unit.name)) if read else row.unit
    return replace(row, unit=unit, status=Status.UNKNOWN)


def _in_order(filed: list[Verified]) -> list[Verified]:
    """As they came; the last is the one that counts. Of two of one moment, their names decide, everywhere alike."""
    return sorted(filed, key=lambda verified: (verified.record.received_at, verified.key))


def _with_remark(revisions: list[Verified]) -> tuple[Verified, ...]:
    """Of two units that have become one since they filed, or of a name that was given to one, the later filing counts: it says so."""
    if len(revisions) < 2:
        return tuple(revisions)
    *before, current = revisions
    unit = current.record.unit
    others = [
        old.record
        for old in before
        if old.record.unit.code != unit.code and old.record.unit.name != unit.name
    ]
    if not others:
        return tuple(revisions)
    named = "、".join(dict.fromkeys(f"“{with_unseen(other.unit.name)}”" for other in others))
    says = f"名下另有{named}的报送，没有与这一份相加，合计里只有这一份"
    return (*before, replace(current, remark="；".join(filter(None, (current.remark, says)))))


def _timing(edition: Edition, revisions: tuple[Verified, ...]) -> Status:
    if not edition.is_late(revisions[-1].record.received_at):
        return Status.ON_TIME
    first = revisions[0].record.received_at
    return Status.LATE if edition.is_late(first) else Status.AMENDED_LATE


def _damaged(asides: list[SetAside], revisions: tuple[Verified, ...]) -> tuple[SetAside, ...]:
    """What may be newer than the newest that can be read: when a broken file was written, nobody knows."""
    # A whole record of Monday, a file cut short, and one with a wrong checksum that says Sunday: the cut one may be of
    # Tuesday, so the unit is damaged until somebody has looked; the one of Sunday would have been superseded anyway.
    if not asides:
        return ()
    newest = revisions[-1].record.received_at if revisions else None
    doubtful = (each for each in asides if not (newest and each.record and each.record.received_at <= newest))
    return tuple(sorted(doubtful, key=lambda aside: aside.key))


def _files(record: Record, sizes: Mapping[str, int]) -> tuple[tuple[Attachment, Held], ...]:
    return tuple([(each, _held(record, each, sizes)) for each in record.attachments])


def _held(record: Record, attachment: Attachment, sizes: Mapping[str, int]) -> Held:
    size = sizes.get(attachment_key(record.edition, record.unit.code, attachment.sha256))
    if size is None:
        return Held.MISSING
    return Held.STORED if size == attachment.size else Held.DAMAGED
