"""The roster: the units that must report, found by any of the names they go by."""

import re
import unicodedata
from dataclasses import dataclass, field

from schema.edition.kinds import LONGEST_TEXT
from schema.validation.letters import PATTERNS, SPACES
from schema.validation.variants import VARIANTS

CODE = "[0-9A-Za-z][0-9A-Za-z-]{0,31}"
"""Pattern of a unit code. It becomes a folder name in the store."""
_INKLESS = PATTERNS["unseen"][1:-1] + PATTERNS["unprintable"][1:-1]
_UNSEEN, _EMPTY = re.compile(f"[{_INKLESS}]"), re.compile(f"[{SPACES}{_INKLESS}]")
"""What takes no ink, without and with spaces."""
_READ = LONGEST_TEXT + 1
"""Letters of a name that are looked at: a longer one is nobody's, and composing marks is quadratic in their number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A reporting unit (填报单位). group: its district (区县、片区). contact, phone: whom the bureau calls, shown to it alone."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """Units in the bureau's order, and `dropped`: the words a name may carry or lack (宁波市, 市场监管局)."""

    units: tuple[Unit, ...]
    dropped: tuple[str, ...] = ()
    _codes: dict[str, Unit] = field(init=False, repr=False, compare=False)
    _names: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_codes", {unit.code: unit for unit in self.units})
        names = {self.short(name): unit for unit in self.units for name in (unit.name, *unit.aliases)}
        object.__setattr__(self, "_names", names)

    def by_code(self, code: str) -> Unit | None:
        return self._codes.get(code)

    def by_name(self, name: str) -> Unit | None:
        """The unit that goes by `name`, full-width forms, spaces, traditional characters and `dropped` words set aside."""
        folded = alike(name)
        return self._names.get(folded) or self._names.get(self._without(folded))

    def keys(self, unit: Unit) -> set[str]:
        """The folded forms that belong to the unit and must belong to no other."""
        spoken = {unit.name, *unit.aliases}
        return {alike(name) for name in spoken} | {self.short(name) for name in spoken}

    def also(self, unit: Unit) -> list[str]:
        """The short forms of its aliases that are not its name's own, in a fixed order."""
        return sorted({self.short(alias) for alias in unit.aliases} - {self.short(unit.name)})

    def short(self, name: str) -> str:
        """The folded name without the words that it may carry or lack."""
        return self._without(alike(name))

    def _without(self, folded: str) -> str:
        for word in self.dropped:
            folded = folded.removeprefix(word).removesuffix(word) or folded
        return folded


def alike(name: str) -> str:
    """A folded name, its letters as they are meant: 鄞州區 is 鄞州区. Units are found by it."""
    folded = fold(name)
    meant = folded.translate(VARIANTS)
    return folded if meant == folded else fold(meant)


def with_unseen(name: str) -> str:
    """A name as the bureau is shown it where no roster has it: what cannot be seen is, as ⟨U+200B⟩."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", name)


def fold(name: str) -> str:
    """A name without what two people would write differently: width, case, spaces, marks that cannot be seen, the seal's.

    The code of a unit that no roster knows is made of it. The browser's `validation/roster.js` does the same in the same
    steps; JavaScript has no casefold().
    """
    plain = unicodedata.normalize("NFKC", _EMPTY.sub("", name)[:_READ]).upper().lower().replace("ς", "σ")
    folded = _EMPTY.sub("", plain).replace("(盖章)", "")
    return name if folded == name else folded  # a roster keeps both: most are one and the same
