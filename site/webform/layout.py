"""A sentence as the page draws it: a number keeps its brackets, its unit of measure and what leads to it on one line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from schema.edition.blocks import Block, lines_of
from schema.edition.model import Edition
from schema.edition.sentence import CLOSE, OPEN, Blank


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A text (in `before`, no blank), or a blank with what no line break may part from it."""

    before: str = ""
    blank: Blank | None = None
    after: str = ""


_LEAD = re.compile(r"((^|(?<=[，、；：。\s])|“)[^，、；：。\s“”]{1,4}|[^，、；：。\s“”]{1,2})?”?[：\s]*$")
"""What stands last before a blank goes with it, so that it never stands alone at the end of its sentence: a word or two
that stand for themselves (改扩建, “随手拍”), else two letters, which leave the line before full."""

_SHORT = 6
"""Letters of a choice that fits beside its lead on a phone."""


def pieces(parts: Sequence[str | Blank], *, led: bool = True) -> Iterator[Piece]:
    """The pieces of a sentence in order. led: whether there is room on a line for what leads to a blank."""
    text, taken = "", 0  # what stands before the next blank; how much of it the one before holds
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        if isinstance(part, str):
            text, taken = text + part[taken:], 0
            continue
        before, after = _held(part, text, following if isinstance(following, str) else "", led=led)
        start = text.removesuffix(before)
        if start:
            yield Piece(before=start)
        yield Piece(before=before, blank=part, after=after)
        text, taken = "", len(after)
    if text:
        yield Piece(before=text)


def pairs(parts: Sequence[str | Blank]) -> Iterator[tuple[str, Blank | None]]:
    """A heading as what stands before each blank and the blank, so that a line breaks between them only."""
    text = ""
    for part in parts:
        if isinstance(part, Blank):
            yield text, part
            text = ""
        else:
            text += part.strip()
    if text:
        yield text, None


def are_fields(parts: Sequence[str | Blank]) -> bool:
    """Whether a line is a row of fields, each after its name (单位负责人：□　填表人：□), and not a sentence."""
    blanks = [part for part in parts if isinstance(part, Blank)]
    return bool(blanks) and not any(blank.kind.measure for blank in blanks)


def blanks_of(block: Block) -> list[Blank]:
    """In the order of the paper."""
    return [blank for _, line in lines_of([block]) for blank in line.blanks]


def meanings_of(edition: Edition, blanks: Iterable[Blank]) -> list[tuple[str, str]]:
    """Label and meaning (指标解释) of those of the blanks that have one."""
    said = dict(edition.meanings)
    return [(edition.labels[blank.id], said[blank.id]) for blank in blanks if blank.id in said]


def personal(edition: Edition) -> list[str]:
    """What the table asks of a person, as it is called there."""
    return [edition.labels[blank.id] for blank in edition.personal]


def _held(blank: Blank, before: str, after: str, *, led: bool) -> tuple[str, str]:
    """What of the text on either side stays with a number or a choice: 参与（ and ）人次, or 户 alone."""
    measure = blank.kind.measure
    short = led and 0 < len("".join(blank.kind.words)) <= _SHORT and blank.kind.name != "several"
    if not measure and not short:
        return "", ""
    bracketed = bool(measure) and before.endswith(tuple(OPEN)) and after.startswith(tuple(CLOSE))
    opening = before[-1:] if bracketed else ""
    lead = _LEAD.search(before.removesuffix(opening)) if led else None
    rest = after[bracketed:].lstrip()
    end = len(after) - len(rest) + len(measure) if rest.startswith(measure) else int(bracketed)
    return (lead[0] if lead else "") + opening, after[:end] if measure else ""
