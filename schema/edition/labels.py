"""What a blank is called outside its sentence: in a problem, a column title, a screen reader.

The clause before a blank names it (理论学习中心组学习（次）). A clause too short to stand
alone (参与), or one that names two blanks, is led by the clause that opens its sentence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schema.edition.sentence import Blank

_EDGES = "　 \t：:，、；。（(【〔["
_SHORT = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class _Clause:
    """The words right before a blank, and the words that open its sentence (may be empty)."""

    blank: Blank
    own: str
    opening: str


def label_sentences(sentences: Sequence[Sequence[str | Blank]]) -> dict[str, str]:
    """Blank id → label, unique wherever the words of the paper allow it."""
    clauses = [clause for parts in sentences for clause in _clauses(parts)]
    times = Counter(clause.own for clause in clauses)
    return {clause.blank.id: _label(clause, times[clause.own]) for clause in clauses}


def _label(clause: _Clause, times: int) -> str:
    alone = not clause.opening or (len(clause.own) > _SHORT and times == 1)
    words = clause.own if alone else f"{clause.opening}：{clause.own}"
    measure = clause.blank.kind.measure
    told = not measure or words.endswith(f"（{measure}）")
    return words if told else f"{words}（{measure}）"


def _clauses(parts: Sequence[str | Blank]) -> list[_Clause]:
    found: list[_Clause] = []
    opening = words = ""
    for part in parts:
        if isinstance(part, str):
            words = _after_measure(part, found[-1].blank.kind.measure) if found else part
            if re.search(r"[；。]|[：:]\s*$", words):
                opening, words = "", re.split(r"[；。]", words)[-1]
            continue
        own = words.strip(_EDGES)
        if opening:
            own = re.split(r"[，、]", own)[-1]
        found.append(_Clause(blank=part, own=own, opening=opening))
        opening = opening or own.rpartition("，")[0] or own
    return found


def _after_measure(text: str, measure: str) -> str:
    """Without the bracket and the unit of measure of the blank before."""
    bare = f"|{re.escape(measure)}" if measure else ""
    return re.sub(rf"^\s*(?:[）)】〕\]]{bare})[^，、；。]*", "", text)
