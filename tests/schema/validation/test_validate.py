from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.edition.checks import Check, Level
from schema.edition.kinds import Count
from schema.loading.check_rules import read_rule
from schema.validation.checksum import checksum
from schema.validation.reasons import validate_reason
from schema.validation.rules import Rule, explain
from schema.validation.validate import Problem, Validated, Validator, make_validator, stray
from tests.support.builders import the_2021, valid_answers
from tests.support.random.examples import times

EDITION = the_2021()
BLANKS = {blank.id: blank for blank in EDITION.blanks}
IDS = list(BLANKS)
COUNTS = [id_ for id_ in IDS if isinstance(BLANKS[id_].kind, Count)]
REASON = "全市统一组织集中观看"
NEEDS_REASON = "请核对。请核实；情况属实的，请填写说明（不少于 6 个字）。"
BAD_REASON = "请核对。说明过于简略，请补充具体情况（不少于 6 个字；“无”“核实无误”等不能单独作为说明），如“由区应急局统一组织”。"
JUDGE = make_validator(EDITION)
TEXT = st.text(st.characters())  # every code point, lone surrogates too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(IDS) | TEXT


def judge(**changes: object) -> Validated:
    return JUDGE(valid_answers(EDITION, **changes))


def test_a_full_table_has_no_problems() -> None:
    assert judge() == Validated(answers=dict(valid_answers(EDITION)), problems=())  # type: ignore[arg-type]  # its values are answers


def test_answers_are_normalised_in_the_order_of_the_paper() -> None:
    raw = dict(reversed(valid_answers(EDITION, study_sessions=" １，２３４ ", film_studied="否").items()))

    validated = JUDGE(raw)

    assert validated.problems == ()
    assert list(validated.answers) == IDS
    assert validated.answers == valid_answers(EDITION, study_sessions=1234, film_studied=False)


def test_a_problem_says_where_which_rule_and_how_to_mend_it() -> None:
    assert judge(study_sessions="十二").problems == (
        Problem(
            blank="study_sessions",
            place="安全生产月活动 › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第1行",
            label="理论学习中心组学习（次）",
            rule="not_count",
            message="“理论学习中心组学习（次）”请填写 0 或正整数，如 12。只填数字，不填计量单位（表中已印“次”），不填小数和“约”等字样。",
        ),
    )


@pytest.mark.parametrize(
    ("field", "typed", "unseen"),
    [
        ("study_sessions", "\u202e12", True),
        ("study_sessions", "1\x002", True),
        ("study_sessions", "12\u200b次", False),
        ("filed_on", "2021-06-\x0730", True),
        ("phone", "0574\u202b87654321", True),
        ("film_studied", "是\u200e否", True),
        ("contact", "张\u200e三", True),
        ("contact", "张" * 61, False),
    ],
)
def test_a_problem_speaks_of_what_cannot_be_seen_where_that_is_what_is_wrong(
    field: str, typed: str, *, unseen: bool
) -> None:
    [problem] = judge(**{field: typed}).problems

    assert ("看不见的" in problem.message) is unseen


def test_a_wrong_value_is_no_answer() -> None:
    assert "study_sessions" not in judge(study_sessions=-1).answers


def test_an_empty_table_lacks_every_blank() -> None:
    validated = JUDGE({})

    assert validated.answers == {}
    assert [(problem.blank, problem.rule) for problem in validated.problems] == [
        (id_, "missing") for id_ in IDS
    ]


def test_all_problems_are_reported_at_once_in_the_order_of_the_paper() -> None:
    validated = judge(
        drills="1e3", unit="", filed_on="2021-02-29", zeal=1, phone="x", film_studied=1, abc=None
    )

    assert [(problem.blank, problem.rule) for problem in validated.problems] == [
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
        message="表格内容已更新，请刷新页面后再提交。",
    )


def test_a_repeated_field_is_a_stray_one() -> None:
    assert stray("unit", Rule.REPEATED).message == "“unit”出现了两次，只能填一次。"


@settings(max_examples=times(2))
@given(raw=st.dictionaries(NAMES, JSON, max_size=8))
def test_the_judge_never_raises_and_every_blank_is_answered_or_has_a_problem(raw: dict[str, object]) -> None:
    validated = JUDGE(raw)

    odd = {problem.blank for problem in validated.problems if problem.rule in ("check", "needs_reason")}
    others = {"unknown_field", "check", "needs_reason"}
    problems = [problem.blank for problem in validated.problems if problem.rule not in others]
    assert sorted([*validated.answers, *problems]) == sorted(IDS)
    assert odd <= validated.answers.keys()


