"""A mistake in a file that an officer writes (an edition, a roster), as data."""

from dataclasses import dataclass

from schema.errors import UserError


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """Where it is, which rule it breaks and how to mend it, in the officer's words."""

    file: str
    place: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}：{self.place}：{self.rule}。改法：{self.remedy}"


class MistakesError(UserError):
    """Every mistake of the files that were to be loaded, at once."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)
