"""This year's collection beside the year before: what can be compared, over whom, and what each unit answered then.

A total over whoever reported in either year compares two sets of units; beside it stands the same over the units of
both years (同口径).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handler.collect.collection import Collection, Row
from handler.collect.totals import tallies, totals
from schema.edition.kinds import kind_in_words
from schema.edition.model import Edition
from schema.edition.roster import Roster
from schema.edition.sentence import Blank
from schema.validation.validate import Answers

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
    """both: the codes of the units of both years. blanks: by id, in the order of this year's paper."""

    collection: Collection
    both: tuple[str, ...]
    blanks: Mapping[str, Compared]


def with_last_year(collection: Collection, roster: Roster, earlier: Collection) -> Collection:
    """The collection, each unit with what it answered then, and the comparison of the totals."""
    then = _by_unit(roster, earlier)
    units = tuple(
        _with_answers(row, then.get(row.unit.code), collection, earlier) for row in collection.units
    )
    both = tuple(row.unit.code for row in units if row.current and row.last_year is not None)
    now = [row.current.record.answers for row in units if row.current and row.last_year is not None]
    before = [answers for code in both for answers in [_answers(then[code])]]
    return replace(
        collection,
        units=units,
        last_year=LastYear(collection=earlier, both=both, blanks=_compare(collection, earlier, before, now)),
    )


def _by_unit(roster: Roster, earlier: Collection) -> dict[str, Row]:
    """Code of now → row of then, by its name, or else its code; of units that became one, none."""
    owned = [
        (unit.code, row)
        for row in earlier.units
        if row.current and (unit := roster.by_name(row.unit.name) or roster.by_code(row.unit.code))
    ]
    times = Counter(code for code, _ in owned)
    return {code: row for code, row in owned if times[code] == 1}


def _answers(row: Row) -> Answers:
    return row.revisions[-1].record.answers


def _with_answers(row: Row, then: Row | None, collection: Collection, earlier: Collection) -> Row:
    if then is None:
        return row
    same = _same(earlier.edition, collection.edition)
    return replace(row, last_year={id_: answer for id_, answer in _answers(then).items() if id_ in same})


def _same(old: Edition, new: Edition) -> set[str]:
    """The ids of numbers and choices that are asked in the same way in both."""
    asked = {blank.id: blank.kind for blank in old.blanks}
    return {blank.id for blank in new.blanks if is_figure(blank) and asked.get(blank.id) == blank.kind}


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


def sums(edition: Edition, tables: Sequence[Answers]) -> dict[str, Sum]:
    """What is added up and what is counted, by id."""
    return {**totals(edition, tables), **tallies(edition, tables)}


def _compare(
    collection: Collection, earlier: Collection, before: list[Answers], now: list[Answers]
) -> dict[str, Compared]:
    was = {blank.id: blank for blank in earlier.edition.blanks}
    of_all: dict[str, Sum] = {**earlier.totals, **earlier.tallies}
    both_before, both_now = sums(earlier.edition, before), sums(collection.edition, now)
    found = {}
    for blank in collection.edition.blanks:
        if blank.id not in both_now:
            continue
        hindrance = obstacle(was.get(blank.id), blank)
        total = of_all.get(blank.id)
        found[blank.id] = (
            Compared(before=total, obstacle=hindrance)
            if hindrance
            else Compared(before=total, both_before=both_before[blank.id], both_now=both_now[blank.id])
        )
    return found


def zeros(collection: Collection) -> list[tuple[Row, str, int]]:
    """Where a unit counts 0 of what it had some of last year: the row, the blank, the figure of then."""
    return [
        (row, blank.id, before)
        for row in collection.units
        if row.current and row.last_year
        for blank in collection.edition.blanks
        if type(before := row.last_year.get(blank.id)) is int and before > 0
        if _answers(row)[blank.id] == 0
    ]
