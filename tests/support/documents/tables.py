"""Collections made of plain tables of figures, for what looks at figures alone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from handler.collect.collection import Collection, Row, Status
from handler.collect.verify import Verified
from handler.records.record import FiledUnit, Record
from handler.records.review import Review
from schema.edition.kinds import Answer
from schema.edition.model import Edition
from schema.edition.roster import Unit

NOON = datetime(2021, 6, 30, 4, tzinfo=UTC)
Table = Mapping[str, Answer]


def collection_of(
    edition: Edition,
    tables: Mapping[str, Table],
    *,
    last: Mapping[str, Table] = {},
    groups: Mapping[str, str] = {},
    reasons: Mapping[str, Mapping[str, str]] = {},
    reviews: Mapping[str, Sequence[Review]] = {},
) -> Collection:
    """tables: code → blank → figure; choices are 否. All filed in time; every further mapping by code."""
    plain = {blank.id: False for blank in edition.blanks if blank.kind.words}
    rows = tuple(
        Row(
            unit=Unit(code=code, name=f"第{code}所", group=groups.get(code, "")),
            status=Status.ON_TIME,
            revisions=(
                Verified(key=code, record=_record(edition, code, {**plain, **table}, reasons.get(code, {}))),
            ),
            last_year={**last[code]} if code in last else None,
            reviews=tuple(reviews.get(code, ())),
        )
        for code, table in tables.items()
    )
    return Collection(edition=edition, units=rows, unknown=(), set_aside=())


def _record(edition: Edition, code: str, table: Table, reasons: Mapping[str, str]) -> Record:
    return Record(
        edition=edition.id,
        edition_digest=edition.digest,
        id=code,
        unit=FiledUnit(code=code, name=f"第{code}所"),
        answers={**table},
        explanations=dict(reasons),
        nil=False,
        received_at=NOON,
        late=False,
        checksum="",
    )
