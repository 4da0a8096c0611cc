"""The shape of an edition: one year's official table, with every blank in its sentence.

section / activity / requirement / progress: 活动项目 group / its row / 内容要求 / 进展情况.
A blank is one thing to fill in; its kind says what an answer may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from schema.edition.checks import Check
from schema.edition.kinds import Kind, UnitName


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One thing to fill in.

    label: what it asks, readable outside its sentence (理论学习中心组学习（次）).
    place: where it stands on the table (安全生产月活动 › “五进”活动 › 第2行).
    """

    id: str
    kind: Kind
    label: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One line of official text; its parts in order, text and blanks."""

    parts: tuple[str | Blank, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        return tuple(part for part in self.parts if isinstance(part, Blank))


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One year's form, as loaded from `editions/<id>.toml`.

    columns: the three column titles on the paper; the first spans section and activity.
    attachments: what is to be sent along, in the officer's words; empty where nothing is.
    opens, due, closes: moments with their own offset; `due` and `closes` are still in time.
    digest: SHA-256 (hex) of everything that is asked, dates, checks and attachments left out:
    moving a deadline does not make records of the same questions strangers.
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

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Every blank in the order of the paper, the heading first."""
        return self.heading.blanks + tuple(
            blank
            for section in self.sections
            for activity in section.activities
            for sentence in activity.progress
            for blank in sentence.blanks
        )

    @property
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
