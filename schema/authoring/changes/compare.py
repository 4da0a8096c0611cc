"""What changed from one edition and roster to another's; years that only moved on are no change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from schema.authoring.changes.printed import changed_print
from schema.authoring.changes.text_diff import Piece, difference, fold, replaced, words
from schema.authoring.matching.rows import Row, carried, pair_said, pair_sentences, rows_of
from schema.authoring.renew import moved_on
from schema.edition.checks import LEVELS, Check, rule_text
from schema.edition.dates import moved
from schema.edition.kinds import Kind, kind_in_words
from schema.edition.model import Edition
from schema.edition.period import months_between
from schema.edition.roster import Roster
from schema.loading.catalogue import Survey


class What(Enum):
    """What sort of change; the value is its heading in the report."""

    ADDED = "新增"
    DROPPED = "取消"
    REWORDED = "改写"
    PRINTED = "写法（括号、空格、全半角）"
    MEASURE = "计量单位"
    KIND = "填法"
    CARRIED = "编号不变，说法或位置有变"
    MOVED = "位置"
    CHECK = "审核关系"
    DATES = "时间"
    ROSTER = "报送单位名单"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change. id: the blank's or the unit's, '' for other things. before or after is '' where there is none."""

    what: What
    place: str
    id: str = ""
    before: str = ""
    after: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference: word by word in what the paper says, as a whole in all else."""
        if self.what in (What.REWORDED, What.PRINTED):
            return difference(self.before, self.after)
        return replaced(self.before, self.after)


def compare(old: Survey, new: Survey) -> list[Change]:
    """Every change, in the order of the new paper; what is gone stands at the end of its sort."""
    return [
        *_around(old.edition, new.edition),
        *_rows(old.edition, new.edition),
        *_print(old.edition, new.edition),
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
        yield from _worded(place, before, after)


def _meanings(edition: Edition) -> str:
    return "\n".join(f"{edition.labels[name]}：{said}" for name, said in edition.meanings)


def _worded(place: str, before: str, after: str) -> Iterator[Change]:
    if before == after:
        return
    what = What.PRINTED if fold(before) == fold(after) else What.REWORDED
    yield Change(what=what, place=place, before=before, after=after)


def _rows(old: Edition, new: Edition) -> Iterator[Change]:
    before, after = rows_of(old), rows_of(new)
    pairs = pair_said(before, after)
    partner = {j: before[i] for i, j in pairs}
    highest = -1
    origin = {j: i for i, j in pairs}
    for j, row in enumerate(after):
        if j not in partner:
            yield Change(what=What.ADDED, place=row.place, after=f"整行：{row.activity.requirement}")
            continue
        yield from _row(partner[j], row)
        if origin[j] < highest:
            yield Change(what=What.MOVED, place=row.place, before=partner[j].place, after=row.place)
        highest = max(highest, origin[j])
    gone = set(range(len(before))) - {i for i, _ in pairs}
    for i in sorted(gone):
        yield Change(
            what=What.DROPPED, place=before[i].place, before=f"整行：{before[i].activity.requirement}"
        )


def _print(old: Edition, new: Edition) -> Iterator[Change]:
    for place, before, after in changed_print(old, new):
        if before and after:
            yield from _worded(place, before, after)
        elif before:
            yield Change(what=What.DROPPED, place=place, before=f"整行：{before}")
        else:
            yield Change(what=What.ADDED, place=place, after=f"整行：{after}")


def _row(old: Row, new: Row) -> Iterator[Change]:
    if old.section.activities[0] is old.activity or new.section.activities[0] is new.activity:
        yield from _worded("活动项目", old.section.title, new.section.title)
    yield from _worded(f"{new.place} › 活动", old.activity.title, new.activity.title)
    yield from _worded(f"{new.place} › 内容要求", old.activity.requirement, new.activity.requirement)
    before, after = old.activity.progress, new.activity.progress
    pairs = pair_sentences(before, after)
    for i, j in pairs:
        yield from _worded(new.place_of(j), words(before[i]), words(after[j]))
    yield from _lone(What.DROPPED, old, {i for i, _ in pairs})
    yield from _lone(What.ADDED, new, {j for _, j in pairs})


def _lone(what: What, row: Row, paired: set[int]) -> Iterator[Change]:
    """Sentences without a partner; those with blanks are told blank by blank."""
    for number, line in enumerate(row.activity.progress):
        if number not in paired and not line.blanks:
            text = {"before" if what is What.DROPPED else "after": words(line)}
            yield Change(what=what, place=row.place_of(number), **text)


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
    """A check is known by its rule; its level and message may change."""
    before, after = ({rule_text(check): _told(check) for check in edition.checks} for edition in (old, new))
    for rule in [*after, *(rule for rule in before if rule not in after)]:
        if before.get(rule) != after.get(rule):
            yield Change(what=What.CHECK, place=rule, before=before.get(rule, ""), after=after.get(rule, ""))


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
        if moved(before, months) != after:
            yield Change(
                what=What.DATES,
                place=place,
                before=f"{before:%Y-%m-%d %H:%M}" if before else "",
                after=f"{after:%Y-%m-%d %H:%M}" if after else "",
            )


def _roster(old: Roster, new: Roster) -> Iterator[Change]:
    before = {unit.code: (unit.name, *sorted(unit.aliases)) for unit in old.units}
    after = {unit.code: (unit.name, *sorted(unit.aliases)) for unit in new.units}
    for code in [*after, *(code for code in before if code not in after)]:
        if before.get(code) != after.get(code):
            yield Change(
                what=What.ROSTER,
                place="填报单位",
                id=code,
                before="、".join(before.get(code, ())),
                after="、".join(after.get(code, ())),
            )
