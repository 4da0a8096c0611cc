"""Whose a stored object is, by the roster as it stands now.

A record names its unit three times: by the code, by the roster's name of then, by what was typed. Codes are mended and
reused, so a code counts as long as one of the names agrees with it or neither name is anybody's; else the names do.
Of an object that cannot be read, the folder alone says whose it is.
"""

from typing import NamedTuple

from handler.records.keys import folder
from handler.records.record import Record, codes_of
from schema.edition.model import Edition
from schema.edition.roster import Roster, with_unseen


class Claim(NamedTuple):
    """How a record names its unit: by the code, by the roster's name of then, by what was typed."""

    code: str
    name: str
    typed: str


class Owner(NamedTuple):
    """The code of the unit; remark: why it is not the plain one, '' where it is (Chinese)."""

    code: str
    remark: str = ""


def claim_of(edition: Edition, record: Record) -> Claim:
    typed = str(record.answers.get(edition.unit_blank.id, ""))
    return Claim(record.unit.code, record.unit.name, typed)


def owner_of(roster: Roster, filed: Claim) -> Owner:
    """The unit of the roster that filed this, or the code as filed where the roster has none."""
    of_code = roster.by_code(filed.code)
    if of_code and of_code.name == filed.name == filed.typed:
        return Owner(filed.code)
    by_typed, by_name = roster.by_name(filed.typed), roster.by_name(filed.name)
    named = by_typed or by_name
    if of_code is None or named is None:
        return Owner(named.code if named and not of_code else filed.code)
    if of_code in (by_typed, by_name):
        stays = named is of_code
        return Owner(
            of_code.code,
            "" if stays else f"填的名称“{with_unseen(filed.typed)}”现在指{named.name}，已按代码计入",
        )
    return Owner(named.code, f"报送时的代码 {filed.code} 现在是{of_code.name}的，已按名称计入")


def owner_of_key(roster: Roster, edition: str, key: str) -> str:
    """The code of the unit in whose folder a record should lie under this name; '' where it is no record's name."""
    code, _, name = key.removeprefix(folder(edition)).partition("/")
    if not name.endswith(".json"):
        return ""
    if roster.by_code(code) or not code.startswith("unknown-"):
        return code
    found = next((unit for unit in roster.units if code in codes_of(roster, unit.code)), None)
    return found.code if found else code
