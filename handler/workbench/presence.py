"""Who else has the same piece of work open, by the windows that have asked for it lately."""

import time
from collections.abc import Callable
from threading import Lock

LATELY = 75.0
"""Seconds; an open window asks every twenty."""
_MOST = 100


class Presence:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._seen: dict[tuple[str, str], float] = {}

    def others(self, edition: str, window: str) -> int:
        """How many other windows have it open; this one is counted from now on, if it says who it is."""
        now = self._clock()
        with self._lock:
            lately = {each: at for each, at in self._seen.items() if now - at < LATELY}
            if window and len(lately) < _MOST:
                lately[edition, window] = now
            self._seen = lately
            return sum(each[0] == edition and each[1] != window for each in lately)
