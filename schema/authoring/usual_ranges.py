"""Usual ranges from last year's collection: a figure ten times the largest that anybody filed is to be explained."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from schema.edition.checks import Check, Compare, Level, Sum
from schema.edition.kinds import LARGEST_COUNT, Count
from schema.edition.model import Edition
from schema.edition.period import edition_in_words
from schema.errors import UserError

_TIMES = 10


def usual_ranges(
    collected: Path, like: Edition, edition: Edition, checks: Collection[Check]
) -> Iterator[Check]:
    """A check for each count that is called what it was; none where one of `checks` sets a bound to it already.

    collected: `collected.json` of the edition before. Raises UserError.
    """
    bounded = {check.at for check in checks if _is_bound(check)}
    largest = _largest(collected, like)
    for blank in edition.blanks:
        label = edition.labels[blank.id]
        most = largest.get(blank.id, 0) * _TIMES
        known = isinstance(blank.kind, Count) and like.labels.get(blank.id) == label
        if known and blank.id not in bounded and 0 < most <= LARGEST_COUNT:
            figure = Sum(constant=0, terms=((1, blank.id),))
            rule = Compare(left=figure, operator="<=", right=Sum(constant=most, terms=()))
            message = f"{label}超过 {edition_in_words(like.id)}最多的一家的 {_TIMES} 倍（{most:,}）。"
            yield Check(level=Level.EXPLAIN, given=(), needed=(rule,), message=message)


def _is_bound(check: Check) -> bool:
    """Whether it says only that one figure is no more than so many."""
    (test, *more) = check.needed
    if check.given or more or not isinstance(test, Compare):
        return False
    return test.operator in ("<", "<=") and len(test.left.terms) == 1 and not test.right.terms


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
