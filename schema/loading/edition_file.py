"""Loading an edition from its TOML file; every mistake is reported at once."""

import hashlib
import json
from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path

from schema.edition.blocks import ActivityTable
from schema.edition.kinds import UnitName
from schema.edition.model import HEADING, Edition
from schema.edition.period import mistake_in
from schema.edition.sentence import Blank, Sentence
from schema.edition.site import NO_SITE, Site
from schema.errors import FileProblemsError
from schema.loading.block_file import read_blocks, read_line
from schema.loading.check_rules import read_checks
from schema.loading.site_file import read_site
from schema.loading.toml_table import Table, read_text, read_toml

_KEYS = (
    *("annex", "title", "marks", "columns", "heading", "note", "attachments", "opens", "due", "closes"),
    *("site", "explain", "section", "block", "check"),
)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ASKED = ("title", "annex", "heading", "note")
_ONE_TABLE = ("columns", "sections")
_IF_GIVEN = ("marks", "meanings")


def load_edition(file: Path, site: Site = NO_SITE, text: str | None = None) -> Edition:
    """The edition in `<id>.toml`, on a site of these settings; text: as in `read_toml`.

    Raises FileProblemsError with everything that is wrong.
    """
    return _load(Path(file.name), site, read_text(file) if text is None else text)


@lru_cache(16)  # the desk and the commands ask for the whole shelf again and again
def _load(file: Path, site: Site, text: str) -> Edition:
    top = read_toml(file, text)
    top.only(_KEYS)
    if mistake := mistake_in(file.stem):
        rule, remedy = mistake
        top.blame("文件名", f"文件名就是表的编号，{rule}", remedy)
    edition = _read_edition(top, file.stem)
    checks = read_checks(top, {blank.id: blank for blank in edition.blanks})
    _check_heading(top, edition.heading)
    _check_ids(top, edition)
    _check_dates(top, edition)
    edition = replace(edition, meanings=_read_meanings(top.table("explain"), edition))
    settings = read_site(top.table("site"), site)
    if top.mistakes:
        raise FileProblemsError(top.mistakes)
    return replace(edition, checks=checks, digest=_digest(edition), site=settings)


def _read_edition(top: Table, edition_id: str) -> Edition:
    """What is asked and when; the checks and the digest are not there yet."""
    heading, blocks = read_line(top, "heading", top.text("heading")), read_blocks(top)
    return Edition(
        id=edition_id,
        title=top.text("title"),
        annex=top.text("annex", ""),
        heading=heading,
        blocks=blocks,
        note=top.text("note", ""),
        opens=top.moment("opens"),
        due=top.moment("due", needed=True) or _NEVER,
        closes=top.moment("closes"),
        checks=(),
        digest="",
        attachments=top.text("attachments", ""),
        marks=tuple(top.texts("marks")) if "marks" in top.values else (),
    )


def _read_meanings(table: Table, edition: Edition) -> tuple[tuple[str, str], ...]:
    """In the order of the paper."""
    ids = [blank.id for blank in edition.blanks]
    for name in table.values.keys() - {*ids}:
        table.blame(table.place, f"没有编号为 {name} 的一项", "写这张表里有的编号，或删去这一行")
    return tuple((name, " ".join(table.text(name).split())) for name in ids if name in table.values)


def _digest(edition: Edition) -> str:
    """Of what the paper says, each blank with its label and place. Records name it: it may never come out otherwise."""
    alone = [type(block) for block in edition.blocks] == [ActivityTable]
    more = (*(_ONE_TABLE if alone else ("blocks",)), *(name for name in _IF_GIVEN if getattr(edition, name)))
    asked = {name: getattr(edition, name) for name in (*_ASKED, *more)}
    canonical = json.dumps(asked, default=partial(_plain, edition), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(edition: Edition, value: object) -> object:
    """A part of an edition as data; the kind's name tells YesNo from Text, which have no fields.

    What is as usual is left out: a shape may get a new field without changing the digest of those that lack it.
    """
    said = {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]  # json asks only of what it does not know: our shapes
    usual = {each.name: each.default for each in fields(value)}  # type: ignore[arg-type]  # as above
    plain = {"is": type(value).__name__} | {name: each for name, each in said.items() if each != usual[name]}
    if isinstance(value, Blank):
        plain |= {"label": edition.labels[value.id], "place": edition.places[value.id]}
    return plain


def _check_heading(top: Table, heading: Sentence) -> None:
    units = [blank for blank in heading.blanks if isinstance(blank.kind, UnitName)]
    if len(units) != 1:
        top.blame("heading", f"表头里有 {len(units)} 个“单位”空", "表头里正好写一个 {unit:单位}")


def _check_ids(top: Table, edition: Edition) -> None:
    for blank_id, times in Counter(blank.id for blank in edition.blanks).items():
        if times > 1:
            top.blame(f"{{{blank_id}}}", f"编号用了 {times} 次", "每个空的编号在全表中只能用一次")
    for place, line in edition.lines():
        if place != HEADING and any(isinstance(blank.kind, UnitName) for blank in line.blanks):
            top.blame(edition.name_of(place), "“单位”空只能在表头", "改用“文字”")


def _check_dates(top: Table, edition: Edition) -> None:
    moments = (edition.opens, edition.due, edition.closes)
    in_order = [moment for moment in moments if moment and moment is not _NEVER]
    if in_order != sorted(in_order):
        top.blame("opens、due、closes", "先后次序不对", "应为 opens ≤ due ≤ closes")
