"""Hypothesis strategies that make edit checks of every form the language has."""

from hypothesis import strategies as st

from schema.edition.checks import Check, Compare, Is, Level, Sum, Test
from schema.edition.kinds import LARGEST_COUNT, MOST_PLACES, Amount, Count, YesNo
from schema.edition.sentence import Blank
from schema.loading.check_rules import LARGEST_FACTOR

COUNTS = ("a", "b", "c")
FLAGS = ("p", "q")
AMOUNTS = {"m": Amount(measure="万元"), "s": Amount(measure="人", places=MOST_PLACES, signed=True)}
BLANKS = {
    **{id_: Blank(id=id_, kind=Count(measure="次")) for id_ in COUNTS},
    **{id_: Blank(id=id_, kind=kind) for id_, kind in AMOUNTS.items()},
    **{id_: Blank(id=id_, kind=YesNo()) for id_ in FLAGS},
}
NUMBERS = st.integers(0, 4) | st.integers(0, LARGEST_COUNT) | st.just(LARGEST_COUNT)
FACTORS = st.integers(0, 3) | st.integers(0, LARGEST_FACTOR) | st.just(LARGEST_FACTOR)
SUMS = st.builds(
    Sum,
    constant=NUMBERS,
    terms=st.lists(st.tuples(FACTORS, st.sampled_from([*COUNTS, *AMOUNTS])), max_size=6).map(tuple),
)
COMPARISONS = st.builds(
    Compare, left=SUMS, operator=st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), right=SUMS
)
TESTS: st.SearchStrategy[Test] = COMPARISONS | st.builds(Is, blank=st.sampled_from(FLAGS), yes=st.booleans())
CHECKS = st.builds(
    Check,
    level=st.sampled_from(Level),
    given=st.lists(TESTS, max_size=3).map(tuple),
    needed=st.lists(TESTS, min_size=1, max_size=3).map(tuple),
    message=st.just("请核对。"),
).filter(
    lambda check: any(isinstance(test, Is) or test.left.terms or test.right.terms for test in check.needed)
)
"""What must hold names a blank, as the reader makes sure."""
DECIMALS = st.builds("{}.{:02}".format, NUMBERS, st.integers(0, 99))
SIGNED = st.builds("{}{}.{:04}".format, st.sampled_from(["", "-"]), NUMBERS, st.integers(1, 9999))
ANSWERS = st.fixed_dictionaries(
    dict.fromkeys(COUNTS, NUMBERS) | {"m": DECIMALS, "s": SIGNED} | dict.fromkeys(FLAGS, st.booleans())
)
