"""What a person corrects in a piece of work: the words of the paper, where its blanks are, the dates. One change each.

All raise FileProblemsError where the loader would refuse it, or there is no such thing any more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from schema.authoring.draft import with_lines
from schema.authoring.workbench.decisions import (
    Earlier,
    change_at,
    fresh,
    ids_of,
    place_of,
    refused,
    renamed,
    settle,
)
from schema.authoring.workbench.wording import NEW, read_wording
from schema.authoring.workbench.work import Work, asked_in, with_edition
from schema.edition.blocks import ActivityTable, Section
from schema.edition.model import Edition, Place
from schema.edition.notation import read_sentence
from schema.edition.sentence import Blank, Sentence

_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d", re.ASCII)


def sentence(work: Work, place: Place, text: str, earlier: Earlier) -> Work:
    """The line in other words, with other blanks, or its blanks asked in another way. text: as in `wording`."""
    edition = asked_in(work)
    return _with_line(work, edition, place, read_wording(text, edition, edition.name_of(place)), earlier)


def ways(work: Work, about: Sequence[str], kind: str, number: int) -> Work:
    """These blanks are asked in another way: 数:件, 金额:万元, 文字, 有/无. number: the question that this settles, 0 for none."""
    edition = asked_in(work)
    parts, wrong = read_sentence(f"{{x:{kind}}}")
    if wrong:
        raise refused("填法或计量单位写得不对", "选一种填法；数和小数要写计量单位，如 件、万元")
    (asked,) = (part for part in parts if isinstance(part, Blank))

    def changed(blank: Blank) -> Blank:
        return replace(blank, kind=asked.kind) if blank.id in about else blank

    if number:
        work = settle(work, number, "changed")
    return with_edition(work, with_lines(edition, (line.put(changed) for _, line in edition.lines())))


def no_blank(work: Work, about: str, earlier: Earlier) -> Work:
    """What was taken for a blank is printed as it stands."""
    edition = asked_in(work)
    place_of(list(edition.labels), about)
    place, line = next(each for each in edition.lines() if about in [blank.id for blank in each[1].blanks])
    parts = (_printed(p) if isinstance(p, Blank) and p.id == about else p for p in line.parts)
    return _with_line(work, edition, place, Sentence(parts=tuple(_joined(parts))), earlier)


def _printed(blank: Blank) -> str:
    return "　".join(f"□{word}" for word in blank.kind.words) or "　　"


def _joined(parts: Iterator[str | Blank]) -> Iterator[str | Blank]:
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        yield from filter(None, [text, part])
        text = ""
    yield from filter(None, [text])


def _with_line(work: Work, edition: Edition, place: Place, line: Sentence, earlier: Earlier) -> Work:
    """The line in place of the old one; what was asked of it, or of blanks that are gone, is settled."""
    changed = with_lines(edition, (line if at == place else old for at, old in edition.lines()))
    for blank in line.blanks:
        if blank.id.startswith(NEW):
            changed = renamed(changed, blank.id, fresh(changed, blank.id, ids_of(earlier)))
    there = changed.labels
    questions = tuple(
        replace(each, settled=each.settled or "changed")
        if (each.about not in there if each.about else each.place == place)
        else each
        for each in work.questions
    )
    return with_edition(replace(work, questions=questions), changed)


def words(work: Work, place: Place, name: str, text: str) -> Work:
    """A text without blanks: of the whole (title, annex, note, attachments), a section (title), a row (title, requirement)."""
    edition = asked_in(work)
    known = {0: ("title", "annex", "note", "attachments"), 1: ("title",), 2: ("title", "requirement")}
    if name not in known.get(len(place), ()):
        raise refused("这里没有这样的文字", "看一下现在的表")
    if not place:
        return with_edition(work, replace(edition, **{name: text}))  # type: ignore[arg-type]  # one of its texts
    sections = iter(
        change_at(edition.sections, place[0], lambda section: _said(section, place[1:], {name: text}))
    )
    blocks = (
        replace(block, sections=tuple(next(sections) for _ in block.sections))
        if isinstance(block, ActivityTable)
        else block
        for block in edition.blocks
    )
    return with_edition(work, replace(edition, blocks=tuple(blocks)))


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
