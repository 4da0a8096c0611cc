"""Writing an edition's TOML file, laid out as an officer would write it by hand."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from schema.authoring.draft import Draft
from schema.authoring.writing.strings import comments, on_one_line, sentence, string, strings
from schema.authoring.writing.write_blocks import leading_table, write_blocks
from schema.edition.checks import Check, rule_text
from schema.edition.model import HEADING, Edition

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
    yield "# Notation: schema/edition/sentence.py. Check after every change: python build.py check"
    yield from comments(draft, ())
    yield ""
    if edition.annex:
        yield f"annex = {string(edition.annex)}"
    yield f"title = {string(edition.title)}"
    if edition.marks:
        yield f"marks = {strings(edition.marks)}"
    if first := leading_table(edition):
        yield f"columns = {strings(first.columns)}"
    yield from comments(draft, HEADING)
    yield f"heading = {sentence(edition.heading)}"
    if edition.note:
        yield f"note = {string(edition.note)}"
    if edition.attachments:
        yield f"attachments = {string(edition.attachments)}"
    yield ""
    yield from _moments(edition)
    yield from write_blocks(draft)
    if edition.meanings:
        yield from ("", "[explain]", *(f"{name} = {string(said)}" for name, said in edition.meanings))


def _moments(edition: Edition) -> Iterator[str]:
    yield "# Before `opens` nothing is taken, after `due` it is taken and marked late, after `closes` refused."
    named = (("opens", edition.opens), ("due", edition.due), ("closes", edition.closes))
    yield from (f"{name} = {moment.isoformat()}" for name, moment in named if moment)


def checks_toml(checks: Iterable[Check]) -> str:
    """The [[check]] tables, each after an empty line."""
    return "".join(
        f'\n[[check]]\nlevel = "{check.level.value}"\nrule = "{rule_text(check)}"\n'
        f"message = {on_one_line(check.message)}\n" + "fill = true\n" * check.fill
        for check in checks
    )
