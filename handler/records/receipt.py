"""Receipts: what the sender of a record gets for it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from handler.records.record import Document, FiledUnit, Record, to_iso
from schema.validation.attachments import Attachment
from schema.validation.checksum import short_code


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What its holder gets for a submission.

    id: the record's, which nobody can guess: whoever has it is shown this receipt again.
    received_at and late are None for a replay where the function may not read the store, and revision (from 1)
    is None wherever it may not: the receipt's own address tells all three.
    """

    edition: str
    unit: FiledUnit
    id: str
    reference: str
    checksum: str
    received_at: datetime | None
    late: bool | None
    revision: int | None = None
    attachments: tuple[Attachment, ...] = ()

    def to_document(self) -> Document:
        """For its holder; `attachments` only where there are any."""
        document = asdict(self)
        del document["attachments"]
        return {
            **document,
            "checksum_short": short_code(self.checksum),
            "received_at": self.received_at and to_iso(self.received_at),
            **({"attachments": [_named(each) for each in self.attachments]} if self.attachments else {}),
        }


def _named(attachment: Attachment) -> Document:
    return {"name": attachment.name, "size": attachment.size}


def receipt_of(record: Record, revision: int | None = None) -> Receipt:
    """The receipt of a stored record."""
    return Receipt(
        edition=record.edition,
        unit=record.unit,
        id=record.id,
        reference=record.reference,
        checksum=record.checksum,
        received_at=record.received_at,
        late=record.late,
        revision=revision,
        attachments=record.attachments,
    )
