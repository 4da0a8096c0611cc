"""The deadline, read from the closing note where it says one; the reference date (截至6月30日) is none.

A deadline that is read wrong does harm: where the note can be meant otherwise, or names several, a doubt says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from schema.authoring.importer.hours import HALVES, Time, at, end_of
from schema.edition.dates import moved

CHINA = timezone(timedelta(hours=8))
_DIGITS = "〇一二三四五六七八九"
_CHINESE = re.compile(rf"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}零]+)(?=[年月日号点时分])")
_NUMERIC = re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DAY = (
    r"(?:(?P<year>20\d\d)年|(?P<next>次年|翌年|明年|下一?年度?))?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
)
_WEEKDAY = r"(?:[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])[）)]?)?"
_TIME = (
    rf"[（(]?(?P<half>{'|'.join(HALVES)})?[）)]?"
    r"(?:(?P<hour>\d{1,2})(?:[:：点时](?:(?P<minute>\d{1,2})分?|(?P<part>半|一刻|三刻))?)?[整正]?时?)?(?P<work>下班)?"
)
_BEFORE = r"(?:(?:之?前|以前)(?!后|[\d一两三五]+个?(?:工作)?[日天])|截止|为止)"
_UNTIL = r"(?:截止|报送|上报|填报|提交|报告)(?:时间|日期|期限)(?:为|是|[:：])?"
_REFERENCE = re.compile(
    rf"(?:截至(?:时间|日期)?|(?:统计|数据)[^，。；]{{0,6}}截止(?:时间|日期)?)(?:为|是|到|于|[:：])?{_DAY}(?:之?前|以前)?"
    rf"|{_DAY.replace('P<', 'P<of_')}为统计截止"
)
_DUE = re.compile(rf"(?P<until>{_UNTIL})?{_DAY}{_WEEKDAY}{_TIME}(?P<before>{_BEFORE})?")
_CLAUSE = re.compile("[^，,。；;！!]*")
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Deadline:
    """One that the note may name, None if it cannot be read. weight: how much it is said to be this table's."""

    words: str
    moment: datetime | None
    weight: int
    doubts: tuple[str, ...] = ()


def read_due(note: str, year: int) -> tuple[datetime | None, str]:
    """The deadline in the note, None where it names none, and what is to be looked at in it; a year it leaves out is the edition's."""
    plain = re.sub(r"[^\S\n]", "", _NUMERIC.sub(r"\1年\2月\3日", note)).replace("\n", "。")
    plain = _CHINESE.sub(_in_digits, plain)
    reference = _REFERENCE.search(plain)
    counted = _day(reference, year) if reference else None
    found = list(_deadlines(_REFERENCE.sub("，", plain), year, counted))
    readable = [each for each in found if each.moment]
    if not readable:
        return None, ""
    chosen = max(reversed(readable), key=lambda each: each.weight)
    others = "、".join(f"“{each.words}”" for each in found if each.moment != chosen.moment)
    told = [f"还写有{others}，截止时间取了“{chosen.words}”，请核对 due"] if others else []
    return chosen.moment, "；".join([*chosen.doubts, *told])


def _deadlines(plain: str, year: int, counted: datetime | None) -> Iterator[_Deadline]:
    """counted: the reference date. A day by which nothing is said to be due is none."""
    for match in _DUE.finditer(plain):
        clause = _CLAUSE.match(plain, match.end())
        rest = clause[0] if clause else ""
        weight = 2 if "表" in rest else 1 if match["until"] or re.search("报|送|交", rest) else 0
        if match["until"] or match["before"]:
            yield _deadline(match, year, counted, weight)
        elif weight:
            yield _Deadline(words=match[0] + rest, moment=None, weight=weight)


def _deadline(match: re.Match[str], year: int, counted: datetime | None, weight: int) -> _Deadline:
    words = match[0]
    day, time = _day(match, year), _time(match)
    if day is None or time is None:
        return _Deadline(words=words, moment=None, weight=weight)
    doubts = []
    if match["next"] or (match["year"] and day.year not in (year, year + 1)):
        doubts.append(f"“{words}”不在 {year} 年，截止时间定在 {day.year} 年，请核对 due")
    elif not match["year"] and counted and day < counted:
        day = moved(day, 12)
        doubts.append(f"“{words}”早于统计数据截止的日子，截止时间定在 {day.year} 年，请核对 due")
    if match["weekday"] and day.weekday() != "一二三四五六日".index(match["weekday"].replace("天", "日")):
        doubts.append(f"{day.year} 年的这一天不是“{words}”所写的星期几，请核对 due")
    minutes, sure = time
    moment = day + timedelta(minutes=minutes)
    if not sure:
        why = "可以有别的意思" if match["hour"] else "没有写明几点"
        doubts.append(f"“{words}”{why}，截止时间定为 {moment:%H:%M}，请核对 due")
    return _Deadline(words=words, moment=moment, weight=weight, doubts=tuple(doubts))


def _day(match: re.Match[str], year: int) -> datetime | None:
    """The beginning of the day; None where there is no such day."""
    said = {name.removeprefix("of_"): text for name, text in match.groupdict().items() if text}
    in_year = int(said["year"]) if "year" in said else year + ("next" in said)
    try:
        return datetime(in_year, int(said["month"]), int(said["day"]), tzinfo=CHINA)
    except ValueError:
        return None


def _time(match: re.Match[str]) -> Time | None:
    half = match["half"] or ""
    if not match["hour"]:
        return end_of(half, closing=bool(match["work"]))
    return at(half, int(match["hour"]), _PARTS.get(match["part"], int(match["minute"] or 0)))


def _in_digits(match: re.Match[str]) -> str:
    """十二 as 12, 二〇二二 as 2022."""
    text = match[0].replace("零", "〇")
    tens, ten, ones = text.rpartition("十")
    if ten:
        return str((_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0))
    return "".join(str(_DIGITS.index(digit)) for digit in text)
