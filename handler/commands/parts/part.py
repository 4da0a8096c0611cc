"""One part of the merge: the units of a stretch of the roster and what lies in their folders.

A part knows no other unit. What it took to be a unit's own though the record does not name it as plainly as can be, it
**claims**; whoever knows the whole roster decides.
"""

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from handler.collect.collection import Collection, Row
from handler.collect.coverage import Sums
from handler.collect.last_year import Both, beside, both_of
from handler.collect.merge import merge_units
from handler.collect.merge.owners import Claim, Owner, claim_of, owner_of
from handler.collect.reviews.apply import Reviews, with_reviews
from handler.collect.verify import SetAside
from handler.records.fetch import read_in_order
from handler.records.record import Record
from handler.records.review import Review
from handler.records.seal import Sealer
from handler.stores import Store
from schema.edition.kinds import Answers
from schema.edition.model import Edition
from schema.edition.survey import Survey

Claimed = tuple[str, Claim, Owner]
"""The folder in which the record lies, how it names its unit, whose it was taken to be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Then:
    """The year before: its edition, and what these units answered in it."""

    edition: Edition
    answers: Mapping[str, Answers]

    def of(self, codes: Iterable[str]) -> "Then":
        """Of these units alone."""
        known = {code: self.answers[code] for code in codes if code in self.answers}
        return Then(edition=self.edition, answers=known)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What a part is made of. survey: its roster is the stretch; keys, sizes, reviews: what lies in the folders of its units."""

    survey: Survey
    keys: tuple[str, ...]
    sizes: Mapping[str, int]
    reviews: tuple[Review, ...]
    then: Then | None
    sealer: Sealer | None
    open: Callable[[], Store]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What units come to: of two parts, the sum of both, in whatever order they are added."""

    groups: Mapping[str, Sums]
    set_aside: tuple[SetAside, ...]
    both: Both | None = None

    def __add__(self, other: "Part") -> "Part":
        groups = dict(self.groups)
        for name, sums in other.groups.items():
            groups[name] = groups[name] + sums if name in groups else sums
        return Part(
            groups=groups,
            set_aside=self.set_aside + other.set_aside,
            both=self.both + other.both if self.both and other.both else None,
        )


class Made(NamedTuple):
    """read: how many records it had. part, rows: packed."""

    read: int
    claims: frozenset[Claimed]
    part: bytes
    rows: bytes


def make_part(task: Task) -> Made:
    """Raises NotAllowedError."""
    survey, objects = task.survey, read_in_order(task.open(), task.keys)
    merged = merge_units(survey, survey.roster.units, objects, task.sizes, task.sealer)
    claims = frozenset(_claims(survey, merged))
    merged = reviewed(merged, Reviews(said=task.reviews, unread=()), task.then)
    return Made(len(task.keys), claims, pack(summed(merged, task.then)), pack(tuple(merged.units)))


def reviewed(merged: Collection, reviews: Reviews, then: Then | None) -> Collection:
    """With what was said of the units and what they answered the year before."""
    merged = with_reviews(merged, reviews)
    return replace(merged, units=beside(merged.units, then.answers)) if then else merged


def summed(merged: Collection, then: Then | None) -> Part:
    return Part(
        groups=merged.groups if merged.units else {},
        set_aside=merged.set_aside,
        both=both_of(merged.edition, then.edition, merged.units) if then else None,
    )


def _claims(survey: Survey, merged: Collection) -> Iterator[Claimed]:
    for key, record in _records(merged):
        claim, folder = claim_of(survey.edition, record), key.split("/")[2]
        unit = survey.roster.by_code(folder)
        if unit is None or claim != Claim(unit.code, unit.name, unit.name):
            yield folder, claim, owner_of(survey.roster, claim)


def _records(merged: Collection) -> Iterator[tuple[str, Record]]:
    yield from ((each.key, each.record) for row in merged.rows for each in row.revisions)
    for aside in merged.set_aside:
        if aside.record and aside.record.edition == merged.edition.id:
            yield aside.key, aside.record


def pack(what: Part | tuple[Row, ...]) -> bytes:
    return zlib.compress(pickle.dumps(what, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> Any:
    return pickle.loads(zlib.decompress(packed))  # noqa: S301  # packed by us, for us
