"""Clocks of a trial: pinned by `--at`, or going on from a moment at which a form is open."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from handler.stores.folder.private_file import write_private
from schema.edition.model import Edition, State

FILE = Path("var/clock")
_AHEAD = 100
"""Looks."""
_EVE = timedelta(days=1)


class StandingClock:
    """A clock that stands at one moment, but for a microsecond at each look, so that later is later.

    How far it may have come is kept in `ticks`, a hundred looks ahead: a restart does not set it back, and fifty clerks
    do not wait for a file at each look.
    """

    def __init__(self, moment: datetime, ticks: Path) -> None:
        self._moment = moment.astimezone(UTC)
        self._file = ticks
        self._lock = Lock()
        self._ticks = int(ticks.read_text(encoding="ascii")) if ticks.exists() else 0
        self._kept = self._ticks

    def __call__(self) -> datetime:
        with self._lock:
            self._ticks += 1
            if self._ticks > self._kept:
                write_private(self._file, str(self._kept + _AHEAD))
                self._kept += _AHEAD
            return self._moment + timedelta(microseconds=self._ticks)


def while_open(edition: Edition, clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock, or where it would find the form shut, one that goes on from a moment at which it is open."""
    began, at = time.monotonic(), clock()
    if edition.state(at) is not State.OPEN:
        at = eve_of(edition)
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def eve_of(edition: Edition) -> datetime:
    """A moment at which it is open: a day before it is due, if it is open by then."""
    eve = edition.due - _EVE
    return max(eve, edition.opens) if edition.opens else eve
