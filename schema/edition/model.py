"""The shape of an edition: the official table of one period, with every blank in its sentence.

A line is a sentence of it with its blanks; a blank's label and place are computed of the whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property

from schema.edition.blocks import (
    Activity,
    ActivityTable,
    Block,
    Section,
    lines_of,
    named_by,
    names_of,
    sections_of,
)
from schema.edition.checks import Check
from schema.edition.grid import Grid
from schema.edition.kinds import Phone, Several, Text, UnitName
from schema.edition.labels import label_sentences
from schema.edition.sentence import Blank, Sentence
from schema.edition.site import NO_SITE, Site

Place = tuple[int, ...]
"""As of `blocks.Place`; besides, HEADING is the line above the table, () the whole of it."""
HEADING: Place = (0,)

_OF_A_PERSON = re.compile(
    r"(?:人|人员|领导|局长|主任|科长|姓\s*名|签\s*[字名章]|身份证号码?)\s*(?:[（(][^（()）]*[）)]\s*)*$"
)
"""What a blank is called that asks for somebody's name: 单位负责人, 填表人（签字）."""


class State(Enum):
    """Whether an edition takes submissions at a given moment."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed of it is kept beside its fields
class Edition:
    """One form for one period, as loaded from `editions/<id>.toml`.

    blocks: what stands below the heading, in the order of the paper.
    marks: what a statutory form bears at its top, line by line: 表号, 制定机关, 批准文号, 有效期至.
    attachments: what is to be sent along, in the officer's words; empty where nothing is.
    opens, due, closes: moments with their own offset; `due` and `closes` are still in time.
    digest: SHA-256 (hex) of everything that is asked, dates, checks and attachments left out:
    moving a deadline does not make records of the same questions strangers.
    meanings: blank's id and what it counts (指标解释), for those that say it.
    site: who runs it and whom to call, for this edition.
    """

    id: str
    title: str
    annex: str
    heading: Sentence
    blocks: tuple[Block, ...]
    note: str
    opens: datetime | None
    due: datetime
    closes: datetime | None
    checks: tuple[Check, ...]
    digest: str
    attachments: str = ""
    marks: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    site: Site = NO_SITE

    def __getstate__(self) -> dict[str, object]:
        """What it is made of; what was computed of it is computed anew where it arrives."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Those of every activity table; places count them through."""
        return sections_of(self.blocks)

    @property
    def columns(self) -> tuple[str, str, str]:
        """Of the first activity table; empty where there is none."""
        tables = (block.columns for block in self.blocks if isinstance(block, ActivityTable))
        return next(tables, ("", "", ""))

    def lines(self) -> Iterator[tuple[Place, Sentence]]:
        """Every line and cell that may hold blanks, in the order of the paper, the heading first."""
        yield HEADING, self.heading
        yield from lines_of(self.blocks)

    def name_of(self, place: Place) -> str:
        """A place in the words of the paper: 安全生产月活动 › “五进”活动 › 第2行."""
        if place in ((), HEADING):
            return "表头" if place else "整张表"
        return " › ".join(names_of(self.blocks, place))

    def row_of(self, place: Place) -> tuple[str, str]:
        """What a line stands under on the paper: section and activity, a grid's title and row; of the heading nothing."""
        if place == HEADING:
            return "", ""
        if place[0] > 0:
            section = self.sections[place[0] - 1]
            return section.title, section.activities[place[1] - 1].title
        names = *names_of(self.blocks, place[: len(place) - 1]), ""
        return names[0], names[1]

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """Every blank in the order of the paper."""
        return tuple(blank for _, line in self.lines() for blank in line.blanks)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Blank id → what it asks, readable outside its sentence (理论学习中心组学习（次）).

        A grid or line that is added further down leaves those above it what they are called.
        """
        blocks: dict[int, list[tuple[Place, Sentence]]] = {}
        for place, line in self.lines():
            blocks.setdefault(min(place[0], 0), []).append((place, line))
        labels: dict[str, str] = {}
        for number, lines in blocks.items():
            of_others = set(labels.values()) if isinstance(number and self.blocks[-number - 1], Grid) else ()
            for name, label in self._labels_of(lines).items():
                labels[name] = f"{self.name_of((number,))} · {label}" if label in of_others else label
        return {blank.id: labels[blank.id] for blank in self.blanks}

    def _labels_of(self, lines: Sequence[tuple[Place, Sentence]]) -> dict[str, str]:
        named = [named_by(self.blocks, place) if place != HEADING else ((), ()) for place, _ in lines]
        rows, paths = zip(*named, strict=True)
        return label_sentences([line.parts for _, line in lines], rows, paths)

    @cached_property
    def places(self) -> dict[str, str]:
        """Blank id → where it stands on the table, in the words of the paper."""
        return {blank.id: self.name_of(place) for place, line in self.lines() for blank in line.blanks}

    @cached_property
    def unit_blank(self) -> Blank:
        """The blank that names the reporting unit; the loader makes sure there is one."""
        return next(b for b in self.heading.blanks if isinstance(b.kind, UnitName))

    @cached_property
    def several(self) -> frozenset[str]:
        """The ids of the blanks that take several of their options."""
        return frozenset(blank.id for blank in self.blanks if isinstance(blank.kind, Several))

    @property
    def personal(self) -> tuple[Blank, ...]:
        """What it asks of a person: every text in the heading, elsewhere names, telephone numbers anywhere."""
        heading = {blank.id for blank in self.heading.blanks}
        return tuple(
            blank
            for blank in self.blanks
            if isinstance(blank.kind, Phone)
            or (
                isinstance(blank.kind, Text)
                and (blank.id in heading or _OF_A_PERSON.search(self.labels[blank.id]))
            )
        )

    def state(self, moment: datetime) -> State:
        """The state at a moment of the server's clock, to the second: at 12:00:00 noon has not passed."""
        second = moment.replace(microsecond=0)
        if self.opens and second < self.opens:
            return State.NOT_OPEN
        if self.closes and second > self.closes:
            return State.CLOSED
        return State.LATE if self.is_late(second) else State.OPEN

    def drops_names(self, moment: datetime) -> bool:
        """Whether names and telephone numbers are to be left out of what is made then: their time is over."""
        last = self.site.keep_until
        return last is not None and moment.astimezone(self.due.tzinfo).date() > last

    def is_late(self, received_at: datetime) -> bool:
        """Whether a submission received then missed the deadline as it stands now; it closes no earlier than it is due."""
        return received_at > self._last_on_time

    @cached_property
    def _last_on_time(self) -> datetime:
        """In UTC, as moments are stored: those of two offsets are slow to compare, and a merge compares them all."""
        return self.due.astimezone(UTC).replace(microsecond=999_999)

    def rows(self) -> Iterator[tuple[Section, Activity]]:
        """Every row of the table with the section it belongs to."""
        for section in self.sections:
            for activity in section.activities:
                yield section, activity
