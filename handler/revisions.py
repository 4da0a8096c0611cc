"""A unit's own filings as they lie in the store. Each is a revision, counted from 1; the newest counts."""

from handler.parsing import objection, parse_record
from handler.records import Record, folder
from handler.stores import Store


def read_revisions(store: Store, edition: str, unit: str) -> list[Record]:
    """The unit's records, oldest first; what is damaged is left out, as the merge sets it aside. Raises StoreError."""
    found = []
    for key in store.list(f"{folder(edition)}{unit}/"):
        record = parse_record(store.read(key))
        if isinstance(record, Record) and not objection(key, record):
            found.append(record)
    return sorted(found, key=lambda record: (record.received_at, record.id))


def number_of(revisions: list[Record], id_: str) -> int | None:
    """Which revision the record of that id is; None if it is none of them."""
    ids = [record.id for record in revisions]
    return ids.index(id_) + 1 if id_ in ids else None
