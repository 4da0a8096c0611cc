"""Judging a whole table: every answer normalised, every problem reported at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Protocol, assert_never

from schema.edition.checks import Check, Level
from schema.edition.kinds import LARGEST_COUNT, Amount, Answers, Count, Date, Number, YesNo
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation.check_eval import compile_checks
from schema.validation.letters import holds_unseen
from schema.validation.normalise import Normalise, normaliser
from schema.validation.reasons import validate_reason
from schema.validation.rules import ODD_YEAR, Rule, explain

LONGEST_ECHO = 40
"""Code points of an unknown field's name that a problem repeats."""
MOST_STRAYS = 20
"""Fields that were not asked for and are told, each; a body has room for thousands."""
_NORMAL = {Count: int, YesNo: bool}
"""Kinds of which a value of the right type, as the page's script sends it, is normal if not too large."""
NO_REASONS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One broken rule: the blank's id, where it stands, what it is called, and how to mend it (Chinese)."""

    blank: str
    place: str
    label: str
    rule: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Validated:
    """What a table is worth.

    answers: blank id → answer for every blank that is right. problems: what must be mended.
    explanations: blank id → the reason given where a check asked for one. hints: what is odd, and may stand.
    """

    answers: Answers
    problems: tuple[Problem, ...]
    explanations: dict[str, str] = field(default_factory=dict)
    hints: tuple[Problem, ...] = ()


class Validator(Protocol):
    """The judge of one edition: raw values and reasons by blank id in, Validated out. It never raises.

    nil: the unit says that it has nothing to report (零报告), so every count must be 0.
    """

    def __call__(
        self, raw: Mapping[str, object], reasons: Mapping[str, object] = NO_REASONS, *, nil: bool = False
    ) -> Validated: ...


@lru_cache(maxsize=64)
def make_validator(edition: Edition) -> Validator:
    """Made once for an edition: to compile its checks takes as long as to judge many tables."""
    blanks = {blank.id: blank for blank in edition.blanks}
    table = [(blank.id, normaliser(blank.kind), _NORMAL.get(type(blank.kind))) for blank in edition.blanks]
    amounts = {blank.id for blank in edition.blanks if isinstance(blank.kind, Amount)}
    days = [blank for blank in edition.heading.blanks if isinstance(blank.kind, Date)]
    checks = [(compile_checks([check], amounts), frozenset(check.blanks), check) for check in edition.checks]
    all_hold = compile_checks(edition.checks, amounts)

    def judge(
        raw: Mapping[str, object], reasons: Mapping[str, object] = NO_REASONS, *, nil: bool = False
    ) -> Validated:
        answers, broken = _normalised(table, raw)
        problems = [problem_at(edition, blanks[name], rule, value=raw.get(name)) for name, rule in broken]
        if broken or len(raw) != len(table):  # else every field was asked for
            problems += strays(sorted(raw.keys() - blanks.keys()), Rule.UNKNOWN_FIELD)
        if nil:
            problems += [
                problem_at(edition, blank, Rule.NOT_NIL)
                for blank in edition.blanks
                if _is_some(blank, answers)
            ]
        if not broken and not reasons and all_hold(answers):
            hints = tuple(_odd_years(edition, days, answers))
            return Validated(answers=answers, problems=tuple(problems), hints=hints)
        failed = [check for holds, named, check in checks if answers.keys() >= named and not holds(answers)]
        return _with_checks(edition, answers, problems, failed, reasons, _odd_years(edition, days, answers))

    return judge


def _normalised(
    table: Sequence[tuple[str, Normalise, type[int] | None]], raw: Mapping[str, object]
) -> tuple[Answers, list[tuple[str, Rule]]]:
    """The answers, and the rules that other values break."""
    get = raw.get
    answers: Answers = {}
    broken: list[tuple[str, Rule]] = []
    for name, normalise, normal in table:
        value = get(name)
        if type(value) is normal and 0 <= value <= LARGEST_COUNT:
            answers[name] = value
        elif isinstance(answer := normalise(value), Rule):
            broken.append((name, answer))
        else:
            answers[name] = answer
    return answers, broken


def _is_some(blank: Blank, answers: Answers) -> bool:
    """Whether it is a number that is not 0."""
    return isinstance(blank.kind, Number) and bool(float(answers.get(blank.id, 0)))


def _with_checks(
    edition: Edition,
    answers: Answers,
    problems: list[Problem],
    failed: list[Check],
    reasons: Mapping[str, object],
    odd: Iterable[Problem],
) -> Validated:
    """The checks that do not hold, and the reasons given; what is odd besides. A reason nobody asked for is left out."""
    blanks = {blank.id: blank for blank in edition.blanks}
    explanations: dict[str, str] = {}
    hints: list[Problem] = []
    for check in failed:
        blank = blanks[check.at]
        match check.level:
            case Level.BLOCK:
                problems.append(problem_at(edition, blank, Rule.CHECK, check.message))
            case Level.HINT:
                hints.append(problem_at(edition, blank, Rule.HINT, check.message))
            case Level.EXPLAIN:
                reason = validate_reason(reasons.get(check.at))
                if isinstance(reason, Rule):
                    problems.append(problem_at(edition, blank, reason, check.message, reasons.get(check.at)))
                else:
                    explanations[check.at] = reason
            case _:  # pragma: no cover  # mypy proves that no level is left
                assert_never(check.level)
    hints += odd
    problems += strays(sorted(reasons.keys() - blanks.keys()), Rule.UNKNOWN_FIELD)
    return Validated(answers=answers, problems=tuple(problems), explanations=explanations, hints=tuple(hints))


def _odd_years(edition: Edition, days: Iterable[Blank], answers: Answers) -> Iterator[Problem]:
    """A day in the heading that is more than a year off: 2012 for 2021. Of other days nobody knows where they may lie."""
    for blank in days:
        day = answers.get(blank.id)
        if isinstance(day, str) and abs(int(day[:4]) - edition.due.year) > 1:
            said = ODD_YEAR.format(label=edition.labels[blank.id])
            yield problem_at(edition, blank, Rule.HINT, said)


def problem_at(
    edition: Edition, blank: Blank, rule: Rule, message: str = "", value: object = None
) -> Problem:
    """A rule that is broken at a blank. value: what breaks it, where somebody typed it."""
    label = edition.labels[blank.id]
    return Problem(
        blank=blank.id,
        place=edition.places[blank.id],
        label=label,
        rule=rule.value,
        message=explain(rule, blank.kind, label, message, unseen=holds_unseen(value, rule)),
    )


def strays(names: Iterable[str], rule: Rule) -> list[Problem]:
    """A problem for each of these names, for as many as are told."""
    return [stray(name, rule) for name in islice(names, MOST_STRAYS)]


def stray(name: str, rule: Rule) -> Problem:
    """A problem with a field that is no blank of the table (or stands there twice)."""
    shown = "".join(c if c.isprintable() else "�" for c in name[:LONGEST_ECHO])
    return Problem(
        blank=shown,
        place="表外",
        label=shown,
        rule=rule.value,
        message=rule.sentence.format(label=shown),
    )
