"""The roster of a piece of work: out as a table, in from one, and what that changes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from schema.authoring.roster.preview import groups_in_words, in_words, preview
from schema.authoring.roster.sheet import read_rows, write_xlsx
from schema.authoring.roster.table import from_rows, roster_toml, to_rows
from schema.authoring.workbench.work import Work
from schema.edition.roster import Roster
from schema.loading.roster_file import load_roster


def roster_of(work: Work) -> Roster:
    """Empty where there is none yet."""
    return load_roster(Path(f"{work.edition}.units.toml"), work.roster) if work.roster else Roster(units=())


def roster_book(work: Work) -> bytes:
    """To be filled or changed in Excel."""
    return write_xlsx(to_rows(roster_of(work)))


def with_roster(work: Work, name: str, data: bytes) -> Work:
    """The roster that the file of that name holds. Raises UserError, with everything that is wrong."""
    return replace(work, roster=roster_toml(from_rows(read_rows(name, data), roster_of(work), name)))


def told_units(work: Work, before: Roster | None) -> Iterator[str]:
    """How many there are and in which groups, and what is new, gone or renamed since the edition before."""
    roster = roster_of(work)
    yield "，".join([f"{len(roster.units)} 家", *groups_in_words(roster)])
    if before:
        yield from in_words(preview(before, roster))
