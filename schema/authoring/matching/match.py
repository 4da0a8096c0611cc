"""Which blank of this year's paper is which of last year's: by its own words, within the sentence that is the same.

A pair that is sure keeps its id. Of a pair with a `doubt` a person decides. First what is said in the same words is
paired wherever it stands, then the sentences that are alike, and in them the blanks that are left:

    last year  集中学习（sessions）次，参与（attendance）人次；
    this year  组织集中学习（□）场，参加（□）人次；         both keep their ids
    this year  组织集中学习（□）次，参与（□）万人次；       a person says whether 万人次 is `attendance`
    this year  发放资料（□）份，参与（□）人次；             both are new
"""

from collections.abc import Iterator, Sequence

from schema.authoring.matching.pairs import Pair, Pairs
from schema.authoring.matching.questions import SHORT, Asked
from schema.authoring.matching.same_question import judge, opens_alike
from schema.authoring.matching.wording import ALIKE, alike, dimension, plain
from schema.edition.kinds import Date, Phone, UnitName
from schema.edition.model import HEADING, Place

_IN_PLACE = 0.3


def best_of_papers(new: list[Asked], papers: Sequence[list[Asked]], settled: Sequence[Pair]) -> list[Pair]:
    """Paper by paper: what an earlier one asks in the same words is no doubtful one of last year's.

    settled: what is left out.
    """
    found: dict[str, Pair] = {}
    done, done_old = {pair.new.id for pair in settled}, {pair.old.id for pair in settled}
    for paper in papers:
        here = [blank for blank in new if blank.id not in done]
        here = [blank for blank in here if blank.id not in found or found[blank.id].doubt]
        pairs = best_pairs(here, [blank for blank in paper if blank.id not in done_old])
        found |= {pair.new.id: pair for pair in pairs if pair.new.id not in found or not pair.doubt}
    return list(found.values())


def best_pairs(new: list[Asked], old: list[Asked]) -> list[Pair]:
    """The partner of each blank that has one, sure or doubtful."""
    pairs = Pairs(new, old)
    pairs.same(_of_the_heading, opens_alike)
    pairs.same(lambda blank: (plain(blank.row), plain(blank.opening), plain(blank.own)), opens_alike)
    pairs.same(
        lambda blank: (plain(blank.opening), plain(blank.own)) if _says_enough(blank) else None, opens_alike
    )
    pairs.same(lambda blank: plain(blank.path) or None, opens_alike)
    pairs.same(_long_words, opens_alike)
    lines = pairs.lines()
    pairs.same(
        _long_words,
        lambda one, other: lines.get(one.line) == other.line,
    )
    for line, old_line in _alike_lines(pairs):
        _pair_within(pairs, line, old_line)
    return pairs.found


def _long_words(blank: Asked) -> object | None:
    return plain(blank.own) if len(blank.own) > SHORT else None


def _of_the_heading(blank: Asked) -> object | None:
    """There is one reporting unit, and mostly one telephone and one date, whatever they are called."""
    in_heading = blank.line == HEADING and isinstance(blank.kind, UnitName | Phone | Date)
    return type(blank.kind) if in_heading else None


def _says_enough(blank: Asked) -> bool:
    return max(len(blank.own), len(blank.opening)) > SHORT


def _alike_lines(pairs: Pairs) -> Iterator[tuple[Place, Place]]:
    """Pairs of lines that still have blanks without partners: those that share a sure one, then the most alike."""
    shared = pairs.lines()
    left = (pairs.left_new, pairs.left_old)
    new, old = ({blank.line: blank for blank in reversed(each.values())} for each in left)
    yield from ((n, o) for n, o in {HEADING: HEADING, **shared}.items() if n in new and o in old)
    free = [n for n in new if n not in shared]
    rest = [o for o in old if o not in shared.values()]
    scored = [
        (score + (0.05 if new[n].row == old[o].row else 0), n, o)
        for n in free
        for o in rest
        if (score := alike(_first(new[n]), _first(old[o]))) >= _floor(pairs, new[n], old[o])
    ]
    used: set[tuple[str, Place]] = set()
    for _, n, o in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if ("new", n) not in used and ("old", o) not in used:
            used |= {("new", n), ("old", o)}
            yield n, o


def _floor(pairs: Pairs, new: Asked, old: Asked) -> float:
    """How alike at least: less where a line of the same form (（ ）场，（ ）人次) took the other's place in its row."""
    forms = [
        [dimension(each.kind.measure) for each in line]
        for line in (pairs.new_lines[new.line], pairs.old_lines[old.line])
    ]
    in_its_place = forms[0] == forms[1] and len(forms[0]) > 1 and new.row == old.row
    return _IN_PLACE if in_its_place else ALIKE


def _first(blank: Asked) -> str:
    return blank.path or blank.opening or blank.own


def _pair_within(pairs: Pairs, line: Place, old_line: Place) -> None:
    """The best pairs of two lines: sure ones first, then the more alike, then in the order of the paper."""
    here, there = (
        [blank for blank in left.values() if blank.line == at]
        for left, at in ((pairs.left_new, line), (pairs.left_old, old_line))
    )
    judged = []
    for one in here:
        for other in there:
            lone = _is_lone(pairs.new_lines[line], one) and _is_lone(pairs.old_lines[old_line], other)
            doubt = judge(one, other, lone=lone, floor=_floor(pairs, one, other))
            if doubt is not None:
                judged.append((bool(doubt), -alike(one.own, other.own), one, other, doubt))
    for _, _, one, other, doubt in sorted(judged, key=lambda each: each[:2]):
        if one.id in pairs.left_new and other.id in pairs.left_old:
            pairs.add(one, other, doubt)


def _is_lone(line: list[Asked], blank: Asked) -> bool:
    """Whether its line has no other blank of its sort."""
    sort = (type(blank.kind), dimension(blank.kind.measure))
    return sum(1 for each in line if (type(each.kind), dimension(each.kind.measure)) == sort) == 1
