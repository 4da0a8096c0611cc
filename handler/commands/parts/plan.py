"""The parts of one edition: which there are, which are made, and what is kept to the end.

Kept to the end are who is not on the roster, and the units of records that, by the whole roster, are not whose they seem to
be in their folder: these are left out of their parts and merged with the whole roster at hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from handler.collect.collection import Collection
from handler.collect.merge import merge_units
from handler.collect.merge.owners import owner_of
from handler.collect.reviews.apply import Reviews
from handler.commands.parts.crew import Crew
from handler.commands.parts.listed import Listed, folder_of
from handler.commands.parts.part import Claimed, Task, Then, make_part, reviewed
from handler.commands.parts.spool import Spool
from handler.records.fetch import read_in_order
from handler.records.prefetch import ahead_of
from handler.records.seal import Sealer
from handler.stores import Store
from schema.edition.roster import Roster
from schema.edition.survey import Survey

Stretches = list[tuple[str, ...]]
"""The codes of the units of each stretch of the roster, in its order."""


def cut(roster: Roster, units: int) -> Stretches:
    codes = tuple(unit.code for unit in roster.units)
    return [codes[start : start + units] for start in range(0, len(codes), units)] or [()]


@dataclass(kw_only=True)
class Parts:
    """survey: its roster knows the names that were given. held: the codes of the units that are kept to the end. claims: of
    the parts that are made.
    """

    survey: Survey
    listed: Listed
    stretches: Stretches
    spool: Spool
    crew: Crew
    sealer: Sealer | None = None
    then: Then | None = None
    held: set[str] = field(default_factory=set)
    claims: dict[int, frozenset[Claimed]] = field(default_factory=dict)

    def make(self) -> Iterator[int]:
        """Make what is still to be made; how many records each part had."""
        numbers = [number for number in range(len(self.stretches)) if number not in self.claims]
        tasks = map(self._task, numbers)
        parts = ahead_of(self.crew.executor, make_part, tasks, self.crew.ahead)
        for number, made in zip(numbers, parts, strict=True):
            self.claims[number] = made.claims
            self.spool.put(number, made)
            yield made.read

    def hold(self, codes: set[str]) -> None:
        """Keep these units to the end; the parts that had one of them are to be made again."""
        self.held |= codes
        for number, stretch in enumerate(self.stretches):
            if not codes.isdisjoint(stretch):
                self.claims.pop(number, None)

    def misplaced(self) -> set[str]:
        """Units that the parts that are made should not have had."""
        roster, found = self.survey.roster, set[str]()
        for lies, claim, taken in chain.from_iterable(self.claims.values()):
            owner = owner_of(roster, claim)
            if owner != taken or owner.code != lies:
                found |= {lies, owner.code}
        return {code for code in found if roster.by_code(code)} - self.held

    def end(self, store: Store) -> Collection:
        """The units that are held, and who is not on the roster; without reviews. Raises NotAllowedError."""
        roster = self.survey.roster
        keys = [key for key in self.listed.keys if self._is_of_the_end(folder_of(key))]
        units = [unit for unit in roster.units if unit.code in self.held]
        sizes = self.listed.sizes_of({folder_of(key) for key in keys})
        return merge_units(self.survey, units, read_in_order(store, keys), sizes, self.sealer)

    def finished(self, end: Collection) -> Collection:
        """The end with the reviews that no part has."""
        reviews = self.listed.reviews
        said = tuple(each for each in reviews.said if self._is_of_the_end(each.unit))
        return reviewed(end, Reviews(said=said, unread=reviews.unread), self.then)

    def _is_of_the_end(self, code: str) -> bool:
        return code in self.held or self.survey.roster.by_code(code) is None

    def _task(self, number: int) -> Task:
        codes = [code for code in self.stretches[number] if code not in self.held]
        units = tuple(unit for code in codes if (unit := self.survey.roster.by_code(code)))
        return Task(
            survey=replace(self.survey, roster=Roster(units=units, dropped=self.survey.roster.dropped)),
            keys=self.listed.keys_of(codes),
            sizes=self.listed.sizes_of(codes),
            reviews=self.listed.said_of(codes),
            then=self.then and self.then.of(codes),
            sealer=self.sealer,
            open=self.crew.open,
        )
