"""A piece of work: the text of an edition that is being made, and what a person still has to decide of it.

The text is the truth, as it is for whoever edits a file by hand: each change is one of it, judged by the loader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from schema.authoring.draft import Draft
from schema.authoring.new_checks import fits
from schema.authoring.workbench.original import Part
from schema.authoring.writing.write_toml import checks_toml, edition_toml
from schema.edition.checks import Check, Level, rule_text
from schema.edition.model import Edition, Place
from schema.edition.sentence import Blank
from schema.edition.site import NO_SITE, Site
from schema.loading.check_fill import fillable
from schema.loading.check_rules import read_rule
from schema.loading.edition_file import load_edition

ON_THE_PAPER = "纸上写的"
"""Why a rule stands that is of the paper's own figures, not of last year's questions."""
NEW_IN_IT = "去年就有的合计，里面有一项是新的"
"""Of a total of last year's that stands on the paper as it did, though one of its blanks is another question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is to be decided at a place, and in how many words it was: '' is open.

    about: the blank, '' where it is the line or the whole. old: the one of an earlier edition that it may be, which
    was asked there in the sentence `last_year`. at, said: where it stands in the document, and the words there.
    """

    place: Place
    doubt: str
    about: str = ""
    old: str = ""
    last_year: str = ""
    settled: str = ""
    at: tuple[int, ...] = ()
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A check that the edition may have. on: whether it shall; None while nobody has said. why: where it comes from.

    fits: whether the edition has its blanks, as it stands. A blank that is found to be last year's brings its rules back.
    """

    level: str
    rule: str
    message: str
    why: str
    on: bool | None
    fill: bool = False
    fits: bool = True

    @property
    def open(self) -> bool:
        return self.fits and self.on is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """edition: its id. like: that of the edition it follows, or ''. file: the document's name.

    toml, roster: the text of both files, without checks. site: that of the edition's table [site], or ''.
    dated: whether somebody has confirmed the dates. original: the document, as `original.parts_of` has it.
    """

    edition: str
    like: str
    file: str
    toml: str
    roster: str
    dated: bool = False
    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()
    site: str = ""
    original: list[Part] = field(default_factory=list)

    @property
    def open(self) -> int:
        """How much is still to be decided before it can be published."""
        return sum(not each.settled for each in self.questions) + sum(each.open for each in self.rules)


def from_document(document: Mapping[str, object]) -> Work:
    """Of what `asdict` made of it, once it was JSON."""
    made = Work(**document)  # type: ignore[arg-type]  # our own file; its two lists are made below
    questions = tuple(
        Question(**{**each, "place": tuple(each["place"]), "at": tuple(each.get("at", ()))})  # type: ignore[arg-type]  # as above
        for each in _each(made.questions)
    )
    return replace(made, questions=questions, rules=tuple(Rule(**each) for each in _each(made.rules)))  # type: ignore[arg-type]  # as above


def _each(items: Iterable[object]) -> list[dict[str, object]]:
    return [item for item in items if isinstance(item, dict)]


def asked_in(work: Work) -> Edition:
    """The edition as its text stands, without rules."""
    return read_edition_text(work.edition, work.toml)


def edition_of(work: Work) -> Edition:
    """The same with the rules that it shall have. Raises FileProblemsError."""
    return read_edition_text(work.edition, final_text(work))


def final_text(work: Work) -> str:
    """What the edition's file will say."""
    edition = asked_in(work)
    blanks = {blank.id: blank for blank in edition.blanks}
    checks = [check_of(each, blanks) for each in work.rules if each.on and each.fits]
    return work.toml + checks_toml(fillable(checks, blanks)) + (f"{work.site}\n" if work.site else "")


def read_edition_text(edition: str, text: str, site: Site = NO_SITE) -> Edition:
    """The edition that a file of this text holds, on a site of these settings. Raises FileProblemsError."""
    return load_edition(Path(f"{edition}.toml"), site, text)


def with_edition(work: Work, edition: Edition) -> Work:
    """The work with another edition, and which rules and meanings fit it. Raises FileProblemsError."""
    there = edition.labels
    meanings = tuple(each for each in edition.meanings if each[0] in there)
    text = edition_toml(Draft(edition=replace(edition, meanings=meanings)))
    read = read_edition_text(work.edition, text)
    blanks = {blank.id: blank for blank in read.blanks}
    return replace(
        work, toml=text, rules=tuple(replace(each, fits=fits(each.rule, blanks)) for each in work.rules)
    )


def check_of(rule: Rule, blanks: Mapping[str, Blank]) -> Check:
    """Raises RuleError where the edition has not all its blanks."""
    given, needed = read_rule(rule.rule, blanks)
    level = Level(rule.level)
    return Check(level=level, given=given, needed=needed, message=rule.message, fill=rule.fill)


def rule_of(check: Check, why: str, *, on: bool | None, fits: bool = True) -> Rule:
    level, text = check.level.value, rule_text(check)
    return Rule(level=level, rule=text, message=check.message, why=why, on=on, fill=check.fill, fits=fits)