@settings(max_examples=times(2))
@given(raw=st.dictionaries(NAMES, JSON, max_size=8), full=st.booleans())
def test_unknown_fields_are_always_named(raw: dict[str, object], full: bool) -> None:
    validated = JUDGE(valid_answers(EDITION, **raw) if full else raw)

    named = [problem for problem in validated.problems if problem.rule == "unknown_field"]
    assert named == [stray(name, Rule.UNKNOWN_FIELD) for name in sorted(raw.keys() - set(IDS))]


@settings(max_examples=times(2))
@given(changes=st.dictionaries(st.sampled_from(IDS), JSON, max_size=8))
def test_judged_answers_judge_to_themselves(changes: dict[str, object]) -> None:
    validated = judge(**changes)

    again = JUDGE(validated.answers)
    assert again.answers == validated.answers
    assert [problem for problem in again.problems if problem.rule != "missing"] == [
        problem for problem in validated.problems if problem.rule in ("check", "needs_reason")
    ]


@settings(max_examples=times(2))
@given(changes=st.dictionaries(st.sampled_from(IDS), JSON, max_size=8))
def test_judged_answers_and_problems_can_be_stored(changes: dict[str, object]) -> None:
    """Nothing in them, a lone surrogate say, breaks UTF-8."""
    validated = judge(**changes)

    assert len(checksum(validated.answers)) == 64
    assert all(str(problem).encode() for problem in validated.problems)


# Checks


def check(level: Level, rule: str, message: str = "请核对。") -> Check:
    given_, needed = read_rule(rule, BLANKS)
    return Check(level=level, given=given_, needed=needed, message=message)


def judge_of(*checks: Check) -> Validator:
    return make_validator(replace(EDITION, checks=checks))


def table(**changes: object) -> dict[str, object]:
    return valid_answers(EDITION, **changes)


@pytest.mark.parametrize(("mark", "unseen"), [("\n", True), ("\u200e", True), ("\u200b", False), ("", False)])
def test_a_reason_is_not_called_short_where_something_in_it_cannot_be_seen(
    mark: str, *, unseen: bool
) -> None:
    validated = judge_of(check(Level.EXPLAIN, "drills > 100"))(table(drills=5), {"drills": f"已{mark}核实"})

    [problem] = validated.problems
    assert problem.rule == "bad_reason"
    assert ("看不见的" in problem.message) is unseen
    assert ("过于简略" in problem.message) is not unseen


def judged_as(answers: dict[str, object], *problems: Problem, **more: object) -> Validated:
    return Validated(answers=answers, problems=problems, **more)  # type: ignore[arg-type]  # a test's answers are answers


def problem(blank_id: str, rule: str, message: str) -> Problem:
    blank = BLANKS[blank_id]
    return Problem(
        blank=blank_id,
        place=EDITION.places[blank.id],
        label=EDITION.labels[blank.id],
        rule=rule,
        message=message,
    )


def not_nil(blank_id: str) -> Problem:
    return problem(
        blank_id, "not_nil", explain(Rule.NOT_NIL, BLANKS[blank_id].kind, EDITION.labels[blank_id])
    )


FEW_DRILLS = "drills <= 10"


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("reasons", [{}, {"drills": REASON}])
def test_a_check_that_holds_says_nothing(level: Level, reasons: dict[str, object]) -> None:
    assert judge_of(check(level, FEW_DRILLS))(table(drills=10), reasons) == judged_as(table(drills=10))


@pytest.mark.parametrize("reasons", [{}, {"drills": REASON}])
def test_what_a_block_check_says_must_be_mended_and_no_reason_helps(reasons: dict[str, object]) -> None:
    validated = judge_of(check(Level.BLOCK, FEW_DRILLS, "演练太多。"))(table(drills=11), reasons)

    assert validated == judged_as(table(drills=11), problem("drills", "check", "演练太多。"))


@pytest.mark.parametrize("reasons", [{}, {"drills": REASON}])
def test_what_a_hint_says_may_stand_without_a_reason(reasons: dict[str, object]) -> None:
    validated = judge_of(check(Level.HINT, FEW_DRILLS, "演练太多。"))(table(drills=11), reasons)

    assert validated == judged_as(table(drills=11), hints=(problem("drills", "hint", "演练太多。"),))


