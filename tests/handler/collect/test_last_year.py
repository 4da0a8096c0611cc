"""Two years side by side: what can be compared, over whom, and what each unit answered then."""

import json
from dataclasses import replace

from jsonschema import Draft202012Validator

from handler.collect.collection import Collection
from handler.collect.exports.collected_json import to_json
from handler.collect.last_year import Compared, LastYear, obstacle, zeros
from handler.collect.merge import merge
from handler.records.record import FiledUnit, Record
from schema.contract.schemas import collection_schema
from schema.edition.kinds import Amount, Count, YesNo
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.edition.sentence import Blank
from schema.edition.survey import Survey
from tests.support.builders import edition_of, edition_toml, valid_answers
from tests.support.filings import IN_TIME, make_record, store_record


def edition(year: str, *sentences: str) -> Edition:
    return edition_of(edition_toml(activity={"progress": json.dumps(sentences, ensure_ascii=False)}), year)


OLD = edition(
    "2020", "开展演练（{drills}）次，投入（{spent:金额}）万元，有方案 {plan:是/否}，走访（{visits}）户；"
)
NEW = edition(
    "2021",
    "开展演练（{drills}）次，投入（{spent:金额}）万元，有方案 {plan:是/否}，走访（{visits}）家；",
    "新增（{new}）次；",
)


def survey(asked: Edition, *units: Unit) -> Survey:
    return Survey(edition=asked, roster=Roster(units=units, dropped=("宁波市",)))


def unit(code: str, name: str = "") -> Unit:
    return Unit(code=code, name=name or f"{code}区")


def filed(asked: Edition, of: Unit, **changes: object) -> Record:
    answers = valid_answers(asked, unit=of.name, **changes)
    who = FiledUnit(code=of.code, name=of.name)
    return make_record(answers, unit=who, at=IN_TIME, edition=asked.id, digest=asked.digest)  # type: ignore[arg-type]  # the builder's answers are such


def before(*records: Record, units: tuple[Unit, ...]) -> Collection:
    return merge(survey(OLD, *units), map(store_record, records))


A, B, C = unit("甲"), unit("乙"), unit("丙")
EARLIER = before(
    filed(OLD, A, drills=5, spent="1.50"), filed(OLD, B, drills=7, spent="2.25"), units=(A, B, C)
)


def now(*records: Record, units: tuple[Unit, ...] = (A, B, C), earlier: Collection = EARLIER) -> Collection:
    return merge(survey(NEW, *units), map(store_record, records), earlier=earlier)


def comparison(collection: Collection) -> LastYear:
    assert collection.last_year
    return collection.last_year


def test_totals_stand_beside_those_of_the_units_of_both_years() -> None:
    last_year = comparison(now(filed(NEW, A, drills=50, spent="10.00"), filed(NEW, C, drills=900)))

    assert last_year.both == 1
    assert last_year.blanks == {
        "drills": Compared(before=12, both_before=5, both_now=50),
        "spent": Compared(before="3.75", both_before="1.50", both_now="10.00"),
        "plan": Compared(
            before={"是": 2, "否": 0}, both_before={"是": 1, "否": 0}, both_now={"是": 1, "否": 0}
        ),
        "visits": Compared(before=EARLIER.totals["visits"], obstacle="计量单位不同：户 → 家"),
        "new": Compared(obstacle="上期没有这一项"),
    }


def test_each_unit_carries_its_own_figures_of_then() -> None:
    collection = now(filed(NEW, A))

    assert [row.last_year for row in collection.units] == [
        {"drills": 5, "spent": "1.50", "plan": True},
        {"drills": 7, "spent": "2.25", "plan": True},
        None,
    ]


def test_a_unit_is_the_same_by_its_name_and_else_by_its_code() -> None:
    """乙区 has 甲's code now, and 甲区 a new one; 丙 was renamed and kept its code."""
    moved, taken, renamed = unit("9", "宁波市甲区"), unit("甲", "乙区"), unit("丙", "新城")
    earlier = before(
        *(filed(OLD, each, drills=number) for number, each in enumerate((A, B, C), 1)), units=(A, B, C)
    )

    collection = now(units=(moved, taken, renamed), earlier=earlier)

    figures = {row.unit.code: row.last_year and row.last_year["drills"] for row in collection.units}
    assert figures == {"9": 1, "甲": 2, "丙": 3}


def test_of_two_units_that_became_one_nothing_is_compared() -> None:
    merged = Unit(code="甲", name="甲区", aliases=("乙区",))

    collection = now(filed(NEW, merged), units=(merged,))

    assert collection.units[0].last_year is None
    assert comparison(collection).both == 0


def test_zero_where_last_year_was_not_is_listed() -> None:
    earlier = before(filed(OLD, A, drills=5, visits=0), filed(OLD, B, drills=7), units=(A, B, C))
    collection = now(filed(NEW, A, drills=0, visits=0), earlier=earlier)

    assert [(row.unit, id_, figure) for row, id_, figure in zeros(collection)] == [(A, "drills", 5)]


def test_the_document_tells_it_and_fits_its_schema() -> None:
    collection = now(filed(NEW, A, drills=0), filed(NEW, C))
    document = json.loads(to_json(collection))

    assert document["last_year"] == {
        "edition": "2020",
        "due": "2021-07-01T12:00:00+08:00",
        "expected": 3,
        "filed": 2,
        "arrivals": ["2021-06-30T01:02:03.000004Z"] * 2,
        "both": 1,
        "blanks": {
            id_: {
                "before": each.before,
                "both_before": each.both_before,
                "both_now": each.both_now,
                "obstacle": each.obstacle,
            }
            for id_, each in comparison(collection).blanks.items()
        },
    }
    assert document["zeros"] == [{"unit": "甲", "blank": "drills", "before": 5}]
    assert document["units"][0]["last_year"] == {"drills": 5, "spent": "1.50", "plan": True}
    assert list(Draft202012Validator(dict(collection_schema(NEW))).iter_errors(document)) == []


def test_a_question_of_then_is_another_where_it_is_filled_in_otherwise() -> None:
    def blank(kind: Count | Amount | YesNo) -> Blank:
        return Blank(id="x", kind=kind)

    times, rate = blank(Count(measure="次")), blank(Amount(measure="%"))
    assert obstacle(times, replace(times)) == ""
    assert obstacle(None, times) == "上期没有这一项"
    assert obstacle(rate, times) == "计量单位不同：% → 次"
    assert obstacle(blank(YesNo()), times) == "填法不同：□是 □否 → 数（次）"
