"""Storing a record once, and the receipt of what is stored.

A record's name is a hash of edition, unit, key and content, and the store creates it only if it is absent: who sends the
same figures with the same key again meets its own record and gets its receipt. A sender that names its act of filing (a
key) is taken at its word.

For any other, where the role may look, the same figures are a replay while they are the unit's newest, and a new revision
once other figures followed them. An example: a clerk without script sends A, then B, then A again, since A was right
after all. The third has the name of the first, which is taken. Answered as a replay, it would leave B counting; so it is
stored as “A after B”, its key being B's id. A fourth, the same A, meets “A after B” and is its replay.
"""

from dataclasses import dataclass, replace

from handler.records.fetch import read_revisions
from handler.records.keys import object_key
from handler.records.parse import objection, parse_record
from handler.records.receipt import Receipt, receipt_of
from handler.records.record import Record, make_record_id
from handler.records.seal import Sealer
from handler.stores import MissingError, NotAllowedError, Store, StoreError
from handler.submit.request import Filed


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A receipt, whether this very call stored the record, and what a browser should remember of it."""

    receipt: Receipt
    created: bool
    filed: Filed


def store_once(store: Store, record: Record, key: str, sealer: Sealer | None = None) -> Stored:
    """Store the record unless it is there already. Raises StoreError.

    The receipt of a replay has no time where the role may not look.
    """
    record = sealer.seal(record) if sealer else record
    data = record.to_bytes()
    created = store.create(object_key(record.edition, record.unit.code, record.id), data)
    receipt = receipt_of(record, data=data)
    if not created:
        unread = replace(receipt, received_at=None, late=None, digest=None)
        receipt = find_receipt(store, record) or unread
    return Stored(receipt=receipt, created=created, filed=Filed(key=key, id=record.id))


def store_current(store: Store, record: Record, key: str, sealer: Sealer | None = None) -> Stored:
    """The same for a sender without a key: a replay only of the unit's newest figures. Raises StoreError."""
    stored = store_once(store, record, key, sealer)
    while not stored.created:
        latest = _newest(store, record.edition, record.unit.code)
        if latest is None:
            return stored
        if latest.content == record.content:
            return replace(stored, receipt=receipt_of(latest))
        stored = _store_after(store, record, latest.id, stored.filed.id, sealer)
    return stored


def _store_after(store: Store, record: Record, latest: str, taken: str, sealer: Sealer | None) -> Stored:
    """Store the record as what follows `latest`, or, where that id is taken, as what follows `taken`.

    It is taken where these figures once followed `latest` before `latest` was stored: its filing had failed,
    and another sender made it good since.
    """
    # A browser files B, and the store fails before it is there; the cookie names B all the same, so what the browser sends
    # next is “A after B”. Then another sender files B, which is now the newest. A, sent once more, would again be “A after
    # B”, which lies there and is older than B. Named after itself, “A after (A after B)”, it is a record newer than B.
    following = make_record_id(record.edition, record.unit.code, latest, record.content)
    key = latest if taken == record.id != following else taken
    id_ = make_record_id(record.edition, record.unit.code, key, record.content)
    return store_once(store, replace(record, id=id_), key, sealer)


def find_receipt(store: Store, record: Record) -> Receipt | None:
    """The receipt of the stored record of the same id; None if there is none, or the role may not look.

    Raises StoreError when what is stored there is no record, or not as it was written: that must not be acknowledged.
    """
    key = object_key(record.edition, record.unit.code, record.id)
    try:
        held = parse_record(store.read(key))
    except (MissingError, NotAllowedError):
        return None
    if isinstance(held, str) or objection(key, held):
        raise StoreError(f"{key} 已损坏，暂不能出具回执")
    return receipt_of(held)


def _newest(store: Store, edition: str, unit: str) -> Record | None:
    """The unit's current revision; None if there is none or the role may not look. Raises StoreError."""
    try:
        return next(reversed(read_revisions(store, edition, [unit]).records), None)
    except NotAllowedError:
        return None
