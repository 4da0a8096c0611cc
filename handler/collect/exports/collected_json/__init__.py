"""The collection as a JSON document (`collected.json`); its JSON Schema is on the site."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from handler.collect.collection import Collection
from handler.collect.evidence import collection_digest
from handler.collect.exports.collected_json.figures import (
    blank_documents,
    last_year_document,
    suspect_document,
)
from handler.collect.exports.collected_json.units import row_documents
from handler.collect.exports.filenames import Distinct
from handler.collect.last_year import zeros
from handler.collect.totals import told
from handler.collect.verify import SetAside
from handler.records.record import Document, to_iso

FORMAT = 2
"""2 (November 2026): who amended late is no longer `late`; `coverage` and each unit's `superseded` took the place of
`counts` and of one list of all."""


def to_json(collection: Collection) -> bytes:
    """UTF-8, indented, keys in a fixed order: the same collection gives the same bytes."""
    return b"".join(in_pieces(collection))


def in_pieces(collection: Collection) -> Iterator[bytes]:
    """The same, unit after unit: a hundred thousand of them are never held as documents, nor as one text."""
    for number, (name, value) in enumerate(members_of(collection).items()):
        yield f"{',' if number else '{'}\n {json.dumps(name)}: ".encode()
        if not isinstance(value, list | Iterator):
            yield _indented(value, 1).encode()
            continue
        before = "["
        for item in value:
            yield f"{before}\n  {_indented(item, 2)}".encode()
            before = ","
        yield b"[]" if before == "[" else b"\n ]"
    yield b"\n}\n"


def _indented(value: object, level: int) -> str:
    """A line break in JSON is layout: within a text it is written as two characters."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * level)


def members_of(collection: Collection) -> Document:
    """The whole, units as an iterator."""
    edition, name = collection.edition, Distinct()
    return {
        "$schema": f"../../{edition.id}/collection.schema.json",  # from the address of the collection
        "format": FORMAT,
        "edition": {
            "id": edition.id,
            "title": edition.title.replace("\n", ""),
            "digest": edition.digest,
            "due": edition.due.isoformat(),
        },
        "blanks": blank_documents(edition),
        "coverage": _coverage(collection),
        "groups": [
            {"name": name, **asdict(sums.coverage), "totals": told(edition, sums.total.numbers)}
            for name, sums in collection.named_groups.items()
        ],
        "totals": collection.totals,
        "tallies": collection.tallies,
        "units": row_documents(collection.units, edition, name),
        "unknown": row_documents(collection.unknown, edition, name),
        "suspects": (suspect_document(each) for each in collection.suspects),
        "last_year": last_year_document(collection.last_year),
        "zeros": (
            {"unit": row.unit.code, "blank": id_, "before": before} for row, id_, before in zeros(collection)
        ),
        "records": ({"key": key, "digest": digest} for key, digest in collection.records),
        "collection_digest": collection_digest(collection),
        "set_aside": list(map(_aside_document, collection.set_aside)),
    }


def _aside_document(aside: SetAside) -> Document:
    return {
        "key": aside.key,
        "code": aside.unit or None,
        "reason": aside.reason,
        "digest": aside.digest or None,
    }


def _coverage(collection: Collection) -> Document:
    return {
        **asdict(collection.coverage),
        "unknown": len(collection.unknown),
        "superseded": collection.sums.superseded + collection.outside.superseded,
        "set_aside": len(collection.set_aside),
        "as_of": collection.changed and to_iso(collection.changed),
    }
