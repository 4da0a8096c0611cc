"""Whether what is read costs as much as it is long: told as a ratio, as a busy machine reads the same more slowly."""

from collections.abc import Callable
from time import process_time

TIMES = 8


def costs_its_length(read: Callable[[str], object], run: str, most: int) -> bool:
    """Whether `most` times the run costs far less than it would if the cost grew with the square of the length.

    What is read in a tenth of a second need not be told apart. Where one try does not show it, a second may.
    """
    return any(_is_bounded(read, run, most) for _ in range(2))


def _is_bounded(read: Callable[[str], object], run: str, most: int) -> bool:
    long = _cost(read, run * most)
    return long < 0.1 or long < 3 * TIMES * _cost(read, run * (most // TIMES)) + 0.1


def _cost(read: Callable[[str], object], text: str) -> float:
    begun = process_time()
    read(text)
    return process_time() - begun
