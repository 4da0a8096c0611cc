"""Storing a record once, and the receipt of what is stored.

A sender that names its act of filing (a key) is taken at its word. For any other, where the role may look, the
same figures are a replay while they are the unit's newest, and a new revision once other figures followed them.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from handler.records import Receipt, Record, content_of, folder, identify, object_key
from handler.stores import MissingError, NotAllowedError, Store, StoreError
from schema.attachments import Attachment


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A receipt, whether this very call stored the record, and the key and id to know the filing by."""

    key: str
    id: str
    receipt: Receipt
    created: bool


def store_once(store: Store, record: Record, key: str) -> Stored:
    """Store the record unless it is there already. Raises StoreError.

    The receipt of a replay has no time where the role may not look.
    """
    created = store.create(object_key(record.edition, record.unit.code, record.id), record.to_bytes())
    first = _receipt(record, received_at=record.received_at, late=record.late)
    unread = _receipt(record, received_at=None, late=None)
    receipt = first if created else find_receipt(store, record) or unread
    return Stored(key=key, id=record.id, receipt=receipt, created=created)


def store_current(store: Store, record: Record, key: str) -> Stored:
    """The same for a sender without a key: a replay only of the unit's newest figures. Raises StoreError."""
    stored = store_once(store, record, key)
    while not stored.created:
        latest = _newest(store, record.edition, record.unit.code)
        if latest is None:
            return stored
        if latest.content == record.content:
            current = replace(record, id=latest.id)
            return replace(
                stored, receipt=_receipt(current, received_at=latest.received_at, late=latest.late)
            )
        stored = _store_after(store, record, latest.id, stored.id)
    return stored


def _store_after(store: Store, record: Record, latest: str, taken: str) -> Stored:
    """Store the record as what follows `latest`, or, where that id is taken, as what follows `taken`.

    It is taken where these figures once followed `latest` before `latest` was stored: its filing had failed,
    and another sender made it good since.
    """
    following = identify(record.edition, record.unit.code, latest, record.content)
    key = latest if taken == record.id != following else taken
    id_ = identify(record.edition, record.unit.code, key, record.content)
    return store_once(store, replace(record, id=id_), key)


def find_receipt(store: Store, record: Record) -> Receipt | None:
    """The receipt of the stored record of the same id; None if there is none, or the role may not look.

    Raises StoreError when what is stored there is no record: that must not be acknowledged.
    """
    try:
        held = _read(store, object_key(record.edition, record.unit.code, record.id))
    except (MissingError, NotAllowedError):
        return None
    return _receipt(record, received_at=held.received_at, late=held.late)


def _receipt(record: Record, *, received_at: datetime | None, late: bool | None) -> Receipt:
    return Receipt(
        edition=record.edition,
        unit=record.unit,
        reference=record.reference,
        checksum=record.checksum,
        received_at=received_at,
        late=late,
        attachments=record.attachments,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """A stored record, as far as a receipt needs it."""

    id: str
    content: str
    received_at: datetime
    late: bool


class _DamagedError(StoreError):
    """What is stored under this name is no record."""


def _read(store: Store, key: str) -> _Held:
    """The record of that name. Raises MissingError, NotAllowedError, _DamagedError and StoreError."""
    try:
        stored = json.loads(store.read(key))
        return _Held(
            id=str(stored["id"]),
            content=content_of(
                stored["checksum"],
                stored["explanations"],
                nil="nil" in stored,
                attachments=[Attachment(**each) for each in stored.get("attachments", [])],
            ),
            received_at=datetime.fromisoformat(stored["received_at"]),
            late=bool(stored["late"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _DamagedError(f"{key} 已损坏，同样内容的填报不能回执") from error


def _newest(store: Store, edition: str, unit: str) -> _Held | None:
    """The unit's current revision, what is damaged left out; None if there is none or the role may not look.

    Raises StoreError.
    """
    held = []
    try:
        for key in store.list(f"{folder(edition)}{unit}/"):
            try:
                held.append(_read(store, key))
            except _DamagedError:  # the merge sets it aside and names it
                continue
    except NotAllowedError:
        return None
    return max(held, key=lambda each: (each.received_at, each.id), default=None)
