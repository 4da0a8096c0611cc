"""The merge: a pure function of the stored objects. Same objects, same edition, same roster, same collection.

Each unit counts with its newest revision that can be read; the older ones are named as superseded. A unit is damaged
where a record of its that cannot count may be newer than that one. Totals cover the units of the roster. Late is what
came after the edition's deadline as it stands now. An attachment is looked for by name and size; its content is verified
where it is downloaded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from handler.collect.collection import Collection, Held, Row, Status
from handler.collect.last_year import with_last_year
from handler.collect.owners import owner_of, owner_of_key
from handler.collect.reviews.apply import read, with_aliases, with_reviews
from handler.collect.suspects.find import find_suspects
from handler.collect.totals import tallies, totals
from handler.collect.verify import SetAside, Verified, verify
from handler.records.fetch import Stored
from handler.records.keys import attachment_key
from handler.records.record import Record
from handler.records.seal import Sealer
from schema.edition.model import Edition
from schema.edition.roster import Unit
from schema.loading.catalogue import Survey
from schema.validation.attachments import Attachment
from schema.validation.validate import make_validator

NO_FILES: Mapping[str, int] = MappingProxyType({})


def merge(
    survey: Survey,
    objects: Iterable[Stored],
    sizes: Mapping[str, int] = NO_FILES,
    *,
    reviews: Iterable[Stored] = (),
    earlier: Collection | None = None,
    sealer: Sealer | None = None,
) -> Collection:
    """The collection of one edition. It never raises: what cannot count is set aside and named.

    sizes: the bytes of every stored attachment, by its name in the store. reviews: the stored ones. earlier: the year
    before. sealer: looks at the records' seals; None where the key is not at hand.
    """
    collection = merge_records(survey, objects, sizes, reviews, sealer)
    if earlier:
        collection = with_last_year(collection, survey.roster, earlier)
    return replace(collection, suspects=find_suspects(collection))


def merge_records(
    survey: Survey,
    objects: Iterable[Stored],
    sizes: Mapping[str, int] = NO_FILES,
    reviews: Iterable[Stored] = (),
    sealer: Sealer | None = None,
) -> Collection:
    """The same without what is seen only by comparing: enough of a year that others are compared with."""
    said = read(survey.edition.id, reviews)
    return with_reviews(_merge(with_aliases(survey, said), objects, sizes, sealer), said)


def _merge(
    survey: Survey, objects: Iterable[Stored], sizes: Mapping[str, int], sealer: Sealer | None
) -> Collection:
    # what was accepted counts, whatever is checked now
    validate = make_validator(replace(survey.edition, checks=()))
    filed: defaultdict[str, list[Verified]] = defaultdict(list)
    asides: defaultdict[str, list[SetAside]] = defaultdict(list)
    for stored in objects:
        match verify(stored, survey.edition, validate, sealer):
            case SetAside() as aside:
                owned = replace(aside, unit=_unit_of(survey, aside))
                asides[owned.unit].append(owned)
            case verified:
                owner = owner_of(survey, verified.record)
                filed[owner.code].append(replace(verified, remark=owner.remark) if owner.remark else verified)
    set_aside = sorted((aside for each in asides.values() for aside in each), key=lambda aside: aside.key)
    units = tuple(
        _row(survey, unit, filed.pop(unit.code, []), asides.pop(unit.code, []), sizes)
        for unit in survey.roster.units
    )
    counted = [row.current.record.answers for row in units if row.current]
    strangers = sorted(filed.keys() | asides.keys() - {""})
    return Collection(
        edition=survey.edition,
        units=units,
        unknown=tuple(_unknown_row(code, filed[code], asides[code], sizes) for code in strangers),
        totals=totals(survey.edition, counted),
        tallies=tallies(survey.edition, counted),
        set_aside=tuple(set_aside),
    )


def _unit_of(survey: Survey, aside: SetAside) -> str:
    """The code of the unit whose filing this was; '' for what was none for this edition."""
    if aside.record is None:
        return owner_of_key(survey.roster, survey.edition.id, aside.key)
    return owner_of(survey, aside.record).code if aside.record.edition == survey.edition.id else ""


def _row(
    survey: Survey, unit: Unit, filed: list[Verified], asides: list[SetAside], sizes: Mapping[str, int]
) -> Row:
    revisions = _in_time(filed)
    damaged = _damaged(asides, revisions)
    files = _files(revisions[-1].record, sizes) if revisions else ()
    status = Status.DAMAGED if damaged else Status.MISSING
    if revisions and not damaged:
        status = _timing(survey.edition, revisions)
    return Row(unit=unit, status=status, revisions=revisions, files=files, damaged=damaged)


def _timing(edition: Edition, revisions: tuple[Verified, ...]) -> Status:
    if not edition.is_late(revisions[-1].record.received_at):
        return Status.ON_TIME
    first = revisions[0].record.received_at
    return Status.LATE if edition.is_late(first) else Status.AMENDED_LATE


def _damaged(asides: list[SetAside], revisions: tuple[Verified, ...]) -> tuple[SetAside, ...]:
    """What may be newer than the newest that can be read: when a broken file was written, nobody knows."""
    # A whole record of Monday, a file cut short, and one with a wrong checksum that says Sunday: the cut one may be of
    # Tuesday, so the unit is damaged until somebody has looked; the one of Sunday would have been superseded anyway.
    newest = revisions[-1].record.received_at if revisions else None
    doubtful = (each for each in asides if not (newest and each.record and each.record.received_at <= newest))
    return tuple(sorted(doubtful, key=lambda aside: aside.key))


def _unknown_row(code: str, filed: list[Verified], asides: list[SetAside], sizes: Mapping[str, int]) -> Row:
    """Its name is the last one that can be read, or else its code."""
    revisions = _in_time(filed)
    damaged = _damaged(asides, revisions)
    records = [*(aside.record for aside in damaged if aside.record), *(each.record for each in revisions)]
    return Row(
        unit=Unit(code=code, name=records[-1].unit.name if records else code),
        status=Status.UNKNOWN,
        revisions=revisions,
        files=_files(revisions[-1].record, sizes) if revisions else (),
        damaged=damaged,
    )


def _files(record: Record, sizes: Mapping[str, int]) -> tuple[tuple[Attachment, Held], ...]:
    return tuple((each, _held(record, each, sizes)) for each in record.attachments)


def _held(record: Record, attachment: Attachment, sizes: Mapping[str, int]) -> Held:
    size = sizes.get(attachment_key(record.edition, record.unit.code, attachment.sha256))
    if size is None:
        return Held.MISSING
    return Held.STORED if size == attachment.size else Held.DAMAGED


def _in_time(filed: list[Verified]) -> tuple[Verified, ...]:
    return tuple(sorted(filed, key=lambda verified: (verified.record.received_at, verified.key)))
