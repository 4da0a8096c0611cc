"""Next year's edition by looking and clicking: what is asked, what each change comes to, what is published."""

import errno
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.authoring.changes.compare import compare
from schema.authoring.draft import Draft
from schema.authoring.importer.command import Import, Imported, read_edition
from schema.authoring.importer.document import Cell, Paper
from schema.authoring.renew import renew
from schema.authoring.workbench.begin import begin, take_up
from schema.authoring.workbench.corrections import add_line, no_blank, sentence, ways
from schema.authoring.workbench.decisions import fills, new, rules, same, settle
from schema.authoring.workbench.original import parts_of
from schema.authoring.workbench.publish import publish
from schema.authoring.workbench.show import work_document
from schema.authoring.workbench.texts import dates, words
from schema.authoring.workbench.wording import numbers, read_wording, write_wording
from schema.authoring.workbench.work import (
    Question,
    Rule,
    Work,
    asked_in,
    edition_of,
    from_document,
    read_edition_text,
    rule_of,
)
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.kinds import Amount, Choice, Count, YesNo
from schema.edition.model import HEADING, Edition
from schema.edition.roster import Roster
from schema.edition.survey import Survey
from schema.errors import FileProblemsError
from schema.loading.catalogue import load_catalogue
from schema.loading.edition_file import load_edition
from schema.loading.roster_file import load_roster
from tests.support.builders import every_kind, every_layout, survey_2021, the_2021
from tests.support.documents.next_year import sheet_2022, write_2022
from tests.support.documents.road_conditions import write_road
from tests.support.documents.word import write_docx
from tests.support.grids import the_grids
from tests.support.random.examples import times
from tests.support.workbench_piece import EARLIER, finished_work, ordered, shelf_in, the_work

FIRST = (1, 1, 1)
NOW = datetime.fromisoformat("2026-11-28T22:15:00+08:00")


def line_of(work: Work, place: tuple[int, ...] = FIRST) -> str:
    edition = asked_in(work)
    return write_wording(dict(edition.lines())[place], numbers(edition))


def kind_of(work: Work, name: str) -> object:
    return next(blank.kind for blank in asked_in(work).blanks if blank.id == name)


def told(change: object) -> list[tuple[str, str, str]]:
    """What a change that cannot be made is refused with."""
    with pytest.raises(FileProblemsError) as caught:
        change()  # type: ignore[operator]  # a change with its arguments
    return [(each.place, each.rule, each.remedy) for each in caught.value.mistakes]


# What the document begins with


def test_what_a_person_must_settle_is_asked_once_in_the_order_of_the_paper() -> None:
    work = the_work()

    assert [(each.place, each.about, each.old) for each in work.questions] == [
        (HEADING, "filled_by", "contact"),
        ((2, 3, 1), "jl_wy", "tips_rewarded"),
    ]
    assert all("--same" not in each.doubt and each.last_year for each in work.questions)
    assert (work.edition, work.like, work.file, work.dated) == ("2022", "2021", "统计表2022.docx", False)


def test_a_rule_goes_on_where_its_blanks_are_called_what_they_were_and_is_asked_for_elsewhere() -> None:
    asked = [each for each in the_work().rules if each.on is None and each.fits]

    assert the_work().open == 2 + len(asked) == 6
    assert {each.why for each in asked} == {"去年就有，里面的空说法有变"}
    assert len(edition_of(the_work()).checks) == sum(each.on is True for each in the_work().rules)
    assert any("tips_rewarded" in each.rule.split() and not each.fits for each in the_work().rules)
    assert load_roster(Path("2022.units.toml"), the_work().roster) == survey_2021().roster


def test_a_remark_is_asked_apart_from_a_pair_at_the_same_place(tmp_path: Path) -> None:
    sheet = sheet_2022()
    sheet.replace("填报日期：", "填报日期：  年  月  日")

    work = begin(ordered(write_docx(sheet, tmp_path / "a.docx"), shelf_in(tmp_path)), "a.docx")

    assert [(each.place, each.about) for each in work.questions[:2]] == [
        (HEADING, ""),
        (HEADING, "filled_by"),
    ]


