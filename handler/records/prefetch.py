"""Work that others do, its results in order, only so much of it begun before it is asked for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def ahead_of(executor: Executor, work: Callable[[T], R], items: Iterable[T], ahead: int) -> Iterator[R]:
    """The result of each item; ahead: how many are begun and not yet taken."""
    begun = (executor.submit(work, item) for item in items)
    waiting = deque(islice(begun, ahead))
    while waiting:
        result = waiting.popleft().result()
        waiting.extend(islice(begun, 1))
        yield result
