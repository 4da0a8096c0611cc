"""The summary stays readable at 3,000 units, and names by group, by likeliest unit, and what looks mistyped."""

from dataclasses import replace

from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.collect.suspects.find import find_suspects
from handler.commands.collect.summary import summary
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.documents.tables import collection_of
from tests.support.filings import EDITION, IN_TIME, SECOND, SURVEY, answers, make_record, store_record


def city(units: int, *, group: str = "") -> Survey:
    roster = Roster(units=tuple(Unit(code=f"{n:04}", name=f"第{n}所", group=group) for n in range(units)))
    return Survey(edition=EDITION, roster=roster)


def filed(number: int, *, revisions: int = 1) -> list[Stored]:
    unit = FiledUnit(code=f"{number:04}", name=f"第{number}所")
    return [
        store_record(make_record(answers(unit=unit.name, posters=n), unit=unit, at=IN_TIME + n * SECOND))
        for n in range(revisions)
    ]


def test_of_many_some_are_named_and_all_are_counted() -> None:
    objects = [stored for number in range(549) for stored in filed(number, revisions=2)]

    lines = list(summary(merge(city(3000), objects)))

    assert len(lines) < 30
    assert lines[1].startswith("未报：第549所、第550所、")
    assert lines[1].endswith("、第568所等 2451 家，全部见 collected.xlsx")
    assert lines[-1] == "……这样的还有 529 处，全部见 collected.xlsx"


def test_twenty_are_named_one_by_one() -> None:
    lines = list(summary(merge(city(20), [])))

    assert lines[1] == f"未报：{'、'.join(f'第{n}所' for n in range(20))}"


def test_groups_are_counted_apart() -> None:
    survey = city(2, group="东片")
    alone = replace(survey, roster=Roster(units=(*survey.roster.units, Unit(code="9", name="直属"))))

    assert list(summary(merge(alone, filed(1))))[1:3] == [
        "东片：应报 2，已报 1，未报 1",
        "没有分组的：应报 1，已报 0，未报 1",
    ]


def test_a_stranger_is_told_with_the_units_that_it_may_be() -> None:
    stranger = make_record(
        answers(unit="余姚市兰江市场监管所"), unit=FiledUnit(code="unknown-1", name="余姚市兰江市场监管所")
    )

    lines = list(summary(merge(SURVEY, [store_record(stranger)])))

    assert (
        "名单外：余姚市兰江市场监管所（没有计入合计；最像余姚市市场监督管理局；如属名单内单位，在名单里加上这个别名再汇总一次）"
        in lines
    )


def test_what_looks_mistyped_is_counted_until_it_is_verified() -> None:
    tables = {f"{n:02}": {"drills": 10 + n, "posters": 40 + n} for n in range(12)}
    tables["07"] = {"drills": 17, "posters": 47_000}

    collection = suspected(tables)

    assert len(collection.suspects) == 1
    assert list(summary(collection))[-1] == "待核实：1 处数字像是填错了（都已计入合计），见 collected.xlsx"


def suspected(tables: dict[str, dict[str, int]]) -> Collection:
    plain = collection_of(EDITION, {code: {**answers(), **table} for code, table in tables.items()})
    return replace(plain, suspects=find_suspects(plain))
