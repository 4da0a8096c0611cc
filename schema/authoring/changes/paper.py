"""What changed in what the paper says: rows that came, went, moved or say something else, grids, lines, texts.

What is asked in their blanks is told apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from schema.authoring.changes.change import Change, What
from schema.authoring.changes.text_diff import fold, words
from schema.authoring.matching.rows import Row, Said, pair_rows, pair_said, rows_of
from schema.edition.blocks import Lines
from schema.edition.grid import Grid
from schema.edition.model import Edition
from schema.edition.sentence import Sentence


def worded(place: str, before: str, after: str) -> Iterator[Change]:
    if before == after:
        return
    what = What.PRINTED if fold(before) == fold(after) else What.REWORDED
    yield Change(what=what, place=place, before=before, after=after)


def rows(old: Edition, new: Edition) -> Iterator[Change]:
    before, after = rows_of(old), rows_of(new)
    origin = pair_rows(before, after)
    highest = -1
    for j, row in enumerate(after):
        if j not in origin:
            yield _came(row.place, row.activity.requirement)
            continue
        was = before[origin[j]]
        yield from _row(was, row)
        if origin[j] < highest:
            yield Change(what=What.MOVED, place=row.place, before=was.place, after=row.place)
        highest = max(highest, origin[j])
    gone = (row for i, row in enumerate(before) if i not in origin.values())
    yield from (_gone(row.place, row.activity.requirement) for row in gone)


def _row(old: Row, new: Row) -> Iterator[Change]:
    if old.section.activities[0] is old.activity or new.section.activities[0] is new.activity:
        yield from worded("活动项目", old.section.title, new.section.title)
    yield from worded(f"{new.place} › 活动", old.activity.title, new.activity.title)
    yield from worded(f"{new.place} › 内容要求", old.activity.requirement, new.activity.requirement)
    before, after = old.activity.progress, new.activity.progress
    origin = pair_said(
        [(_ids(line), words(line)) for line in before], [(_ids(line), words(line)) for line in after]
    )
    for j, i in sorted(origin.items()):
        yield from worded(new.place_of(j), words(before[i]), words(after[j]))
    yield from _lone(What.DROPPED, old, set(origin.values()))
    yield from _lone(What.ADDED, new, set(origin))


def _lone(what: What, row: Row, paired: set[int]) -> Iterator[Change]:
    """Sentences without a partner; those with blanks are told blank by blank."""
    for number, line in enumerate(row.activity.progress):
        if number not in paired and not line.blanks:
            text = {"before" if what is What.DROPPED else "after": words(line)}
            yield Change(what=what, place=row.place_of(number), **text)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Printed:
    """A caption, a row of a grid or a line: where it stands, the ids of its blanks, what it says."""

    place: str
    ids: frozenset[str]
    text: str

    @property
    def said(self) -> Said:
        """By its letters: two rows are not alike because both have empty cells."""
        return self.ids, "".join(filter(str.isalnum, self.text))


def printed(old: Edition, new: Edition) -> Iterator[Change]:
    """What grids and lines print, row by row."""
    before, after = list(_printed(old)), list(_printed(new))
    same = {(each.ids, each.text) for each in before} & {(each.ids, each.text) for each in after}
    before, after = ([each for each in one if (each.ids, each.text) not in same] for one in (before, after))
    origin = pair_said([each.said for each in before], [each.said for each in after])
    for j, each in enumerate(after):
        if j in origin:
            yield from worded(each.place, before[origin[j]].text, each.text)
        else:
            yield _came(each.place, each.text)
    gone = (each for i, each in enumerate(before) if i not in origin.values())
    yield from (_gone(each.place, each.text) for each in gone)


def _came(place: str, text: str) -> Change:
    return Change(what=What.ADDED, place=place, after=f"整行：{text}")


def _gone(place: str, text: str) -> Change:
    return Change(what=What.DROPPED, place=place, before=f"整行：{text}")


def _printed(edition: Edition) -> Iterator[_Printed]:
    for number, block in enumerate(edition.blocks, 1):
        match block:
            case Grid():
                if block.caption:
                    yield _Printed(place=edition.name_of((-number,)), ids=frozenset(), text=block.caption)
                lines = [[cell.sentence for cell in cells if cell] for cells in block.rows]
            case Lines(sentences=sentences):
                lines = [[line] for line in sentences]
            case _:
                continue
        for row, line in enumerate(lines, 1):
            text = " ｜ ".join(filter(None, map(words, line)))
            yield _Printed(place=edition.name_of((-number, row)), ids=_ids(*line), text=text)


def _ids(*lines: Sentence) -> frozenset[str]:
    return frozenset(blank.id for line in lines for blank in line.blanks)
