"""The shape of an edition: one year's official table, with every blank in its sentence.

section / activity / requirement / progress: 活动项目 group / its row / 内容要求 / 进展情况.
A line is a sentence of it with its blanks; a blank's label and place are computed of the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property

from schema.edition.checks import Check
from schema.edition.kinds import UnitName
from schema.edition.labels import label_sentences
from schema.edition.sentence import Blank, Sentence
from schema.edition.site import NO_SITE, Site

_LONGEST_NAME = 30
"""Characters of a requirement that names its row; a longer one is prose."""
Place = tuple[int, ...]
"""Where something stands, counted from 1: (2,) a section, (2, 1) its first row, (2, 1, 3) that row's third line;
HEADING is the line above the table, () the whole of it."""
HEADING: Place = (0,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """One row. `title` is empty where the paper merges it with the section's cell."""

    title: str
    requirement: str
    progress: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    title: str
    activities: tuple[Activity, ...]


class State(Enum):
    """Whether an edition takes submissions at a given moment."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed of it is kept beside its fields
class Edition:
    """One year's form, as loaded from `editions/<id>.toml`.

    columns: the three column titles on the paper; the first spans section and activity.
    attachments: what is to be sent along, in the officer's words; empty where nothing is.
    opens, due, closes: moments with their own offset; `due` and `closes` are still in time.
    digest: SHA-256 (hex) of everything that is asked, dates, checks and attachments left out:
    moving a deadline does not make records of the same questions strangers.
    site: who runs it and whom to call, for this edition.
    """

    id: str
    title: str
    annex: str
    columns: tuple[str, str, str]
    heading: Sentence
    sections: tuple[Section, ...]
    note: str
    opens: datetime | None
    due: datetime
    closes: datetime | None
    checks: tuple[Check, ...]
    digest: str
    attachments: str = ""
    site: Site = NO_SITE

    def lines(self) -> Iterator[tuple[Place, Sentence]]:
        """Every line that may hold blanks, in the order of the paper, the heading first."""
        yield HEADING, self.heading
        for s, section in enumerate(self.sections, 1):
            for r, activity in enumerate(section.activities, 1):
                yield from (((s, r, n), line) for n, line in enumerate(activity.progress, 1))

    def name_of(self, place: Place) -> str:
        """A place in the words of the paper: 安全生产月活动 › “五进”活动 › 第2行."""
        if place in ((), HEADING):
            return "表头" if place else "整张表"
        section = self.sections[place[0] - 1]
        names = [section.title]
        names += [section.activities[row - 1].title or f"第{row}项" for row in place[1:2]]
        return " › ".join([*names, *(f"第{line}行" for line in place[2:])])

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """Every blank in the order of the paper."""
        return tuple(blank for _, line in self.lines() for blank in line.blanks)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Blank id → what it asks, readable outside its sentence (理论学习中心组学习（次）)."""
        lines = list(self.lines())
        return label_sentences([line.parts for _, line in lines], [self._names(place) for place, _ in lines])

    def _names(self, place: Place) -> tuple[str, ...]:
        """What the row of a line is called on the paper, the nearest words first: 监管部门会议 ｜ 次 ｜ （□）."""
        if place == HEADING:
            return ()
        section = self.sections[place[0] - 1]
        row = section.activities[place[1] - 1]
        short = row.requirement if len(row.requirement) <= _LONGEST_NAME else ""
        return (row.title, short, section.title)

    @cached_property
    def places(self) -> dict[str, str]:
        """Blank id → where it stands on the table, in the words of the paper."""
        return {blank.id: self.name_of(place) for place, line in self.lines() for blank in line.blanks}

    @cached_property
    def unit_blank(self) -> Blank:
        """The blank that names the reporting unit; the loader makes sure there is one."""
        return next(b for b in self.heading.blanks if isinstance(b.kind, UnitName))

    def state(self, moment: datetime) -> State:
        """The state at a moment of the server's clock, to the second: at 12:00:00 noon has not passed."""
        second = moment.replace(microsecond=0)
        if self.opens and second < self.opens:
            return State.NOT_OPEN
        if self.closes and second > self.closes:
            return State.CLOSED
        return State.LATE if second > self.due else State.OPEN

    def is_late(self, received_at: datetime) -> bool:
        """Whether a submission received then missed the deadline as it stands now."""
        return self.state(received_at) in (State.LATE, State.CLOSED)

    def rows(self) -> Iterator[tuple[Section, Activity]]:
        """Every row of the table with the section it belongs to."""
        for section in self.sections:
            for activity in section.activities:
                yield section, activity