@pytest.mark.parametrize(
    ("reasons", "rule", "message"),
    [
        ({}, "needs_reason", NEEDS_REASON),
        ({"drills": ""}, "needs_reason", NEEDS_REASON),
        ({"drills": None}, "needs_reason", NEEDS_REASON),
        ({"posters": REASON}, "needs_reason", NEEDS_REASON),
        ({"drills": "核实无误"}, "bad_reason", BAD_REASON),
        ({"drills": ["全市统一组织"]}, "bad_reason", BAD_REASON),
    ],
)
def test_what_an_explain_check_says_must_be_mended_or_explained(
    reasons: dict[str, object], rule: str, message: str
) -> None:
    validated = judge_of(check(Level.EXPLAIN, FEW_DRILLS))(table(drills=11), reasons)

    assert validated == judged_as(table(drills=11), problem("drills", rule, message))


def test_what_is_explained_may_stand_with_its_reason() -> None:
    validated = judge_of(check(Level.EXPLAIN, FEW_DRILLS))(table(drills=11), {"drills": f" {REASON}\n"})

    assert validated == judged_as(table(drills=11), explanations={"drills": REASON})


def test_a_reason_is_asked_for_where_what_must_hold_begins() -> None:
    judge_ = judge_of(check(Level.EXPLAIN, "drills > 0 implies film_studied is 否 and posters = 0"))

    assert judge_(table(), {"drills": REASON}) == judged_as(
        table(), problem("film_studied", "needs_reason", NEEDS_REASON)
    )
    assert judge_(table(), {"film_studied": REASON}) == judged_as(
        table(), explanations={"film_studied": REASON}
    )


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("missing", ["drills", "posters", "film_studied"])
def test_a_check_with_a_blank_that_is_not_answered_says_nothing(level: Level, missing: str) -> None:
    judge_ = judge_of(check(level, "posters > 0 and film_studied is 是 implies drills = 0"))
    answers = table()
    del answers[missing]

    assert judge_({**answers, missing: "x"}, {"drills": REASON}).answers == answers
    assert judge_(answers, {"drills": REASON}) == judged_as(
        answers,
        problem(missing, "missing", explain(Rule.MISSING, BLANKS[missing].kind, EDITION.labels[missing])),
    )


def test_a_check_speaks_though_another_blank_is_not_answered() -> None:
    validated = judge_of(check(Level.BLOCK, FEW_DRILLS))(table(posters=""))

    assert [(p.blank, p.rule) for p in validated.problems] == [("posters", "missing"), ("drills", "check")]


def test_a_reason_that_nobody_asked_for_is_left_out() -> None:
    judge_ = judge_of(check(Level.EXPLAIN, FEW_DRILLS), check(Level.HINT, "posters = 0"))
    reasons: dict[str, object] = {"drills": REASON, "posters": REASON, "unit": 1, "film_studied": "\n"}

    assert judge_(table(drills=11), reasons) == judged_as(
        table(drills=11), explanations={"drills": REASON}, hints=(problem("posters", "hint", "请核对。"),)
    )


def test_a_reason_for_an_unknown_blank_is_a_problem() -> None:
    validated = JUDGE(table(zeal=1), {"zest": REASON, "abc\n": None, "drills": REASON})

    assert validated == judged_as(
        table(), *(stray(name, Rule.UNKNOWN_FIELD) for name in ("zeal", "abc\n", "zest"))
    )


def test_every_check_at_one_blank_speaks_and_one_reason_answers_all_that_ask() -> None:
    judge_ = judge_of(
        check(Level.EXPLAIN, FEW_DRILLS, "多了。"),
        check(Level.BLOCK, "drills != 11", "不能是 11。"),
        check(Level.EXPLAIN, "drills < posters", "比标语多。"),
        check(Level.HINT, "drills = 0", "不是 0。"),
    )
    answers = table(drills=11, posters=11)
    block, hint = problem("drills", "check", "不能是 11。"), problem("drills", "hint", "不是 0。")

    assert judge_(answers) == judged_as(
        answers,
        problem("drills", "needs_reason", NEEDS_REASON.replace("请核对。", "多了。", 1)),
        block,
        problem("drills", "needs_reason", NEEDS_REASON.replace("请核对。", "比标语多。", 1)),
        hints=(hint,),
    )
    assert judge_(answers, {"drills": REASON}) == judged_as(
        answers, block, explanations={"drills": REASON}, hints=(hint,)
    )


