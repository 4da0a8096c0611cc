"""The deadline and the reference date, read from the closing note where it says them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
_DAY = r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_REFERENCE = re.compile(rf"截至(?:时间为)?{_DAY}|{_DAY.replace('P<', 'P<r')}为统计截止")
_DUE = re.compile(
    rf"{_DAY}(?P<half>上午|中午|下午|晚上|晚)?"
    r"(?:(?P<hour>\d{1,2})(?:[:：点时](?P<minute>\d{2})?分?|整)?)?(?P<work>下班)?(?P<before>之?前|以前|截止)"
)
_ENDS = {"上午": (12, 0), "中午": (12, 0), "下午": (17, 30), "晚上": (23, 59), "晚": (23, 59)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """What the note says; None where it does not. doubt is empty where it says it exactly."""

    due: datetime | None
    reference: str
    doubt: str = ""


def read_dates(note: str, year: int) -> Dates:
    """The dates in the note; a year it leaves out is the edition's."""
    plain = re.sub(r"\s", "", note)
    reference = _REFERENCE.search(plain)
    words = reference[0] if reference else ""
    for match in _DUE.finditer(plain):
        moment = _moment(match, year)
        if moment:
            return Dates(due=moment, reference=words, doubt=_doubt(match, moment))
    return Dates(due=None, reference=words)


def _moment(match: re.Match[str], year: int) -> datetime | None:
    hour, minute = _ENDS.get(match["half"] or "", (17, 30) if match["work"] else (23, 59))
    if match["hour"]:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        hour += 12 if match["half"] in ("下午", "晚上", "晚") and hour < 12 else 0
    try:
        return datetime(
            int(match["year"] or year), int(match["month"]), int(match["day"]), hour, minute, tzinfo=CHINA
        )
    except ValueError:
        return None


def _doubt(match: re.Match[str], moment: datetime) -> str:
    if match["hour"] or match["half"] in ("上午", "中午"):
        return ""
    return f"“{match[0]}”没有写明几点，截止时间定为 {moment:%H:%M}，请核对 due"
