"""The merge: a pure function of the stored objects. Same objects, same edition, same roster, same collection.

Each unit counts with its newest revision that can be read; the older ones are named as superseded. A unit is damaged
where a record of its that cannot count may be newer than that one. Totals cover the units of the roster. Late is what
came after the edition's deadline as it stands now. An attachment is looked for by name and size; its content is verified
where it is downloaded.
"""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from types import MappingProxyType

from handler.collect.collection import Collection
from handler.collect.last_year import with_last_year
from handler.collect.merge.owners import claim_of, owner_of, owner_of_key
from handler.collect.merge.plain import make_plain
from handler.collect.merge.rows import row_of, unknown_row
from handler.collect.reviews.apply import read, with_aliases, with_reviews
from handler.collect.reviews.likely import with_likely
from handler.collect.suspects.find import find_suspects
from handler.collect.verify import SetAside, Verified, verify
from handler.records.fetch import Stored
from handler.records.seal import Sealer
from schema.edition.roster import Unit
from schema.edition.survey import Survey
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
    collection = with_likely(collection, survey.roster)
    if earlier:
        collection = with_last_year(collection, survey.roster, earlier)
    return collection.like(suspects=find_suspects(collection))


def merge_records(
    survey: Survey,
    objects: Iterable[Stored],
    sizes: Mapping[str, int] = NO_FILES,
    reviews: Iterable[Stored] = (),
    sealer: Sealer | None = None,
) -> Collection:
    """The same without what is seen only by comparing: enough of a year that others are compared with."""
    said = read(survey.edition.id, reviews, sealer)
    survey = with_aliases(survey, said)
    return with_reviews(merge_units(survey, survey.roster.units, objects, sizes, sealer), said)


_SWITCH = Lock()
"""Merges of several threads: were one to end between another's look and its switch, Python would never look again."""


@contextmanager
def _growing() -> Iterator[None]:
    """Nothing that a merge makes is garbage before its end: Python need not look for some, again and again."""
    with _SWITCH:
        looking = gc.isenabled()
        gc.disable()
    try:
        yield
    finally:
        if looking:
            with _SWITCH:
                gc.enable()


@_growing()
def merge_units(
    survey: Survey,
    units: Iterable[Unit],
    objects: Iterable[Stored],
    sizes: Mapping[str, int],
    sealer: Sealer | None,
) -> Collection:
    """What the objects say of these units, and of whoever else has filed them; without reviews."""
    # what was accepted counts, whatever is checked now
    validate = make_validator(replace(survey.edition, checks=()))
    plain = make_plain(survey.edition, sealer)
    filed: defaultdict[str, list[Verified]] = defaultdict(list)
    asides: defaultdict[str, list[SetAside]] = defaultdict(list)
    for stored in objects:
        match plain(stored) or verify(stored, survey.edition, validate, sealer):
            case SetAside() as aside:
                owned = replace(aside, unit=_unit_of(survey, aside))
                asides[owned.unit].append(owned)
            case verified:
                owner = owner_of(survey.roster, claim_of(survey.edition, verified.record))
                filed[owner.code].append(replace(verified, remark=owner.remark) if owner.remark else verified)
    set_aside = sorted((aside for each in asides.values() for aside in each), key=lambda aside: aside.key)
    rows = tuple(
        row_of(survey, unit, filed.pop(unit.code, []), asides.pop(unit.code, []), sizes) for unit in units
    )
    strangers = sorted(filed.keys() | asides.keys() - {""})
    return Collection(
        edition=survey.edition,
        units=rows,
        unknown=tuple(unknown_row(survey, code, filed[code], asides[code], sizes) for code in strangers),
        set_aside=tuple(set_aside),
    )


def _unit_of(survey: Survey, aside: SetAside) -> str:
    """The code of the unit whose filing this was; '' for what was none for this edition."""
    if aside.record is None:
        return owner_of_key(survey.roster, survey.edition.id, aside.key)
    if aside.record.edition != survey.edition.id:
        return ""
    return owner_of(survey.roster, claim_of(survey.edition, aside.record)).code
