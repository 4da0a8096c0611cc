"""This year's collection beside the year before: what can be compared, over whom, and what each unit answered then.

A total over whoever reported in either year compares two sets of units; beside it stands the same over the units of
both years (同口径).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from handler.collect.collection import Collection, Row
from handler.collect.totals import Total, add_up, told
from schema.edition.kinds import Answers, kind_in_words
from schema.edition.model import Edition
from schema.edition.roster import Roster
from schema.edition.sentence import Blank

Sum = int | str | dict[str, int]
"""A total, or how often each word of a choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A blank of this year that is added up or counted. before: of all units then; both_…: of the units of both years.

    obstacle: why it cannot be compared (Chinese), '' where it can; then all three are None, or `before` is what it came to.
    """

    before: Sum | None = None
    both_before: Sum | None = None
    both_now: Sum | None = None
    obstacle: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LastYear:
    """both: how many units are of both years. blanks: by id, in the order of this year's paper."""

    collection: Collection
    both: int
    blanks: Mapping[str, Compared]


@dataclass(frozen=True, kw_only=True, slots=True)
class Both:
    """How many units are of both years, and what they came to then and come to now, where the question is still the same."""

    units: int
    before: Total
    now: Total

    def __add__(self, other: "Both") -> "Both":
        units = self.units + other.units
        return Both(units=units, before=self.before + other.before, now=self.now + other.now)


def with_last_year(collection: Collection, roster: Roster, earlier: Collection) -> Collection:
    """The collection, each unit with what it answered then, and the comparison of the totals."""
    units = beside(collection.units, then_of(collection.edition, roster, earlier))
    both = both_of(collection.edition, earlier.edition, units)
    return replace(collection, units=units, last_year=compare(collection.edition, earlier, both))


def then_of(edition: Edition, roster: Roster, earlier: Collection) -> dict[str, Answers]:
    """Code of now → what the unit answered then to the questions that are still the same.

    The unit is the same by its name, or else by its code; of units that became one there is none.
    """
    same = {blank.id for blank in _same(earlier.edition, edition)}
    owned = [
        (unit.code, {id_: answer for id_, answer in row.current.record.answers.items() if id_ in same})
        for row in earlier.units
        if row.current and (unit := roster.by_name(row.unit.name) or roster.by_code(row.unit.code))
    ]
    times = Counter(code for code, _ in owned)
    return {code: answers for code, answers in owned if times[code] == 1}


def beside(rows: Iterable[Row], then: Mapping[str, Answers]) -> tuple[Row, ...]:
    """The rows, each with what its unit answered then."""
    return tuple(replace(row, last_year=then.get(row.unit.code)) for row in rows)


def both_of(edition: Edition, earlier: Edition, rows: Iterable[Row]) -> Both:
    pairs = [
        (row.last_year, row.current.record.answers)
        for row in rows
        if row.current and row.last_year is not None
    ]
    same = _same(earlier, edition)
    return Both(
        units=len(pairs),
        before=add_up(same, [then for then, _ in pairs]),
        now=add_up(same, [now for _, now in pairs]),
    )


def compare(edition: Edition, earlier: Collection, both: Both) -> LastYear:
    """What the units of both years come to, beside what all came to then."""
    before, now = _told(edition, both.before), _told(edition, both.now)
    of_all: dict[str, Sum] = {**earlier.totals, **earlier.tallies}
    was = {blank.id: blank for blank in earlier.edition.blanks}
    blanks = {}
    for blank in edition.blanks:
        if blank.kind.adds_up or blank.kind.words:
            hindrance, id_ = obstacle(was.get(blank.id), blank), blank.id
            both_years = {} if hindrance else {"both_before": before[id_], "both_now": now[id_]}
            blanks[id_] = Compared(before=of_all.get(id_), obstacle=hindrance, **both_years)
    return LastYear(collection=earlier, both=both.units, blanks=blanks)


def _told(edition: Edition, total: Total) -> dict[str, Sum]:
    return {**told(edition, total.numbers), **total.choices}


def _same(old: Edition, new: Edition) -> list[Blank]:
    """The numbers and choices that are asked in the same way in both."""
    asked = {blank.id: blank.kind for blank in old.blanks}
    return [blank for blank in new.blanks if is_figure(blank) and asked.get(blank.id) == blank.kind]


def is_figure(blank: Blank) -> bool:
    """Whether it is a number or a choice."""
    return bool(blank.kind.measure or blank.kind.words)


def obstacle(was: Blank | None, blank: Blank) -> str:
    """Why last year's blank of this id and this year's cannot be compared (Chinese); '' where they can."""
    if was is None:
        return "上期没有这一项"
    if was.kind.measure != blank.kind.measure and was.kind.measure and blank.kind.measure:
        return f"计量单位不同：{was.kind.measure} → {blank.kind.measure}"
    if was.kind != blank.kind:
        return f"填法不同：{kind_in_words(was.kind)} → {kind_in_words(blank.kind)}"
    return ""


def zeros(collection: Collection) -> Iterator[tuple[Row, str, int]]:
    """Where a unit counts 0 of what it had some of last year: the row, the blank, the figure of then."""
    return (
        (row, blank.id, before)
        for row in (collection.units if collection.last_year else ())
        if row.current and row.last_year
        for blank in collection.edition.blanks
        if type(before := row.last_year.get(blank.id)) is int and before > 0
        if row.current.record.answers[blank.id] == 0
    )
