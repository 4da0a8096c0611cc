"""The checks of the edition before: those that go on, those that a person has to confirm, those that end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schema.authoring.writing.strings import DOUBT
from schema.authoring.writing.write_toml import checks_toml
from schema.edition.checks import Check, rule_text
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.loading.check_rules import RuleError, read_rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Checks:
    """kept: all their blanks are called what they were. proposed: they still fit. dropped: their blanks are gone."""

    kept: tuple[Check, ...] = ()
    proposed: tuple[Check, ...] = ()
    dropped: tuple[Check, ...] = ()


def sorted_checks(like: Edition | None, edition: Edition) -> Checks:
    """A rule between two figures may be wrong as soon as one of them means something else."""
    if like is None:
        return Checks()
    blanks = {blank.id: blank for blank in edition.blanks}
    same = {name for name, label in edition.labels.items() if like.labels.get(name) == label}
    fitting = [check for check in like.checks if fits(check, blanks)]
    return Checks(
        kept=tuple(check for check in fitting if same.issuperset(check.blanks)),
        proposed=tuple(check for check in fitting if not same.issuperset(check.blanks)),
        dropped=tuple(check for check in like.checks if check not in fitting),
    )


def carried_checks_toml(checks: Checks) -> str:
    """The [[check]] tables; those that are to be confirmed as comments."""
    return checks_toml(checks.kept) + "".join(_proposed(checks.proposed))


def _proposed(checks: tuple[Check, ...]) -> Iterator[str]:
    for check in checks:
        lines = checks_toml([check]).strip().split("\n")
        yield f"\n{DOUBT}这条审核关系里的空说法有变；确认仍然适用，就去掉下面各行开头的 #\n"
        yield "".join(f"# {line}\n" for line in lines)


def fits(check: Check, blanks: Mapping[str, Blank]) -> bool:
    """Whether another edition has the blanks of this check, and of the right kinds."""
    try:
        read_rule(rule_text(check), blanks)
    except RuleError:
        return False
    return True


def told_checks(checks: Checks) -> Iterator[str]:
    yield f"沿用审核关系 {len(checks.kept)} 条"
    for what, of_it in (("待确认，写成了注释", checks.proposed), ("取消", checks.dropped)):
        yield from (f"审核关系{what}：{check.message}（{rule_text(check)}）" for check in of_it)
