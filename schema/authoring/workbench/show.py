"""A piece of work as the page draws it: the paper with its blanks numbered, the questions, the rules, the dates."""

from collections.abc import Mapping
from dataclasses import asdict

from schema.authoring.changes.change import What, changes_document
from schema.authoring.changes.compare import compare
from schema.authoring.matching.rows import carried
from schema.authoring.workbench.paper import Document, View
from schema.authoring.workbench.units import roster_of, told_units
from schema.authoring.workbench.wording import numbers
from schema.authoring.workbench.work import Rule, Work, asked_in, check_of, edition_of
from schema.edition.checks import LEVELS, Level
from schema.edition.kinds import Kind
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.edition.survey import Survey
from schema.loading.check_fill import why_not_filled


def work_document(work: Work, before: Survey | None) -> Document:
    """What `/api/workbench/<edition>` answers. before: the edition that it follows.

    refile: it changes what that, published already, asks for: what was filed may not fit any more.
    """
    like = before.edition if before else None
    edition = asked_in(work)
    view = View(
        edition=edition,
        numbered=numbers(edition),
        reworded={name: [was, now] for name, was, now in carried(like, edition)} if like else {},
        before={} if like is None else {blank.id: like.labels[blank.id] for blank in like.blanks},
        asked={each.about for each in work.questions if each.about and not each.settled},
    )
    blanks = {blank.id: blank for blank in edition.blanks}
    return {
        "edition": work.edition,
        "like": work.like,
        "file": work.file,
        "paper": view.paper(),
        "blanks": list(view.blanks()),
        "questions": [view.question(each) for each in work.questions],
        "rules": [_rule(each, blanks) for each in work.rules],
        "dates": {name: _moment(getattr(edition, name)) for name in ("opens", "due", "closes")},
        "dated": work.dated,
        "original": bool(work.original),
        "open": work.open,
        "refile": work.like == work.edition and _kinds(like) != _kinds(edition),
        "units": list(told_units(work, before.roster if before else None)),
        "before": view.free(),
    }


def _kinds(edition: Edition | None) -> dict[str, Kind]:
    return {blank.id: blank.kind for blank in edition.blanks} if edition else {}


def _rule(rule: Rule, blanks: Mapping[str, Blank]) -> Document:
    """fills: whether the page can fill in what it says is a sum."""
    fills = rule.fits and not why_not_filled(check_of(rule, blanks), blanks)
    return {**asdict(rule), "said": LEVELS[Level(rule.level)], "fills": fills}


def changes_of(work: Work, before: Survey) -> Document:
    """What changes against the edition before it, as `changes.json` has it once it is published."""
    now = Survey(edition=edition_of(work), roster=roster_of(work))
    every = compare(before, now)
    told = {what.name.lower(): what.value for what in What}
    return {**changes_document(before, now, every), "sorts": told}


def _moment(moment: object) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}" if moment else ""
