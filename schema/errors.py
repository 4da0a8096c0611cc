"""The base of every error that its user can mend."""

from dataclasses import dataclass


class UserError(Exception):
    """Its text says what is wrong and what to do, in the user's words, one line per thing (Chinese).

    status: what a command ends with.
    """

    status = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class FileProblem:
    """Where it is, which rule it breaks and how to mend it, in the officer's words."""

    file: str
    place: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}：{self.place}：{self.rule}。改法：{self.remedy}"


class FileProblemsError(UserError):
    """Every mistake of the files that were to be loaded, at once."""

    def __init__(self, mistakes: list[FileProblem]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)
