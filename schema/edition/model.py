"""The shape of an edition: one year's official table, with every blank in its sentence.

section / activity / requirement / progress: 活动项目 group / its row / 内容要求 / 进展情况.
A blank is one thing to fill in; its kind says what an answer may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from schema.edition.checks import Check

LARGEST_COUNT = 999_999_999
LONGEST_TEXT = 60
"""Unicode code points in a one-line text such as a name."""
LONGEST_PROSE = 2000
"""Unicode code points in a text of several lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A whole number from 0 to LARGEST_COUNT, in units of `measure` (次, 人次, 场 …)."""

    measure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class YesNo:
    """□是 □否; the answer is true or false."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number with two decimal places, at most LARGEST_COUNT and 99 hundredths, in units of `measure` (万元, % …).

    The answer is the decimal as text, always with both places (`12.50`): no float is ever stored or added.
    """

    measure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """□有 □无: one of two or more options; the answer is the option's words."""

    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitName:
    """The name of the reporting unit (填报单位), a text that the roster is searched for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One line of text, at most LONGEST_TEXT code points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LongText:
    """Text of one or several lines, at most LONGEST_PROSE code points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Date:
    """A calendar day from 2000 to 2099; the answer is `YYYY-MM-DD`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    """A telephone number as people write it, with an optional extension (转)."""


Kind = Count | Amount | YesNo | Choice | UnitName | Text | LongText | Date | Phone
Answer = int | bool | str
"""Count → int, YesNo → bool, everything else → str."""


def measure_of(kind: Kind) -> str:
    """The unit of measure of a number; empty for every other kind."""
    return kind.measure if isinstance(kind, (Count, Amount)) else ""


def adds_up(kind: Kind) -> bool:
    """Whether answers of several units have a sum: numbers do, rates do not."""
    return isinstance(kind, Count) or (isinstance(kind, Amount) and kind.measure[:1] not in "%％‰")


def words_of(kind: Kind) -> tuple[str, ...]:
    """The words an answer is chosen from; empty where it is not chosen."""
    if isinstance(kind, YesNo):
        return ("是", "否")
    return kind.options if isinstance(kind, Choice) else ()


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
