"""Writing checks as an officer would: as rules, and as the [[check]] tables of an edition."""

import json
from collections.abc import Iterable, Mapping

from schema.edition.checks import Check, Is, Sum, Test
from schema.edition.model import Blank
from schema.loading.check_rules import RuleError, read_rule


def rule_text(check: Check) -> str:
    """The rule in the check language; reading it gives the same rule."""
    given, needed = (" and ".join(map(_test, tests)) for tests in (check.given, check.needed))
    return f"{given} implies {needed}" if given else needed


def checks_toml(checks: Iterable[Check]) -> str:
    """The [[check]] tables, each after an empty line."""
    return "".join(
        f'\n[[check]]\nlevel = "{check.level.value}"\nrule = "{rule_text(check)}"\n'
        f"message = {json.dumps(check.message, ensure_ascii=False)}\n"
        for check in checks
    )


def fits(check: Check, blanks: Mapping[str, Blank]) -> bool:
    """Whether another edition has the blanks of this check, and of the right kinds."""
    try:
        read_rule(rule_text(check), blanks)
    except RuleError:
        return False
    return True


def _test(test: Test) -> str:
    if isinstance(test, Is):
        return f"{test.blank} is {'是' if test.yes else '否'}"
    return f"{_sum(test.left)} {test.operator} {_sum(test.right)}"


def _sum(total: Sum) -> str:
    terms = [f"{factor} * {blank}" if factor != 1 else blank for factor, blank in total.terms]
    return " + ".join([*terms, str(total.constant)] if total.constant or not terms else terms)
