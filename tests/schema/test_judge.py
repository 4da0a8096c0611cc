import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.checksum import checksum
from schema.judge import Judged, Problem, make_judge, stray
from schema.rules import Rule
from tests.builders import the_2021, valid_answers

EDITION = the_2021()
IDS = [blank.id for blank in EDITION.blanks]
JUDGE = make_judge(EDITION)
TEXT = st.text(st.characters())  # every code point, lone surrogates too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(IDS) | TEXT


def judge(**changes: object) -> Judged:
    return JUDGE(valid_answers(EDITION, **changes))


def test_a_full_table_has_no_problems() -> None:
    assert judge() == Judged(answers=dict(valid_answers(EDITION)), problems=())  # type: ignore[arg-type]  # its values are answers


def test_answers_are_normalised_in_the_order_of_the_paper() -> None:
    raw = dict(reversed(valid_answers(EDITION, study_sessions=" １，２３４ ", film_studied="否").items()))

    judged = JUDGE(raw)

    assert judged.problems == ()
    assert list(judged.answers) == IDS
    assert judged.answers == valid_answers(EDITION, study_sessions=1234, film_studied=False)


def test_a_problem_says_where_which_rule_and_how_to_mend_it() -> None:
    assert judge(study_sessions="十二").problems == (
        Problem(
            blank="study_sessions",
            place="安全生产月活动 › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第1行",
            label="理论学习中心组学习（次）",
            rule="not_count",
            message="“理论学习中心组学习（次）”应是整数，只填数字，如 12（单位“次”已印在表上）。",
        ),
    )


def test_a_wrong_value_is_no_answer() -> None:
    assert "study_sessions" not in judge(study_sessions=-1).answers


def test_an_empty_table_lacks_every_blank() -> None:
    judged = JUDGE({})

    assert judged.answers == {}
    assert [(problem.blank, problem.rule) for problem in judged.problems] == [(id_, "missing") for id_ in IDS]


def test_all_problems_are_reported_at_once_in_the_order_of_the_paper() -> None:
    judged = judge(drills="1e3", unit="", filed_on="2021-02-29", zeal=1, phone="x", film_studied=1, abc=None)

    assert [(problem.blank, problem.rule) for problem in judged.problems] == [
        ("unit", "missing"),
        ("phone", "not_phone"),
        ("filed_on", "not_date"),
        ("film_studied", "not_choice"),
        ("drills", "not_count"),
        ("abc", "unknown_field"),
        ("zeal", "unknown_field"),
    ]


def test_an_unknown_field_in_the_place_of_a_blank_is_named() -> None:
    raw = valid_answers(EDITION, sessions=3)
    del raw["study_sessions"]

    assert [(problem.blank, problem.rule) for problem in JUDGE(raw).problems] == [
        ("study_sessions", "missing"),
        ("sessions", "unknown_field"),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("zeal", "zeal"),
        ("", ""),
        ("多余的", "多余的"),
        ("{label}{0}", "{label}{0}"),
        ("a\r\nb\x00\u202e\ud800", "a��b���"),
        ("x" * 41, "x" * 40),
    ],
)
def test_a_stray_field_is_shown_short_and_printable(name: str, shown: str) -> None:
    assert stray(name, Rule.UNKNOWN_FIELD) == Problem(
        blank=shown,
        place="表外",
        label=shown,
        rule="unknown_field",
        message=f"“{shown}”不是本表的项目，请去掉。",
    )


def test_a_repeated_field_is_a_stray_one() -> None:
    assert stray("unit", Rule.REPEATED).message == "“unit”出现了两次，只能填一次。"


@settings(max_examples=60)
@given(raw=st.dictionaries(NAMES, JSON, max_size=8))
def test_the_judge_never_raises_and_every_blank_is_answered_or_has_a_problem(raw: dict[str, object]) -> None:
    judged = JUDGE(raw)

    problems = [problem.blank for problem in judged.problems if problem.rule != "unknown_field"]
    assert sorted([*judged.answers, *problems]) == sorted(IDS)


@settings(max_examples=60)
@given(raw=st.dictionaries(NAMES, JSON, max_size=8), full=st.booleans())
def test_unknown_fields_are_always_named(raw: dict[str, object], full: bool) -> None:
    judged = JUDGE(valid_answers(EDITION, **raw) if full else raw)

    named = [problem for problem in judged.problems if problem.rule == "unknown_field"]
    assert named == [stray(name, Rule.UNKNOWN_FIELD) for name in sorted(raw.keys() - set(IDS))]


@settings(max_examples=60)
@given(changes=st.dictionaries(st.sampled_from(IDS), JSON, max_size=8))
def test_judged_answers_judge_to_themselves(changes: dict[str, object]) -> None:
    judged = judge(**changes)

    again = JUDGE(judged.answers)
    assert again.answers == judged.answers
    assert [problem for problem in again.problems if problem.rule != "missing"] == [
        problem for problem in judged.problems if problem.rule in ("check", "needs_reason")
    ]


@settings(max_examples=60)
@given(changes=st.dictionaries(st.sampled_from(IDS), JSON, max_size=8))
def test_judged_answers_and_problems_can_be_stored(changes: dict[str, object]) -> None:
    """Nothing in them, a lone surrogate say, breaks UTF-8."""
    judged = judge(**changes)

    assert len(checksum(judged.answers)) == 64
    assert all(str(problem).encode() for problem in judged.problems)
