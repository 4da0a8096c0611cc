"""The time of day that a deadline names: which of the two twelves an hour is on, and when a day's work ends."""

from dataclasses import dataclass

NIGHT = ("晚上", "晚间", "夜间", "夜里", "深夜", "半夜", "午夜", "晚")
AFTERNOON = ("下午", "傍晚")
NOON = ("中午", "正午", "午间")
MORNING = ("凌晨", "清晨", "早上", "早晨", "上午")
HALVES = (*NIGHT, *AFTERNOON, *NOON, *MORNING)
"""What stands before an hour; a longer word before its parts."""
_DAY = 24 * 60
_LAST = _DAY - 1
_CLOSING = 17 * 60 + 30
"""Minutes after midnight at which offices close."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Time:
    """Minutes after the day's beginning, up to 1,440 and beyond; whether the words can mean nothing else."""

    minutes: int
    sure: bool = True


def end_of(half: str, *, closing: bool) -> Time:
    """The end of a day or of a part of it of which no hour is named. closing: of the work in it (下班)."""
    if half in NOON or half == "上午":
        return Time(minutes=12 * 60)
    if half in MORNING:
        return Time(minutes=12 * 60, sure=False)
    if half in AFTERNOON or closing:
        return Time(minutes=_CLOSING, sure=False)
    return Time(minutes=_LAST, sure=False)


def at(half: str, hour: int, minute: int) -> Time | None:
    """The time of that hour, as people say it: 晚上12点 ends the day, 中午1点 is 13:00. None: there is no such time."""
    if minute > 59 or hour * 60 + minute > _DAY:
        return None
    hour, first, last = _on_the_clock(half, hour)
    minutes = hour * 60 + minute
    return Time(minutes=minutes, sure=first * 60 <= minutes <= last * 60)


def _on_the_clock(half: str, hour: int) -> tuple[int, int, int]:
    """The hour of 24, and the first and the last for which such words are surely used."""
    if half in NIGHT:
        return (24 if hour % 12 == 0 else hour + 24 if hour < 5 else hour + 12 if hour < 12 else hour), 17, 24
    if half in AFTERNOON:
        return (hour + 12 if hour < 12 else hour), 13, 20
    if half in NOON:
        return (hour + 12 if hour < 4 else hour), 11, 14
    if half == "凌晨":
        return hour, 1, 6
    return (hour, 6, 12) if half in MORNING else (hour, 8, 24)
