"""Giving the blanks of a draft their ids: last year's where the question is the same, new ones elsewhere.

Every blank first gets a new id (`fresh`), by which a person can name it; then

    --same zzjzpxhxx_c=sessions   makes that pair sure, whatever its score;
    --new kp                      undoes the pair of `kp` (this year's id or last year's), however alike;
    a score of SURE or more       takes last year's id in place of the new one;
    a score from MAYBE on         keeps the new id and becomes a doubt, with the two commands that settle it.

Both options may be given on a later import of the same document: new ids come out the same every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schema.authoring.draft import Draft, with_lines
from schema.authoring.match import SURE, Asked, Pair, asked, best_pairs
from schema.authoring.new_ids import fresh_ids
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
    """A match that a person must settle: this year's id, last year's, and how alike they are."""

    new: str
    old: str
    score: float
    this_year: str
    last_year: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Identified:
    """kept: ids of last year. added: new ids. dropped: last year's ids that nothing asks for any more."""

    draft: Draft
    kept: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    doubtful: tuple[Likeness, ...]


def assign_ids(draft: Draft, like: Edition | None, settlement: Settlement) -> Identified:
    """The draft with all its ids. Raises SettlementError."""
    new, old = asked(draft.edition), asked(like) if like else []
    fresh = fresh_ids(draft.edition, {blank.id for blank in old})
    pairs = _pairs(new, old, fresh, settlement)
    sure = {pair.new: old[pair.old].id for pair in pairs if pair.score >= SURE}
    unsure = [pair for pair in pairs if pair.score < SURE]
    ids = [sure.get(number, name) for number, name in enumerate(fresh)]
    doubtful = tuple(
        Likeness(
            new=ids[pair.new],
            old=old[pair.old].id,
            score=pair.score,
            this_year=new[pair.new].sentence,
            last_year=old[pair.old].sentence,
        )
        for pair in sorted(unsure, key=lambda pair: pair.new)
    )
    kept = set(sure.values())
    return Identified(
        draft=_named(draft, ids, {likeness.new: likeness for likeness in doubtful}),
        kept=tuple(name for name in ids if name in kept),
        added=tuple(name for name in ids if name not in kept),
        dropped=tuple((blank.id, blank.sentence) for blank in old if blank.id not in kept),
        doubtful=doubtful,
    )


def _pairs(new: list[Asked], old: list[Asked], fresh: list[str], settlement: Settlement) -> list[Pair]:
    """The settled pairs first, then the best of the rest, those that were said to be new left out."""
    old_ids = [blank.id for blank in old]
    settled = [
        Pair(new=_find(fresh, this, "今年"), old=_find(old_ids, that, "去年"), score=1.0)
        for this, that in settlement.same.items()
    ]
    done_new, done_old = {pair.new for pair in settled}, {pair.old for pair in settled}
    refused = set(settlement.new)
    found = [pair for pair in best_pairs(new, old) if pair.new not in done_new and pair.old not in done_old]
    # An id after --new may be one that this import has just taken over from last year: the officer read it in the file.
    known = set(fresh) | {old_ids[pair.old] for pair in found}
    for name in settlement.new:
        if name not in known:
            raise SettlementError(f"--new {name}：没有这个编号的空。编号见上次导入时列出的，或见文件。")
    return settled + [
        pair for pair in found if fresh[pair.new] not in refused and old_ids[pair.old] not in refused
    ]


def _find(ids: list[str], name: str, year: str) -> int:
    if name not in ids:
        raise SettlementError(f"--same：{year}的表里没有编号 {name}。写法是 --same 今年的编号=去年的编号。")
    return ids.index(name)


def _named(draft: Draft, ids: list[str], doubtful: Mapping[str, Likeness]) -> Draft:
    names = iter(ids)
    lines = (line.put(lambda blank: replace(blank, id=next(names))) for _, line in draft.edition.lines())
    edition = with_lines(draft.edition, lines)
    doubts = dict(draft.doubts)
    for place, line in edition.lines():
        unsure = tuple(explain(doubtful[blank.id]) for blank in line.blanks if blank.id in doubtful)
        if unsure:
            doubts[place] = (*doubts.get(place, ()), *unsure)
    return Draft(edition=edition, doubts=doubts)


def explain(likeness: Likeness) -> str:
    """The remark on a match that a person must settle."""
    return (
        f"{likeness.new} 像去年的 {likeness.old}（相似度 {likeness.score:.2f}，去年：“{likeness.last_year}”）。"
        f"同一项：--same {likeness.new}={likeness.old}；不是：--new {likeness.new}"
    )
