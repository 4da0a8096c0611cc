"""Writing an edition's TOML file, laid out as an officer would write it by hand."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from schema.authoring.draft import Draft, DraftRow, DraftSection, Line
from schema.edition.checks import Check, Is, Sum, Test
from schema.edition.kinds import as_typed
from schema.edition.notation import write_sentence
from schema.edition.sentence import Blank
from schema.loading.check_rules import RuleError, read_rule

DOUBT = "# 存疑："
"""What begins the comment at a place that somebody has to look at."""


def edition_toml(draft: Draft) -> str:
    """The text of `<year>.toml`. Every doubt stands as a comment above the line it is about."""
    return "\n".join(_file(draft)) + "\n"


def _file(draft: Draft) -> Iterator[str]:
    yield f"# The official {draft.year} table, word for word. This file is the only place where its questions are written."
    yield "# Notation: schema/edition/notation.py. Check after every change: python build.py check"
    yield from _comments(draft.doubts)
    yield ""
    if draft.annex:
        yield f"annex = {_text(draft.annex)}"
    yield f"title = {_text(draft.title)}"
    yield f"columns = [{', '.join(map(_text, draft.columns))}]"
    yield from _comments(draft.heading.doubts)
    yield f"heading = {_text(write_sentence(draft.heading.parts))}"
    if draft.note:
        yield f"note = {_text(draft.note)}"
    if draft.attachments:
        yield f"attachments = {_text(draft.attachments)}"
    yield ""
    yield from _moments(draft)
    for section in draft.sections:
        yield from _section(section)


def _moments(draft: Draft) -> Iterator[str]:
    yield "# Before `opens` nothing is taken, after `due` it is taken and marked late, after `closes` refused."
    named: tuple[tuple[str, datetime | None], ...] = (
        ("opens", draft.opens),
        ("due", draft.due),
        ("closes", draft.closes),
    )
    yield from (f"{name} = {moment.isoformat()}" for name, moment in named if moment)


def _section(section: DraftSection) -> Iterator[str]:
    yield ""
    yield from _comments(section.doubts)
    yield "[[section]]"
    yield f"title = {_text(section.title)}"
    for row in section.rows:
        yield from _row(row)


def _row(row: DraftRow) -> Iterator[str]:
    yield ""
    yield from _comments(row.doubts)
    yield "[[section.activity]]"
    if row.title:
        yield f"title = {_text(row.title)}"
    yield f"requirement = {_text(row.requirement)}"
    if not row.progress:
        yield "progress = []"
        return
    yield "progress = ["
    for line in row.progress:
        yield from _line(line)
    yield "]"


def _line(line: Line) -> Iterator[str]:
    yield from (f"  {comment}" for comment in _comments(line.doubts))
    yield f"  {_text(write_sentence(line.parts))},"


def _comments(doubts: Iterable[str]) -> Iterator[str]:
    return (DOUBT + " ".join(doubt.split()) for doubt in doubts)


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
