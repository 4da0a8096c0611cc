"""Four units, one of them in time, one late, two missing, and what goes wrong besides."""

import json
from typing import Any

from handler.collect.collection import Collection, Row
from handler.collect.exports import EXPORTS
from handler.collect.exports.collected_json import to_json
from handler.collect.merge import merge
from handler.collect.suspects.suspect import Band, Range, Suspect
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from handler.records.review import About, Act, Review
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.builders import UNIT_NAME, valid_answers
from tests.support.filings import EDITION, IN_TIME, SECOND, answers, make_record, store_record

SURVEY = Survey(
    edition=EDITION, roster=Roster(units=tuple(Unit(code=code, name=f"{code}区") for code in "甲乙丙丁"))
)


def collected_document(collection: Collection) -> dict[str, Any]:
    """As a program reads it."""
    document: dict[str, Any] = json.loads(to_json(collection))
    return document


def filed(code: str, *, posters: int = 0, late: bool = False) -> Stored:
    at = EDITION.due + SECOND if late else IN_TIME
    unit = FiledUnit(code=code, name=f"{code}区")
    return store_record(make_record(answers(unit=unit.name, posters=posters), unit=unit, at=at))


OBJECTS = [
    filed("甲"),
    filed("甲", posters=1),
    filed("乙", late=True),
    filed("unknown-0"),
    Stored(key="submissions/2021/x", data=b""),
]


def collection_of(edition: Edition, **changes: object) -> Collection:
    """The only unit of the roster has filed a full table of this edition."""
    filled = valid_answers(edition, **changes)
    record = make_record(filled, edition=edition.id, digest=edition.digest)  # type: ignore[arg-type]  # as the builder makes them
    roster = Roster(units=(Unit(code="330212", name=UNIT_NAME),))
    return merge(Survey(edition=edition, roster=roster), [store_record(record)])


def written(extension: str, collection: Collection) -> bytes:
    """The whole file that the export writes."""
    return b"".join(EXPORTS[extension].write(collection))


def returning(row: Row) -> Review:
    """The bureau's return of what the unit has filed last."""
    record = row.revisions[-1].record
    return Review(
        edition=record.edition,
        unit=row.unit.code,
        id="R" * 26,
        kind=Act.RETURNED,
        at=record.received_at,
        by="林",
        note="请核对",
        about=About(id=record.id, checksum=record.checksum),
    )


def suspect(**changes: object) -> Suspect:
    """A figure of 甲区 that looks mistyped."""
    usual: dict[str, object] = {
        "unit": "甲",
        "unit_name": "甲区",
        "blanks": ("posters",),
        "values": {"posters": 1},
        "score": 5.0,
        "share": 0.25,
        "band": Band.LARGE,
        "signs": (),
        "comparisons": {"peers": 5.0, "row": None, "last_year": None},
        "expected": Range(low=20, high=90),
        "says": ("按本单位规模，同类单位一般在 20–90 个", "占合计 25%"),
    }
    return Suspect(**(usual | changes))  # type: ignore[arg-type]  # a test that says what is no suspect means it
