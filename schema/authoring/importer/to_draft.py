"""The paper → a draft of the edition, ids still missing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from schema.authoring.draft import Doubts, Draft, with_blanks
from schema.authoring.importer.body import read_body
from schema.authoring.importer.dates import read_due
from schema.authoring.importer.document import DocumentError, Paper
from schema.authoring.importer.heading import Heading, read_heading
from schema.authoring.importer.ledger import places_left, words_left, words_of
from schema.authoring.importer.measures import places_said
from schema.authoring.importer.tables.blocks import Body
from schema.edition.kinds import Amount
from schema.edition.model import HEADING, Edition
from schema.edition.numbers import Number
from schema.edition.sentence import Blank, Sentence

MOST_BLANKS = 5_000
MOST_TEXT = 500_000
"""Characters. The official table has 3,000."""
_MEAN = re.compile("(?:平均|人均|户均)[^ ，。；：（）()·›]{0,10}")
_NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)


class NoDeadlineError(DocumentError):
    """The document does not say until when; it can be read once somebody does."""


def read_paper(paper: Paper, year: int, due: datetime | None) -> Draft:
    """The draft. Raises DocumentError when this is no official table or the deadline is not known."""
    if sum(map(len, words_of(paper))) > MOST_TEXT:
        raise DocumentError(f"文件里的字超过 {MOST_TEXT // 10_000} 万，不像是一张统计表。请核对文件。")
    body = read_body(paper)
    heading = read_heading(body.above)
    said, unclear = _due("\n".join(body.note), body.above, year)
    edition, unsure = _edition(body, heading, year, due or said or _NO_DAY)
    doubts = [*paper.notes, *heading.doubts, *body.doubts[()], *body.left_over(), *unsure, *_means(edition)]
    doubts += [unclear] if unclear and not due else []
    years = set(re.findall(r"20\d\d(?=年)", heading.title)) - {str(year)}
    doubts += [f"标题写的是 {'、'.join(sorted(years))} 年，不是 {year} 年"] if years else []
    found: Doubts = {**body.doubts, (): tuple(doubts), HEADING: heading.line.doubts}
    every = _joined(found, places_left(edition))
    if len(edition.blanks) == len(edition.heading.blanks):
        raise DocumentError(_without_blanks(every))
    if edition.due is _NO_DAY:
        raise NoDeadlineError(
            f"文件里没有读到截止时间。请在命令后加 --due，如 --due {year}-07-01T12:00:00+08:00"
        )
    left: Doubts = {(): tuple(words_left(paper, edition, every))}
    return Draft(edition=edition, doubts=_joined(every, left), relations=body.relations())


def _edition(body: Body, heading: Heading, year: int, due: datetime) -> tuple[Edition, list[str]]:
    """The edition, and what is not sure of its decimals. Raises DocumentError."""
    note = "\n".join(body.note)
    edition = Edition(
        id=str(year),
        annex=heading.annex,
        title=heading.title,
        heading=Sentence(parts=heading.line.parts),
        blocks=tuple(body.blocks),
        note=note,
        opens=None,
        due=due,
        closes=None,
        checks=(),
        digest="",
        attachments="、".join(body.lists),
        marks=heading.marks,
    )
    if len(edition.blanks) > MOST_BLANKS:
        raise DocumentError(f"表格里有 {len(edition.blanks)} 项，超过 {MOST_BLANKS} 项，不像是一张统计表。")
    return _with_places(edition, "\n".join([note, *body.above]))


def _with_places(edition: Edition, said: str) -> tuple[Edition, list[str]]:
    """The edition with as many decimals as the paper says (保留三位小数), and what is not sure of them."""
    found = places_said(said)
    if len(set(found.values())) != 1:
        return edition, [f"写有“{'”“'.join(found)}”，小数的位数请核对"] if found else []
    places = next(iter(found.values()))

    def change(blank: Blank) -> Blank:
        if isinstance(blank.kind, Amount) and blank.kind.places:
            return replace(blank, kind=replace(blank.kind, places=places))
        return blank

    return with_blanks(edition, change), []


def _means(edition: Edition) -> Iterator[str]:
    """Averages, which a collection would add up like any number: no kind says that they have no sum."""
    named = {
        found[0]: None
        for place, line in edition.lines()
        if any(isinstance(blank.kind, Number) and blank.kind.adds_up for blank in line.blanks)
        for words in (edition.name_of(place), *(part for part in line.parts if isinstance(part, str)))
        for found in _MEAN.finditer(words)
    }
    if named:
        yield f"“{'”“'.join(named)}”是平均数：汇总时各单位的数相加得不出平均数，上报前请另算；要填小数的，改成小数"


def _without_blanks(doubts: Doubts) -> str:
    every = (doubt for place, said in doubts.items() if place not in ((), HEADING) for doubt in said)
    told = "；".join(doubt for doubt in every if doubt.startswith("“"))
    seen = f"像是要填、没有认出来的：{told[:300]}" if told else "不像是统计表，请核对文件"
    return f"表格里没有一个要填的空。{seen}"


def _joined(one: Doubts, other: Doubts) -> Doubts:
    both = {place: (*one.get(place, ()), *other.get(place, ())) for place in (*one, *other)}
    return {place: said for place, said in both.items() if said}


def _due(note: str, above: list[str], year: int) -> tuple[datetime | None, str]:
    """The deadline of the note; where it names none, that of what stands above the table."""
    due, doubt = read_due(note, year)
    if due:
        return due, doubt
    due, doubt = read_due("\n".join(above), year)
    told = "截止时间是从表格上方的文字里读到的，请核对 due" if due else ""
    return due, "；".join(filter(None, (told, doubt)))
