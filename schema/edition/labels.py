"""What a blank is called outside its sentence: in a problem, a column title, a screen reader.

The clause before a blank names it (理论学习中心组学习（次）). A clause too short to stand
alone (参与), or one that names two blanks, is led by the clause that opens its sentence.

    集中学习（□）场，参与（□）人次；发放资料（□）份，参与（□）人次。
    →  集中学习（场） · 集中学习：参与（人次） · 发放资料（份） · 发放资料：参与（人次）

The labels are part of an edition's digest: another label makes every record filed a stranger.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from schema.edition.sentence import CLOSES, OPEN, Blank

_EDGES = f"　 \t：:，、；。{OPEN}"
_SHORT = 4
JOINT = " · "
"""What stands between the names of a cell: those of its row, then of its column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """The words right before a blank, and the words that open its sentence (may be empty)."""

    blank: Blank
    own: str
    opening: str


def label_sentences(
    sentences: Sequence[Sequence[str | Blank]],
    rows: Sequence[Sequence[str]] = (),
    paths: Sequence[Sequence[str]] = (),
) -> dict[str, str]:
    """Blank id → label, unique wherever the words of the paper allow it.

    rows: what the row of each sentence is called; a sentence without words takes the first that is no unit of measure.
    paths: the names of row and column of a grid's cell, none elsewhere.
    """
    named = zip_longest(sentences, rows, paths, fillvalue=())
    found = [
        _in_cell(path, clause) if path else _in_row(names, clause)
        for parts, names, path in named
        for clause in clauses(parts)
    ]
    times = Counter(clause.own for clause in found)
    return {clause.blank.id: _label(clause, times[clause.own]) for clause in found}


def _in_row(names: Sequence[str], clause: Clause) -> Clause:
    if clause.own or clause.opening:
        return clause
    measure = clause.blank.kind.measure
    words = (
        name for name in names if any(map(str.isalpha, name)) and name.strip("（）()") not in ("空", measure)
    )
    return replace(clause, own=next(words, ""))


def _in_cell(path: Sequence[str], clause: Clause) -> Clause:
    """The cell's own words, if any, are led by its path: 教师 · 人数：其中女（人）."""
    measure = clause.blank.kind.measure
    names = (
        name.replace(f"（{measure}）", "").replace(f"({measure})", "") for name in path if name != measure
    )
    words = JOINT.join(dict.fromkeys(filter(None, names)))
    if not clause.own:
        return replace(clause, own=words, opening="")
    return replace(clause, opening="：".join([words, *([clause.opening] * (len(clause.opening) > _SHORT))]))


def _label(clause: Clause, times: int) -> str:
    alone = not clause.opening or (len(clause.own) > _SHORT and times == 1)
    words = clause.own if alone else f"{clause.opening}：{clause.own}"
    measure = clause.blank.kind.measure
    told = not measure or words.endswith(f"（{measure}）")
    return words if told else f"{words}（{measure}）"


def clauses(parts: Sequence[str | Blank]) -> list[Clause]:
    """What names each blank of a sentence."""
    found: list[Clause] = []
    opening = words = ""
    for part in parts:
        if isinstance(part, str):
            words = _after_measure(part, found[-1].blank.kind.measure) if found else part
            # A sentence has ended within this text (…人次；发放资料（), or a colon announces something new
            # (备注：): what follows the end is the new opening.
            if re.search(r"[；。\n①-⑳]|[：:]\s*$", words):
                opening, words = "", re.split(r"[；。\n①-⑳]", words)[-1]
            continue
        # 体验馆建设情况，新建（□）个，计划（□）个: the first blank is named by all that stands before it, a later
        # one by its last clause only (计划), for the opening (体验馆建设情况) leads it.
        own = words.strip(_EDGES).rstrip("“《")
        if opening:
            own = re.split(r"[，、]", own)[-1]
        found.append(Clause(blank=part, own=own, opening=opening))
        opening = opening or own.rpartition("，")[0] or own
    return found


def _after_measure(text: str, measure: str) -> str:
    """Without the bracket and the unit of measure of the blank before: ）人次的活动，参与（ → ，参与（."""
    bare = f"|{re.escape(measure)}" if measure else ""
    return re.sub(rf"^\s*(?:{CLOSES}{bare})[^，、；。①-⑳{re.escape(OPEN)}]*", "", text)
