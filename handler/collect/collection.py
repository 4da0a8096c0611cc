"""The collection: what the merge makes of the stored objects of an edition, a row for each unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cached_property, reduce
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any

from handler.collect.coverage import Coverage, Sums, latest, sum_up, sums_by_group
from handler.collect.suspects.suspect import Suspect
from handler.collect.totals import Counts, told
from handler.collect.verify import SetAside, Verified
from handler.records.review import Act, Review
from schema.edition.kinds import Answers
from schema.edition.model import Edition
from schema.edition.roster import Unit
from schema.errors import UserError
from schema.validation.attachments import Attachment

if TYPE_CHECKING:
    from handler.collect.last_year import LastYear


class Status(Enum):
    """Whether and when a unit reported; the value is the word in the collected data.

    AMENDED_LATE: on time, and the revision that counts came after the deadline.
    """

    ON_TIME = "on_time"
    AMENDED_LATE = "amended_late"
    LATE = "late"
    DAMAGED = "damaged"
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

    files: the attachments of the one that counts. damaged: what cannot count and is not known to be older than that.
    reviews: what the bureau said of the unit, oldest first. last_year: what it answered then to the questions that are
    still the same; None where it did not, or nobody knows. likely: of a stranger, whose other name it may be.
    """

    unit: Unit
    status: Status
    revisions: tuple[Verified, ...] = ()
    files: tuple[tuple[Attachment, Held], ...] = ()
    damaged: tuple[SetAside, ...] = ()
    reviews: tuple[Review, ...] = ()
    last_year: Answers | None = None
    likely: tuple[Unit, ...] = ()

    @property
    def current(self) -> Verified | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def review(self) -> Review | None:
        """The newest acceptance or return; `is_current` tells whether it still holds."""
        said = (each for each in reversed(self.reviews) if each.kind in (Act.ACCEPTED, Act.RETURNED))
        return next(said, None)

    @property
    def is_current(self) -> bool:
        """Whether that review is about the filing that counts: a newer one is open again."""
        about = self.review and self.review.about
        record = self.current and self.current.record
        return bool(about and record and (about.id, about.checksum) == (record.id, record.checksum))

    def last(self, act: Act) -> bool:
        """Whether the filing that counts is accepted, or returned."""
        return self.is_current and self.review is not None and self.review.kind is act


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed of it is kept beside its fields
class Collection:
    """units: the whole roster in its order, maybe read from the disk each time they are gone through; unknown: who filed
    under a name that the roster does not have.

    suspects: figures that look mistyped; they are in the totals all the same.
    """

    edition: Edition
    units: Sequence[Row]
    unknown: tuple[Row, ...]
    set_aside: tuple[SetAside, ...]
    suspects: tuple[Suspect, ...] = ()
    last_year: "LastYear | None" = None

    @property
    def rows(self) -> Iterator[Row]:
        return chain(self.units, self.unknown)

    @cached_property
    def groups(self) -> Mapping[str, Sums]:
        """What the units come to, by group; of a roster without groups, and without units, under ''."""
        return sums_by_group(self.edition, self.units) or {"": sum_up(self.edition, ())}

    @property
    def named_groups(self) -> Mapping[str, Sums]:
        """The same; none where the roster names none."""
        return {} if self.groups.keys() <= {""} else self.groups

    @cached_property
    def sums(self) -> Sums:
        """What the units come to, all together."""
        return reduce(add, self.groups.values())

    @cached_property
    def totals(self) -> dict[str, int | str]:
        """Number id → sum over `units` (of amounts as a decimal text; rates have none)."""
        return told(self.edition, self.sums.total.numbers)

    @property
    def tallies(self) -> Mapping[str, Counts]:
        """Choice id → word → how often, over `units`."""
        return self.sums.total.choices

    def like(self, **changes: Any) -> "Collection":
        """The same with other members, and what its units come to not added up twice: names and suspects add nothing."""
        other = replace(self, **changes)
        vars(other)["groups"] = self.groups
        return other

    @cached_property
    def outside(self) -> Sums:
        """What those come to who are not on the roster; in no total."""
        return sum_up(self.edition, self.unknown)

    @cached_property
    def records(self) -> list[tuple[str, str]]:
        """Names and digests of every record that counts or did, by name."""
        return sorted((each.key, each.digest) for row in self.rows for each in row.revisions)

    @property
    def coverage(self) -> Coverage:
        """Of the roster."""
        return self.sums.coverage

    @property
    def newest(self) -> datetime | None:
        """When the last record came; None where there is none."""
        return latest(self.sums.newest, self.outside.newest)

    @property
    def changed(self) -> datetime | None:
        """When the last record or review came; None where there is none."""
        return latest(self.sums.changed, self.outside.changed)

    @property
    def as_of(self) -> datetime:
        """The moment that files made from it carry, so that the same objects give the same bytes: `newest` or the deadline."""
        return self.newest or self.edition.due


class TooLargeError(UserError):
    """A form of export holds less than this collection; the message says what holds it (Chinese)."""
