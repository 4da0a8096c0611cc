"""What a unit has filed under its codes, looked at once for each filing: for its quota, its clock and its receipt's number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handler.records.fetch import Revisions, list_revisions, read_listed, read_revisions
from handler.records.receipt import Receipt
from handler.records.record import Record
from handler.stores import Store, StoreError


@dataclass(frozen=True, kw_only=True, slots=True)
class FiledBefore:
    """names: of all of it, revisions: what they hold; None where the store does not say."""

    names: Sequence[str] | None = None
    revisions: Revisions | None = None

    def later(self, record: Record) -> Record:
        """The record, received after all of it: a clock that was set back must not make it lose."""
        records = self.revisions.records if self.revisions else ()
        if not records or record.received_at > records[-1].received_at:
            return record
        return replace(record, received_at=records[-1].received_at + timedelta(microseconds=1))


def read_filed_before(store: Store, edition: str, codes: Iterable[str]) -> FiledBefore:
    """One listing for each code, one reading of each record."""
    names = None
    try:
        names = list_revisions(store, edition, codes)
        return FiledBefore(names=names, revisions=read_listed(store, names))
    except StoreError:
        return FiledBefore(names=names)


def with_revision(
    store: Store, receipt: Receipt, codes: Sequence[str], before: FiledBefore, *, created: bool
) -> Receipt:
    """The receipt with its revision and what it took the place of.

    created: it is of the record that came after all that was seen. What was not seen is read; as it is where the store
    does not say, because what is stored is acknowledged. No two receipts of one unit are given one number when they
    are filed: each looks again once its record is there, and what is then not the last has none.
    """
    # Of two filings that have both been created, the later look sees both: it counts more than the earlier, or is not last.
    seen = before.revisions
    try:
        if seen and created and _alone(store, receipt, before):
            last = seen.records[-1] if seen.records else None
            revision = None if seen.damaged else len(seen.records) + 1
            return replace(receipt, revision=revision, previous=last)
        known = seen if seen and not created and seen.find(receipt.id) else None
        revisions = known or read_revisions(store, receipt.edition, codes)
    except StoreError:
        return receipt
    place = revisions.number(receipt.id)
    overtaken = created and place is not None and place < len(revisions.records)
    return replace(receipt, revision=None if overtaken else place, previous=revisions.before(receipt.id))


def _alone(store: Store, receipt: Receipt, before: FiledBefore) -> bool:
    """Whether nothing of the unit but this has come since. Raises StoreError."""
    since = set(list_revisions(store, receipt.edition, [receipt.unit.code])).difference(before.names or ())
    return len(since) == 1
