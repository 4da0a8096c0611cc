"""The official 2021 table as text, cut at its blanks: what every page must say, in order."""

import re
from pathlib import Path

PAPER = Path(__file__).parents[2] / "examples" / "form-2021.txt"
_BLANKS = re.compile(r"[（(]\s*[）)]|□是\s*□否")
_REPEATED = ("安全生产月活动", "加强组织落实")
"""Sections that the paper names again after a page break."""


def official_words() -> list[str]:
    """The pieces of text between the blanks and lines, without white space, in the order of the paper."""
    lines = [
        re.sub(r"\s", "", line) for line in _BLANKS.sub("\n", PAPER.read_text(encoding="utf-8")).splitlines()
    ]
    seen: set[str] = set()
    words = []
    for line in lines:
        if line and not (line in _REPEATED and line in seen):
            words.append(line)
        seen.add(line)
    return words
