"""The clock of a trial, pinned by `--at`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

FILE = Path("var/clock")
_AHEAD = 100
"""Looks."""


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
                self._keep(self._kept + _AHEAD)
            return self._moment + timedelta(microseconds=self._ticks)

    def _keep(self, ticks: int) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # a kill leaves the old number or the new
        written = self._file.with_name(f"{self._file.name}.new")
        written.write_text(str(ticks), encoding="ascii")
        written.replace(self._file)
        self._kept = ticks
