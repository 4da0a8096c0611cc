"""The time of day that a deadline names: which of the two twelves an hour is on, and when a day's work ends."""

_DAY, _NOON, _CLOSING = 24 * 60, 12 * 60, 17 * 60 + 30
"""Minutes after midnight at which a day ends, its morning, and the work of offices."""
_NIGHT, _NO_HALF = "晚上 晚间 夜间 夜里 深夜 半夜 午夜 晚", ""
_TABLE = {
    _NIGHT: (12, 17, 24, _DAY - 1, False),
    "下午 傍晚": (12, 13, 20, _CLOSING, False),
    "中午 正午 午间": (4, 11, 14, _NOON, True),
    "凌晨": (0, 1, 6, _NOON, False),
    "清晨 早上 早晨": (0, 6, 12, _NOON, False),
    "上午": (0, 6, 12, _NOON, True),
    _NO_HALF: (0, 8, 24, _DAY - 1, False),
}
"""Words before an hour: below which hour they mean the second twelve, the first and the last for which they are surely
used; where no hour is named, the minute at which that part of the day ends, and whether it can mean nothing else."""
HALVES = [half for words in _TABLE for half in words.split()]
"""A longer word before its parts."""
_BY_WORD = {half: row for words, row in _TABLE.items() for half in words.split() or [_NO_HALF]}
Time = tuple[int, bool]
"""Minutes after the day's beginning, up to 1,440 and beyond; whether the words can mean nothing else."""


def end_of(half: str, *, closing: bool) -> Time:
    """The end of a day or of a part of it of which no hour is named. closing: of the work in it (下班)."""
    *_, end, sure = _BY_WORD[half]
    return (min(end, _CLOSING) if closing else end), sure


def at(half: str, hour: int, minute: int) -> Time | None:
    """The time of that hour, as people say it: 晚上12点 ends the day, 中午1点 is 13:00. None: there is no such time."""
    if minute > 59 or hour * 60 + minute > _DAY:
        return None
    below, first, last, *_ = _BY_WORD[half]
    if half in _NIGHT.split() and (hour < 5 or hour == 12):
        hour = 24 + hour % 12
    elif hour < below:
        hour += 12
    minutes = hour * 60 + minute
    return minutes, first * 60 <= minutes <= last * 60
