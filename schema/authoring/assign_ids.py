"""Giving the blanks of a draft their ids: last year's where the question is the same, new ones elsewhere.

Every blank first gets a new id (`fresh`), by which a person can name it; then

    --same zzjzpxhxx_c=sessions   makes that pair sure, whatever its words;
    --new kp                      undoes the pair of `kp` (this year's id or last year's), however alike;
    a pair that is sure           takes last year's id in place of the new one;
    a doubtful one                keeps the new id and becomes a doubt, with the two commands that settle it.

What last year's paper did not ask is looked for in the years before: a question that comes back gets its id back. A new
id is one that no edition has had. Both options may be given on a later import of the same document: new ids come out
the same every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schema.authoring.draft import Draft, with_blanks
from schema.authoring.matching.match import best_of_papers
from schema.authoring.matching.pairs import Pair
from schema.authoring.matching.questions import Asked, asked, papers_of
from schema.authoring.new_ids import fresh_ids, numbered
from schema.edition.model import Edition
from schema.errors import UserError


class SettlementError(UserError):
    """`--same` or `--new` names an id that is not there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """What a person has decided. same: this year's id → last year's. new: ids that are no old question."""

    same: Mapping[str, str]
    new: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """A pair that a person must settle: this year's id, last year's, and what has changed between them."""

    new: str
    old: str
    why: str
    last_year: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Identified:
    """kept: ids of earlier years. added: new ids. dropped: last year's ids that nothing asks for any more."""

    draft: Draft
    kept: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    doubtful: tuple[Likeness, ...]


def assign_ids(
    draft: Draft, like: Edition | None, settlement: Settlement, earlier: Sequence[Edition] = ()
) -> Identified:
    """The draft with all its ids. like: the edition it follows. earlier: all others, latest first. Raises SettlementError."""
    new, papers = asked(numbered(draft.edition)), papers_of([*([like] if like else []), *earlier])
    last = {blank.id for blank in like.blanks} if like else set()
    taken = {blank.id for paper in papers for blank in paper}
    fresh = dict(zip(fresh_ids(draft.edition, taken, last), new, strict=True))
    pairs = _pairs(fresh, papers if like else [], settlement)
    sure = {pair.new.id: pair.old.id for pair in pairs if not pair.doubt}
    unsure = {pair.new.id: pair for pair in pairs if pair.doubt}
    ids = [sure.get(blank.id, name) for name, blank in fresh.items()]
    doubtful = tuple(
        Likeness(new=name, old=pair.old.id, why=pair.doubt, last_year=pair.old.sentence)
        for name, blank in fresh.items()
        if (pair := unsure.get(blank.id))
    )
    kept = set(sure.values())
    named = _named(draft, ids, {likeness.new: likeness for likeness in doubtful})
    old = (blank for paper in papers for blank in paper)
    # What a blank counts (指标解释) goes on with its id.
    meanings = tuple(each for each in (like.meanings if like else ()) if each[0] in kept)
    return Identified(
        draft=replace(named, edition=replace(named.edition, meanings=meanings)),
        kept=tuple(name for name in ids if name in kept),
        added=tuple(name for name in ids if name not in kept),
        dropped=tuple((each.id, each.sentence) for each in old if each.id in last - kept),
        doubtful=doubtful,
    )


def _pairs(fresh: Mapping[str, Asked], papers: Sequence[list[Asked]], settlement: Settlement) -> list[Pair]:
    """The settled pairs first, then the best of the rest, those that were said to be new left out. fresh: by new id."""
    earlier = {blank.id: blank for paper in papers for blank in paper}
    settled = [
        Pair(new=_find(fresh, this, "今年"), old=_find(earlier, that, "去年"))
        for this, that in settlement.same.items()
    ]
    names = {blank.id: name for name, blank in fresh.items()}
    found = [(names[pair.new.id], pair) for pair in best_of_papers([*fresh.values()], papers, settled)]
    # An id after --new may be one that this import has just taken over from last year: the officer read it in the file.
    known = {*fresh, *(pair.old.id for _, pair in found)}
    for name in settlement.new:
        if name not in known:
            raise SettlementError(f"--new {name}：没有这个编号的空。编号见上次导入时列出的，或见文件。")
    return settled + [pair for name, pair in found if not {name, pair.old.id} & {*settlement.new}]


def _find(blanks: Mapping[str, Asked], name: str, year: str) -> Asked:
    if name not in blanks:
        raise SettlementError(f"--same：{year}的表里没有编号 {name}。写法是 --same 今年的编号=去年的编号。")
    return blanks[name]


def _named(draft: Draft, ids: list[str], doubtful: Mapping[str, Likeness]) -> Draft:
    names = iter(ids)
    edition = with_blanks(draft.edition, lambda blank: replace(blank, id=next(names)))
    doubts = dict(draft.doubts)
    for place, line in edition.lines():
        unsure = tuple(explain(doubtful[blank.id]) for blank in line.blanks if blank.id in doubtful)
        if unsure:
            doubts[place] = (*doubts.get(place, ()), *unsure)
    return replace(draft, edition=edition, doubts=doubts)


def explain(likeness: Likeness) -> str:
    """The remark on a pair that a person must settle."""
    return (
        f"{likeness.new} 像以前的 {likeness.old}，但{likeness.why}（以前：“{likeness.last_year}”）。"
        f"同一项：--same {likeness.new}={likeness.old}；不是：--new {likeness.new}"
    )
