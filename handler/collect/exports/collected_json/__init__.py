"""The collection as a JSON document (`collected.json`), whose JSON Schema is on the site; and as the desk asks for it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

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


_ROWS = ("units", "unknown")
_WHOLE = ("explanations", "attachments")
"""What the paper's remarks are made of, empty or not."""


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


def for_desk(collection: Collection) -> Iterator[bytes]:
    """In a quarter of the bytes: a browser reads thousands of units in no time then. For the desk alone.

    What no view shows is left out, and what is empty; a filing's answers stand in the order of the blanks.
    zeros: how many of each blank. last_year: of units with a suspect alone.
    """
    suspected = {each.unit for each in collection.suspects}
    ids = [blank.id for blank in collection.edition.blanks]
    members = members_of(collection)
    del members["records"]  # each filing has its own
    members["zeros"] = Counter(id_ for _, id_, _ in zeros(collection))
    row = partial(_desk_row, ids=ids, suspected=suspected)
    shown = {
        name: [row(each) if name in _ROWS else each for each in value]
        if isinstance(value, Iterator)
        else value
        for name, value in members.items()
    }
    yield json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def _desk_row(row: Document, ids: list[str], suspected: set[str]) -> Document:
    shown = {
        name: value
        for name, value in row.items()
        if (value or value == "") and (name != "last_year" or row["code"] in suspected)
    }
    if isinstance(filing := row["filing"], dict):
        told = {name: value for name, value in filing.items() if value or name in _WHOLE}
        shown["filing"] = {**told, "answers": [filing["answers"].get(id_) for id_ in ids]}
    return shown