@pytest.mark.parametrize(
    ("like", "due", "units"), [("2021", "2022-07-01T12:00", 15), ("", "2022-12-31T18:00", 0)]
)
def test_a_document_that_names_no_deadline_begins_with_one_that_must_be_confirmed(
    like: str, due: str, units: int, tmp_path: Path
) -> None:
    sheet = replace(sheet_2022(), after=["本表由各单位填写。"])

    work = begin(ordered(write_docx(sheet, tmp_path / "a.docx"), shelf_in(tmp_path), like=like), "a.docx")

    shown = work_document(work, None)
    assert (asked_in(work).due.strftime("%Y-%m-%dT%H:%M"), shown["dated"]) == (due, False)
    assert shown["units"] == [f"{units} 家"]


def test_what_the_paper_says_of_its_figures_is_asked_for_or_told_where_it_cannot_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = list(the_2021().checks[:2])

    def read(order: Import) -> Imported:
        made = read_edition(order)
        said = replace(made.checks, own=checks[:1], beyond=[*checks[1:], *checks[1:]])
        return replace(made, checks=said)

    monkeypatch.setattr("schema.authoring.workbench.begin.read_edition", read)
    work = begin(ordered(write_2022(tmp_path), shelf_in(tmp_path)), "a.docx")

    assert [(each.message, each.why, each.on) for each in work.rules[:1]] == [
        (checks[0].message, "纸上写的", None)
    ]
    assert checks[1].message in work.questions[0].doubt
    assert work.questions[1:] == the_work().questions


def test_a_piece_of_work_can_be_kept_and_found_again() -> None:
    kept = json.loads(json.dumps(asdict(the_work())))
    assert from_document(kept) == the_work()
    for each in (kept, *kept["questions"]):  # as the first version kept them
        for later in ("site", "original", "at", "said"):
            each.pop(later, None)
    assert from_document(kept).toml == the_work().toml


def test_the_document_is_kept_as_it_was_read_what_is_merged_as_one() -> None:
    cells = [Cell(lines=("甲", "乙"), span=2), Cell(lines=(), continued=True)]
    below = [Cell(lines=(), span=2, continued=True), Cell(lines=("丙",))]

    assert parts_of(Paper(parts=("题目", (tuple(cells), tuple(below))))) == [
        "题目",
        [[["甲\n乙", 2, 2], ["", 1, 1]], [["丙", 1, 1]]],
    ]


@pytest.mark.unmeasured
def test_each_question_stands_where_the_document_has_its_words(tmp_path: Path) -> None:
    work = begin(ordered(write_road(tmp_path), shelf_in(tmp_path), like=""), "a.docx")

    assert [(each.at, each.said[:7]) for each in the_work().questions] == [
        ((3,), "填报单位（盖章"),
        ((4, 10, 1), "接收各类举报("),
    ]
    assert all(each.said for each in work.questions)
    assert ((7, 0, 4), "评定结果") in [(each.at, each.said) for each in work.questions]
    assert work.original[7][0][:2] == [["项目", 2, 2], ["编号", 1, 2]]


# What an edition on the shelf begins with


