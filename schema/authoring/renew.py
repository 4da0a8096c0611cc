"""`build.py renew`: last year's edition with its years and dates moved on, its roster carried over.

The file is changed as text, so that comments, checks and layout stay as they were written.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from schema.edition.dates import moved, weekend_remark
from schema.edition.model import Edition
from schema.errors import UserError
from schema.loading.edition_file import load_edition

_MOMENTS = ("opens", "due", "closes")
_MOMENT = re.compile(
    rf"(\s*([\"']?)(?:{'|'.join(_MOMENTS)})\2\s*=\s*)([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?=[Tt ])"
)
"""A key with its moment in any form that TOML has; only the day is touched."""
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)")


def renew(old: Path, new: Path) -> Iterator[str]:
    """Write `new` and its roster; yields what to look at. Raises UserError, FileProblemsError."""
    if new.exists():
        raise UserError(f"{new} 已经有了，没有动它。要重做，先删去它")
    edition = load_edition(old)
    years = int(new.stem) - int(edition.id)
    text, left = renewed(old.read_text(encoding="utf-8-sig"), int(edition.id), years)
    _check_moments(text, edition, years)
    new.write_text(text, encoding="utf-8")
    yield f"已写 {new}：问题和编号与 {edition.id} 年相同，年份和日期后移 {years} 年"
    yield from copy_roster(old, new)
    yield from (f"请核对，没有改：{line}" for line in left)
    yield from weekend_remark(load_edition(new).due)


def renewed(text: str, year: int, years: int) -> tuple[str, list[str]]:
    """The file moved on by `years`, and the lines that name a year but were left as they are."""
    lines, left = [], []
    head = True
    for line in text.split("\n"):
        head = head and not line.lstrip().startswith("[")
        moment = _MOMENT.match(line)
        if head and moment:
            line = f"{moment[1]}{_moved_day(moment[3], years)}{line[moment.end() :]}"
        elif head or line.startswith("#"):
            line = line.replace(str(year), str(year + years))
        if _YEAR.search(line) and str(year + years) not in _YEAR.findall(line):
            left.append(line.strip())
        lines.append(line)
    return "\n".join(lines), left


def _moved_day(day: str, years: int) -> str:
    return moved(datetime.fromisoformat(day), years).date().isoformat()


def _check_moments(text: str, edition: Edition, years: int) -> None:
    """That the text says the moments `years` later: a deadline that is not as it should be does harm. Raises UserError."""
    said = tomllib.loads(text)
    for name in _MOMENTS:
        before = getattr(edition, name)
        if before and said[name] != moved(before, years):
            raise UserError(
                f"{edition.id} 年的表里 {name} 的位置或写法特别，没有能后移，所以什么都没有写。"
                f"请把它单独写成一行 {name} = {before.isoformat()}，放在文件开头，再试一次"
            )


def copy_roster(old: Path, new: Path) -> Iterator[str]:
    """Last year's roster beside the new edition, unless one is there already."""
    source, target = (file.with_name(f"{file.stem}.units.toml") for file in (old, new))
    if target.exists():
        yield f"名册 {target} 已经有了，没有动它"
        return
    text = source.read_text(encoding="utf-8-sig")
    comments = (
        line.replace(old.stem, new.stem) if line.startswith("#") else line for line in text.split("\n")
    )
    target.write_text("\n".join(comments), encoding="utf-8")
    yield f"已写 {target}：名册沿用 {old.stem} 年的，请核对有无增减"
