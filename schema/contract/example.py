"""A table that could be filed as it is: for trying the interface, and as its documented example."""

from typing import assert_never

from schema.edition.kinds import (
    Amount,
    Answer,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
)
from schema.loading.catalogue import Survey


def example_answers(survey: Survey) -> dict[str, Answer]:
    """Right answers to every blank, in the name of the roster's first unit."""
    return {blank.id: _example(blank.kind, survey) for blank in survey.edition.blanks}


def example_fields(survey: Survey) -> dict[str, str]:
    """The same as the fields of a form."""
    words = {True: "是", False: "否"}
    answers = example_answers(survey)
    return {id_: words[a] if isinstance(a, bool) else str(a) for id_, a in answers.items()}


def _example(kind: Kind, survey: Survey) -> Answer:
    match kind:
        case Count():
            return 12
        case Amount():
            return "12.50"
        case YesNo():
            return True
        case Choice(options=options):
            return options[0]
        case UnitName():
            return survey.roster.units[0].name
        case Text() | LongText():
            return "张三"
        case Date():
            return survey.edition.due.date().isoformat()
        case Phone():
            return "0574-87654321"
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(kind)
