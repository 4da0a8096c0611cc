"""A table that could be filed as it is: for trying the interface, and as its documented example."""

from schema.edition.kinds import Answer, Date, UnitName, as_typed
from schema.edition.survey import Survey


def example_answers(survey: Survey) -> dict[str, Answer]:
    """Right answers to every blank, in the name of the roster's first unit, on the day of the deadline."""
    ours: dict[type, Answer] = {
        UnitName: survey.roster.units[0].name,
        Date: survey.edition.due.date().isoformat(),
    }
    return {blank.id: ours.get(type(blank.kind), blank.kind.example) for blank in survey.edition.blanks}


def example_fields(survey: Survey) -> dict[str, str]:
    """The same as the fields of a form."""
    return {id_: as_typed(answer) for id_, answer in example_answers(survey).items()}
