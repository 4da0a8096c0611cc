"""The rules that a grid bears in itself: totals, 其中, what its notes say; a person confirms them."""

import re
from collections.abc import Iterator, Sequence

from schema.authoring.draft import Relation
from schema.authoring.importer.tables.frame import Frame
from schema.authoring.importer.tables.rules.formulas import formulas
from schema.authoring.importer.tables.rules.totals import (
    COUNTED,
    Rule,
    column_totals,
    is_part,
    row_totals,
)
from schema.edition.grid import UNNUMBERED, Grid, level_of
from schema.edition.kinds import Number

_NO_SUM = re.compile(
    "[平人户]均|最[高低大小多少]|单价|价格|指数|倍数|排[名位]|名次|年龄|增[减长幅速]|同比|环比"
)
"""What neither adds up nor is less in a part than in the whole."""


def relations(frame: Frame, grid: Grid, block: int, texts: Sequence[str]) -> Iterator[Relation]:
    """block: its place among the blocks, from 1. texts: the notes of the paper."""
    own = [box.text for box in frame.boxes() if box.text]
    rules = [
        *formulas([*own, *texts], frame),
        *row_totals(frame),
        *column_totals(frame),
        *_of_which(frame),
    ]
    done: set[tuple[object, ...]] = set()
    for rule in rules:
        for relation in _applied(rule, frame, grid, block):
            key = (frozenset(relation.left), relation.operator, frozenset(relation.right))
            if key not in done:
                done.add(key)
                yield relation


def _applied(rule: Rule, frame: Frame, grid: Grid, block: int) -> Iterator[Relation]:
    """In every column of its rows, or every row of its columns, in which all cells ask for numbers of one measure."""
    for across in frame.columns if rule.rows else frame.body:
        at = [(each, across) if rule.rows else (across, each) for each in (*rule.left, *rule.right)]
        measures = {_measure(frame, grid, *each) for each in at}
        if len(measures) == 1 and None not in measures and len(set(at)) == len(at):
            places = [(-block, row + 1, column + 1) for row, column in at]
            left, right = places[: len(rule.left)], places[len(rule.left) :]
            yield Relation(
                left=tuple(left),
                operator=rule.operator,
                right=tuple(right),
                said=rule.said(frame),
                written=rule.written,
                sure=rule.sure,
            )


def _measure(frame: Frame, grid: Grid, row: int, column: int) -> str | None:
    """Of the one number that a cell asks and that adds up; None for any other cell."""
    cell = grid.rows[row][column]
    kinds = [blank.kind for blank in cell.sentence.blanks] if cell else []
    names = (*frame.names(row), *frame.titles(column))
    if not frame.tells_measure(column) or any(map(_NO_SUM.search, names)):
        return None
    return kinds[0].measure if len(kinds) == 1 and isinstance(kinds[0], Number) and kinds[0].adds_up else None


def _of_which(frame: Frame) -> Iterator[Rule]:
    """其中：1.… and the numbered rows that follow it; columns that begin so."""
    for row in frame.body:
        above = row - 1
        while above in frame.body and is_part(frame.names(above)):
            above -= 1
        if not is_part(frame.names(row)) or above not in frame.body:
            continue
        parts = (row, *_counting_on(frame, row))
        if len(parts) > 1 and re.search("总|合计", "".join(frame.names(above)[:1])):
            yield Rule(rows=True, left=(above,), operator="=", right=parts, sure=False)
        else:
            yield from (Rule(rows=True, left=(above,), operator=">=", right=(part,)) for part in parts)
    for column in frame.columns:
        if is_part(frame.titles(column)):
            before = range(column - 1, frame.stub - 1, -1)
            whole = next((each for each in before if not is_part(frame.titles(each))), column)
            yield Rule(rows=False, left=(whole,), operator=">=", right=(column,))


def _counting_on(frame: Frame, row: int) -> Iterator[int]:
    """The rows whose numbers follow 其中：1., past what is a part of them."""
    level, expected = level_of("".join(frame.names(row)[:1])), 2
    for each in range(row + 1, len(frame.at) if level in COUNTED else 0):
        names = frame.names(each) if each in frame.body else ()
        own = level_of("".join(names[:1]))
        if own == level and re.findall(r"\d+", names[0])[0] == str(expected):
            expected += 1
            yield each
        elif not (is_part(names) or level < own < UNNUMBERED):
            return
