"""Checks with `fill = true`: their blank is a sum that the page fills in (合计 = 甲 + 乙), whoever wants may type it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schema.edition.checks import Check, Compare, Level, Sum
from schema.edition.kinds import Number
from schema.edition.sentence import Blank


def why_not_filled(check: Check, blanks: Mapping[str, Blank]) -> str:
    """What hinders the page from filling the check's blank in (Chinese); '' if nothing does."""
    match check:
        case Check(
            level=Level.BLOCK | Level.EXPLAIN,
            given=(),
            needed=(Compare(left=Sum(constant=0, terms=((1, total),)), operator="=", right=right),),
        ) if right.terms and total not in (names := [name for _, name in right.terms]):
            kinds = [blanks[name].kind for name in (total, *names)]
            whole, *parts = [kind for kind in kinds if isinstance(kind, Number)]
            if any(part.places > whole.places for part in parts):
                return f"{{{total}}} 的小数位数比相加的空少"
            negative = any(part.signed for part in parts) and not whole.signed
            return f"相加的空可以是负数，{{{total}}} 不可以" if negative else ""
        case _:
            return "自动算出的规则应是 强制（block）或核实（explain）的“某空 = 几个别的空相加”"


def fillable(checks: Sequence[Check], blanks: Mapping[str, Blank]) -> list[Check]:
    """The same checks; those that cannot fill their blank in only check it."""
    wrong = [check for check, _ in wrong_fills(checks, blanks)]
    return [replace(check, fill=check.fill and not any(check is each for each in wrong)) for check in checks]


def wrong_fills(checks: Sequence[Check], blanks: Mapping[str, Blank]) -> Iterator[tuple[Check, str]]:
    """The checks that cannot fill their blank in, each with why."""
    waiting: dict[str, Check] = {}
    for check in (check for check in checks if check.fill):
        if fault := why_not_filled(check, blanks):
            yield check, fault
        elif check.at in waiting:
            yield check, f"{{{check.at}}} 已由另一条规则算出"
        else:
            waiting[check.at] = check
    while ready := [name for name, check in waiting.items() if not waiting.keys() & {*check.blanks[1:]}]:
        for name in ready:
            del waiting[name]
    yield from ((check, f"{{{name}}} 绕一圈又由自己算出") for name, check in waiting.items())