@pytest.mark.unmeasured
def test_an_edition_is_moved_on_as_by_renew_and_nothing_but_its_dates_is_asked(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    with (shelf / "2021.toml").open("a", encoding="utf-8") as file:
        file.write("\n[site]\nkeep_until = 2021-12-31\n")

    work = take_up(shelf / "2021.toml", "2022")

    list(renew(shelf / "2021.toml", shelf / "2022.toml"))
    assert edition_of(work) == load_edition(shelf / "2022.toml")
    assert str(edition_of(work).site.keep_until) == "2022-12-31"
    assert work.roster == (shelf / "2022.units.toml").read_text(encoding="utf-8")
    assert (work.like, work.file, work.dated, work.open) == ("2021", "沿用 2021 年的表", False, 0)
    assert [take_up(shelf / "2021.toml", "2023").questions[0].doubt] == [
        "截止日 2023-07-01 是星期六，请在“时间”里核对"
    ]
    (tmp_path / "again").mkdir()
    shelf = shelf_in(tmp_path / "again")
    (shelf / "site.toml").write_text("keep_until = 2021-12-31\n", encoding="utf-8")
    [question] = take_up(shelf / "2021.toml", "2022").questions
    assert question.doubt.startswith("联系人、电话只保存到 2021-12-31，早于截止日 2022-07-01")
    assert question.doubt.endswith("请技术人员把网站设置里的保存期限（keep_until）改后")


def test_a_published_edition_is_taken_up_as_it_is_with_its_settings(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    file = shelf / "2021.toml"
    more = '\n[explain]\nlectures = "含线上"\n\n[site]\nbureau = "省局"\nkeep_until = 2030-01-01\n'
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")

    work = take_up(file, "2021")

    assert edition_of(work) == load_edition(file)
    assert (work.like, work.dated, work.open, work.questions) == ("2021", True, 0, ())
    renamed = new(work, "lectures", [load_edition(file)])
    assert edition_of(renamed).meanings == ()
    assert edition_of(no_blank(work, "lectures", EARLIER)).meanings == ()


# Which question it is


def test_the_same_question_takes_its_id_and_the_doubt_is_settled() -> None:
    work = same(the_work(), "filled_by", "contact", EARLIER)

    assert [(each.about, each.settled) for each in work.questions] == [("contact", "same"), ("jl_wy", "")]
    assert "contact" in asked_in(work).labels
    assert "filled_by" not in asked_in(work).labels


def test_what_was_taken_for_that_question_until_now_gets_an_id_of_its_own() -> None:
    """Never two blanks of one id, and never an earlier id for another question."""
    work = same(the_work(), "jl_wy", "drills", EARLIER)

    ids = [blank.id for blank in asked_in(work).blanks]
    former = ids[[blank.id for blank in asked_in(the_work()).blanks].index("drills")]
    assert ids.count("drills") == 1
    assert former not in the_2021().labels


def test_the_rules_of_a_blank_that_is_found_to_be_last_years_come_back_to_be_confirmed() -> None:
    """What the importer was not sure of has a new id until somebody says so: a rule must not be lost by that."""
    old = "study_sessions"
    begun = new(the_work(), old, EARLIER)
    (fresh,) = set(asked_in(begun).labels) - set(asked_in(the_work()).labels)
    rule = next(each for each in the_work().rules if old in each.rule.split())
    waiting = replace(begun, rules=(replace(rule, on=None, fits=False),))

    assert waiting.open == 2
    back = same(waiting, fresh, old, EARLIER)
    assert (back.open, back.rules[0].fits) == (3, True)
    assert old in edition_of(rules(back, [1], on=True)).checks[0].blanks


def test_a_question_said_to_be_new_gets_an_id_that_none_has_had_and_last_years_rules_wait_for_their_own() -> (
    None
):
    work = new(the_work(), "study_sessions", EARLIER)

    fresh = set(asked_in(work).labels) - set(asked_in(the_work()).labels)
    assert len(fresh) == 1
    assert not fresh & set(the_2021().labels)
    assert {(each.on, each.fits) for each in work.rules if "study_sessions" in each.rule.split()} == {
        (None, False)
    }


def _small(edition: str, first: str, more: str = "") -> str:
    return (
        f'title = "表"\nheading = "填报单位：{{unit:单位}}"\ndue = {edition}-07-01T12:00:00+08:00\n'
        f'[[block]]\nlines = ["甲{{{first}:数:人}}", "乙{{b:数:人}}", "合计{{c:数:人}}"]\n{more}'
    )


_MEANT = '[explain]\na = "含临时工"\nb = "不含"\n'
_TOTAL = '[[check]]\nlevel = "block"\nrule = "c = a + b"\nmessage = "合计不等"\nfill = true\n'


def _of_a_total(first: str, more: str = "", on: bool | None = True) -> tuple[Work, list[Edition]]:
    """A paper whose total has the rule of last year's, and last year's."""
    toml = _small("2022", first, more)
    (check,) = read_edition_text("2021", _small("2021", "a", _TOTAL)).checks
    of_last_year = rule_of(check, "去年就有", on=on, fits=first == "a")
    work = Work(edition="2022", like="2021", file="", toml=toml, roster="", rules=(of_last_year,))
    return work, [read_edition_text("2021", _small("2021", "a", _MEANT))]


def test_a_total_stays_to_be_confirmed_when_one_of_its_blanks_is_new_and_what_that_counted_goes() -> None:
    work, earlier = _of_a_total("a", _MEANT)

    told = new(work, "a", earlier)

    fresh = asked_in(told).blanks[1].id
    assert [(each.rule, each.on, each.fits, each.fill) for each in told.rules] == [
        ("c = a + b", None, False, True), (f"c = {fresh} + b", None, True, True)
    ]  # fmt: skip
    assert asked_in(told).meanings == (("b", "不含"),)
    (check,) = edition_of(rules(told, [2], on=True)).checks
    assert (check.fill, check.blanks) == (True, ("c", fresh, "b"))
    both = new(told, "b", earlier)
    assert both.rules[1].rule == " ".join(["c", "=", fresh, "+", asked_in(both).blanks[2].id])
    assert (len(both.rules), asked_in(both).meanings) == (2, ())
    back = same(told, fresh, "a", earlier)
    assert [(each.rule, each.on, each.fits) for each in back.rules] == [("c = a + b", None, True)]
    assert {*asked_in(back).meanings} == {*asked_in(work).meanings}
    before, after = (Survey(edition=each, roster=Roster(units=())) for each in (*earlier, asked_in(back)))
    assert not [each for each in compare(before, after) if each.place == "指标解释"]
    refused, _ = _of_a_total("a", on=False)
    assert len(new(refused, "a", earlier).rules) == 1


def test_a_blank_that_is_found_to_be_last_years_counts_what_it_did() -> None:
    work, earlier = _of_a_total("x1")

    assert asked_in(same(work, "x1", "a", earlier)).meanings == (("a", "含临时工"),)
    assert asked_in(same(work, "x1", "a", [])).meanings == ()
    own, _ = _of_a_total("a", '[explain]\na = "今年写的"\n')
    assert asked_in(same(own, "a", "a", earlier)).meanings == (("a", "今年写的"),)


_OLD = st.sampled_from(["study_sessions", "study_attendance", "drills", "tips_rewarded", "contact"])
_SAID = st.tuples(st.integers(0, 99), st.none() | _OLD)


@settings(max_examples=times(0.5))
@given(st.lists(_SAID, max_size=4))
def test_last_years_rules_stay_with_their_question_and_the_papers_own_with_their_blanks(
    said: list[tuple[int, str | None]],
) -> None:
    """Whatever a person says of which blank is which question; a rule goes on unasked only where nobody has said anything."""
    paper = Rule(level="block", rule="drills >= study_sessions", message="", why="纸上写的", on=True)
    work = replace(the_work(), rules=(*the_work().rules, paper))
    blanks = [blank.id for blank in asked_in(work).blanks]
    for number, old in said:
        about = [blank.id for blank in asked_in(work).blanks][number % len(blanks)]
        work = same(work, about, old, EARLIER) if old else new(work, about, EARLIER)

    now = [blank.id for blank in asked_in(work).blanks]
    *of_questions, of_paper = work.rules
    assert [each.rule for each in of_questions] == [each.rule for each in the_work().rules]
    assert [now.index(name) for name in of_paper.rule.split(" >= ")] == [
        blanks.index(name) for name in paper.rule.split(" >= ")
    ]
    moved = {old for old, name in zip(blanks, now, strict=True) if old != name} | set(now) - set(blanks)
    assert not any(each.on and moved & {*each.rule.split(" ")} for each in of_questions)


def test_a_new_question_that_has_a_new_id_already_keeps_it() -> None:
    work = new(the_work(), "jl_wy", EARLIER)

    assert work.toml == the_work().toml
    assert [each.settled for each in work.questions] == ["", "new"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: new(the_work(), "gone", EARLIER),
        lambda: same(the_work(), "gone", "drills", EARLIER),
        lambda: no_blank(the_work(), "gone", EARLIER),
    ],
)
def test_a_blank_that_is_gone_is_told_as_such(change: object) -> None:
    assert told(change) == [("整张表", "这个空已经不在表上了", "看一下现在的表")]


def test_a_doubt_is_settled_as_it_stands_and_can_be_opened_again() -> None:
    work = settle(the_work(), 2, "seen")

    assert [each.settled for each in work.questions] == ["", "seen"]
    assert settle(work, 2, "") == the_work()


def test_a_rule_is_taken_or_left() -> None:
    work = rules(rules(the_work(), [1, 3], on=False), [2, 3], on=True)

    assert [each.on for each in work.rules[:3]] == [False, True, True]
    assert len(edition_of(work).checks) == len(edition_of(the_work()).checks) - 1


def test_a_sum_that_the_paper_names_is_filled_in_by_the_page_or_typed_and_checked() -> None:
    edition = the_grids()
    every = tuple(rule_of(check, "纸上写的", on=True) for check in edition.checks)
    text = edition_toml(Draft(edition=edition))
    work = Work(edition="2022", like="", file="", toml=text, roster="", rules=every)

    typed = fills(work, [1, 5], on=False)

    assert [check.fill for check in edition_of(typed).checks] == [False, True, True, True, False]
    assert edition_of(fills(typed, [1, 5], on=True)) == edition_of(work)
    shown = json.loads(json.dumps(work_document(the_work(), None)))["rules"]
    assert not any(each["fills"] for each in shown)
    assert all(each["fills"] for each in json.loads(json.dumps(work_document(work, None)))["rules"])


@pytest.mark.parametrize(
    "change",
    [
        lambda: settle(the_work(), 3, "seen"),
        lambda: rules(the_work(), [0], on=True),
        lambda: words(the_work(), (9,), "title", "x"),
        lambda: words(the_work(), (1, 99), "title", "x"),
    ],
)
def test_a_place_that_is_not_there_is_told_as_such(change: object) -> None:
    assert told(change) == [("整张表", "这一处已经不在了", "看一下现在的表")]


# What the paper says


@pytest.mark.parametrize("edition", [the_2021(), every_kind()])
def test_a_line_as_it_is_shown_for_correcting_is_read_as_the_same_line(edition: Edition) -> None:
    for place, line in edition.lines():
        shown = write_wording(line, numbers(edition))
        assert read_wording(shown, edition, edition.name_of(place)) == line


def test_words_are_corrected_blanks_kept_put_in_and_asked_in_another_way() -> None:
    work = sentence(
        the_work(),
        FIRST,
        "学习（〖5〗）次，参与（〖6:金额〗）万人次，看片〖是/否〗，拨款〖金额：万元〗，〖有/无〗",
        EARLIER,
    )

    before, after = ([blank.id for blank in asked_in(each).blanks] for each in (the_work(), work))
    assert after[4:6] == before[4:6]
    assert after[9:] == before[6:]
    assert not set(after[6:9]) & (set(before) | set(the_2021().labels))
    kinds = [kind_of(work, name) for name in after[4:9]]
    assert kinds == [
        Count(measure="次"),
        Amount(measure="万人次"),
        YesNo(),
        Amount(measure="万元"),
        Choice(options=("有", "无")),
    ]
    assert line_of(work) == "学习（〖5〗）次，参与（〖6〗）万人次，看片〖7〗，拨款〖8〗，〖9〗"


def test_mistakes_in_a_corrected_line_are_said_in_the_signs_of_the_paper() -> None:
    said = told(
        lambda: sentence(the_work(), FIRST, "{学习}〖99〗〖5〗〖5〗〖数〗，〖何〗〖6:数〗，", EARLIER)
    )

    where = "安全生产月活动 › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第1行"
    assert {place for place, _, _ in said} == {where}
    assert [(rule, remedy) for _, rule, remedy in said] == [
        ("有花括号 { }", "改成圆括号"),
        ("没有第 99 号空", "新的空写成〖数〗〖文字〗〖是/否〗这样"),
        ("〖5〗写了两次", "一个号在表上只有一处"),
        ("空 〖数〗 没有计量单位", "在空后写计量单位，或写进空里：〖数:次〗"),
        ("不认识种类“何”", said[4][2]),
        ("空 〖数〗 没有计量单位", "在空后写计量单位，或写进空里：〖数:次〗"),
    ]


def test_a_line_that_somebody_corrected_asks_nothing_any_more() -> None:
    asked = Question(place=FIRST, doubt="“学习（次）”像是要填的，没有当作空")
    work = replace(the_work(), questions=(*the_work().questions, asked))

    after = sentence(work, FIRST, line_of(work), EARLIER)
    gone = sentence(work, (2, 3, 1), "接收各类举报。", EARLIER)

    assert [each.settled for each in after.questions] == ["", "", "changed"]
    assert [each.settled for each in gone.questions] == ["", "changed", ""]


def test_many_blanks_are_asked_in_another_way_at_once_and_the_question_is_settled() -> None:
    work = ways(the_work(), ["study_sessions", "lectures"], "金额:万次", 2)

    assert [kind_of(work, name) for name in ("study_sessions", "lectures", "study_attendance")] == [
        Amount(measure="万次"),
        Amount(measure="万次"),
        Count(measure="人次"),
    ]
    assert [each.settled for each in work.questions] == ["", "changed"]
    assert told(lambda: ways(the_work(), ["lectures"], "数", 0))[0][1] == "填法或计量单位写得不对"


@pytest.mark.parametrize(
    ("about", "place", "printed"),
    [
        ("study_sessions", FIRST, "理论学习中心组学习（　　）次，参与（〖5〗）人次；"),
        ("film_studied", (1, 1, 2), "电视专题片     □是　□否；"),
    ],
)
def test_what_is_no_blank_is_printed_as_it_stands_and_its_rules_go(
    about: str, place: tuple[int, ...], printed: str
) -> None:
    work = no_blank(the_work(), about, EARLIER)

    assert line_of(work, place).endswith(printed)
    assert not any(about in each.rule.split() for each in work.rules if each.fits)


def test_texts_are_corrected_wherever_they_stand() -> None:
    work = words(the_work(), (), "title", "新标题")
    work = words(work, (), "marks", "表号：甲1表\n\n制定机关：省局")
    work = words(work, (2,), "title", "万里行")
    work = words(work, (1, 2), "requirement", "新的要求")

    edition = asked_in(work)
    assert (edition.title, edition.sections[1].title) == ("新标题", "万里行")
    assert edition.marks == ("表号：甲1表", "制定机关：省局")
    assert edition.sections[0].activities[1].requirement == "新的要求"
    assert edition.sections[0].activities[0] == asked_in(the_work()).sections[0].activities[0]


def test_a_row_without_anything_to_fill_in_can_get_a_line() -> None:
    assert asked_in(the_work()).sections[1].activities[1].progress == ()

    after = add_line(the_work(), (2, 2), "邀请媒体（〖数〗）家。", EARLIER)

    (line,) = asked_in(after).sections[1].activities[1].progress
    assert line.blanks[0].kind == Count(measure="家")
    assert line.blanks[0].id not in the_2021().labels
    assert told(lambda: add_line(the_work(), (2,), "x", EARLIER))[0][1] == "这里没有这样的文字"


@pytest.mark.parametrize("where", [((), "due"), ((1,), "requirement"), ((1, 1, 1), "title")])
def test_what_is_no_text_is_not_written_over(where: tuple[tuple[int, ...], str]) -> None:
    assert told(lambda: words(the_work(), *where, "x")) == [
        ("整张表", "这里没有这样的文字", "看一下现在的表")
    ]


def test_what_the_loader_would_refuse_is_not_done() -> None:
    assert told(lambda: words(the_work(), (), "title", " "))[0][1] == "title 不合规则"
    moved = told(lambda: sentence(the_work(), FIRST, "学习（〖9〗）次", EARLIER))
    assert moved == [("整张表", "〖9〗在表上别处还有", "一个号在表上只有一处；新的空写成〖数〗〖文字〗这样")]


# When


def test_the_dates_are_those_of_the_offices_clock_and_confirmed() -> None:
    work = dates(the_work(), "2022-06-01T08:30", "2022-07-04T12:00", "")

    edition = asked_in(work)
    assert edition.opens == datetime.fromisoformat("2022-06-01T08:30+08:00")
    assert (edition.due.isoformat(), edition.closes) == ("2022-07-04T12:00:00+08:00", None)
    assert work.dated


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (("", "", ""), "没有截止时间"),
        (("", "2022-07-04", ""), "时间写得不对"),
        (("", "2022-02-30T12:00", ""), "没有这一天或这个时刻"),
        (("2022-08-01T12:00", "2022-07-04T12:00", ""), "先后次序不对"),
    ],
)
def test_dates_that_cannot_be_are_told(said: tuple[str, str, str], rule: str) -> None:
    assert told(lambda: dates(the_work(), *said))[0][1] == rule


