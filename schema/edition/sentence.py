"""One line of official text, and the blanks in it: 开展演练（□）次，参加（□）人次；"""

from dataclasses import dataclass

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
