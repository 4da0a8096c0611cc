"""What a blank asks, in the words of its paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.edition.grid import Grid
from schema.edition.kinds import Kind
from schema.edition.labels import JOINT, Clause, clauses
from schema.edition.model import HEADING, Edition, Place
from schema.edition.sentence import Sentence

SHORT = 4
"""Words up to this length (参与, 其中新建) say nothing without the words before them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A blank with its words. own: its clause. opening: the clause that opens its sentence, '' if that is its own.

    path: of a grid's cell its row and its column, also where the row alone names it; '' elsewhere.
    """

    kind: Kind
    own: str
    opening: str
    sentence: str
    row: str
    line: Place
    path: str
    label: str
    id: str


def asked(edition: Edition) -> list[Asked]:
    """Every blank in the order of the paper."""
    return [
        _asked(edition, place, line, clause)
        for place, line in edition.lines()
        for clause in clauses(line.parts)
    ]


def _asked(edition: Edition, place: Place, line: Sentence, clause: Clause) -> Asked:
    blank, label = clause.blank, edition.labels[clause.blank.id]
    own, opening, path = clause.own, clause.opening if clause.opening != clause.own else "", ""
    block = edition.blocks[-place[0] - 1] if place[0] < 0 else None
    if isinstance(block, Grid):
        rows, columns = block.row_names(place[1], whole=True), block.column_names(*place[1:])
        named = [list(_plain_names(each, blank.kind, edition.id)) for each in (rows, columns)]
        whole = JOINT.join(dict.fromkeys((*named[0], *named[1])))
        if own:
            opening = JOINT.join(filter(None, (block.title, whole, opening)))
        else:
            own = JOINT.join(named[0]) if block.of_one_column and rows else whole
            opening, path = block.title, whole
    return Asked(
        kind=blank.kind,
        own=own or _without_measure(label, blank.kind),
        opening=opening,
        sentence="".join(part if isinstance(part, str) else "□" for part in line.parts),
        row="" if place == HEADING else edition.name_of(place[:2]),
        line=place,
        path=path,
        label=label,
        id=blank.id,
    )


def _plain_names(names: Sequence[str], kind: Kind, period: str) -> Iterator[str]:
    """Without the unit of measure; a title that begins with a year is so many years from the period's."""
    this = re.search(r"20\d\d", period)
    for name in names:
        words = _without_measure(name, kind)
        year = re.match(r"(20\d\d)年", words)
        if words != kind.measure:
            yield f"{int(year[1]) - int(this[0]):+}{words[4:]}" if year and this else words


def _without_measure(name: str, kind: Kind) -> str:
    return name.removesuffix(f"（{kind.measure}）").removesuffix(f"({kind.measure})")


def papers_of(editions: Sequence[Edition]) -> list[list[Asked]]:
    """The blanks of each edition whose ids none before it has."""
    papers: list[list[Asked]] = []
    seen: set[str] = set()
    for edition in editions:
        papers.append([blank for blank in asked(edition) if blank.id not in seen])
        seen |= {blank.id for blank in papers[-1]}
    return papers


def names(new: str, old: str) -> list[tuple[str, str]]:
    """The row and the column of a cell are two wordings: a long one that stayed must not hide that the other changed.

    Where there are more of one than of the other nobody knows which is which: they are left whole.
    """
    alike_built = new.count(JOINT) == old.count(JOINT)
    return list(zip(new.split(JOINT), old.split(JOINT), strict=True)) if alike_built else [(new, old)]
