"""How many have reported, of the whole roster or of one group (区县、片区): the same words for both."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handler.collect.collection import Row, Status
from handler.collect.totals import totals
from handler.records.review import Act
from schema.edition.model import Edition


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
class Group:
    """The units of one group, what came of them, and what their figures come to. name: '' for those of none."""

    name: str
    rows: tuple[Row, ...]
    coverage: Coverage
    totals: dict[str, int | str]


def cover(rows: Sequence[Row]) -> Coverage:
    """Of units of the roster."""
    times = Counter(row.status for row in rows)
    said = Counter(row.review.kind for row in rows if row.review and row.is_current)
    return Coverage(
        expected=len(rows),
        filed=len(rows) - times[Status.MISSING],
        counted=sum(row.current is not None for row in rows),
        on_time=times[Status.ON_TIME],
        amended_late=times[Status.AMENDED_LATE],
        late=times[Status.LATE],
        damaged=times[Status.DAMAGED],
        missing=times[Status.MISSING],
        returned=said[Act.RETURNED],
        accepted=said[Act.ACCEPTED],
    )


def group(edition: Edition, rows: Iterable[Row]) -> Iterator[Group]:
    """The groups in the order of the roster; none where it names none."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(row.unit.group, []).append(row)
    if parts.keys() <= {""}:
        return
    for name, members in parts.items():
        counted = [row.current.record.answers for row in members if row.current]
        yield Group(name=name, rows=tuple(members), coverage=cover(members), totals=totals(edition, counted))
