"""A unit's own filings as they lie in the store. Each is a revision, counted from 1; the newest counts."""

from concurrent.futures import ThreadPoolExecutor

from handler.records.keys import folder
from handler.records.parse import objection, parse_record
from handler.records.record import Record
from handler.stores import Store

_WORKERS = 32
_FEW = 3
"""As many are read one by one: threads would take longer to start."""


def read_revisions(store: Store, edition: str, unit: str) -> list[Record]:
    """The unit's records, oldest first; what is not whole, or not as it was written, is left out. Raises StoreError."""
    found = []
    for key, data in _read(store, list(store.list(f"{folder(edition)}{unit}/"))):
        record = parse_record(data)
        if isinstance(record, Record) and not objection(key, record):
            found.append(record)
    return sorted(found, key=lambda record: (record.received_at, record.id))


def number_of(revisions: list[Record], id_: str) -> int | None:
    """Which revision the record of that id is; None if it is none of them."""
    ids = [record.id for record in revisions]
    return ids.index(id_) + 1 if id_ in ids else None


def _read(store: Store, keys: list[str]) -> list[tuple[str, bytes]]:
    if len(keys) <= _FEW:
        return [(key, store.read(key)) for key in keys]
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(zip(keys, pool.map(store.read, keys), strict=True))
