"""How many have reported and what their figures come to: of the whole roster, of a group (区县、片区), of a part of either."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from handler.collect.totals import Total, add_up, plus
from handler.records.review import Act
from schema.edition.model import Edition

if TYPE_CHECKING:
    from handler.collect.collection import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """Units of a roster by what came of them. filed: whether or not it can be read; counted: in the totals.

    returned, accepted: those whose counting filing the bureau has returned or accepted.
    """

    expected: int
    filed: int
    counted: int
    on_time: int
    amended_late: int
    late: int
    damaged: int
    missing: int
    returned: int
    accepted: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sums:
    """What some units come to; what two sets of them come to is the sum of both.

    superseded: revisions that another took the place of. newest: when the last record came; changed: when the last record
    or review did; None where none did.
    """

    coverage: Coverage
    total: Total
    superseded: int
    newest: datetime | None
    changed: datetime | None

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            coverage=Coverage(**plus(asdict(self.coverage), asdict(other.coverage))),
            total=self.total + other.total,
            superseded=self.superseded + other.superseded,
            newest=latest(self.newest, other.newest),
            changed=latest(self.changed, other.changed),
        )


class Summed(Sequence["Row"]):
    """Rows that come with what they come to, by group in the order of the roster; made each time they are gone through."""

    groups: Mapping[str, Sums]

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]


def cover(rows: Iterable["Row"]) -> Coverage:
    """Of units of the roster."""
    rows = tuple(rows)
    times = Counter(row.status.value for row in rows)
    said = Counter(row.review.kind for row in rows if row.review and row.is_current)
    return Coverage(
        expected=len(rows),
        filed=len(rows) - times["missing"],
        counted=sum(row.current is not None for row in rows),
        on_time=times["on_time"],
        amended_late=times["amended_late"],
        late=times["late"],
        damaged=times["damaged"],
        missing=times["missing"],
        returned=said[Act.RETURNED],
        accepted=said[Act.ACCEPTED],
    )


def sum_up(edition: Edition, rows: Sequence["Row"]) -> Sums:
    counted = [row.current.record.answers for row in rows if row.current]
    received = [row.current.record.received_at for row in rows if row.current]
    reviewed = [review.at for row in rows for review in row.reviews]
    return Sums(
        coverage=cover(rows),
        total=add_up(edition.blanks, counted),
        superseded=sum(len(row.revisions[:-1]) for row in rows),
        newest=latest(*received),
        changed=latest(*received, *reviewed),
    )


def sums_by_group(edition: Edition, rows: Sequence["Row"]) -> Mapping[str, Sums]:
    """In the order of the rows, where they do not come with them."""
    if isinstance(rows, Summed):
        return rows.groups
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(row.unit.group, []).append(row)
    return {name: sum_up(edition, members) for name, members in parts.items()}


def latest(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)
