"""A sentence as the page draws it: a number keeps its brackets, so that a line never breaks between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.edition.kinds import Phone, Text
from schema.edition.model import Edition
from schema.edition.notation import CLOSE, OPEN
from schema.edition.sentence import Blank


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A text (in `before`, no blank), or a blank with the brackets around it, if it has any."""

    before: str = ""
    blank: Blank | None = None
    after: str = ""


def pieces(parts: Sequence[str | Blank]) -> Iterator[Piece]:
    """The pieces of a sentence in order."""
    held = {place for place in range(1, len(parts) - 1) if _in_brackets(parts, place)}
    for place, part in enumerate(parts):
        if isinstance(part, Blank):
            before, after = (parts[place - 1], parts[place + 1]) if place in held else ("", "")
            yield Piece(before=str(before)[-1:], blank=part, after=str(after)[:1])
        else:
            yield Piece(before=part[place - 1 in held : len(part) - (place + 1 in held)])


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


def personal(edition: Edition) -> list[str]:
    """What the table asks of a person, as it is called there: a name in the heading, a telephone number anywhere."""
    named = {blank.id for blank in edition.heading.blanks if isinstance(blank.kind, Text)}
    numbers = {blank.id for blank in edition.blanks if isinstance(blank.kind, Phone)}
    return [edition.labels[blank.id] for blank in edition.blanks if blank.id in named | numbers]


def _in_brackets(parts: Sequence[str | Blank], place: int) -> bool:
    before, part, after = parts[place - 1 : place + 2]
    return (
        isinstance(part, Blank)
        and bool(part.kind.measure)
        and isinstance(before, str)
        and isinstance(after, str)
        and before.endswith(tuple(OPEN))
        and after.startswith(tuple(CLOSE))
    )
