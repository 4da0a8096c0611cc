"""Applying a check: compiled for Python, as data for the browser."""

from collections.abc import Callable, Mapping, Sequence

from schema.edition.checks import Check, Is, Sum, Test
from schema.edition.kinds import Answer

Holds = Callable[[Mapping[str, Answer]], bool]


def compile_checks(checks: Sequence[Check]) -> Holds:
    """Whether all the checks hold for answers that have all their blanks.

    Compiled, because every submission meets every check; the source is made of ids that
    were read against the edition, whole numbers and operators, nothing else.
    """
    source = " and ".join(f"({_check_source(check)})" for check in checks) or "True"
    holds: Holds = eval(f"lambda a: {source}", {"__builtins__": {}})  # noqa: S307  # see above
    return holds


def _check_source(check: Check) -> str:
    given, needed = (" and ".join(map(_source, tests)) for tests in (check.given, check.needed))
    return f"not ({given}) or ({needed})" if given else needed


def _source(test: Test) -> str:
    if isinstance(test, Is):
        return f"a[{test.blank!r}] is {test.yes}"
    operator = "==" if test.operator == "=" else test.operator
    return f"{_sum_source(test.left)} {operator} {_sum_source(test.right)}"


def _sum_source(total: Sum) -> str:
    terms = [f"{factor}*a[{blank!r}]" if factor != 1 else f"a[{blank!r}]" for factor, blank in total.terms]
    return " + ".join([*terms, str(total.constant)] if total.constant or not terms else terms)
