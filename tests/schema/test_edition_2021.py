"""The first edition is the official table, word for word."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from schema.edition.checks import Check, Level
from schema.edition.kinds import Count, Date, Phone, Text, UnitName, YesNo
from schema.edition.sentence import Blank, Sentence
from schema.loading.catalogue import EDITIONS
from schema.validation.check_eval import compile_checks
from schema.validation.rules import Rule, explain
from schema.validation.validate import Problem, Validated, make_validator
from tests.support.builders import survey_2021, the_2021, valid_answers

PAPER = (Path(__file__).parents[1] / "examples" / "form-2021.txt").read_text(encoding="utf-8")
"""The text of the official Word document; tabs and line ends are its layout."""
REPEATED = {"安全生产月活动", "加强组织落实"}
"""Section titles that stand again after a page break."""
EDITION = the_2021()
ROSTER = survey_2021().roster


def on_paper(sentence: Sentence) -> str:
    """The sentence as printed, each blank empty."""
    return "".join(_printed(part) for part in sentence.parts)


def _printed(part: str | Blank) -> str:
    if isinstance(part, str):
        return part
    return "□是□否" if isinstance(part.kind, YesNo) else ""


def texts() -> Iterator[str]:
    """Every text of the edition in the order of the paper."""
    yield from (EDITION.annex, EDITION.title, on_paper(EDITION.heading), *EDITION.columns)
    for section in EDITION.sections:
        yield section.title
        for activity in section.activities:
            yield from (activity.title, activity.requirement, *map(on_paper, activity.progress))
    yield EDITION.note


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def cells() -> Iterator[str]:
    """Every line of the paper, repeated section titles left out."""
    seen: set[str] = set()
    for line in map(without_space, PAPER.splitlines()):
        if line not in REPEATED & seen:
            yield line
        seen.add(line)


def test_the_edition_is_the_official_text_word_for_word() -> None:
    assert "".join(map(without_space, texts())) == "".join(cells())


def test_it_has_3_sections_and_11_rows() -> None:
    assert [(section.title, len(section.activities)) for section in EDITION.sections] == [
        ("安全生产月活动", 4),
        ("“安全生产万里行”活动", 3),
        ("加强组织落实", 4),
    ]


def test_it_asks_50_counts_15_choices_and_4_heading_fields() -> None:
    assert Counter(type(blank.kind) for blank in EDITION.blanks) == {
        Count: 50,
        YesNo: 15,
        UnitName: 1,
        Text: 1,
        Phone: 1,
        Date: 1,
    }
    assert [(EDITION.labels[blank.id], type(blank.kind)) for blank in EDITION.heading.blanks] == [
        ("填报单位（盖章）", UnitName),
        ("联系人", Text),
        ("电话", Phone),
        ("填报日期", Date),
    ]


def test_the_digest_is_the_one_that_records_name() -> None:
    """It may never change: it is how a record of these questions is known."""
    assert EDITION.digest == "35caee594b4386e6aae16a0a7192028f5e52489cc0ef62bc5eaad20814d0e4eb"


def test_every_count_has_the_measure_of_the_paper() -> None:
    measures = [blank.kind.measure for blank in EDITION.blanks if isinstance(blank.kind, Count)]

    assert measures == re.findall(r"[（(]\s+[）)](\w+)", PAPER)
    assert " ".join(measures) == (
        "次 人次 场 人次 场 人次 篇 "
        "次 篇 个 篇 个 部 次 次 "
        "场 人次 场 场 人次 人次 人次 人次 人次 人次 次 个 部 "
        "种 个 场 人次 个 个 个 个 次 人次 场 人次 次 "
        "次 条 条 次 次 次 条次 人 次"
    )


def test_every_choice_stands_where_the_paper_has_it() -> None:
    lines = [
        without_space(on_paper(sentence))
        for _, activity in EDITION.rows()
        for sentence in activity.progress
        if any(isinstance(blank.kind, YesNo) for blank in sentence.blanks)
    ]

    assert lines == [line for line in cells() if "□是□否" in line]


def test_ids_labels_and_places_name_one_blank_each() -> None:
    assert (len(EDITION.blanks), len(EDITION.labels), len(set(EDITION.labels.values()))) == (69, 69, 69)
    assert all(re.fullmatch("[a-z][a-z0-9_]+", blank.id) for blank in EDITION.blanks)
    assert all(EDITION.labels[blank.id] and EDITION.places[blank.id] for blank in EDITION.blanks)


def test_it_opens_in_june_falls_due_on_1_july_at_noon_and_closes_in_july() -> None:
    assert (EDITION.id, EDITION.opens, EDITION.due, EDITION.closes) == (
        "2021",
        datetime.fromisoformat("2021-06-01T00:00:00+08:00"),
        datetime.fromisoformat("2021-07-01T12:00:00+08:00"),
        datetime.fromisoformat("2021-07-31T18:00:00+08:00"),
    )


def test_the_roster_has_the_ten_districts_under_their_gb_t_2260_codes() -> None:
    listed = [unit for unit in ROSTER.units if unit.code.isdigit()]

    assert [(unit.code, unit.aliases[1]) for unit in listed] == [
        ("330203", "海曙区"),
        ("330205", "江北区"),
        ("330206", "北仑区"),
        ("330211", "镇海区"),
        ("330212", "鄞州区"),
        ("330213", "奉化区"),
        ("330225", "象山县"),
        ("330226", "宁海县"),
        ("330281", "余姚市"),
        ("330282", "慈溪市"),
    ]


def test_every_unit_is_found_by_each_of_its_names() -> None:
    for unit in ROSTER.units:
        assert {ROSTER.by_name(name) for name in (unit.name, *unit.aliases)} == {unit}
        assert ROSTER.by_code(unit.code) is unit


@pytest.mark.parametrize("code", [unit.code for unit in ROSTER.units if unit.code.isdigit()])
def test_a_district_is_found_with_or_without_the_words_around_its_name(code: str) -> None:
    unit = ROSTER.by_code(code)
    assert unit
    district = unit.aliases[1]
    spoken = [
        *(district, district[:-1], f"宁波市{district}", f"浙江省宁波市{district}", f"宁波{district}"),
        *(f"{district}{bureau}" for bureau in ("市场监管局", "市场监督管理局", "市监局", "局")),
        *(f"　{district} 市场监管局\n", " ".join(district), f"{unit.name}（盖章）", f"{unit.name} ( 盖章 )"),
    ]

    assert {name: ROSTER.by_name(name) for name in spoken} == dict.fromkeys(spoken, unit)


@pytest.mark.parametrize("branch", ["分局", "市监分局", "市场监管分局", "市场监督管理分局"])
def test_a_zone_is_found_by_the_name_of_its_branch(branch: str) -> None:
    assert ROSTER.by_name(f"宁波市大榭{branch}") is ROSTER.by_code("3302Z4")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "宁波",
        "宁波市",
        "宁波市市场监督管理局",
        "市场监管局",
        "局",
        "杭州市",
        "上城区",
        "鄞州区海曙区",
        "330212",
    ],
)
def test_a_name_of_no_unit_finds_none(name: str) -> None:
    assert ROSTER.by_name(name) is None


# The edit checks

Changes = dict[str, object]


def _together(sessions: str, attendance: str, most: int) -> dict[str, tuple[Changes, Changes]]:
    """Examples for the three checks of how often and how many people."""
    return {
        f"{sessions} = 0 implies {attendance} = 0": ({sessions: 0}, {sessions: 0, attendance: 0}),
        f"{sessions} > 0 implies {attendance} > 0": (
            {sessions: 1, attendance: 0},
            {sessions: 1, attendance: 1},
        ),
        f"{sessions} > 0 implies {attendance} <= {most} * {sessions}": (
            {sessions: 2, attendance: 2 * most + 1},
            {sessions: 2, attendance: 2 * most},
        ),
    }


EXAMPLES: dict[str, tuple[Changes, Changes]] = {
    **_together("study_sessions", "study_attendance", 1000),
    **_together("screenings", "screenings_attendance", 5000),
    **_together("lectures", "lectures_attendance", 20_000),
    **_together("consultations", "consultation_attendance", 50_000),
    **_together("online_events", "online_attendance", 1_000_000),
    **_together("culture_events", "culture_attendance", 50_000),
    **_together("services", "services_reached", 20_000),
    **_together("escape_drills", "escape_drill_attendance", 20_000),
    "campaign_coverage = 0 implies campaign_reports = 0": (
        {"campaign_coverage": 0},
        {"campaign_coverage": 0, "campaign_reports": 0},
    ),
    "experiences_promoted = 0 implies experience_reports = 0": (
        {"experiences_promoted": 0},
        {"experiences_promoted": 0, "experience_reports": 0},
    ),
    "march_coverage = 0 implies march_experiences + march_exposures = 0": (
        {"march_coverage": 0, "march_experiences": 0, "march_exposures": 1},
        {"march_coverage": 0, "march_experiences": 0, "march_exposures": 0},
    ),
    "tips_received = 0 implies tips_rewarded = 0": (
        {"tips_received": 0, "tips_rewarded": 1, "tip_reports": 0},
        {"tips_received": 0, "tips_rewarded": 0, "tip_reports": 0},
    ),
    "tips_rewarded <= tips_received": (
        {"tips_received": 7, "tips_rewarded": 8},
        {"tips_received": 7, "tips_rewarded": 7},
    ),
    "tips_received = 0 implies tip_reports = 0": (
        {"tips_received": 0, "tips_rewarded": 0, "tip_reports": 1},
        {"tips_received": 1, "tips_rewarded": 0, "tip_reports": 1},
    ),
    "warning_films_made > 0 implies warning_films_shown > 0": (
        {"warning_films_made": 1, "warning_films_shown": 0},
        {"warning_films_made": 0, "warning_films_shown": 0},
    ),
    "halls_built + halls_rebuilt + halls_planned + halls_other <= 100": (
        {"halls_built": 40, "halls_rebuilt": 30, "halls_planned": 20, "halls_other": 11},
        {"halls_built": 40, "halls_rebuilt": 30, "halls_planned": 20, "halls_other": 10},
    ),
    "drills <= 10000": ({"drills": 10_001}, {"drills": 10_000}),
    "posters <= 1000000": ({"posters": 1_000_001}, {"posters": 1_000_000}),
    "hazard_snapshots <= 1000000": ({"hazard_snapshots": 1_000_001}, {"hazard_snapshots": 1_000_000}),
    "commentaries <= 10000": ({"commentaries": 10_001}, {"commentaries": 10_000}),
    **{
        f"{choice} is 是": ({choice: False}, {choice: True})
        for choice in (
            *("in_annual_plan", "plan_made", "resources_secured"),
            *("mechanism_built", "campaign_publicised", "key_fields_publicised"),
            *("departments_coordinated", "media_matrix_used", "no_formalism"),
            *("ideology_guarded", "epidemic_controlled", "network_secured", "purchases_lawful"),
        )
    },
}
"""Rule → what breaks it and nothing else, and what only just holds."""
UNAVOIDABLE = {"tips_received = 0 implies tips_rewarded = 0": ["tips_rewarded <= tips_received"]}
"""Rule → other rules that cannot hold where it is broken."""
RULES = [
    str(table["rule"])
    for table in tomllib.loads((EDITIONS / "2021.toml").read_text(encoding="utf-8"))["check"]
]
CHECKS = dict(zip(RULES, EDITION.checks, strict=True))
BLANKS = {blank.id: blank for blank in EDITION.blanks}
JUDGE = make_validator(EDITION)
REASON = "全市统一组织，人数较多"


@cache
def holds(rule: str) -> Callable[[Changes], bool]:
    return compile_checks([CHECKS[rule]])  # type: ignore[return-value]  # the changes are answers


def broken(answers: Changes) -> list[str]:
    return [rule for rule in RULES if not holds(rule)(answers)]


def said(check: Check, rule: Rule) -> Problem:
    blank = BLANKS[check.at]
    return Problem(
        blank=blank.id,
        place=EDITION.places[blank.id],
        label=EDITION.labels[blank.id],
        rule=rule.value,
        message=explain(rule, blank.kind, EDITION.labels[blank.id], check.message),
    )


def test_the_edition_has_49_checks_and_an_example_of_each() -> None:
    assert Counter(check.level for check in EDITION.checks) == {
        Level.BLOCK: 9,
        Level.EXPLAIN: 38,
        Level.HINT: 2,
    }
    assert list(CHECKS) == RULES
    assert EXAMPLES.keys() == CHECKS.keys()


def test_a_table_can_break_each_check_and_no_other() -> None:
    for rule in RULES:
        breaks, keeps = (valid_answers(EDITION, **changes) for changes in EXAMPLES[rule])

        assert sorted(broken(breaks)) == sorted([rule, *UNAVOIDABLE.get(rule, [])]), rule
        assert broken(keeps) == [], rule


def test_the_judge_says_what_each_check_says_and_takes_a_reason_where_one_helps() -> None:
    for rule in RULES:
        answers = valid_answers(EDITION, **EXAMPLES[rule][0])
        failed = [CHECKS[other] for other in broken(answers)]
        blocks, explains, hints = ([check for check in failed if check.level is level] for level in Level)

        assert JUDGE(answers) == Validated(
            answers=answers,  # type: ignore[arg-type]  # they are answers
            problems=(
                *(said(check, Rule.CHECK) for check in blocks),
                *(said(check, Rule.NEEDS_REASON) for check in explains),
            ),
            hints=tuple(said(check, Rule.HINT) for check in hints),
        )
        assert JUDGE(answers, {check.at: REASON for check in failed}) == Validated(
            answers=answers,  # type: ignore[arg-type]  # they are answers
            problems=tuple(said(check, Rule.CHECK) for check in blocks),
            explanations={check.at: REASON for check in explains},
            hints=tuple(said(check, Rule.HINT) for check in hints),
        )


def test_every_check_tells_the_clerk_in_a_sentence() -> None:
    assert all(check.message.endswith("。") for check in EDITION.checks)
    assert len({(check.at, check.message) for check in EDITION.checks}) == len(EDITION.checks)


def test_a_table_of_nothing_but_0_and_yes_breaks_no_check() -> None:
    nothing = {
        id_: 0 if isinstance(blank.kind, Count) else True
        for id_, blank in BLANKS.items()
        if isinstance(blank.kind, Count | YesNo)
    }

    assert broken(valid_answers(EDITION, **nothing)) == []
