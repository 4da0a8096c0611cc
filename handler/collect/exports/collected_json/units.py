"""A unit in `collected.json`: what came of it, the filing that counts, those before it, what the bureau said."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import pairwise

from handler.collect.collection import Row
from handler.collect.exports.columns import changes
from handler.collect.exports.filenames import Distinct, distinct
from handler.collect.verify import Verified
from handler.records.keys import attachment_key
from handler.records.record import Document, to_iso
from schema.edition.model import Edition
from schema.validation.checksum import short_code


def row_documents(rows: Iterable[Row], edition: Edition, name: Distinct) -> Iterator[Document]:
    """name: gives each unit that counts the name of its own file or folder, in the order in which `collect` gives it."""
    return (_row(row, edition, name(row.unit.name) if row.current else "") for row in rows)


def _row(row: Row, edition: Edition, file: str) -> Document:
    return {
        "code": row.unit.code,
        "name": row.unit.name,
        "group": row.unit.group,
        "contact": row.unit.contact,
        "phone": row.unit.phone,
        "status": row.status.value,
        "likely": [unit.code for unit in row.likely],
        "filing": _filing(row, edition, file),
        "review": _review(row),
        "reviews": [review.shown() for review in row.reviews],
        "superseded": _superseded(row),
        "last_year": row.last_year,
    }


def _filing(row: Row, edition: Edition, file: str) -> Document | None:
    if not row.current:
        return None
    record = row.current.record
    return {
        "id": record.id,
        "file": file,
        **_evidence(row.current),
        "via": "file" if record.added_at else "post",
        "added_at": record.added_at and to_iso(record.added_at),
        "reference": record.reference,
        "checksum": record.checksum,
        "checksum_short": short_code(record.checksum),
        "received_at": to_iso(record.received_at),
        "first_received_at": to_iso(row.revisions[0].record.received_at),
        "revisions": len(row.revisions),
        "other_wording": record.edition_digest != edition.digest,
        "answers": record.answers,
        "explanations": record.explanations,
        "nil": record.nil,
        "attachments": [
            {
                **asdict(attachment),
                "key": attachment_key(record.edition, record.unit.code, attachment.sha256),
                "state": held.value,
                "file": name,
            }
            for (attachment, held), name in zip(
                row.files, distinct(each.name for each, _ in row.files), strict=True
            )
        ],
    }


def _evidence(verified: Verified) -> Document:
    """What proves it: the digest of what is stored, and what came of looking at its seal; null where nobody could."""
    return {
        "key": verified.key,
        "digest": verified.digest,
        "seal": verified.sealed and verified.sealed.value,
    }


def _review(row: Row) -> Document | None:
    review = row.review
    if review is None:
        return None
    told = review.to_document()
    shown: Document = {name: told[name] for name in ("kind", "at", "by", "note", "blank")}
    return {**shown, "current": row.is_current}


def _superseded(row: Row) -> list[Document]:
    return [
        {
            **_evidence(old),
            "reference": old.record.reference,
            "received_at": to_iso(old.record.received_at),
            "changed": changes(old.record, new.record),
        }
        for old, new in pairwise(row.revisions)
    ]
