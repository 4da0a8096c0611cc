"""The collection as a JSON document (`collected.json`); its JSON Schema is on the site."""

import io
import json
from dataclasses import asdict

from handler.collect.merge import Collection, Row, Status
from handler.records.keys import attachment_key
from handler.records.record import Document, to_iso
from schema.edition.model import Edition
from schema.validation.checksum import short_code

FORMAT = 1
REVISED = "同一单位后来又报了一次，以最后一次为准"


def to_json(collection: Collection) -> bytes:
    """UTF-8, indented, keys in a fixed order: the same collection gives the same bytes.

    Item after item, because the encoder's own pieces of a hundred thousand units would take ten times their text.
    """
    written = io.BytesIO()
    members = to_document(collection).items()
    for number, (name, value) in enumerate(members):
        written.write(f"{',' if number else '{'}\n {json.dumps(name)}: ".encode())
        if isinstance(value, list) and value:
            for place, item in enumerate(value):
                written.write(f"{',' if place else '['}\n  {_indented(item, 2)}".encode())
            written.write(b"\n ]")
        else:
            written.write(_indented(value, 1).encode())
    written.write(b"\n}\n")
    return written.getvalue()


def _indented(value: object, level: int) -> str:
    """A line break in JSON is layout: within a text it is written as two characters."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * level)


def to_document(collection: Collection) -> Document:
    edition = collection.edition
    rows = collection.units + collection.unknown
    superseded = [entry for row in rows for entry in _superseded(row)]
    return {
        "format": FORMAT,
        "edition": {
            "id": edition.id,
            "title": edition.title.replace("\n", ""),
            "digest": edition.digest,
            "due": edition.due.isoformat(),
        },
        "blanks": _blanks(edition),
        "counts": {
            "roster": len(collection.units),
            "reported": collection.reported,
            **{status.value: collection.count(status) for status in Status},
            "superseded": len(superseded),
            "set_aside": len(collection.set_aside),
        },
        "totals": collection.totals,
        "tallies": collection.tallies,
        "units": [_row(row, edition) for row in collection.units],
        "unknown": [_row(row, edition) for row in collection.unknown],
        "superseded": superseded,
        "set_aside": [
            {"key": aside.key, "code": aside.unit or None, "reason": aside.reason}
            for aside in collection.set_aside
        ],
    }


def _blanks(edition: Edition) -> list[Document]:
    """What each id asks, so that the file can be read without the edition beside it."""
    return [
        {
            "id": blank.id,
            "label": edition.labels[blank.id],
            "place": edition.places[blank.id],
            "measure": blank.kind.measure or None,
        }
        for blank in edition.blanks
    ]


def _row(row: Row, edition: Edition) -> Document:
    return {
        "code": row.unit.code,
        "name": row.unit.name,
        "status": row.status.value,
        "filing": _filing(row, edition),
    }


def _filing(row: Row, edition: Edition) -> Document | None:
    if not row.current:
        return None
    record = row.current.record
    return {
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
            }
            for attachment, held in row.files
        ],
    }


def _superseded(row: Row) -> list[Document]:
    return [
        {
            "key": old.key,
            "code": row.unit.code,
            "reference": old.record.reference,
            "received_at": to_iso(old.record.received_at),
            "superseded_by": row.revisions[-1].record.reference,
            "reason": REVISED,
        }
        for old in row.revisions[:-1]
    ]
