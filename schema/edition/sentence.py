"""One line of official text, and the blanks in it: 开展演练（□）次，参加（□）人次；"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from schema.edition.kinds import Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One thing to fill in. What it is called and where it stands, its edition says (`labels`, `places`)."""

    id: str
    kind: Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Its parts in order, text and blanks."""

    parts: tuple[str | Blank, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        return tuple(part for part in self.parts if isinstance(part, Blank))

    def put(self, change: Callable[[Blank], Blank]) -> Self:
        """The sentence with each of its blanks changed, in order."""
        parts = tuple(change(part) if isinstance(part, Blank) else part for part in self.parts)
        return replace(self, parts=parts)
