"""Edit checks across blanks: what a rule is. `checks_read` reads one, `checks_run` applies it.

    study_sessions = 0 implies study_attendance = 0
    reports <= 100 * coverage + 10
    plan_made is 是
    events > 0 and online > 0 implies total >= events + online

A rule is a condition, or two joined by `implies`; a condition is tests joined by `and`; a
test compares two sums of numbers and whole numbers (= != < <= > >=), or says what a choice is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from schema.edition.kinds import as_typed


class Level(Enum):
    """block 强制: must be mended. explain 核实: mended, or explained. hint 提示: shown only."""

    BLOCK = "block"
    EXPLAIN = "explain"
    HINT = "hint"


LEVELS = {Level.BLOCK: "强制", Level.EXPLAIN: "核实", Level.HINT: "提示"}
"""The levels in the officer's words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """constant + factor × number + …"""

    constant: int
    terms: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare:
    left: Sum
    operator: str
    right: Sum


@dataclass(frozen=True, kw_only=True, slots=True)
class Is:
    blank: str
    yes: bool


Test = Compare | Is


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A rule that right answers may still break. `given` is empty where there is no `implies`.

    at: the blank where it is shown and explained, the first one of what must hold.
    fill: it says what that blank is the sum of, and the page fills it in.
    """

    level: Level
    given: tuple[Test, ...]
    needed: tuple[Test, ...]
    message: str
    fill: bool = False

    @property
    def blanks(self) -> tuple[str, ...]:
        """Every blank the rule names, what must hold first."""
        return tuple(dict.fromkeys(id_ for test in self.needed + self.given for id_ in blanks_of(test)))

    @property
    def at(self) -> str:
        return self.blanks[0]


def blanks_of(test: Test) -> list[str]:
    """The blanks that a test names, in its order."""
    if isinstance(test, Is):
        return [test.blank]
    return [blank for _, blank in test.left.terms + test.right.terms]


def explained(checks: Iterable[Check]) -> tuple[str, ...]:
    """The blanks at which a check may ask for a reason, each once, in the order of the checks."""
    return tuple(dict.fromkeys(check.at for check in checks if check.level is Level.EXPLAIN))


def rule_text(check: Check) -> str:
    """The rule in the check language; reading it gives the same rule."""
    given, needed = (" and ".join(map(_test, tests)) for tests in (check.given, check.needed))
    return f"{given} implies {needed}" if given else needed


def _test(test: Test) -> str:
    if isinstance(test, Is):
        return f"{test.blank} is {as_typed(test.yes)}"
    return f"{_sum(test.left)} {test.operator} {_sum(test.right)}"


def _sum(total: Sum) -> str:
    terms = [f"{factor} * {blank}" if factor != 1 else blank for factor, blank in total.terms]
    return " + ".join([*terms, str(total.constant)] if total.constant or not terms else terms)
