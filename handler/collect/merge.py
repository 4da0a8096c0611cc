"""The merge: a pure function of the stored objects. Same objects, same edition, same roster, same collection.

Each unit counts with its newest revision; the older ones are named as superseded. Totals
cover the units of the roster. Late is what came after the edition's deadline as it stands now.
An attachment is looked for by name and size; its content is verified where it is downloaded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from handler.collect.reading import Stored
from handler.collect.vetting import SetAside, Vetted, vet
from handler.records import Record
from handler.tickets import attachment_key
from schema.attachments import Attachment
from schema.catalogue import Survey
from schema.errors import UserError
from schema.judge import make_judge
from schema.model import Answer, Count, Edition, Kind, adds_up, words_of
from schema.roster import Unit

NO_FILES: Mapping[str, int] = MappingProxyType({})


class Status(Enum):
    """Whether and when a unit reported; the value is the word in the collected data."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Held(Enum):
    """Whether an attachment that a record names lies in the store; the value is the word in the collected data."""

    STORED = "stored"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A unit and its revisions, oldest first; the last one counts. None for a missing unit.

    files: the attachments of the one that counts.
    """

    unit: Unit
    status: Status
    revisions: tuple[Vetted, ...] = ()
    files: tuple[tuple[Attachment, Held], ...] = ()

    @property
    def current(self) -> Vetted | None:
        return self.revisions[-1] if self.revisions else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """units: the whole roster in its order; unknown: who filed under a name the roster does not have.

    totals: number id → sum (of amounts as a decimal text; rates have none). tallies: choice id → word → how often. Both over `units` only.
    """

    edition: Edition
    units: tuple[Row, ...]
    unknown: tuple[Row, ...]
    totals: dict[str, int | str]
    tallies: dict[str, dict[str, int]]
    set_aside: tuple[SetAside, ...]

    def count(self, status: Status) -> int:
        return sum(row.status is status for row in self.units + self.unknown)

    @property
    def newest(self) -> datetime | None:
        """When the last record came; None where there is none."""
        rows = self.units + self.unknown
        return max((row.current.record.received_at for row in rows if row.current), default=None)

    @property
    def as_of(self) -> datetime:
        """The moment that files made from it carry, so that the same objects give the same bytes: `newest` or the deadline."""
        return self.newest or self.edition.due


class TooLargeError(UserError):
    """A form of export holds less than this collection; the message says what holds it (Chinese)."""


def merge(survey: Survey, objects: Iterable[Stored], sizes: Mapping[str, int] = NO_FILES) -> Collection:
    """The collection of one edition. It never raises: what cannot count is set aside and named.

    sizes: the bytes of every stored attachment, by its name in the store.
    """
    judge = make_judge(
        replace(survey.edition, checks=())
    )  # what was accepted counts, whatever is checked now
    filed: defaultdict[str, list[Vetted]] = defaultdict(list)
    set_aside: list[SetAside] = []
    for stored in objects:
        match vet(stored, survey.edition, judge):
            case SetAside() as aside:
                set_aside.append(aside)
            case vetted:
                filed[_unit_code(survey, vetted)].append(vetted)
    units = tuple(_row(survey, unit, filed.pop(unit.code, []), sizes) for unit in survey.roster.units)
    return Collection(
        edition=survey.edition,
        units=units,
        unknown=tuple(_unknown_row(code, filed[code], sizes) for code in sorted(filed)),
        totals=_totals(survey.edition, units),
        tallies=_tallies(survey.edition, units),
        set_aside=tuple(sorted(set_aside, key=lambda aside: aside.key)),
    )


def _unit_code(survey: Survey, vetted: Vetted) -> str:
    """The roster's code: as filed, or by the name, so that an alias added later finds what was unknown."""
    code = vetted.record.unit.code
    if survey.roster.by_code(code):
        return code
    unit = survey.roster.by_name(str(vetted.record.answers[survey.edition.unit_blank.id]))
    return unit.code if unit else code


def _row(survey: Survey, unit: Unit, filed: list[Vetted], sizes: Mapping[str, int]) -> Row:
    revisions = _in_time(filed)
    if not revisions:
        return Row(unit=unit, status=Status.MISSING)
    late = survey.edition.is_late(revisions[-1].record.received_at)
    status = Status.LATE if late else Status.ON_TIME
    return Row(unit=unit, status=status, revisions=revisions, files=_files(revisions[-1].record, sizes))


def _unknown_row(code: str, filed: list[Vetted], sizes: Mapping[str, int]) -> Row:
    revisions = _in_time(filed)
    unit = Unit(code=code, name=revisions[-1].record.unit.name)
    files = _files(revisions[-1].record, sizes)
    return Row(unit=unit, status=Status.UNKNOWN, revisions=revisions, files=files)


def _files(record: Record, sizes: Mapping[str, int]) -> tuple[tuple[Attachment, Held], ...]:
    return tuple((each, _held(record, each, sizes)) for each in record.attachments)


def _held(record: Record, attachment: Attachment, sizes: Mapping[str, int]) -> Held:
    size = sizes.get(attachment_key(record.edition, record.unit.code, attachment.sha256))
    if size is None:
        return Held.MISSING
    return Held.STORED if size == attachment.size else Held.DAMAGED


def _in_time(filed: list[Vetted]) -> tuple[Vetted, ...]:
    return tuple(sorted(filed, key=lambda vetted: (vetted.record.received_at, vetted.key)))


def _totals(edition: Edition, units: tuple[Row, ...]) -> dict[str, int | str]:
    answers = [row.current.record.answers for row in units if row.current]
    return {
        blank.id: _sum(blank.kind, [given[blank.id] for given in answers])
        for blank in edition.blanks
        if adds_up(blank.kind)
    }


def _sum(kind: Kind, answers: list[Answer]) -> int | str:
    """Exact: counts as whole numbers, amounts in hundredths."""
    if isinstance(kind, Count):
        return sum(map(int, answers))
    hundredths = sum(int(str(answer).replace(".", "")) for answer in answers)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _tallies(edition: Edition, units: tuple[Row, ...]) -> dict[str, dict[str, int]]:
    answers = [row.current.record.answers for row in units if row.current]
    return {
        blank.id: {word: sum(_word(given[blank.id]) == word for given in answers) for word in words}
        for blank in edition.blanks
        if (words := words_of(blank.kind))
    }


def _word(answer: Answer) -> Answer:
    return {True: "是", False: "否"}[answer] if isinstance(answer, bool) else answer
