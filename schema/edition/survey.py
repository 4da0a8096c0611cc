"""What is on the shelf: each edition together with the units that must report; and how that travels to a function.

A function need not read and check again what was read and checked when it was packed: it has the shapes as they are.
"""

import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schema.edition.model import Edition
from schema.edition.period import newest_first, period_of
from schema.edition.roster import Roster

PACKED = Path(__file__).parents[1] / "catalogue.pickle"
"""Where the catalogue lies in a function's package."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """One edition together with the units that must report."""

    edition: Edition
    roster: Roster


Catalogue = dict[str, Survey]
"""Edition id → survey, newest first."""


def earlier_periods(edition: str, catalogue: Mapping[str, Survey]) -> list[str]:
    """The editions of the same form for periods before this one's, the latest first."""
    this = period_of(edition)
    periods = {each: period_of(each) for each in catalogue}
    earlier = (each for each, then in periods.items() if this and then and this.follows(then))
    return sorted(earlier, key=newest_first)


def pack(catalogue: Catalogue) -> bytes:
    """What `unpack` reads, by this version of the code alone: both lie in one package. Equal catalogues give the same bytes."""
    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, protocol=5)
    pickler.fast = True  # or it would tell strings that are one object from strings that are equal
    pickler.dump(catalogue)
    return packed.getvalue()


def unpack(file: Path = PACKED) -> Catalogue:
    """The catalogue that this package was made with. Raises OSError."""
    catalogue: Catalogue = pickle.loads(file.read_bytes())  # noqa: S301  # of the package that this code is of
    return catalogue
