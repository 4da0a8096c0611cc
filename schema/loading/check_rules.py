"""Reading a rule of the check language (`schema/edition/checks.py`) and the [[check]] tables of an edition."""

import re
from collections.abc import Mapping

from schema.edition.checks import Check, Compare, Is, Level, Sum, Test, blanks_of, rule_text
from schema.edition.kinds import LARGEST_COUNT, Number, YesNo, as_typed
from schema.edition.sentence import Blank
from schema.loading.check_fill import wrong_fills
from schema.loading.toml_table import Table

_LEVELS = {level.value: level for level in Level}
_TOKEN = re.compile(r"\s*(!=|<=|>=|[0-9]+|[a-z][a-z0-9_]*|\S)")
LARGEST_FACTOR = 1_000_000
MOST_TERMS = 60
"""Of one side: what a person reads."""
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")


def read_checks(top: Table, blanks: Mapping[str, Blank]) -> tuple[Check, ...]:
    """Every check of an edition; what is wrong with one is blamed on its table."""
    read = ((table, _read_check(table, blanks)) for table in top.tables("check"))
    tables = [(table, check) for table, check in read if check]
    checks = tuple(check for _, check in tables)
    for wrong, fault in wrong_fills(checks, blanks):
        (table,) = (table for table, check in tables if check is wrong)
        table.blame(f"{table.place} › {rule_text(wrong)}", fault, "改正规则，或删去 fill = true")
    return checks


def _read_check(table: Table, blanks: Mapping[str, Blank]) -> Check | None:
    table.only(("level", "rule", "message", "fill"))
    word = table.text("level")
    level = _LEVELS.get(word)
    if word and not level:
        table.blame(table.place, "level 不认识", f"level 只能是 {'、'.join(_LEVELS)}")
    rule, message = table.text("rule"), table.text("message")
    try:
        given, needed = read_rule(rule, blanks) if rule else ((), ())
    except RuleError as error:
        table.blame(f"{table.place} › {rule}", str(error), "写法见 schema/edition/checks.py 开头的例子")
        return None
    fill = table.flag("fill")
    if not level or not needed:
        return None
    return Check(level=level, given=given, needed=needed, message=message, fill=fill)


class RuleError(Exception):
    """A rule that cannot be read; the text says why (Chinese)."""


def read_rule(text: str, blanks: Mapping[str, Blank]) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
    """(given, needed) of a rule. Raises RuleError."""
    tokens = [match[1] for match in _TOKEN.finditer(text)]
    given, implies, needed = _split(tokens, "implies")
    if not implies:
        given, needed = [], given
    conditions = tuple(_read_tests(part, blanks) if part else () for part in (given, needed))
    if not conditions[1] or (implies and not conditions[0]):
        raise RuleError("规则不完整")
    if not any(id_ for test in conditions[1] for id_ in blanks_of(test)):
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
    if tokens[1:2] == ["is"] and len(tokens) == 3 and tokens[2] in YesNo.words:
        return Is(blank=_named(tokens[0], YesNo, blanks), yes=tokens[2] == as_typed(True))
    operators = [place for place, token in enumerate(tokens) if token in _OPERATORS]
    if len(operators) != 1:
        raise RuleError(f"“{' '.join(tokens)}”不是一个比较，也不是“某空 is 是”")
    left, right = tokens[: operators[0]], tokens[operators[0] + 1 :]
    return Compare(
        left=_read_sum(left, blanks), operator=tokens[operators[0]], right=_read_sum(right, blanks)
    )


def _read_sum(tokens: list[str], blanks: Mapping[str, Blank]) -> Sum:
    constant = 0
    terms: list[tuple[int, str]] = []
    for term in " ".join(tokens).split("+"):
        factor, times, rest = term.strip().partition(" * ")
        if times and not _is_number(factor):
            raise RuleError(f"“{term.strip()}”应写成 数字 * 空")
        name = rest if times else factor
        if _is_number(name):
            constant += _number(name) * (_number(factor) if times else 1)
        else:
            terms.append((_number(factor) if times else 1, _named(name, Number, blanks)))
    if (
        constant > LARGEST_COUNT
        or any(factor > LARGEST_FACTOR for factor, _ in terms)
        or len(terms) > MOST_TERMS
    ):
        raise RuleError(f"数字太大，或一边的空超过 {MOST_TERMS} 个")
    return Sum(constant=constant, terms=tuple(terms))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()  # ² and １ are digits too


def _number(digits: str) -> int:
    """The number; of one that is too large in any case, however long, a part that is too large as well."""
    return int(digits.lstrip("0")[: len(str(LARGEST_COUNT)) + 1] or "0")


def _named(name: str, kind: type, blanks: Mapping[str, Blank]) -> str:
    if name not in blanks:
        raise RuleError(f"没有编号为“{name}”的空")
    if not isinstance(blanks[name].kind, kind):
        raise RuleError(f"“{name}”的种类不能这样用")
    return name
