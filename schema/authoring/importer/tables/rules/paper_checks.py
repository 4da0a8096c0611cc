"""What a paper says of its figures, as checks of an edition whose blanks have their ids."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from schema.authoring.carried_checks import fits
from schema.authoring.draft import Draft, Relation
from schema.edition.checks import Check, Compare, Level, Sum, rule_text
from schema.edition.model import Place
from schema.loading.check_fill import fillable
from schema.loading.check_rules import MOST_TERMS


def checks_of(draft: Draft, kept: Sequence[Check]) -> tuple[list[Check], list[Check]]:
    """The relations of a draft whose blanks have their ids: those that can be checked, but for what `kept` says, and others."""
    lines = draft.edition.lines()
    ids = {place: [blank.id for blank in line.blanks] for place, line in lines}
    blanks = {blank.id: blank for blank in draft.edition.blanks}
    done = set(map(rule_text, kept))
    every = [check for each in draft.relations if rule_text(check := _check(each, ids)) not in done]
    fitting = [check for check in every if fits(check, blanks)]
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
