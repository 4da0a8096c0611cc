"""Applying a check: compiled for Python, as data for the browser."""

from collections.abc import Callable, Container, Mapping, Sequence

from schema.edition.checks import Check, Is, Sum, Test, blanks_of
from schema.edition.kinds import MOST_PLACES, Answer

Holds = Callable[[Mapping[str, Answer]], bool]


_UNIT = 10**MOST_PLACES


def compile_checks(checks: Sequence[Check], amounts: Container[str] = ()) -> Holds:
    """Whether all the checks hold for answers that have all their blanks. amounts: ids of those that are decimal texts.

    Compiled, because every submission meets every check; the source is made of ids that
    were read against the edition, whole numbers and operators, nothing else.
    """
    source = " and ".join(f"({_check_source(check, amounts)})" for check in checks) or "True"
    names = {"__builtins__": {}, "u": units}
    holds: Holds = eval(f"lambda a: {source}", names)  # noqa: S307  # see above
    return holds


def units(answer: Answer) -> int:
    """A number in units of the last place that any has, as exact as it was typed."""
    whole, _, decimals = str(answer).partition(".")
    return int(whole + decimals.ljust(MOST_PLACES, "0"))


def _check_source(check: Check, amounts: Container[str]) -> str:
    given, needed = (
        " and ".join(_source(test, amounts) for test in tests) for tests in (check.given, check.needed)
    )
    return f"not ({given}) or ({needed})" if given else needed


def _source(test: Test, amounts: Container[str]) -> str:
    if isinstance(test, Is):
        return f"a[{test.blank!r}] is {test.yes}"
    operator = "==" if test.operator == "=" else test.operator
    exact = any(blank in amounts for blank in blanks_of(test))
    return f"{_sum_source(test.left, exact)} {operator} {_sum_source(test.right, exact)}"


def _sum_source(total: Sum, exact: bool) -> str:  # of a private function
    answers = [(factor, f"u(a[{blank!r}])" if exact else f"a[{blank!r}]") for factor, blank in total.terms]
    terms = [f"{factor}*{answer}" if factor != 1 else answer for factor, answer in answers]
    constant = total.constant * (_UNIT if exact else 1)
    return " + ".join([*terms, str(constant)] if constant or not terms else terms)
