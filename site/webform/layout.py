"""A sentence as the page draws it: a number keeps its brackets and its unit of measure on one line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schema.edition.blocks import Block, lines_of
from schema.edition.model import Edition
from schema.edition.notation import CLOSE, OPEN
from schema.edition.sentence import Blank


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A text (in `before`, no blank), or a blank with what no line break may part from it."""

    before: str = ""
    blank: Blank | None = None
    after: str = ""


def pieces(parts: Sequence[str | Blank]) -> Iterator[Piece]:
    """The pieces of a sentence in order."""
    texts = [
        "",
        *(part if isinstance(part, str) else "" for part in parts),
        "",
    ]  # so that each part has neighbours
    held = [_held(part, texts[place], texts[place + 2]) for place, part in enumerate(parts)]
    for place, part in enumerate(parts):
        if isinstance(part, Blank):
            before, after = held[place]
            yield Piece(before=before, blank=part, after=after)
        else:
            start = len(held[place - 1][1]) if place else 0
            end = len(part) - (len(held[place + 1][0]) if place + 1 < len(parts) else 0)
            if start < end:
                yield Piece(before=part[start:end])


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


def _held(part: str | Blank, before: str, after: str) -> tuple[str, str]:
    """What of the text on either side stays with a blank that has a measure: （ and ）人次, or 户 alone."""
    measure = part.kind.measure if isinstance(part, Blank) else ""
    if not measure:
        return "", ""
    bracketed = before.endswith(tuple(OPEN)) and after.startswith(tuple(CLOSE))
    rest = after[bracketed:].lstrip()
    end = len(after) - len(rest) + len(measure) if rest.startswith(measure) else int(bracketed)
    return before[-1:] if bracketed else "", after[:end]
