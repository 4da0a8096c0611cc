"""What changed in what the paper says: rows that came, went, moved or say something else, grids, lines, texts."""

from collections.abc import Iterator

from schema.authoring.changes.change import Change, What
from schema.authoring.changes.printed import changed_print
from schema.authoring.changes.text_diff import fold, words
from schema.authoring.matching.rows import Row, pair_said, pair_sentences, rows_of
from schema.edition.model import Edition


def worded(place: str, before: str, after: str) -> Iterator[Change]:
    if before == after:
        return
    what = What.PRINTED if fold(before) == fold(after) else What.REWORDED
    yield Change(what=what, place=place, before=before, after=after)


def rows(old: Edition, new: Edition) -> Iterator[Change]:
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


def printed(old: Edition, new: Edition) -> Iterator[Change]:
    for place, before, after in changed_print(old, new):
        if before and after:
            yield from worded(place, before, after)
        elif before:
            yield Change(what=What.DROPPED, place=place, before=f"整行：{before}")
        else:
            yield Change(what=What.ADDED, place=place, after=f"整行：{after}")


def _row(old: Row, new: Row) -> Iterator[Change]:
    if old.section.activities[0] is old.activity or new.section.activities[0] is new.activity:
        yield from worded("活动项目", old.section.title, new.section.title)
    yield from worded(f"{new.place} › 活动", old.activity.title, new.activity.title)
    yield from worded(f"{new.place} › 内容要求", old.activity.requirement, new.activity.requirement)
    before, after = old.activity.progress, new.activity.progress
    pairs = pair_sentences(before, after)
    for i, j in pairs:
        yield from worded(new.place_of(j), words(before[i]), words(after[j]))
    yield from _lone(What.DROPPED, old, {i for i, _ in pairs})
    yield from _lone(What.ADDED, new, {j for _, j in pairs})


def _lone(what: What, row: Row, paired: set[int]) -> Iterator[Change]:
    """Sentences without a partner; those with blanks are told blank by blank."""
    for number, line in enumerate(row.activity.progress):
        if number not in paired and not line.blanks:
            text = {"before" if what is What.DROPPED else "after": words(line)}
            yield Change(what=what, place=row.place_of(number), **text)
