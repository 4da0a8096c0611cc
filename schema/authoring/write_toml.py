"""Writing an edition's TOML file, laid out as an officer would write it by hand."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from schema.authoring.draft import Draft
from schema.edition.checks import Check, Is, Sum, Test
from schema.edition.kinds import as_typed
from schema.edition.model import HEADING, Activity, Edition, Place, Section
from schema.edition.notation import write_sentence
from schema.edition.sentence import Blank
from schema.loading.check_rules import RuleError, read_rule

DOUBT = "# 存疑："
"""What begins the comment at a place that somebody has to look at."""

_MARK = "# 导入时的校验（手工改过的文件，再次导入时不会被覆盖）："


def marked(text: str) -> str:
    """The file with a last line by which a change by hand is seen."""
    return f"{text}\n{_MARK}{_digest(text)}\n"


def is_as_written(file: Path) -> bool:
    """Whether nobody has changed it since it was marked."""
    text, mark, digest = file.read_text(encoding="utf-8", errors="replace").rpartition(f"\n{_MARK}")
    return bool(mark) and digest.strip() == _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def edition_toml(draft: Draft) -> str:
    """The text of `<year>.toml`. Every doubt stands as a comment above the line it is about."""
    return "\n".join(_file(draft)) + "\n"


def _file(draft: Draft) -> Iterator[str]:
    edition = draft.edition
    yield f"# The official {edition.id} table, word for word. This file is the only place where its questions are written."
    yield "# Notation: schema/edition/notation.py. Check after every change: python build.py check"
    yield from _comments(draft, ())
    yield ""
    if edition.annex:
        yield f"annex = {_text(edition.annex)}"
    yield f"title = {_text(edition.title)}"
    yield f"columns = [{', '.join(map(_text, edition.columns))}]"
    yield from _comments(draft, HEADING)
    yield f"heading = {_text(write_sentence(edition.heading.parts))}"
    if edition.note:
        yield f"note = {_text(edition.note)}"
    if edition.attachments:
        yield f"attachments = {_text(edition.attachments)}"
    yield ""
    yield from _moments(edition)
    for number, section in enumerate(edition.sections, 1):
        yield from _section(draft, (number,), section)


def _moments(edition: Edition) -> Iterator[str]:
    yield "# Before `opens` nothing is taken, after `due` it is taken and marked late, after `closes` refused."
    named = (("opens", edition.opens), ("due", edition.due), ("closes", edition.closes))
    yield from (f"{name} = {moment.isoformat()}" for name, moment in named if moment)


def _section(draft: Draft, place: Place, section: Section) -> Iterator[str]:
    yield ""
    yield from _comments(draft, place)
    yield "[[section]]"
    yield f"title = {_text(section.title)}"
    for number, activity in enumerate(section.activities, 1):
        yield from _activity(draft, (*place, number), activity)


def _activity(draft: Draft, place: Place, activity: Activity) -> Iterator[str]:
    yield ""
    yield from _comments(draft, place)
    yield "[[section.activity]]"
    if activity.title:
        yield f"title = {_text(activity.title)}"
    yield f"requirement = {_text(activity.requirement)}"
    if not activity.progress:
        yield "progress = []"
        return
    yield "progress = ["
    for number, line in enumerate(activity.progress, 1):
        yield from (f"  {comment}" for comment in _comments(draft, (*place, number)))
        yield f"  {_text(write_sentence(line.parts))},"
    yield "]"


def _comments(draft: Draft, place: Place) -> Iterator[str]:
    return (DOUBT + " ".join(doubt.split()) for doubt in draft.doubts.get(place, ()))


def _text(text: str) -> str:
    """A basic TOML string; several lines where the text has them (a JSON string is a TOML one)."""
    quoted = [
        json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f") for line in text.split("\n")
    ]
    return f'"{quoted[0]}"' if len(quoted) == 1 else '"""\n' + "\n".join(quoted) + '"""'


def rule_text(check: Check) -> str:
    """The rule in the check language; reading it gives the same rule."""
    given, needed = (" and ".join(map(_test, tests)) for tests in (check.given, check.needed))
    return f"{given} implies {needed}" if given else needed


def checks_toml(checks: Iterable[Check]) -> str:
    """The [[check]] tables, each after an empty line."""
    return "".join(
        f'\n[[check]]\nlevel = "{check.level.value}"\nrule = "{rule_text(check)}"\n'
        f"message = {json.dumps(check.message, ensure_ascii=False)}\n"
        for check in checks
    )


def fits(check: Check, blanks: Mapping[str, Blank]) -> bool:
    """Whether another edition has the blanks of this check, and of the right kinds."""
    try:
        read_rule(rule_text(check), blanks)
    except RuleError:
        return False
    return True


def _test(test: Test) -> str:
    if isinstance(test, Is):
        return f"{test.blank} is {as_typed(test.yes)}"
    return f"{_sum(test.left)} {test.operator} {_sum(test.right)}"


def _sum(total: Sum) -> str:
    terms = [f"{factor} * {blank}" if factor != 1 else blank for factor, blank in total.terms]
    return " + ".join([*terms, str(total.constant)] if total.constant or not terms else terms)
