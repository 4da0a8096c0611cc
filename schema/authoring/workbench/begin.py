"""The first state of a piece of work: what the importer makes of the document, its doubts as questions;

or without one, an edition on the shelf, to be changed or moved on by a period.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from schema.authoring.assign_ids import Identified, explain
from schema.authoring.draft import Draft
from schema.authoring.importer.command import Import, Imported, read_edition, year_of
from schema.authoring.importer.dates import CHINA
from schema.authoring.importer.to_draft import NoDeadlineError
from schema.authoring.renew import renewal, roster_text
from schema.authoring.workbench.at_the_desk import at_the_desk
from schema.authoring.workbench.original import Part, find, parts_of, quoted
from schema.authoring.workbench.wording import as_printed
from schema.authoring.workbench.work import ON_THE_PAPER, Question, Rule, Work, read_edition_text, rule_of
from schema.authoring.writing.strings import string
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.dates import moved, names_remark, weekend_remark
from schema.edition.grid import Grid
from schema.edition.model import Place
from schema.edition.period import edition_in_words, months_between
from schema.loading.check_rules import MOST_TERMS
from schema.loading.edition_file import load_edition
from schema.loading.site_file import NAME, load_site


def begin(order: Import, name: str) -> Work:
    """name: the document's, as the officer knows it. Raises UserError where it cannot be read."""
    try:
        made = read_edition(order)
    except NoDeadlineError:
        made = read_edition(replace(order, due=_until_it_is_said(order)))
    original = parts_of(made.paper)
    roster = order.like.with_suffix(".units.toml").read_text(encoding="utf-8-sig") if order.like else ""
    return Work(
        edition=order.edition,
        like=order.like.stem if order.like else "",
        file=name,
        toml=edition_toml(Draft(edition=made.found.draft.edition)),
        roster=roster,
        original=original,
        questions=tuple(_placed(each, original, made) for each in (*_beyond(made), *_questions(made.found))),
        rules=tuple(_rules(made)),
    )


def _placed(question: Question, original: list[Part], made: Imported) -> Question:
    """With its place in the document: that of the words that it quotes, of its line, or of what names that."""
    edition = made.found.draft.edition
    line = dict(edition.lines()).get(question.place)
    printed, quotes = [as_printed(line)] if line else [], quoted(question.doubt)
    block = edition.blocks[-question.place[0] - 1] if question.place and question.place[0] < 0 else None
    first = block.rows[0][0] if isinstance(block, Grid) else None
    names = [*edition.name_of(question.place).split(" › ")[::-1], as_printed(first.sentence) if first else ""]
    words = (*printed, *quotes) if question.old else (*quotes, *printed)
    at, said = find(original, (*words, *names))
    return replace(question, at=at, said=said)


def _until_it_is_said(order: Import) -> datetime:
    """A deadline that the officer has to confirm in any case."""
    if order.like:
        before = load_edition(order.like)
        return moved(before.due, months_between(before.id, order.edition) or 0)
    return datetime(year_of(order), 12, 31, 18, tzinfo=CHINA)


def _questions(found: Identified) -> Iterator[Question]:
    """In the order of the paper; a pair is asked for once, as a pair."""
    about = {likeness.new: likeness for likeness in found.doubtful}
    lines = dict(found.draft.edition.lines())
    for place in sorted(found.draft.doubts, key=_on_the_paper):
        pairs = (
            [about[blank.id] for blank in lines[place].blanks if blank.id in about] if place in lines else []
        )
        said = {explain(pair) for pair in pairs}
        for doubt in found.draft.doubts[place]:
            if doubt not in said:
                yield Question(place=place, doubt=at_the_desk(doubt))
        for pair in pairs:
            yield Question(
                place=place, doubt=pair.why, about=pair.new, old=pair.old, last_year=pair.last_year
            )


def _beyond(made: Imported) -> Iterator[Question]:
    for message in dict.fromkeys(check.message for check in made.checks.beyond):
        yield Question(
            place=(), doubt=f"纸上的关系“{message}”没有写成审核关系：只能核对数字，一边最多 {MOST_TERMS} 个"
        )


def _on_the_paper(place: Place) -> Place:
    """The whole first, then the heading; grids and lines count their blocks backwards."""
    return (-1,) if place == () else tuple(map(abs, place))


def _rules(made: Imported) -> Iterator[Rule]:
    """Those that go on as they were are not asked for again."""
    yield from (rule_of(check, ON_THE_PAPER, on=None) for check in made.checks.own)
    yield from (rule_of(check, "去年就有", on=True) for check in made.checks.kept)
    yield from (rule_of(check, "去年就有，里面的空说法有变", on=None) for check in made.checks.proposed)
    yield from (
        rule_of(check, "去年就有，里面的空说法有变", on=None, fits=False) for check in made.checks.dropped
    )
    yield from (rule_of(check, "按去年填报的数", on=True) for check in made.checks.ranges)


def take_up(old: Path, edition: str) -> Work:
    """old: the file of the edition that it follows, its own to change what is published. Raises UserError."""
    changes = edition == old.stem
    text, left = (old.read_text(encoding="utf-8-sig"), []) if changes else renewal(old, edition)[:2]
    read = read_edition_text(edition, text, load_site(old.with_name(f"{NAME}.toml")))
    doubts = [f"写着别的年份或期次，没有改：{line}" for line in left]
    doubts += [] if changes else [*weekend_remark(read.due), *names_remark(read)]
    return Work(
        edition=edition,
        like=old.stem,
        file="修改已发布的表" if changes else f"沿用 {edition_in_words(old.stem)}的表",
        toml=edition_toml(Draft(edition=read)),
        roster=roster_text(old, edition),
        dated=changes,
        questions=tuple(Question(place=(), doubt=at_the_desk(doubt)) for doubt in doubts),
        rules=tuple(rule_of(check, "原来就有", on=True) for check in read.checks),
        site="\n".join(_site(tomllib.loads(text).get("site", {}))),
    )


def _site(settings: dict[str, object]) -> Iterator[str]:
    """The table [site], which is no part of the paper and stays as it is."""
    if settings:
        yield "\n[site]"
    for name, said in settings.items():
        yield f"{name} = {string(said) if isinstance(said, str) else said}"
