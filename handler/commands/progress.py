"""How a command that takes its time says how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


def quiet(done: int, total: int) -> None:  # the shape of every Progress
    """No progress shown."""
