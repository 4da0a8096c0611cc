"""Moments as the paper would say them, in the edition's own offset whatever clock is asked."""

from datetime import datetime

from schema.edition.model import Edition


def in_words(moment: datetime, edition: Edition) -> str:
    """`2021年7月1日 12:00`, by the offset of the edition's deadline."""
    local = moment.astimezone(edition.due.tzinfo)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
