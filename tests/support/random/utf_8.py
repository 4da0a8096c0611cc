"""What UTF-8 can write, told to hypothesis: it would try every character there is, for seconds in each process."""

import sys
from functools import cache

from hypothesis.internal import charmap
from hypothesis.internal.intervalsets import IntervalSet

_of_codec = charmap.intervals_from_codec


@cache
def _known(codec: str) -> tuple[IntervalSet, IntervalSet]:
    """What it can write, and what of it is read back otherwise."""
    if codec != "utf-8":
        return _of_codec(codec)
    return IntervalSet(((0, 0xD7FF), (0xE000, sys.maxunicode))), IntervalSet(())


def know_utf_8() -> None:
    charmap.intervals_from_codec = _known