# What is shown


def test_each_blank_is_shown_with_its_number_and_what_it_has_come_from() -> None:
    shown = json.loads(json.dumps(work_document(the_work(), survey_2021())))

    states = {blank["id"]: blank["state"] for blank in shown["blanks"]}
    assert (states["filled_by"], states["jl_wy"], states["study_sessions"]) == ("ask", "ask", "same")
    assert states["screenings"] == "reworded"
    assert set(states.values()) == {"ask", "same", "reworded", "new"}
    assert shown["paper"]["heading"]["parts"][:2] == ["填报单位（盖章）：", 1]
    assert shown["questions"][0]["number"] == 2
    assert ["gone", "联系"] in shown["questions"][0]["difference"]
    assert {each["id"] for each in shown["before"]} >= {"contact", "tips_rewarded"}


def test_the_paper_that_is_shown_has_every_line_of_every_layout_with_its_place() -> None:
    edition = every_layout()
    work = Work(edition="2022", like="", file="", toml=edition_toml(Draft(edition=edition)), roster="")

    shown = json.loads(json.dumps(work_document(work, None)))

    def lines(value: object) -> Iterator[tuple[tuple[int, ...], str]]:
        if isinstance(value, dict) and "wording" in value:
            yield tuple(value["place"]), value["wording"]
        elif isinstance(value, list | dict):
            for each in value.values() if isinstance(value, dict) else value:
                yield from lines(each)

    assert list(lines(shown["paper"])) == [
        (place, write_wording(line, numbers(edition))) for place, line in edition.lines()
    ]
    assert [block["kind"] for block in shown["paper"]["blocks"]] == ["table", "grid", "lines"]
    assert asked_in(words(work, (1, 1), "title", "改过")).sections[0].activities[0].title == "改过"


