"""Moments moved on by whole years."""

from datetime import datetime
from typing import overload


@overload
def moved(moment: datetime, years: int) -> datetime: ...
@overload
def moved(moment: None, years: int) -> None: ...
@overload
def moved(moment: datetime | None, years: int) -> datetime | None: ...
def moved(moment: datetime | None, years: int) -> datetime | None:
    """The same day and time `years` later; 28 February where there is no 29th."""
    if moment is None:
        return None
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)
