"""The checks of a new edition: those of the edition before, those of the paper itself, usual ranges of what was collected."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schema.authoring.draft import Draft
from schema.authoring.writing.strings import DOUBT
from schema.authoring.writing.write_toml import checks_toml
from schema.edition.checks import Check, Compare, Level, Sum, rule_text
from schema.edition.kinds import LARGEST_COUNT, Count
from schema.edition.model import Edition
from schema.edition.period import edition_in_words
from schema.edition.sentence import Blank
from schema.errors import UserError
from schema.loading.check_fill import fillable
from schema.loading.check_rules import MOST_TERMS, RuleError, read_rule

_TIMES = 10
"""A figure so many times the largest that anybody filed is to be explained."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checks:
    """kept: all their blanks are called what they were. proposed: they still fit. dropped: their blanks are gone.

    own: what the paper says of its figures; beyond: the same where it cannot be run. ranges: the usual ones.
    """

    kept: Sequence[Check] = ()
    proposed: Sequence[Check] = ()
    dropped: Sequence[Check] = ()
    own: Sequence[Check] = ()
    beyond: Sequence[Check] = ()
    ranges: Sequence[Check] = ()


def find_checks(draft: Draft, like: Edition | None, collected: Path | None = None) -> Checks:
    """Those of a draft whose blanks have their ids. collected: `collected.json` of the edition before. Raises UserError.

    A rule between two figures may be wrong as soon as one of them means something else.
    """
    edition = draft.edition
    blanks = {blank.id: blank for blank in edition.blanks}
    before, labels = (like.checks, like.labels) if like else ((), {})
    same = {name for name, label in edition.labels.items() if labels.get(name) == label}
    fitting = [check for check in before if fits(rule_text(check), blanks)]
    kept = [check for check in fitting if same.issuperset(check.blanks)]
    proposed = [check for check in fitting if check not in kept]
    done = set(map(rule_text, kept))
    every = [check for check in _on_the_paper(draft) if rule_text(check) not in done]
    own = [check for check in every if fits(rule_text(check), blanks)]
    return Checks(
        kept=kept,
        proposed=proposed,
        dropped=[check for check in before if check not in fitting],
        own=fillable([*kept, *own], blanks)[len(kept) :],
        beyond=[check for check in every if check not in own],
        ranges=list(_usual_ranges(collected, like, edition, fitting)) if like and collected else (),
    )


def fits(rule: str, blanks: Mapping[str, Blank]) -> bool:
    """Whether another edition has the blanks of a check's rule, and of the right kinds."""
    try:
        read_rule(rule, blanks)
    except RuleError:
        return False
    return True


def _on_the_paper(draft: Draft) -> Iterator[Check]:
    """What it says of its figures."""
    ids = {place: [blank.id for blank in line.blanks] for place, line in draft.edition.lines()}
    for relation in draft.relations:
        left, right = (
            Sum(constant=0, terms=tuple((1, ids[place][0]) for place in side))
            for side in (relation.left, relation.right)
        )
        test = Compare(left=left, operator=relation.operator, right=right)
        # What words alone (合计, 其中) make a rule may be misread: right figures must not be held up by it.
        level = Level.BLOCK if relation.written else Level.EXPLAIN
        filled = relation.sure and relation.operator == "="
        yield Check(level=level, given=(), needed=(test,), message=relation.said, fill=filled)


def _usual_ranges(file: Path, like: Edition, edition: Edition, checks: Sequence[Check]) -> Iterator[Check]:
    """A check for each count that is called what it was; none where one of `checks` sets a bound to it already."""
    bounded = {check.at for check in checks if _is_bound(check)}
    largest = _largest(file, like)
    for name in (blank.id for blank in edition.blanks if isinstance(blank.kind, Count)):
        label, most = edition.labels[name], largest.get(name, 0) * _TIMES
        if name not in bounded and like.labels.get(name) == label and 0 < most <= LARGEST_COUNT:
            figure = Sum(constant=0, terms=((1, name),))
            rule = Compare(left=figure, operator="<=", right=Sum(constant=most, terms=()))
            message = f"{label}超过 {edition_in_words(like.id)}最多的一家的 {_TIMES} 倍（{most:,}）。"
            yield Check(level=Level.EXPLAIN, given=(), needed=(rule,), message=message)


def _is_bound(check: Check) -> bool:
    """Whether it says only that one figure is no more than so many."""
    match check:
        case Check(given=(), needed=(Compare(left=left, operator="<" | "<=", right=Sum(terms=())),)):
            return len(left.terms) == 1
    return False


def _largest(collected: Path, like: Edition) -> Mapping[str, int]:
    """The largest answer to each count. Raises UserError."""
    try:
        document = json.loads(collected.read_text(encoding="utf-8"))
        given = document["edition"]["id"]
        filed = [unit["filing"]["answers"] for unit in document["units"] if unit["filing"]]
    except OSError as error:
        raise UserError(f"读不到文件 {collected}（{error.strerror}）。请检查路径和权限") from error
    except (ValueError, TypeError, KeyError) as error:
        raise UserError(f"{collected} 不是汇总数据。请用汇总得到的 collected.json") from error
    if given != like.id:
        raise UserError(
            f"{collected} 是 {edition_in_words(str(given))}的汇总数据，应为 {edition_in_words(like.id)}的"
        )
    counts = [blank.id for blank in like.blanks if isinstance(blank.kind, Count)]
    return {name: max((answers.get(name) or 0 for answers in filed), default=0) for name in counts}


def new_checks_toml(checks: Checks) -> str:
    """The [[check]] tables; those that are to be confirmed as comments."""
    found = (checks_toml(checks.own), checks_toml(checks.kept), *map(_proposed, checks.proposed))
    return "".join((*found, checks_toml(checks.ranges)))


def _proposed(check: Check) -> str:
    told = f"\n{DOUBT}这条审核关系里的空说法有变；确认仍然适用，就去掉下面各行开头的 #\n"
    return told + "".join(f"# {line}\n" for line in checks_toml([check]).strip().split("\n"))


def told_checks(checks: Checks) -> Iterator[str]:
    """What the officer is told of them; what the paper says once, however many columns or rows it is about."""
    for message, times in Counter(check.message for check in checks.own).items():
        yield f"纸上的关系写成了审核关系，请确认，不对的在文件里删去：{message}（{times} 处）"
    for message, times in Counter(check.message for check in checks.beyond).items():
        yield f"纸上的关系没有写成审核关系（只能核对数字，一边最多 {MOST_TERMS} 个）：{message}（{times} 处）"
    if checks.kept or checks.proposed or checks.dropped:
        yield f"沿用审核关系 {len(checks.kept)} 条"
    for what, of_it in (("待确认，写成了注释", checks.proposed), ("取消", checks.dropped)):
        yield from (f"审核关系{what}：{check.message}（{rule_text(check)}）" for check in of_it)
    yield from (f"常见范围，不要的可以在文件里删去：{check.message}" for check in checks.ranges)
