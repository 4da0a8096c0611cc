"""The numbers of a collection as the comparison needs them: by blank and unit, zeros left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handler.collect.collection import Collection, Row
from handler.collect.coverage import Sums
from handler.collect.suspects import medians
from handler.collect.suspects.compare import Column, logs_of
from schema.edition.kinds import Amount, Answers, Kind
from schema.edition.model import Edition
from schema.edition.sentence import Blank, Sentence

_ENDS = ("；", "。")
"""A clause of its own begins after these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """What all units together come to, by blank. groups: how many of a group count, and what they come to.

    earlier: the edition that they are compared with; '' where there is none.
    """

    totals: Column
    groups: Mapping[str, tuple[int, Column]]
    earlier: str = ""

    @property
    def few(self) -> bool:
        """Whether medians are exact."""
        return sum(counted for counted, _ in self.groups.values()) <= medians.MOST


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed of it is kept beside its fields
class Figures:
    """rows: units of the roster that count, by code, all of them or a part."""

    edition: Edition
    rows: Mapping[str, Row]
    whole: Whole

    @cached_property
    def blanks(self) -> dict[str, Blank]:
        """What is added up, in the order of the paper."""
        return {blank.id: blank for blank in self.edition.blanks if _counts(blank.kind)}

    @cached_property
    def now(self) -> dict[str, Column]:
        answers = {code: row.revisions[-1].record.answers for code, row in self.rows.items()}
        return self._columns(answers)

    @cached_property
    def before(self) -> dict[str, Column]:
        """Of last year, where the question is still the same."""
        return self._columns({code: row.last_year for code, row in self.rows.items() if row.last_year})

    @cached_property
    def logs(self) -> dict[str, Column]:
        return logs_of(self.now)

    @cached_property
    def logs_before(self) -> dict[str, Column]:
        return logs_of(self.before)

    @cached_property
    def sentences(self) -> list[list[str]]:
        """The ids of the numbers of each sentence."""
        lines = (
            [blank.id for blank in line.blanks if _counts(blank.kind)] for _, line in self.edition.lines()
        )
        return [ids for ids in lines if ids]

    @cached_property
    def partners(self) -> dict[str, str]:
        """Blank → the first number of its clause, where the two have different measures: 参与（人次） → 场."""
        pairs = (pair for _, line in self.edition.lines() for pair in _pairs(line))
        return dict(pairs)

    def _columns(self, answers: Mapping[str, Answers]) -> dict[str, Column]:
        return {
            id_: {code: figure for code, given in answers.items() if (figure := float(given.get(id_, 0))) > 0}
            for id_ in self.blanks
        }


def _counts(kind: Kind) -> bool:
    """Whether figures of this kind are compared: a change that may be negative has no usual size."""
    return kind.adds_up and not kind.signed


def figures_of(collection: Collection) -> Figures:
    return figures_among(collection.edition, collection.units, whole_of(collection))


def figures_among(edition: Edition, rows: Iterable[Row], whole: Whole) -> Figures:
    return Figures(edition=edition, rows={row.unit.code: row for row in rows if row.current}, whole=whole)


def whole_of(collection: Collection) -> Whole:
    kinds = {blank.id: blank.kind for blank in collection.edition.blanks if blank.kind.adds_up}

    def column(sums: Sums) -> Column:
        return {
            blank: sums.total.numbers[blank] / 10 ** (kind.places if isinstance(kind, Amount) else 0)
            for blank, kind in kinds.items()
        }

    groups = {name: (sums.coverage.counted, column(sums)) for name, sums in collection.groups.items()}
    earlier = collection.last_year.collection.edition.id if collection.last_year else ""
    return Whole(totals=column(collection.sums), groups=groups, earlier=earlier)


def _pairs(line: Sentence) -> Iterator[tuple[str, str]]:
    head: Blank | None = None
    for part in line.parts:
        if isinstance(part, str):
            head = None if any(end in part for end in _ENDS) else head
        elif _counts(part.kind):
            if head and head.kind.measure != part.kind.measure:
                yield part.id, head.id
            head = head or part
