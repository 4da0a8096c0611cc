"""Whose other name a name outside the roster may be; a hint, by which nothing is counted."""

import pytest

from handler.collect.merge import merge
from handler.collect.reviews.likely import MOST
from handler.records.record import FiledUnit, find_unit
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.filings import EDITION, SURVEY, answers, make_record, store_record

TOWNS = ("兰江", "梨洲", "阳明", "凤山", "低塘", "泗门", "马渚", "牟山")
MANY = Survey(
    edition=EDITION,
    roster=Roster(
        units=tuple(Unit(code=f"{n}", name=f"余姚市{town}街道市场监督管理所") for n, town in enumerate(TOWNS))
    ),
)


def likely(survey: Survey, name: str, *filed: str) -> list[str]:
    stranger = make_record(answers(unit=name), unit=find_unit(Roster(units=()), name))
    others = [
        make_record(answers(unit=unit.name), unit=FiledUnit(code=unit.code, name=unit.name))
        for unit in survey.roster.units
        if unit.code in filed
    ]
    (row,) = merge(survey, map(store_record, [stranger, *others])).unknown
    return [unit.code for unit in row.likely]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("兰江所", "0"),
        ("余姚兰江街道所", "0"),
        ("兰\u200b江所", "0"),
        ("余姚市场监督管理局泗门分局", "5"),
        ("马渚镇市场监督管理所", "6"),
        ("梨州街道市场监督管理所", "1"),
    ],
)
def test_what_few_share_says_more_than_what_all_share(name: str, code: str) -> None:
    assert likely(MANY, name)[0] == code


def test_a_name_that_says_only_what_all_say_is_nobody_s() -> None:
    assert likely(MANY, "宁海县城关工商所") == []
    assert likely(SURVEY, "不相干") == []


@pytest.mark.parametrize("survey", [MANY, SURVEY])
@pytest.mark.parametrize(
    "name",
    [
        "富阳市第一小学",
        "西周镇市场监督管理所",
        "安吉县丹城工商所",
        "慈溪市观海卫镇市场监管所",
        "宁波市统计局",
        "温州市龙湾区市监局",
        "上饶县自来水公司",
    ],
)
def test_of_a_name_that_belongs_to_nobody_nobody_is_named(survey: Survey, name: str) -> None:
    assert likely(survey, name) == []


def test_who_has_filed_already_is_less_likely() -> None:
    twins = Survey(
        edition=EDITION,
        roster=Roster(units=(Unit(code="1", name="东城一所"), Unit(code="2", name="东城二所"))),
    )

    assert likely(twins, "东城所") == ["1", "2"]
    assert likely(twins, "东城所", "1") == ["2", "1"]


def test_no_more_than_a_few_are_named() -> None:
    same = Survey(
        edition=EDITION,
        roster=Roster(units=(*MANY.roster.units, *(Unit(code=f"x{n}", name=f"东城{n}所") for n in range(5)))),
    )

    assert len(likely(same, "东城所")) == MOST
