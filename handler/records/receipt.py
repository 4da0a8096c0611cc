"""Receipts: what the sender of a record gets for it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from handler.records.record import Document, FiledUnit, Record, to_iso
from schema.validation.attachments import Attachment
from schema.validation.checksum import short_code


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What its holder gets for a submission.

    id: the record's, which nobody can guess: whoever has it is shown this receipt again.
    received_at and late are None for a replay where the function may not read the store, and revision (from 1)
    is None wherever it may not: the receipt's own address tells all three. previous: the filing that it took
    the place of, whoever made it; known where revision is. later: the filing that counts now in its place.
    digest: of the whole stored record, time and reasons too; None where received_at is.
    """

    edition: str
    unit: FiledUnit
    id: str
    reference: str
    checksum: str
    received_at: datetime | None
    late: bool | None
    digest: str | None = None
    revision: int | None = None
    attachments: tuple[Attachment, ...] = ()
    previous: Record | None = None
    later: Record | None = None

    def to_document(self) -> Document:
        """For its holder; `attachments`, `previous` and `later` only where there are any."""
        return {  # not by `asdict`, which copies deeply: a quarter of the time of a whole submission
            "edition": self.edition,
            "unit": {"code": self.unit.code, "name": self.unit.name},
            "id": self.id,
            "reference": self.reference,
            "checksum": self.checksum,
            "received_at": self.received_at and to_iso(self.received_at),
            "late": self.late,
            "digest": self.digest,
            "revision": self.revision,
            "checksum_short": short_code(self.checksum),
            "digest_short": self.digest and short_code(self.digest),
            **({"attachments": [_named(each) for each in self.attachments]} if self.attachments else {}),
            **({"previous": _told(self.previous)} if self.previous else {}),
            **({"later": _told(self.later)} if self.later else {}),
        }


def _told(other: Record) -> Document:
    return {"reference": other.reference, "received_at": to_iso(other.received_at)}


def _named(attachment: Attachment) -> Document:
    return {"name": attachment.name, "size": attachment.size}


def receipt_of(
    record: Record, revision: int | None = None, before: Record | None = None, *, data: bytes = b""
) -> Receipt:
    """The receipt of a stored record; before: the one that it took the place of. data: the object, where it is at hand."""
    return Receipt(
        edition=record.edition,
        unit=record.unit,
        id=record.id,
        reference=record.reference,
        checksum=record.checksum,
        received_at=record.received_at,
        late=record.late,
        digest=sha256(data).hexdigest() if data else record.digest,
        revision=revision,
        attachments=record.attachments,
        previous=before,
    )
