"""After the day until which names and telephone numbers are kept, what is exported leaves them out.

The records in the store stay as they were filed, with their checksums and seals, which are of every answer; only what
is made of them says, in the place of a name, that its time is over. A day put off in the settings brings them back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handler.collect.collection import Collection, Row
from handler.collect.coverage import Summed, Sums
from handler.collect.verify import Verified
from schema.edition.site import NAMES_LEFT_OUT


def as_kept(collection: Collection, moment: datetime) -> Collection:
    """The collection as it may be exported at that moment, by the site's settings."""
    return without_names(collection) if collection.edition.drops_names(moment) else collection


def without_names(collection: Collection) -> Collection:
    """The collection with the mark in the place of each name and number, and no contact in its roster."""
    personal = dict.fromkeys((blank.id for blank in collection.edition.personal), NAMES_LEFT_OUT)
    units = _Nameless(groups=collection.groups, rows=collection.units, personal=personal)
    return replace(collection, units=units, unknown=tuple(_row(row, personal) for row in collection.unknown))


@dataclass(frozen=True, kw_only=True)
class _Nameless(Summed):
    """The rows, which may be read from a disk, one after the other: never all at once."""

    groups: Mapping[str, Sums]
    rows: Sequence[Row]
    personal: dict[str, str]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return (_row(row, self.personal) for row in self.rows)


def _row(row: Row, personal: dict[str, str]) -> Row:
    unit = replace(row.unit, contact="", phone="")
    return replace(row, unit=unit, revisions=tuple(_revision(each, personal) for each in row.revisions))


def _revision(verified: Verified, personal: dict[str, str]) -> Verified:
    record = verified.record
    return replace(verified, record=replace(record, answers={**record.answers, **personal}))
