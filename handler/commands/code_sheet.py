"""What the bureau hands out: each unit's filing code and its personal link, as a list."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handler.access.filing_codes import Codes
from handler.collect.exports.collected_csv import safe
from schema.loading.catalogue import Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """One unit's. The link carries the code in its fragment, which a browser never sends to a server."""

    unit: str
    name: str
    code: str
    link: str


def make_slips(survey: Survey, codes: Codes, site: str) -> Iterator[Slip]:
    """A slip for every unit of the roster, in its order; site: the address of the site, ending in `/`."""
    edition = survey.edition.id
    for unit in survey.roster.units:
        code = codes.make(edition, unit.code)
        yield Slip(unit=unit.code, name=unit.name, code=code, link=f"{site}{edition}/#{unit.code}/{code}")


def to_csv(slips: Iterable[Slip]) -> str:
    """One line per unit, formulas neutralised."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("单位代码", "单位", "填报码", "链接"))
    writer.writerows([safe(cell) for cell in (slip.unit, slip.name, slip.code, slip.link)] for slip in slips)
    return text.getvalue()
