"""Edit checks across blanks: a small, closed rule language, read once.

    study_sessions = 0 implies study_attendance = 0
    reports <= 100 * coverage + 10
    plan_made is 是
    events > 0 and online > 0 implies total >= events + online

A rule is a condition, or two joined by `implies`; a condition is tests joined by `and`; a
test compares two sums of counts and whole numbers (= != < <= > >=), or says what a choice is.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from schema.model import Answer, Blank, Count, YesNo


class Level(Enum):
    """block 强制: must be mended. explain 核实: mended, or explained. hint 提示: shown only."""

    BLOCK = "block"
    EXPLAIN = "explain"
    HINT = "hint"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """constant + factor × count + …"""

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
    """

    level: Level
    given: tuple[Test, ...]
    needed: tuple[Test, ...]
    message: str

    @property
    def blanks(self) -> tuple[str, ...]:
        """Every blank the rule names, what must hold first."""
        return tuple(dict.fromkeys(id_ for test in self.needed + self.given for id_ in _blanks(test)))

    @property
    def at(self) -> str:
        return self.blanks[0]


class RuleError(Exception):
    """A rule that cannot be read; the text says why (Chinese)."""


_TOKEN = re.compile(r"\s*(!=|<=|>=|[=<>+*]|[0-9]+|[a-z][a-z0-9_]*|是|否|(\S))")
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
_WORDS = ("and", "implies", "is")


def read_rule(text: str, blanks: Mapping[str, Blank]) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
    """(given, needed) of a rule. Raises RuleError."""
    tokens = [match[1] for match in _TOKEN.finditer(text)]
    given, implies, needed = _split(tokens, "implies")
    if not implies:
        given, needed = [], given
    conditions = tuple(_read_tests(part, blanks) if part else () for part in (given, needed))
    if not conditions[1] or (implies and not conditions[0]):
        raise RuleError("规则不完整")
    if not any(id_ for test in conditions[1] for id_ in _blanks(test)):
        raise RuleError("要成立的部分没有提到任何一个空")
    return conditions[0], conditions[1]


def _split(tokens: list[str], word: str) -> tuple[list[str], bool, list[str]]:
    if word not in tokens:
        return tokens, False, []
    place = tokens.index(word)
    return tokens[:place], True, tokens[place + 1 :]


def _read_tests(tokens: list[str], blanks: Mapping[str, Blank]) -> tuple[Test, ...]:
    first, more, rest = _split(tokens, "and")
    test = _read_test(first, blanks)
    return (test, *_read_tests(rest, blanks)) if more else (test,)


def _read_test(tokens: list[str], blanks: Mapping[str, Blank]) -> Test:
    if tokens[1:2] == ["is"] and tokens[2:] in (["是"], ["否"]):
        return Is(blank=_named(tokens[0], YesNo, blanks), yes=tokens[2] == "是")
    operators = [place for place, token in enumerate(tokens) if token in _OPERATORS]
    if len(operators) != 1:
        raise RuleError(f"“{' '.join(tokens)}”不是一个比较，也不是“某空 is 是”")
    left, right = tokens[: operators[0]], tokens[operators[0] + 1 :]
    return Compare(left=_read_sum(left, blanks), operator=tokens[operators[0]], right=_read_sum(right, blanks))


def _read_sum(tokens: list[str], blanks: Mapping[str, Blank]) -> Sum:
    constant, terms = 0, []
    for term in " ".join(tokens).split("+"):
        factor, times, rest = term.strip().partition(" * ")
        if times and not factor.isdigit():
            raise RuleError(f"“{term.strip()}”应写成 数字 * 空")
        name = rest if times else factor
        if name.isdigit():
            constant += int(name) * (int(factor) if times else 1)
        else:
            terms.append((int(factor) if times else 1, _named(name, Count, blanks)))
    return Sum(constant=constant, terms=tuple(terms))


def _named(name: str, kind: type, blanks: Mapping[str, Blank]) -> str:
    if name not in blanks:
        raise RuleError(f"没有编号为“{name}”的空")
    if not isinstance(blanks[name].kind, kind):
        raise RuleError(f"“{name}”的种类不能这样用")
    return name


def _blanks(test: Test) -> list[str]:
    if isinstance(test, Is):
        return [test.blank]
    return [blank for _, blank in test.left.terms + test.right.terms]


Holds = Callable[[Mapping[str, Answer]], bool]


def compile_check(check: Check) -> Holds:
    """Whether the check holds for answers that have all its blanks.

    Compiled, because every submission meets every check; the source is made of ids that
    were checked against the edition, whole numbers and operators, nothing else.
    """
    given, needed = (" and ".join(map(_source, tests)) for tests in (check.given, check.needed))
    source = f"lambda a: not ({given}) or ({needed})" if given else f"lambda a: {needed}"
    holds: Holds = eval(source, {"__builtins__": {}})  # noqa: S307  # see above
    return holds


def _source(test: Test) -> str:
    if isinstance(test, Is):
        return f"a[{test.blank!r}] is {test.yes}"
    operator = "==" if test.operator == "=" else test.operator
    return f"{_sum_source(test.left)} {operator} {_sum_source(test.right)}"


def _sum_source(total: Sum) -> str:
    terms = [f"{factor}*a[{blank!r}]" if factor != 1 else f"a[{blank!r}]" for factor, blank in total.terms]
    return " + ".join([*terms, str(total.constant)] if total.constant or not terms else terms)


def check_document(check: Check) -> dict[str, object]:
    """A check as data for the browser: a test is [sum, operator, sum] or [blank, yes]; a sum [constant, [factor, blank] …]."""
    return {
        "level": check.level.value,
        "at": check.at,
        "given": [_test_document(test) for test in check.given],
        "needed": [_test_document(test) for test in check.needed],
        "message": check.message,
    }


def _test_document(test: Test) -> list[object]:
    if isinstance(test, Is):
        return [test.blank, test.yes]
    return [_sum_document(test.left), test.operator, _sum_document(test.right)]


def _sum_document(total: Sum) -> list[object]:
    return [total.constant, *([factor, blank] for factor, blank in total.terms)]
