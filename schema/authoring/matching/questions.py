"""What a blank asks, in the words of its paper, and whether two papers ask the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema.authoring.matching.wording import SAME, alike, dimension, is_another_thing, limited, turned
from schema.edition.grid import Grid
from schema.edition.in_words import kind_in_words
from schema.edition.kinds import Kind, LongText, Several, Text
from schema.edition.labels import JOINT, clauses
from schema.edition.model import HEADING, Edition, Place

SHORT = 4
"""Words up to this length (参与, 其中新建) say nothing without the words before them."""
_NEARLY = 0.75
"""So alike must two wordings be, that one verb for another may still be the same question."""


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
        Asked(
            kind=clause.blank.kind,
            own=clause.own or _without_measure(edition.labels[clause.blank.id], clause.blank.kind),
            opening=clause.opening if clause.opening != clause.own else "",
            sentence="".join(part if isinstance(part, str) else "□" for part in line.parts),
            row="" if place == HEADING else edition.name_of(place[:2]),
            line=place,
            path="" if clause.own else _path(edition, place, clause.blank.kind),
            label=edition.labels[clause.blank.id],
            id=clause.blank.id,
        )
        for place, line in edition.lines()
        for clause in clauses(line.parts)
    ]


def _path(edition: Edition, place: Place, kind: Kind) -> str:
    block = edition.blocks[-place[0] - 1] if place[0] < 0 else None
    if not isinstance(block, Grid):
        return ""
    names = (*block.row_names(place[1]), *block.column_names(*place[1:]))
    return JOINT.join(dict.fromkeys(_without_measure(name, kind) for name in names))


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


def same_sort(new: Asked, old: Asked) -> bool:
    """Whether answers to both can stand in one row of figures: more options are no other choice."""
    if new.kind.words:
        several = [isinstance(each.kind, Several) for each in (new, old)]
        return set(old.kind.words) <= set(new.kind.words) and bool(old.kind.words) and len({*several}) == 1
    same_class = type(new.kind) is type(old.kind)
    return same_class and dimension(new.kind.measure) == dimension(old.kind.measure)


def judge(new: Asked, old: Asked, *, lone: bool, floor: float) -> str | None:
    """'' for the same question, None for another one, else why a person has to decide (Chinese)."""
    if _family(new.kind) != _family(old.kind):
        return None
    apart = [_words_apart(*words, floor) for words in ((new.own, old.own), (new.opening, old.opening))]
    doubts = [*apart, _sort_apart(new, old)]
    if doubts[0] is None and lone and doubts[1] == "" and max(len(new.own), len(old.own)) <= SHORT:
        doubts[0] = f"“{old.own}”改成“{new.own}”"
    if None in doubts or sum(map(bool, doubts)) > 1:
        return None
    limits = (limited(*pair) for pair in [*_names(new.own, old.own), (new.opening, old.opening)])
    return "".join(doubt or "" for doubt in doubts) or "，".join(filter(None, limits))


def _names(new: str, old: str) -> list[tuple[str, str]]:
    """The row and the column of a cell are two wordings: a long one that stayed must not hide that the other changed."""
    alike_built = new.count(JOINT) == old.count(JOINT)
    return list(zip(new.split(JOINT), old.split(JOINT), strict=True)) if alike_built else [(new, old)]


def _words_apart(new: str, old: str, floor: float) -> str | None:
    if not (new and old):
        return ""
    if len(names := _names(new, old)) > 1:
        apart = [_words_apart(*pair, floor) for pair in names]
        changed = [doubt for doubt in apart if doubt]
        return None if None in apart or len(changed) > 1 else "".join(changed)
    likeness, changes = alike(new, old), turned(new, old)
    if likeness < floor or (any("改成" in change for change in changes) and likeness < _NEARLY):
        return None
    if changes or likeness < SAME or is_another_thing(new, old):
        return "，".join(changes) or f"“{old}”改成“{new}”"
    return ""


def _sort_apart(new: Asked, old: Asked) -> str:
    if same_sort(new, old):
        return ""
    return f"{kind_in_words(old.kind)} 改成 {kind_in_words(new.kind)}"


def _family(kind: Kind) -> str:
    return (
        "number"
        if kind.measure
        else "choice"
        if kind.words
        else "prose"
        if isinstance(kind, LongText | Text)
        else kind.name
    )
