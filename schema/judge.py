"""Judging a whole table: every answer normalised, every problem reported at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schema.answers import normaliser
from schema.model import Answer, Edition
from schema.rules import SENTENCES, Rule, explain

LONGEST_ECHO = 40
"""Code points of an unknown field's name that a problem repeats."""
Answers = dict[str, Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One broken rule: the blank's id, where it stands, what it is called, and how to mend it (Chinese)."""

    blank: str
    place: str
    label: str
    rule: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """Blank id → answer for every blank that is right, and a problem for every one that is not."""

    answers: Answers
    problems: tuple[Problem, ...]


Judge = Callable[[Mapping[str, object]], Judged]


def make_judge(edition: Edition) -> Judge:
    """The judge of one edition: blank id → raw value in, Judged out. It never raises."""
    blanks = {blank.id: blank for blank in edition.blanks}
    table = [(blank.id, normaliser(blank.kind)) for blank in edition.blanks]

    def judge(raw: Mapping[str, object]) -> Judged:
        get = raw.get
        answers: Answers = {}
        broken: list[tuple[str, Rule]] = []
        for blank_id, normalise in table:
            value = normalise(get(blank_id))
            if type(value) is Rule:
                broken.append((blank_id, value))
            else:
                answers[blank_id] = value  # type: ignore[assignment]  # Rule has members, so it has no subclass
        problems = [
            Problem(
                blank=blank_id,
                place=blanks[blank_id].place,
                label=blanks[blank_id].label,
                rule=rule.value,
                message=explain(rule, blanks[blank_id]),
            )
            for blank_id, rule in broken
        ]
        if broken or len(raw) != len(table):  # else every field was asked for
            problems += [stray(name, Rule.UNKNOWN_FIELD) for name in sorted(raw.keys() - blanks.keys())]
        return Judged(answers=answers, problems=tuple(problems))

    return judge


def stray(name: str, rule: Rule) -> Problem:
    """A problem with a field that is no blank of the table (or stands there twice)."""
    shown = "".join(c if c.isprintable() else "�" for c in name[:LONGEST_ECHO])
    return Problem(
        blank=shown,
        place="表外",
        label=shown,
        rule=rule.value,
        message=SENTENCES[rule].format(label=shown),
    )