# What is published


def written(work: Work, shelf: Path) -> list[str]:
    return publish(work, shelf, NOW, lambda: None)


@pytest.mark.parametrize("fails", ["Path.replace", "after"])
def test_where_publishing_fails_the_shelf_is_as_it_was(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    written(finished_work(), shelf)
    before = {file.name: file.read_bytes() for file in shelf.iterdir()}
    work = replace(words(finished_work(), (), "title", "改过的标题"), roster=finished_work().roster + "#")
    if fails == "Path.replace":
        replaced = Path.replace

        def full(self: Path, target: Path) -> Path:
            if target.name == "2022.units.toml":
                raise OSError(errno.ENOSPC, "full", str(self))
            return replaced(self, target)

        monkeypatch.setattr(Path, "replace", full)

    served: list[set[str]] = []

    def renewed() -> None:
        served.append({file.name for file in shelf.iterdir()})
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        publish(work, shelf, NOW, renewed)

    assert served[-1] == before.keys()
    assert {file.name: file.read_bytes() for file in shelf.iterdir()} == before


def test_what_is_finished_stands_on_the_shelf_and_what_stood_there_beside_it(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    work = finished_work()

    first, again, later = (
        written(each, shelf) for each in (work, work, words(work, (), "title", "改过的标题"))
    )

    assert first == ["已写 2022.toml", "已写 2022.units.toml"]
    assert again == []
    assert later == ["原来的另存为 2022.toml.20261128-221500", "已写 2022.toml"]
    catalogue = load_catalogue(shelf)
    assert list(catalogue) == ["2022", "2021"]
    assert catalogue["2022"].edition.title == "改过的标题"
    assert len(catalogue["2022"].edition.checks) == sum(each.fits for each in work.rules)
    assert catalogue["2022"].roster == survey_2021().roster


@pytest.mark.parametrize(
    ("work", "rule"),
    [
        (the_work, "还有 6 处没有定"),
        (lambda: replace(finished_work(), dated=False), "时间还没有定"),
        (lambda: replace(finished_work(), roster=""), "报送单位名单是空的"),
    ],
)
def test_what_is_not_finished_is_not_published(work: Callable[[], Work], rule: str, tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)

    assert told(lambda: written(work(), shelf))[-1][1] == rule
    assert sorted(file.name for file in shelf.iterdir()) == ["2021.toml", "2021.units.toml"]
