"""Moments as the paper would say them, in the edition's own offset whatever clock is asked."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime

from schema.edition.model import Edition


def in_words(moment: datetime, edition: Edition) -> str:
    """`2021年7月1日 12:00`, by the offset of the edition's deadline; `2021年7月1日 12:00:40` where that is after it.

    Cut to the minute, a filing that came late would be said to have come in time.
    """
    local = moment.astimezone(edition.due.tzinfo)
    exact = edition.is_late(moment) and (local.second or local.microsecond)
    return f"{local.year}年{local.month}月{local.day}日 {local:{'%H:%M:%S' if exact else '%H:%M'}}"


def day_in_words(day: date) -> str:
    """`2022年12月31日`."""
    return f"{day.year}年{day.month}月{day.day}日"


_SATURDAY = 5


def weekend_remark(due: datetime) -> Iterator[str]:
    """A deadline at a weekend is rarely meant."""
    if due.weekday() >= _SATURDAY:
        yield f"截止日 {due:%Y-%m-%d} 是星期{'六日'[due.weekday() - _SATURDAY]}，请核对 due"


def names_remark(edition: Edition) -> Iterator[str]:
    """Names that go before the table is in, so that nobody can be called: a day of the whole site moves on with no table."""
    last, due = edition.site.keep_until, edition.due.date()
    if last and last < due:
        yield (
            f"联系人、电话只保存到 {last:%Y-%m-%d}，早于截止日 {due:%Y-%m-%d}：收到时就不再写出，没有办法催报、核实。"
            "请把 keep_until 改后（写在 site.toml 里的，或本表 [site] 里的）"
        )


def moved(moment: datetime, months: int) -> datetime:
    """The same day and time so many months later; the last day of a month that has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
