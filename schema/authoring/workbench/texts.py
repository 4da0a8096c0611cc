"""Texts without blanks, and the dates, as a person corrects them. Both raise FileProblemsError as `corrections` does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from schema.authoring.workbench.decisions import change_at, refused
from schema.authoring.workbench.work import Work, asked_in, with_edition
from schema.edition.blocks import ActivityTable, Section
from schema.edition.model import Edition, Place

_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d", re.ASCII)


def words(work: Work, place: Place, name: str, text: str) -> Work:
    """A text without blanks: of the whole (title, annex, note, attachments, marks), a section (title), a row (title, requirement)."""
    edition = asked_in(work)
    known = {
        0: ("title", "annex", "note", "attachments", "marks"),
        1: ("title",),
        2: ("title", "requirement"),
    }
    if name not in known.get(len(place), ()):
        raise refused("这里没有这样的文字", "看一下现在的表")
    if not place:
        said = tuple(filter(None, text.split("\n"))) if name == "marks" else text
        return with_edition(work, replace(edition, **{name: said}))  # type: ignore[arg-type]  # one of its texts
    return with_edition(
        work, with_section(edition, place[0], lambda section: _said(section, place[1:], {name: text}))
    )


def with_section(edition: Edition, number: int, change: Callable[[Section], Section]) -> Edition:
    """Sections are counted through all activity tables."""
    sections = iter(change_at(edition.sections, number, change))
    blocks = (
        replace(block, sections=tuple(next(sections) for _ in block.sections))
        if isinstance(block, ActivityTable)
        else block
        for block in edition.blocks
    )
    return replace(edition, blocks=tuple(blocks))


def _said(section: Section, row: Place, text: Mapping[str, str]) -> Section:
    """With another text, or one of its rows with it."""
    if not row:
        return replace(section, **text)  # type: ignore[arg-type]  # its title
    activities = change_at(section.activities, row[0], lambda activity: replace(activity, **text))  # type: ignore[arg-type]  # one of its texts
    return replace(section, activities=activities)


def dates(work: Work, opens: str, due: str, closes: str) -> Work:
    """The moments as the office's clock shows them (2022-07-01T12:00), '' for none; they are confirmed with it."""
    edition = asked_in(work)
    said = {
        name: _moment(text, edition) for name, text in (("opens", opens), ("due", due), ("closes", closes))
    }
    if said["due"] is None:
        raise refused("没有截止时间", "写上哪一天、几点截止")
    return with_edition(replace(work, dated=True), replace(edition, **said))  # type: ignore[arg-type]  # looked at above


def _moment(text: str, edition: Edition) -> datetime | None:
    if not text:
        return None
    if not _MOMENT.fullmatch(text):
        raise refused("时间写得不对", "选一个日期，写上几点几分，如 12:00")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=edition.due.tzinfo)
    except ValueError as error:
        raise refused("没有这一天或这个时刻", "从日历里选") from error
