"""Whether two papers ask the same: in the same words, of the same sort, and if not, whether a person has to decide."""

from schema.authoring.matching.questions import SHORT, Asked, names
from schema.authoring.matching.wording import (
    ALIKE,
    LETTERS,
    SAME,
    alike,
    counts_alike,
    is_another_thing,
    limited,
    named_otherwise,
    of_another_thing,
    plain,
    turned,
)
from schema.edition.kinds import Kind, LongText, Several, Text, kind_in_words
from schema.edition.labels import JOINT

_LETTERS_OF_A_NAME = 7
"""As long may a row's or a column's name be, and still be another thing with a word more: 诈骗案件, 电信诈骗案件."""
_NEARLY = 0.75
"""So alike must two wordings be, that one verb for another may still be the same question."""
_NAMELESS = "没有名称的表"


def same_sort(new: Asked, old: Asked) -> bool:
    """Whether answers to both can stand in one row of figures: more options are no other choice."""
    if new.kind.words:
        several = [isinstance(each.kind, Several) for each in (new, old)]
        return set(old.kind.words) <= set(new.kind.words) and bool(old.kind.words) and len({*several}) == 1
    return type(new.kind) is type(old.kind) and counts_alike(new.kind.measure, old.kind.measure)


def opens_alike(new: Asked, old: Asked) -> bool:
    """Whether the clauses that open their sentences, or name their cells, let the same words mean the same."""
    if not (new.opening and old.opening):
        return True
    return all(_says_alike(*pair) for pair in names(new.opening, old.opening))


def _says_alike(new: str, old: str) -> bool:
    otherwise = named_otherwise(new, old) or limited(new, old) or of_another_thing(new, old)
    return alike(new, old) >= ALIKE and not otherwise


def judge(new: Asked, old: Asked, *, lone: bool, floor: float) -> str | None:
    """'' for the same question, None for another one, else why a person has to decide (Chinese)."""
    if _family(new.kind) != _family(old.kind):
        return None
    apart = [_words_apart(*words, floor) for words in ((new.own, old.own), (new.opening, old.opening))]
    if (
        new.path
        and plain(new.own) == plain(old.own)
        and (apart[1] is None or bool(new.opening) != bool(old.opening))
    ):
        apart[1] = f"“{old.opening or _NAMELESS}”改成“{new.opening or _NAMELESS}”"
    doubts = [*apart, _sort_apart(new, old)]
    if doubts[0] is None and lone and doubts[1] == "" and max(len(new.own), len(old.own)) <= SHORT:
        doubts[0] = f"“{old.own}”改成“{new.own}”"
    if None in doubts or sum(map(bool, doubts)) > 1:
        return None
    least = _LETTERS_OF_A_NAME if new.path else LETTERS
    limits = [limited(*pair, least) for pair in names(new.own, old.own)]
    limits.append(limited(new.opening, old.opening))
    return "".join(doubt or "" for doubt in doubts) or "，".join(filter(None, limits))


def _words_apart(new: str, old: str, floor: float) -> str | None:
    if not (new and old):
        return ""
    if len(pairs := names(new, old)) > 1:
        apart = [_words_apart(*pair, floor) for pair in pairs]
        changed = [doubt for doubt in apart if doubt]
        return None if None in apart or len(changed) > 1 else "".join(changed)
    likeness, changes = alike(new, old), turned(new, old)
    if likeness < floor or (any("改成" in change for change in changes) and likeness < _NEARLY):
        return None
    if changes or likeness < SAME or is_another_thing(new, old) or JOINT in new + old:
        return "，".join(changes) or f"“{old}”改成“{new}”"
    return ""


def _sort_apart(new: Asked, old: Asked) -> str:
    if same_sort(new, old):
        return ""
    return f"{kind_in_words(old.kind)} 改成 {kind_in_words(new.kind)}"


def _family(kind: Kind) -> str:
    if kind.measure or kind.words:
        return "number" if kind.measure else "choice"
    return "prose" if isinstance(kind, LongText | Text) else kind.name
