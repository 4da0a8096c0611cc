"""The checks of a new edition: those of the edition before, which go on, are to be confirmed or end; those of the paper itself."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema.authoring.draft import Draft, Relation
from schema.authoring.writing.strings import DOUBT
from schema.authoring.writing.write_toml import checks_toml
from schema.edition.checks import Check, Compare, Level, Sum, rule_text
from schema.edition.model import Edition, Place
from schema.edition.sentence import Blank
from schema.loading.check_fill import fillable
from schema.loading.check_rules import MOST_TERMS, RuleError, read_rule


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
    fitting = [check for check in like.checks if fits(rule_text(check), blanks)]
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


def fits(rule: str, blanks: Mapping[str, Blank]) -> bool:
    """Whether another edition has the blanks of a check's rule, and of the right kinds."""
    try:
        read_rule(rule, blanks)
    except RuleError:
        return False
    return True


def told_checks(checks: Checks) -> Iterator[str]:
    yield f"沿用审核关系 {len(checks.kept)} 条"
    for what, of_it in (("待确认，写成了注释", checks.proposed), ("取消", checks.dropped)):
        yield from (f"审核关系{what}：{check.message}（{rule_text(check)}）" for check in of_it)


def checks_of(draft: Draft, kept: Sequence[Check]) -> tuple[list[Check], list[Check]]:
    """The relations of a draft whose blanks have their ids: those that can be checked, but for what `kept` says, and others."""
    lines = draft.edition.lines()
    ids = {place: [blank.id for blank in line.blanks] for place, line in lines}
    blanks = {blank.id: blank for blank in draft.edition.blanks}
    done = set(map(rule_text, kept))
    every = [check for each in draft.relations if rule_text(check := _check(each, ids)) not in done]
    fitting = [check for check in every if fits(rule_text(check), blanks)]
    beyond = [check for check in every if check not in fitting]
    return fillable([*kept, *fitting], blanks)[len(kept) :], beyond


def _check(relation: Relation, ids: Mapping[Place, Sequence[str]]) -> Check:
    left, right = (
        Sum(constant=0, terms=tuple((1, ids[place][0]) for place in side))
        for side in (relation.left, relation.right)
    )
    test = Compare(left=left, operator=relation.operator, right=right)
    # What words alone (合计, 其中) make a rule may be misread: right figures must not be held up by it.
    level = Level.BLOCK if relation.written else Level.EXPLAIN
    filled = relation.sure and relation.operator == "="
    return Check(level=level, given=(), needed=(test,), message=relation.said, fill=filled)


def told_of(own: Sequence[Check], beyond: Sequence[Check]) -> Iterator[str]:
    """Each said once, however many columns or rows it is about."""
    for message, times in Counter(check.message for check in own).items():
        yield f"纸上的关系写成了审核关系，请确认，不对的在文件里删去：{message}（{times} 处）"
    for message, times in Counter(check.message for check in beyond).items():
        yield f"纸上的关系没有写成审核关系（只能核对数字，一边最多 {MOST_TERMS} 个）：{message}（{times} 处）"
