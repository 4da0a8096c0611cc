"""What a document says, whatever file it came in: its paragraphs and tables, one after another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from schema.errors import UserError

MOST_ROWS = 500
MOST_COLUMNS = 63
"""As in Word."""
LONGEST_LINE = 10_000
_LONGEST_SPREAD = 60
BELOW = "（见下表）"
"""Stands in a cell that holds nothing but a table."""
MARK = "＿"
"""Stands for one underlined space: a place to write on."""


UNREADABLE = "〓"
"""Stands for a sign that no font of ours has."""
SPACES = " \u00a0\u2002\u2003\u2004\u2005\u2009\u3000"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_EMPTY_BOXES = (0x6F, 0x70, 0x71, 0x72, 0xA1, 0xA3, 0xA8)
_TICKED_BOXES = (0x50, 0x51, 0x52, 0x53, 0x54, 0x78, 0xFB, 0xFC, 0xFD, 0xFE)


class DocumentError(UserError):
    """The file is not an official table; its text says what it is and what to do instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """lines: its paragraphs and lines without the empty ones. span: how many columns of the grid it covers.

    continued: it belongs to the cell above (merged downwards). shaded: it is not to be filled in.
    """

    lines: tuple[str, ...]
    span: int = 1
    continued: bool = False
    shaded: bool = False

    @property
    def text(self) -> str:
        """The lines as one text: their ends are the layout of a narrow cell."""
        return _as_one(self.lines)


GridRow = tuple[Cell, ...]
Rows = tuple[GridRow, ...]
"""A table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """parts: its lines of text and its tables, in order. notes: what was left out or looked odd (Chinese)."""

    parts: tuple[str | Rows, ...]
    notes: tuple[str, ...] = ()


def width(rows: Sequence[GridRow]) -> int:
    """How many columns a table has."""
    return max((sum(cell.span for cell in row) for row in rows), default=0)


def clean_lines(text: str) -> tuple[str, ...]:
    """The lines that say something, outer space and control characters gone. Raises DocumentError."""
    lines = tuple(filter(None, map(_clean, text.splitlines())))
    if any(len(line) > LONGEST_LINE for line in lines):
        raise DocumentError(f"有一段文字超过 {LONGEST_LINE} 字，不像是统计表。请核对文件。")
    return lines


def _clean(line: str) -> str:
    plain = _PRIVATE.sub(_box, line.replace("\t", "  "))
    return "".join(c for c in plain if c.isprintable() or c in SPACES).strip()


def _box(match: re.Match[str]) -> str:
    """What a letter of a symbol font shows: they all have their boxes at the same few codes."""
    code = ord(match[0]) & 0xFF
    return "□" if code in _EMPTY_BOXES else "☑" if code in _TICKED_BOXES else UNREADABLE


def closed_up(line: str) -> str:
    """指   标   名   称 is a word spread over its cell; 年   月   日 is room for a date."""
    *others, last = line.split() if 0 < len(line) <= _LONGEST_SPREAD else [line]
    spread = (
        len(others) > 0 and all(len(each) == 1 for each in others) and re.match(r"\w(?:[（(：:]|$)", last)
    )
    word = "".join((*others, last))
    return word if spread and not re.fullmatch("年?月?日?", word) else line


def join_lines(lines: tuple[str, ...]) -> str:
    """One text; a space only where two Latin words would run together, and room after a colon where a line ended."""
    text = ""
    for line in lines:
        apart = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        text += ("  " if text.endswith(("：", ":")) else " " if apart else "") + line
    return text


@lru_cache(MOST_ROWS)  # a head is looked at for each cell under it
def _as_one(lines: tuple[str, ...]) -> str:
    return join_lines(tuple(map(closed_up, lines)))


def join_paragraphs(lines: tuple[str, ...]) -> str:
    """One text; a line end is kept where a sentence ends, and is layout elsewhere."""
    text = ""
    for line in lines:
        text = f"{text}\n{line}" if text.endswith(tuple("。！？；：.!?;:")) else join_lines((text, line))
    return text
