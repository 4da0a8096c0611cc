"""Whose a record is: what a row in the roster's codes did must not move figures to another unit."""

import io
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from handler.collect.collection import Collection, Status
from handler.collect.exports.xlsx.workbook import to_xlsx
from handler.collect.merge import merge
from handler.commands.collect.summary import summary
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from handler.submit.request import Filed, Submission
from handler.submit.settings import Settings
from handler.submit.submit import file_submission
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.filings import EDITION, IN_TIME, SECOND, Memory, answers, make_record, store_record

NAMES = (
    "宁波市海曙区市场监督管理局",
    "宁波市江北区市场监督管理局",
    "象山县市场监督管理局",
    "余姚市市场监督管理局",
)
CODES = ("330203", "330205", "330225", "330281")


def roster_of(codes: "tuple[str, ...] | list[str]", names: tuple[str, ...] = NAMES) -> Roster:
    units = [Unit(code=code, name=name) for code, name in zip(codes, names, strict=True)]
    return Roster(units=tuple(units), dropped=("宁波市", "市场监督管理局", "市场监管局"))


def survey_of(roster: Roster) -> Survey:
    return Survey(edition=EDITION, roster=roster)


def file(survey: Survey, typed: str, posters: int, at: datetime = IN_TIME) -> Stored:
    """What the function stores for a unit that names itself so."""
    settings = Settings(catalogue={EDITION.id: survey}, shell="", clock=lambda: at)
    store = Memory()
    raw: dict[str, object] = {**answers(unit=typed, posters=posters)}
    file_submission(settings, store, survey, Submission(raw=raw, key="k" * 8), Filed(key="", id=""))
    (key,) = store.list("submissions/")
    return Stored(key=key, data=store.read(key))


def posters(collection: Collection) -> dict[str, object]:
    """Name → what its row holds."""
    return {
        row.unit.name: row.current.record.answers["posters"] if row.current else None
        for row in collection.units
    }


TYPED = st.sampled_from([lambda name: name, lambda name: name.removeprefix("宁波市"), lambda name: name[:-7]])


@given(st.permutations(CODES), st.permutations(CODES), st.lists(TYPED, min_size=4, max_size=4))
def test_however_codes_were_mixed_up_and_mended_every_unit_keeps_its_own_figures(
    before: list[str], after: list[str], typed: "list[object]"
) -> None:
    then, now = survey_of(roster_of(before)), survey_of(roster_of(after))
    filed = [file(then, say(name), n) for n, (name, say) in enumerate(zip(NAMES, typed, strict=True))]  # type: ignore[operator]  # one of TYPED

    collection = merge(now, filed)

    assert posters(collection) == {name: n for n, name in enumerate(NAMES)}
    assert collection.unknown == ()
    assert collection.set_aside == ()
    moved = {name for name, old, new in zip(NAMES, before, after, strict=True) if old != new}
    named = {line.split("：")[1] for line in summary(collection) if "已按名称计入" in line}
    assert named == moved


def test_figures_that_follow_the_name_are_named_with_both_units() -> None:
    swapped = survey_of(roster_of((CODES[1], CODES[0], *CODES[2:])))

    collection = merge(survey_of(roster_of(CODES)), [file(swapped, "海曙区市场监管局", 111)])

    assert f"请核对：{NAMES[0]}：报送时的代码 330205 现在是{NAMES[1]}的，已按名称计入" in summary(collection)


def test_the_workbook_explains_figures_that_follow_the_name() -> None:
    swapped = survey_of(roster_of((CODES[1], CODES[0], *CODES[2:])))
    collection = merge(survey_of(roster_of(CODES)), [file(swapped, NAMES[0], 111)])

    sheet = load_workbook(io.BytesIO(to_xlsx(collection)))["说明和未计入"]

    first = next(sheet.iter_rows(min_row=2, values_only=True))
    assert [first[0], first[2], first[5]] == [
        "代码与名称",
        NAMES[0],
        f"报送时的代码 330205 现在是{NAMES[1]}的，已按名称计入",
    ]


