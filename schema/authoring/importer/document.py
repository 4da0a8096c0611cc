"""What a document says, whatever file it came in: the text before the table, the grid, the text after."""

from dataclasses import dataclass

from schema.errors import UserError

MOST_ROWS = 500
MARK = "＿"
"""Stands for one underlined space: a place to write on."""


class DocumentError(UserError):
    """The file is not an official table; its text says what it is and what to do instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """lines: its paragraphs and lines without the empty ones. span: how many columns of the grid it covers.

    continued: it belongs to the cell above (merged downwards).
    """

    lines: tuple[str, ...]
    span: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """The lines as one text: their ends are the layout of a narrow cell."""
        return join_lines(self.lines)


GridRow = tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """notes: what was left out or looked odd (Chinese)."""

    before: tuple[str, ...]
    grid: tuple[GridRow, ...]
    after: tuple[str, ...]
    notes: tuple[str, ...] = ()


def clean_lines(text: str) -> tuple[str, ...]:
    """The lines that say something, outer space and control characters gone."""
    lines = (
        "".join(c if c.isprintable() or c in "\t\u3000\u00a0" else "" for c in line)
        .replace("\t", "  ")
        .strip()
        for line in text.splitlines()
    )
    return tuple(line for line in lines if line)


def join_lines(lines: tuple[str, ...]) -> str:
    """One text; a space only where two Latin words would run together."""
    text = ""
    for line in lines:
        apart = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        text += (" " if apart else "") + line
    return text
