"""The first state of a piece of work without a document: an edition on the shelf, to be changed or moved on by a period."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from schema.authoring.draft import Draft
from schema.authoring.renew import renewal, roster_text
from schema.authoring.workbench.at_the_desk import at_the_desk
from schema.authoring.workbench.work import Question, Work, read_edition_text, rule_of
from schema.authoring.writing.strings import string
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.dates import names_remark, weekend_remark
from schema.edition.period import edition_in_words
from schema.loading.site_file import NAME, load_site


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
