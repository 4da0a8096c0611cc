"""Whether what is read costs as much as it is long: told as a ratio, as a busy machine reads the same more slowly."""

from collections.abc import Callable
from time import process_time

TIMES = 8


def costs_its_length(read: Callable[[str], object], run: str, most: int) -> bool:
    """Whether `most` times the run costs far less than it would if the cost grew with the square of the length.

    The lesser of two tries each; what is read in a tenth of a second need not be told apart.
    """
    short, long = (min(_cost(read, run * count) for _ in range(2)) for count in (most // TIMES, most))
    return long < 3 * TIMES * short + 0.1


def _cost(read: Callable[[str], object], text: str) -> float:
    begun = process_time()
    read(text)
    return process_time() - begun
