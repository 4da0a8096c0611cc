"""`build.py renew`: an edition with its period and dates moved on, its roster carried over.

The file is changed as text, so that comments, checks and layout stay as they were written.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from schema.edition.dates import moved, names_remark, weekend_remark
from schema.edition.model import Edition
from schema.edition.period import Period, edition_in_words, period_of
from schema.errors import UserError
from schema.loading.edition_file import load_edition
from schema.loading.site_file import NAME, load_site

_MOMENTS = ("opens", "due", "closes")
_DATED = re.compile(
    rf"(\s*([\"']?)({'|'.join(_MOMENTS)}|keep_until)\2\s*=\s*)([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
)
"""A key with its date or moment in any form that TOML has; only the day is touched."""
_SITE = re.compile(r"\s*\[\s*([\"']?)site\1\s*\]\s*(?:#.*)?$")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)")
_PART = re.compile(r"[一二三四1-4]季度|[上下]半年|[0-9]{1,2}\s*月")


def renew(old: Path, new: Path) -> Iterator[str]:
    """Write `new` and its roster; yields what to look at. Raises UserError, FileProblemsError."""
    if new.exists():
        raise UserError(f"{new} 已经有了，没有动它。要重做，先删去它")
    text, left, months = renewal(old, new.stem)
    new.write_text(text, encoding="utf-8")
    on = f"期次和日期后移 {months} 个月" if months % 12 else f"年份和日期后移 {months // 12} 年"
    yield f"已写 {new}：问题和编号与 {edition_in_words(old.stem)}相同，{on}"
    yield from copy_roster(old, new)
    yield from (f"请核对，没有改：{line}" for line in left)
    edition = load_edition(new, load_site(new.with_name(f"{NAME}.toml")))
    yield from (*weekend_remark(edition.due), *names_remark(edition))


def renewal(old: Path, new: str) -> tuple[str, list[str], int]:
    """The file of an edition as the new one's, the lines to look at, and the months moved on. Raises UserError."""
    edition = load_edition(old)
    then, now = _periods(edition.id, new)
    text, left = renewed(old.read_text(encoding="utf-8-sig"), then, now)
    _check_moments(text, edition, now.first - then.first)
    return text, left, now.first - then.first


def _periods(old: str, new: str) -> tuple[Period, Period]:
    """Both editions' periods, as long. Raises UserError."""
    then, now = period_of(old), period_of(new)
    if not (then and now and then.months == now.months):
        raise UserError(
            f"{old} 和 {new} 不是同样长的两期，日期没有办法后移。年对年、半年对半年、季度对季度、月对月，如 renew 2022-q4 --like 2022-q3"
        )
    return then, now


def renewed(text: str, then: Period, now: Period) -> tuple[str, list[str]]:
    """The file moved on from a period to another, and the lines that name one but were left as they are."""
    lines, left = [], []
    head, site = True, False
    for line in text.split("\n"):
        if line.lstrip().startswith("["):
            head, site = False, bool(_SITE.match(line))
        dated = _DATED.match(line)
        if dated and (head if dated[3] in _MOMENTS else site):
            line = f"{dated[1]}{_moved_day(dated[4], now.first - then.first)}{line[dated.end() :]}"
        elif head or line.startswith("#"):
            line = _moved_words(line, then, now)
        if _is_left(line, now):
            left.append(line.strip())
        lines.append(line)
    return "\n".join(lines), left


def moved_on(text: str, old: str, new: str) -> str:
    """A text of one edition as it would be of another; as it is where their periods are not as long."""
    then, now = period_of(old), period_of(new)
    return _moved_words(text, then, now) if then and now and then.months == now.months else text


def _moved_words(line: str, then: Period, now: Period) -> str:
    """2022年第三季度 becomes 2022年第四季度; a month is moved on only beside its year: others may be of a date."""

    def on(part: re.Match[str]) -> str:
        return f"{part[1]}{now.part if part[2].isascii() else now.name}{part[3]}"

    return _part_of(then).sub(on, line).replace(str(then.year), str(now.year))


def _part_of(period: Period) -> re.Pattern[str]:
    """What the paper calls it within its year: what stands before, the name, what stands behind. Of a year, nothing."""
    shape = {
        12: "(?!)()()()",
        6: f"()({period.name})(半年)",
        3: f"(第?)({period.name}|{period.part})(季度)",
        1: rf"({period.year}\s*年\s*)(0?{period.part})(\s*月)(?!\s*[0-9]{{1,2}}\s*[日号])",
    }
    return re.compile(shape[period.months])


def _is_left(line: str, now: Period) -> bool:
    """Whether it names a year, or of a part of one a month, that is not the new one's."""
    years = _YEAR.findall(line)
    if now.months == 12:
        return bool(years) and str(now.year) not in years
    rest = _part_of(now).sub("", line)
    return bool(set(years) - {str(now.year)} or _PART.search(rest))


def _moved_day(day: str, months: int) -> str:
    return moved(datetime.fromisoformat(day), months).date().isoformat()


def _check_moments(text: str, edition: Edition, months: int) -> None:
    """That the text says the moments so much later: a deadline that is not as it should be does harm. Raises UserError."""
    said, kept = tomllib.loads(text), edition.site.keep_until
    lines = {
        f"{name} = {before.isoformat()}，放在文件开头": said[name] == moved(before, months)
        for name in _MOMENTS
        if (before := getattr(edition, name))
    }
    if kept:
        right = str(said["site"]["keep_until"]) == _moved_day(str(kept), months)
        lines[f"keep_until = {kept}，放在 [site] 下面"] = right
    for line in (line for line, right in lines.items() if not right):
        raise UserError(
            f"{edition_in_words(edition.id)}的表里 {line.partition(' ')[0]} 的位置或写法特别，没有能后移，所以什么都没有写。"
            f"请把它单独写成一行 {line}，再试一次"
        )


def copy_roster(old: Path, new: Path) -> Iterator[str]:
    """The earlier roster beside the new edition, unless one is there already."""
    target = new.with_name(f"{new.stem}.units.toml")
    if target.exists():
        yield f"报送单位名单 {target} 已经有了，没有动它"
        return
    target.write_text(roster_text(old, new.stem), encoding="utf-8")
    yield f"已写 {target}：报送单位名单沿用 {edition_in_words(old.stem)}的，请核对有无增减"


def roster_text(old: Path, new: str) -> str:
    """The text of an edition's roster as the new one's: comments at its head name the edition."""
    lines = old.with_name(f"{old.stem}.units.toml").read_text(encoding="utf-8-sig").split("\n")
    return "\n".join(line.replace(old.stem, new) if line.startswith("#") else line for line in lines)