def test_checks_speak_in_their_order_after_the_blanks() -> None:
    judge_ = judge_of(check(Level.BLOCK, "posters = 0"), check(Level.BLOCK, "study_sessions = 0"))

    validated = judge_(table(no_formalism="x", zeal=1), {"zest": ""})

    assert [(p.blank, p.rule) for p in validated.problems] == [
        ("no_formalism", "not_choice"),
        ("zeal", "unknown_field"),
        ("posters", "check"),
        ("study_sessions", "check"),
        ("zest", "unknown_field"),
    ]


# Nothing to report


def test_nil_with_every_count_0_has_no_problem() -> None:
    answers = table(**dict.fromkeys(COUNTS, 0))

    assert JUDGE(answers, nil=True) == judged_as(answers)
    assert JUDGE(answers, nil=False) == judged_as(answers)


def test_nil_names_every_count_that_is_not_0() -> None:
    validated = judge_of()(table(study_sessions=0, drills="０"), nil=True)

    assert validated == judged_as(
        table(study_sessions=0, drills=0),
        *(not_nil(id_) for id_ in COUNTS if id_ not in ("study_sessions", "drills")),
    )


def test_nil_asks_for_an_answer_to_every_blank() -> None:
    answers = table(**dict.fromkeys(COUNTS, 0))

    validated = JUDGE(
        {**answers, "posters": "", "drills": "x", "lectures": "1", "film_studied": None}, nil=True
    )

    assert [(p.blank, p.rule) for p in validated.problems] == [
        ("film_studied", "missing"),
        ("drills", "not_count"),
        ("posters", "missing"),
        ("lectures", "not_nil"),
        ("lectures_attendance", "needs_reason"),
    ]


def test_checks_apply_to_a_nil_return() -> None:
    answers = table(**dict.fromkeys(COUNTS, 0), plan_made=False)
    message = "本项选择“否”。请核实；情况属实的，请填写说明（不少于 6 个字）。"

    assert JUDGE(answers, nil=True) == judged_as(answers, problem("plan_made", "needs_reason", message))
    assert JUDGE(answers, {"plan_made": REASON}, nil=True) == judged_as(
        answers, explanations={"plan_made": REASON}
    )


def test_a_count_that_is_not_nil_may_break_a_check_too() -> None:
    answers = table(**dict.fromkeys(COUNTS, 0) | {"drills": 11})

    validated = judge_of(check(Level.BLOCK, FEW_DRILLS))(answers, nil=True)

    assert [(p.blank, p.rule) for p in validated.problems] == [("drills", "not_nil"), ("drills", "check")]


@settings(max_examples=times(2))
@given(
    raw=st.dictionaries(NAMES, JSON, max_size=8),
    reasons=st.dictionaries(NAMES, JSON | st.just(REASON), max_size=8),
    full=st.booleans(),
    nil=st.booleans(),
)
def test_the_judge_never_raises_and_keeps_reasons_that_can_be_stored(
    raw: dict[str, object], reasons: dict[str, object], full: bool, nil: bool
) -> None:
    validated = JUDGE(valid_answers(EDITION, **raw) if full else raw, reasons, nil=nil)

    assert validated.explanations == {id_: validate_reason(reasons[id_]) for id_ in validated.explanations}
    assert all(
        str(each).encode()
        for each in (*validated.problems, *validated.hints, *validated.explanations.values())
    )
    assert {p.blank for p in validated.problems if p.rule == "not_nil"} == {
        id_ for id_, answer in validated.answers.items() if nil and id_ in COUNTS and answer
    }


@pytest.mark.parametrize(
    ("day", "odd"),
    [
        ("2019-12-31", True),
        ("2020-01-01", False),
        ("2022-12-31", False),
        ("2023-01-01", True),
        ("2099-12-31", True),
    ],
)
def test_a_day_in_the_heading_more_than_a_year_off_is_asked_about_and_may_stand(
    day: str, *, odd: bool
) -> None:
    validated = judge(filed_on=day)

    assert validated.problems == ()
    said = [hint.message for hint in validated.hints if hint.blank == "filed_on"]
    assert said == (["“填报日期”与本表不在同一年前后，请核实年份。"] if odd else [])
