"""Where coverage is measured: not in a browser's tests, nor among random examples, nor where it costs and adds nothing.

On Python 3.11 to measure doubles what a test costs, and what pytest does around it. And what only chance, or only a
browser, would reach is a rule that has no test of its own: the gate of 100 % stands on the tests that do the same at
every run.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_OF_PROCESSES = "COVERAGE_PROCESS_CONFIG"
"""By it coverage is measured in the processes that a test starts."""
_STORES = Path(__file__).parents[1] / "handler" / "stores"


def is_measured(item: pytest.Item) -> bool:
    """Each is where `MEASURE=all` asks for it: which test reaches a line that no measured one does is then seen."""
    left_out = any(item.get_closest_marker(name) for name in ("browser", "hypothesis", "unmeasured"))
    return os.environ.get("MEASURE") == "all" or not (left_out or _is_elsewhere_on_s3(item))


def _is_elsewhere_on_s3(item: pytest.Item) -> bool:
    """A rule of every store, outside the stores' own room: on S3 it goes the way it goes on a folder."""
    variant = getattr(item, "callspec", None)
    on_s3 = variant is not None and variant.params.get("store") == "s3"
    return on_s3 and not item.path.is_relative_to(_STORES)


def outside() -> dict[str, str]:
    """The environment for a program that is not ours: it is not measured."""
    return {name: value for name, value in os.environ.items() if name != _OF_PROCESSES}


@contextmanager
def unmeasured() -> Iterator[None]:
    """Neither this process nor one that it starts is measured meanwhile.

    A worker of pytest-xdist is measured twice: as a process that pytest started, and by pytest-cov. Were only the last
    begun to stop, the first would take over.
    """
    running: list[Coverage] = []
    while measuring := Coverage.current():
        measuring.stop()
        running.append(measuring)
    kept = os.environ.pop(_OF_PROCESSES, None)
    try:
        yield
    finally:
        if kept is not None:
            os.environ[_OF_PROCESSES] = kept
        for measuring in reversed(running):
            measuring.start()


_aside: "TraceFunction | None" = None
"""What measures this thread, while it does not."""


@contextmanager
def turned() -> Iterator[None]:
    """This thread is measured where it was not, and the other way round.

    So pytest's own work, which is as much as most tests', is not measured around what a test does, and the threads
    that serve several tests are measured on.
    """
    _turn()
    try:
        yield
    finally:
        _turn()


def _turn() -> None:
    global _aside
    now = sys.gettrace()
    sys.settrace(_aside)
    _aside = now
