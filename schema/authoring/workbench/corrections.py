"""What a person corrects in the lines of a piece of work: their words, where blanks are, how they are asked. One change each.

All raise FileProblemsError where the loader would refuse it, or there is no such thing any more.
"""

from collections.abc import Sequence
from dataclasses import replace

from schema.authoring.draft import with_blanks, with_lines
from schema.authoring.importer.blanks import joined
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
from schema.authoring.workbench.texts import with_section
from schema.authoring.workbench.wording import NEW, read_wording
from schema.authoring.workbench.work import Work, asked_in, with_edition
from schema.edition.blocks import Section
from schema.edition.model import Edition, Place
from schema.edition.sentence import Blank, Sentence, read_sentence


def sentence(work: Work, place: Place, text: str, earlier: Earlier) -> Work:
    """The line in other words, with other blanks, or its blanks asked in another way. text: as in `wording`."""
    edition = asked_in(work)
    return _with_line(work, edition, place, read_wording(text, edition, edition.name_of(place)), earlier)


def ways(work: Work, about: Sequence[str], kind: str, number: int) -> Work:
    """These blanks are asked in another way: 数:件, 金额:万元, 文字, 有/无. number: the question that this settles, 0 for none."""
    edition = asked_in(work)
    parts, wrong = read_sentence(f"{{x:{kind}}}")
    asked = parts[0] if len(parts) == 1 else None
    if wrong or not isinstance(asked, Blank):
        raise refused("填法或计量单位写得不对", "选一种填法；数和小数要写计量单位，如 件、万元")

    def changed(blank: Blank) -> Blank:
        return replace(blank, kind=asked.kind) if blank.id in about else blank

    if number:
        work = settle(work, number, "changed")
    return with_edition(work, with_blanks(edition, changed))


def no_blank(work: Work, about: str, earlier: Earlier) -> Work:
    """What was taken for a blank is printed as it stands."""
    edition = asked_in(work)
    place_of(list(edition.labels), about)
    place, line = next(each for each in edition.lines() if about in [blank.id for blank in each[1].blanks])
    parts = (_printed(p) if isinstance(p, Blank) and p.id == about else p for p in line.parts)
    return _with_line(work, edition, place, Sentence(parts=tuple(joined(parts))), earlier)


def _printed(blank: Blank) -> str:
    return "　".join(f"□{word}" for word in blank.kind.words) or "　　"


def _with_line(work: Work, edition: Edition, place: Place, line: Sentence, earlier: Earlier) -> Work:
    """The line in place of the old one; what was asked of it, or of blanks that are gone, is settled."""
    elsewhere = {blank.id for at, old in edition.lines() if at != place for blank in old.blanks}
    twice = elsewhere & {blank.id for blank in line.blanks}
    for number, blank in enumerate(edition.blanks, 1):
        if blank.id in twice:
            raise refused(f"〖{number}〗在表上别处还有", "一个号在表上只有一处；新的空写成〖数〗〖文字〗这样")
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


def add_line(work: Work, place: Place, text: str, earlier: Earlier) -> Work:
    """One line more at the end of a row, where the paper has nothing to fill in. text: as in `wording`."""
    edition = asked_in(work)
    if len(place) != 2:
        raise refused("这里没有这样的文字", "看一下现在的表")
    line = read_wording(text, edition, edition.name_of(place))

    def longer(section: Section) -> Section:
        activities = change_at(
            section.activities, place[1], lambda each: replace(each, progress=(*each.progress, line))
        )
        return replace(section, activities=activities)

    changed = with_section(edition, place[0], longer)
    line_place = (*place, len(changed.sections[place[0] - 1].activities[place[1] - 1].progress))
    return _with_line(work, changed, line_place, line, earlier)
