"""Reading a roster from `<edition>.units.toml`; every error in it is reported at once."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from schema.edition.roster import CODE, Roster, Unit, alike, fold
from schema.errors import FileProblemsError
from schema.loading.toml_table import Table, read_text, read_toml


def load_roster(file: Path, text: str | None = None) -> Roster:
    """The roster in `<edition>.units.toml`; text: as in `read_toml`. Raises FileProblemsError with everything that is wrong."""
    return _load(Path(file.name), read_text(file) if text is None else text)


@lru_cache(16)  # as of the editions
def _load(file: Path, text: str) -> Roster:
    top = read_toml(file, text)
    top.only(("dropped", "unit"))
    units = [_read_unit(table) for table in top.tables("unit")]
    if not units:
        top.blame("文件开头", "报送单位名单是空的", "每个填报单位写一个 [[unit]]")
    roster = Roster(units=tuple(units), dropped=tuple(alike(word) for word in top.texts("dropped", [])))
    _check_codes(top, units)
    _check_names(top, roster)
    if top.mistakes:
        raise FileProblemsError(top.mistakes)
    return roster


def _read_unit(table: Table) -> Unit:
    table.only(("code", "name", "aliases", "group", "contact", "phone"))
    unit = Unit(
        code=table.text("code"),
        name=table.text("name"),
        aliases=tuple(table.texts("aliases", [])),
        group=table.text("group", ""),
        contact=table.text("contact", ""),
        phone=table.text("phone", ""),
    )
    if unit.code and not re.fullmatch(CODE, unit.code):
        table.blame(
            table.place, f"单位代码“{unit.code}”不合规则", "代码只含数字、英文字母和短横线，不超过 32 个字符"
        )
    if unit.name and not fold(unit.name):
        table.blame(table.place, f"name “{unit.name}”里没有名称", "写上单位的名称")
    if not all(fold(alias) for alias in unit.aliases):
        table.blame(table.place, "有空的别名", "删去空的别名")
    if unit.code.casefold().startswith("unknown"):
        table.blame(table.place, "单位代码不能以 unknown 开头", "换一个代码：unknown 留给名单外的单位")
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