def test_a_unit_that_was_renamed_keeps_its_figures_by_its_code() -> None:
    """Nobody else goes by the old name."""
    filed = file(survey_of(roster_of(CODES)), NAMES[0], 111)
    renamed = replace(
        roster_of(CODES), units=(Unit(code=CODES[0], name="海曙新区管委会"), *roster_of(CODES).units[1:])
    )

    collection = merge(survey_of(renamed), [filed])

    assert posters(collection)["海曙新区管委会"] == 111
    assert not [line for line in summary(collection) if line.startswith("请核对")]


def test_a_typed_name_that_is_now_anothers_is_named_while_the_figures_stay_with_code_and_name() -> None:
    """An alias stood with the wrong unit. Whoever filed had that unit's code and was shown its name."""
    wrong = Roster(units=(Unit(code="1", name="甲区"), Unit(code="2", name="乙区", aliases=("老城",))))
    right = Roster(units=(Unit(code="1", name="甲区", aliases=("老城",)), Unit(code="2", name="乙区")))

    collection = merge(survey_of(right), [file(survey_of(wrong), "老城", 111)])

    assert posters(collection) == {"甲区": None, "乙区": 111}
    assert "请核对：乙区：填的名称“老城”现在指甲区，已按代码计入" in summary(collection)


def test_a_unit_that_was_merged_into_another_is_found_by_its_name() -> None:
    filed = file(survey_of(roster_of(CODES)), NAMES[0], 111)
    merged = Roster(units=(Unit(code="1", name="新区", aliases=(NAMES[0],)),))

    collection = merge(survey_of(merged), [filed])

    assert posters(collection) == {"新区": 111}
    assert not [line for line in summary(collection) if line.startswith("请核对")]


def test_a_name_of_neither_spelling_stays_with_its_code() -> None:
    record = make_record(answers(unit="某某"), unit=FiledUnit(code=CODES[0], name="某某"))

    collection = merge(survey_of(roster_of(CODES)), [store_record(record)])

    assert collection.units[0].status is Status.ON_TIME


@given(st.permutations([0, 1, 2]))
def test_of_units_that_became_one_after_all_had_filed_it_is_said_whose_filing_is_not_counted(
    order: list[int],
) -> None:
    """They are not added up: the latest counts, as of one unit that has filed again."""
    before = survey_of(roster_of(CODES))
    filed = [file(before, NAMES[n], 10 + n, IN_TIME + at * SECOND) for at, n in enumerate(order)]
    one = Unit(code=CODES[0], name=NAMES[0], aliases=NAMES[1:3])

    collection = merge(survey_of(Roster(units=(one,))), filed)

    first, second, last = order
    assert posters(collection) == {NAMES[0]: 10 + last}
    others = f"“{NAMES[first]}”、“{NAMES[second]}”"
    assert f"请核对：{NAMES[0]}：名下另有{others}的报送，没有与这一份相加，合计里只有这一份" in summary(
        collection
    )


def test_a_unit_that_was_renamed_or_whose_code_was_mended_has_filed_again_without_a_word() -> None:
    old = survey_of(roster_of(CODES))
    renamed = survey_of(roster_of(CODES, ("海曙新区管委会", *NAMES[1:])))
    mended = survey_of(roster_of(("9", *CODES[1:]), ("海曙新区管委会", *NAMES[1:])))
    filed = [
        file(survey, survey.roster.units[0].name, n, IN_TIME + n * SECOND)
        for n, survey in enumerate((old, renamed, mended))
    ]

    said = [line for line in summary(merge(renamed, filed[:2])) if line.startswith("请核对")]

    assert said == []
    assert not [line for line in summary(merge(mended, filed[1:])) if line.startswith("请核对")]
