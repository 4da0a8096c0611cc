from schema.example import example_answers
from schema.judge import make_judge
from tests.builders import survey_2021


def test_the_example_has_no_problem_and_is_normal() -> None:
    example = example_answers(survey_2021())

    judged = make_judge(survey_2021().edition)(example)

    assert (judged.answers, judged.problems) == (example, ())


def test_the_example_is_in_the_name_of_a_unit_of_the_roster() -> None:
    assert survey_2021().roster.by_name(str(example_answers(survey_2021())["unit"]))
