"""How a command that takes its time says how far it is."""

from collections.abc import Callable

Tell = Callable[[str], None]
"""Called with what is being done, while it lasts (Chinese)."""


def untold(doing: str) -> None:  # the shape of every Tell
    """Says nothing."""
