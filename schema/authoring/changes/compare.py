"""What changed from one edition and roster to another's; years that only moved on are no change."""

import re
from collections.abc import Iterator, Mapping

from schema.authoring.changes.change import Change, What
from schema.authoring.changes.paper import printed, rows, worded
from schema.authoring.changes.text_diff import words
from schema.authoring.matching.rows import carried
from schema.authoring.renew import moved_on
from schema.edition.checks import LEVELS, Check, rule_text
from schema.edition.dates import moved
from schema.edition.kinds import Kind, kind_in_words
from schema.edition.model import Edition
from schema.edition.period import months_between
from schema.edition.roster import Roster
from schema.edition.survey import Survey


def compare(old: Survey, new: Survey) -> list[Change]:
    """Every change, in the order of the new paper; what is gone stands at the end of its sort."""
    return [
        *_around(old.edition, new.edition),
        *rows(old.edition, new.edition),
        *printed(old.edition, new.edition),
        *_blanks(old.edition, new.edition),
        *_carried(old.edition, new.edition),
        *_checks(old.edition, new.edition),
        *_dates(old.edition, new.edition),
        *_roster(old.roster, new.roster),
    ]


def _around(old: Edition, new: Edition) -> Iterator[Change]:
    pairs = [
        ("附件标记", old.annex, new.annex),
        ("标题", moved_on(old.title, old.id, new.id), new.title),
        ("表号等", "\n".join(old.marks), "\n".join(new.marks)),
        *(("栏目名", *names) for names in zip(old.columns, new.columns, strict=True)),
        ("表头", words(old.heading), words(new.heading)),
        ("表下说明", moved_on(old.note, old.id, new.id), new.note),
        ("附件", moved_on(old.attachments, old.id, new.id), new.attachments),
        ("指标解释", _meanings(old), _meanings(new)),
    ]
    for place, before, after in pairs:
        yield from worded(place, before, after)


def _meanings(edition: Edition) -> str:
    return "\n".join(f"{edition.labels[name]}：{said}" for name, said in sorted(edition.meanings))


def _blanks(old: Edition, new: Edition) -> Iterator[Change]:
    before = {blank.id: blank.kind for blank in old.blanks}
    after = {blank.id: blank.kind for blank in new.blanks}
    for name, kind in after.items():
        if name not in before:
            yield Change(what=What.ADDED, place=new.places[name], id=name, after=_described(new, name, kind))
            continue
        was = before[name]
        for what, one, other in (
            (What.MEASURE, was.measure, kind.measure),
            (What.KIND, was.shape, kind.shape),
        ):
            if one != other:
                yield Change(what=what, place=new.places[name], id=name, before=one, after=other)
    for name, kind in before.items():
        if name not in after:
            yield Change(
                what=What.DROPPED, place=old.places[name], id=name, before=_described(old, name, kind)
            )


def _carried(old: Edition, new: Edition) -> Iterator[Change]:
    """A change of the unit of measure alone is told as such."""
    measured = {blank.id for blank in new.blanks if blank.kind.measure}
    for name, was, now in carried(old, new):
        words = [re.sub("（[^（）]*）$", "", text) if name in measured else text for text in (was, now)]
        if words[0] != words[1]:
            yield Change(what=What.CARRIED, place=new.places[name], id=name, before=was, after=now)


def _described(edition: Edition, name: str, kind: Kind) -> str:
    return f"{edition.labels[name]} {kind_in_words(kind)}"


def _checks(old: Edition, new: Edition) -> Iterator[Change]:
    """A check is known by its rule; its level and message may change. Its place is the blank at which it speaks."""
    before, after = ({rule_text(check): _told(check) for check in edition.checks} for edition in (old, new))
    places = {rule_text(check): each.labels[check.at] for each in (old, new) for check in each.checks}
    yield from _compared(What.CHECK, before, after, places)


def _compared(
    what: What, before: Mapping[str, str], after: Mapping[str, str], places: Mapping[str, str]
) -> Iterator[Change]:
    """What is told of each id and is not the same; what is gone comes last."""
    for name in dict.fromkeys([*after, *before]):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield Change(what=what, place=places[name], id=name, before=was, after=now)


def _told(check: Check) -> str:
    return f"{LEVELS[check.level]}：{check.message}{'（自动算出）' * check.fill}"


def _dates(old: Edition, new: Edition) -> Iterator[Change]:
    months = months_between(old.id, new.id) or 0
    pairs = (
        ("开始填报", old.opens, new.opens),
        ("截止", old.due, new.due),
        ("停止接收", old.closes, new.closes),
    )
    for place, before, after in pairs:
        if (before and moved(before, months)) != after:
            yield Change(
                what=What.DATES,
                place=place,
                before=f"{before:%Y-%m-%d %H:%M}" if before else "",
                after=f"{after:%Y-%m-%d %H:%M}" if after else "",
            )


def _roster(old: Roster, new: Roster) -> Iterator[Change]:
    before, after = (
        {unit.code: "、".join((unit.name, *sorted(unit.aliases))) for unit in roster.units}
        for roster in (old, new)
    )
    yield from _compared(What.ROSTER, before, after, dict.fromkeys([*before, *after], "填报单位"))
