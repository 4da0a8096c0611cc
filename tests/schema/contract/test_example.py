import pytest
from jsonschema import Draft202012Validator

from schema.contract.answer_schemas import sent_fields, typed_fields
from schema.contract.example import example_answers
from schema.contract.shapes import object_of
from schema.edition.survey import Survey
from schema.validation.validate import make_validator
from tests.support.browser.typing import as_typed
from tests.support.builders import every_kind, survey_2021

SURVEYS = {
    "2021": survey_2021(),
    "every kind": Survey(edition=every_kind(), roster=survey_2021().roster),
}
each_survey = pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS)


@each_survey
def test_the_example_has_no_problem_and_is_normal(survey: Survey) -> None:
    example = example_answers(survey)

    validated = make_validator(survey.edition)(example)

    assert (validated.answers, validated.problems) == (example, ())


@each_survey
def test_the_example_is_in_the_name_of_a_unit_of_the_roster(survey: Survey) -> None:
    assert survey.roster.by_name(str(example_answers(survey)["unit"]))


@each_survey
def test_the_example_may_be_sent_as_it_is_and_as_it_is_typed(survey: Survey) -> None:
    example = example_answers(survey)
    typed = {id_: as_typed(answer) for id_, answer in example.items()}

    sent = Draft202012Validator(object_of(sent_fields(survey.edition)))
    assert sent.is_valid(example)
    assert sent.is_valid(typed)
    for id_, schema in typed_fields(survey.edition).items():
        assert Draft202012Validator(schema).is_valid(typed[id_])
