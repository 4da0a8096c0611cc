"""Two wordings of one text: whether they say the same, and where they differ, word by word."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from schema.edition.sentence import CLOSES, OPENS, Blank, Sentence

_TOKEN = re.compile(r"[A-Za-z0-9.]+|\s+|.", re.DOTALL)
_SHORTEST_SAME = 2
"""Tokens that stay the same between two changes; fewer are read as part of the change."""


class Mark(Enum):
    """What a piece of a difference is."""

    SAME = "same"
    GONE = "gone"
    CAME = "came"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    mark: Mark
    text: str


def words(sentence: Sentence) -> str:
    """The sentence as printed, each blank a □ and without its unit of measure, which is no wording."""
    text, measure = "", ""
    for part in sentence.parts:
        if isinstance(part, Blank):
            text, measure = text + "□", part.kind.measure
        else:
            text += re.sub(rf"^(\s*{CLOSES}?\s*){re.escape(measure)}", r"\1", part) if measure else part
            measure = ""
    return text


def fold(text: str) -> str:
    """Without what is only a way of printing: width, spaces, the sort of bracket around a blank."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(rf"{OPENS}□{CLOSES}", "□", plain)


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that turn `old` into `new`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for same, (i, j), (k, m) in _spans(before, after):
        if same:
            pieces.append(Piece(mark=Mark.SAME, text="".join(before[i:j])))
            continue
        pieces += replaced("".join(before[i:j]), "".join(after[k:m]))
    return tuple(pieces)


def replaced(old: str, new: str) -> tuple[Piece, ...]:
    """All of `old` gone, all of `new` come."""
    pieces = (Piece(mark=Mark.GONE, text=old), Piece(mark=Mark.CAME, text=new))
    return tuple(piece for piece in pieces if piece.text)


_Span = tuple[bool, tuple[int, int], tuple[int, int]]


def _spans(before: Sequence[str], after: Sequence[str]) -> list[_Span]:
    spans: list[_Span] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (code, i, j, k, m) in enumerate(codes):
        inside = 0 < number < len(codes) - 1
        same = code == "equal" and not (inside and j - i < _SHORTEST_SAME)
        if spans and not same and not spans[-1][0]:
            _, (i, _), (k, _) = spans.pop()
        spans.append((same, (i, j), (k, m)))
    return spans
