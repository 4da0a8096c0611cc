"""Four units, one of them in time, one late, two missing, and what goes wrong besides."""

from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from schema.edition.roster import Roster, Unit
from schema.loading.catalogue import Survey
from tests.support.filings import EDITION, IN_TIME, SECOND, answers, make_record, store_record

SURVEY = Survey(
    edition=EDITION, roster=Roster(units=tuple(Unit(code=code, name=f"{code}区") for code in "甲乙丙丁"))
)


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


def written(extension: str, collection: Collection) -> bytes:
    """The whole file that the export writes."""
    return b"".join(EXPORTS[extension].write(collection))
