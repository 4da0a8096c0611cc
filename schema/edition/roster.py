"""The roster: the units that must report, found by any of the names they go by."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from schema.loading.toml_table import Table, read_toml
from schema.mistakes import MistakesError
from schema.validation.normalise import PATTERNS, SPACES

CODE = "[0-9A-Za-z][0-9A-Za-z-]{0,31}"
"""Pattern of a unit code. It becomes a folder name in the store."""
_EMPTY = re.compile(f"[{SPACES}{PATTERNS['unseen'][1:-1]}{PATTERNS['unprintable'][1:-1]}]")
"""What takes no ink."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A reporting unit (填报单位)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """Units in the bureau's order, and `dropped`: the words a name may carry or lack (宁波市, 市场监管局)."""

    units: tuple[Unit, ...]
    dropped: tuple[str, ...] = ()
    _codes: dict[str, Unit] = field(init=False, repr=False, compare=False)
    _names: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_codes", {unit.code: unit for unit in self.units})
        names = {self._short(name): unit for unit in self.units for name in (unit.name, *unit.aliases)}
        object.__setattr__(self, "_names", names)

    def by_code(self, code: str) -> Unit | None:
        return self._codes.get(code)

    def by_name(self, name: str) -> Unit | None:
        """The unit that goes by `name`, full-width forms, spaces and `dropped` words set aside."""
        return self._names.get(fold(name)) or self._names.get(self._short(name))

    def keys(self, unit: Unit) -> set[str]:
        """The folded forms that belong to the unit and must belong to no other."""
        spoken = {unit.name, *unit.aliases}
        return {fold(name) for name in spoken} | {self._short(name) for name in spoken}

    def also(self, unit: Unit) -> list[str]:
        """The short forms of its aliases that are not its name's own, in a fixed order."""
        return sorted({self._short(alias) for alias in unit.aliases} - {self._short(unit.name)})

    def _short(self, name: str) -> str:
        folded = fold(name)
        for word in self.dropped:
            folded = folded.removeprefix(word).removesuffix(word) or folded
        return folded


def fold(name: str) -> str:
    """A name without what two people would write differently: width, case, spaces, marks that cannot be seen, the seal's.

    The browser's `names.js` does the same in the same steps; JavaScript has no casefold().
    """
    plain = unicodedata.normalize("NFKC", _EMPTY.sub("", name)).upper().lower().replace("ς", "σ")
    return _EMPTY.sub("", plain).replace("(盖章)", "")


def load_roster(file: Path) -> Roster:
    """The roster in `<edition>.units.toml`. Raises MistakesError with everything that is wrong."""
    top = read_toml(file)
    top.only(("dropped", "unit"))
    units = [_read_unit(table) for table in top.tables("unit")]
    if not units:
        top.blame("文件开头", "名册是空的", "每个填报单位写一个 [[unit]]")
    roster = Roster(units=tuple(units), dropped=tuple(fold(word) for word in top.texts("dropped", [])))
    _check_codes(top, units)
    _check_names(top, roster)
    if top.mistakes:
        raise MistakesError(top.mistakes)
    return roster


def _read_unit(table: Table) -> Unit:
    table.only(("code", "name", "aliases"))
    unit = Unit(code=table.text("code"), name=table.text("name"), aliases=tuple(table.texts("aliases", [])))
    if unit.code and not re.fullmatch(CODE, unit.code):
        table.blame(
            table.place, f"单位代码“{unit.code}”不合规则", "代码只含数字、英文字母和短横线，不超过 32 个字符"
        )
    if unit.name and not fold(unit.name):
        table.blame(table.place, f"name “{unit.name}”里没有名称", "写上单位的名称")
    if not all(fold(alias) for alias in unit.aliases):
        table.blame(table.place, "有空的别名", "删去空的别名")
    if unit.code.casefold().startswith("unknown"):
        table.blame(table.place, "单位代码不能以 unknown 开头", "换一个代码：unknown 留给名册外的单位")
    return unit


def _check_codes(top: Table, units: Iterable[Unit]) -> None:
    for code, times in Counter(unit.code.casefold() for unit in units if unit.code).items():
        if times > 1:  # some file systems do not tell capitals apart
            top.blame(
                f"代码 {code}", f"代码用了 {times} 次", "每个单位的代码只能用一次，大小写不同也算同一个"
            )


def _check_names(top: Table, roster: Roster) -> None:
    owners: dict[str, Unit] = {}
    for unit in roster.units:
        for key in sorted(roster.keys(unit)):
            other = owners.setdefault(key, unit)
            if other is not unit and key:
                top.blame(
                    unit.name,
                    f"名称“{key}”也指 {other.name}",
                    "改掉其中一个名称或别名，使每个名称只指一个单位",
                )
