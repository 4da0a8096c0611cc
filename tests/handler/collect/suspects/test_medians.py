"""Medians of what comes in parts: the same however it was cut, exact of few values, close of many."""

import statistics
from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from handler.collect.suspects.medians import STEP, Values

NUMBERS = st.lists(st.floats(-30, 30), min_size=1, max_size=30)


@given(NUMBERS, st.booleans())
def test_they_are_exact_or_right_to_half_a_step(numbers: list[float], exact: bool) -> None:
    values = Values.of(numbers, exact=exact)

    middle = statistics.median(numbers)
    room = 0 if exact else 0.5 / STEP + 1e-9
    assert len(values) == len(numbers)
    assert abs(values.median() - middle) <= room
    assert abs(values.deviation(middle) - statistics.median(abs(n - middle) for n in numbers)) <= room


@given(NUMBERS, st.booleans(), st.data())
def test_how_they_were_cut_and_in_which_order_they_come_changes_nothing(
    numbers: list[float], exact: bool, data: st.DataObject
) -> None:
    places = data.draw(st.lists(st.integers(0, 4), min_size=len(numbers), max_size=len(numbers)))
    order = data.draw(st.permutations(range(5)))
    whole = Values.of(numbers, exact=exact)
    parts = [
        Values.of([n for n, at in zip(numbers, places, strict=True) if at == part], exact=exact)
        for part in order
    ]

    for together in (reduce(add, parts), reduce(lambda later, part: part + later, reversed(parts))):
        assert (together.median(), together.deviation(1.0)) == (whole.median(), whole.deviation(1.0))


def test_of_many_values_it_is_known_how_many_lie_at_each_step() -> None:
    values = Values.of([1.001, 2.0, 2.001, 9.0], exact=False)

    assert (len(values), len(values.exact), values.steps[2 * STEP]) == (4, 0, 2)
    assert (values.median(), values.deviation(2.0)) == (2.0, 0.5)
