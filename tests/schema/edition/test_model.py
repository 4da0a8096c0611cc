from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from schema.edition.model import HEADING, State
from tests.support.builders import the_2021

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2021-05-31T23:59:59+08:00", State.NOT_OPEN),
        ("2021-05-31T23:59:59.999999+08:00", State.NOT_OPEN),
        ("2021-06-01T00:00:00+08:00", State.OPEN),
        ("2021-07-01T12:00:00+08:00", State.OPEN),
        ("2021-07-01T04:00:00+00:00", State.OPEN),
        ("2021-07-01T12:00:00.999999+08:00", State.OPEN),
        ("2021-07-01T12:00:01+08:00", State.LATE),
        ("2021-07-31T18:00:00+08:00", State.LATE),
        ("2021-07-31T18:00:00.999999+08:00", State.LATE),
        ("2021-07-31T18:00:01+08:00", State.CLOSED),
    ],
)
def test_an_edition_opens_falls_due_and_closes(moment: str, state: State) -> None:
    assert the_2021().state(datetime.fromisoformat(moment)) is state


def test_an_edition_without_opening_and_closing_is_open_or_late() -> None:
    edition = replace(the_2021(), opens=None, closes=None)
    years = timedelta(days=9999)

    assert edition.state(edition.due - years) is State.OPEN
    assert edition.state(edition.due) is State.OPEN
    assert edition.state(edition.due + SECOND) is State.LATE
    assert edition.state(edition.due + years) is State.LATE


def test_an_edition_may_be_due_at_the_end_of_all_time() -> None:
    due = datetime.fromisoformat("9999-12-31T23:59:59+08:00")
    edition = replace(the_2021(), due=due, closes=None)

    assert edition.state(the_2021().due) is State.OPEN
    assert not edition.is_late(due)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("2021-05-01T00:00:00+08:00", False),
        ("2021-07-01T12:00:00.999999+08:00", False),
        ("2021-07-01T12:00:01+08:00", True),
        ("2021-08-01T00:00:00+08:00", True),
    ],
)
def test_what_comes_after_the_deadline_is_late(moment: str, late: bool) -> None:
    """Even what came when the edition had closed, should the dates be moved later."""
    assert the_2021().is_late(datetime.fromisoformat(moment)) is late


def test_the_unit_blank_names_the_reporting_unit() -> None:
    assert the_2021().unit_blank.id == "unit"


def test_rows_come_with_their_section() -> None:
    rows = [(section.title, activity.title) for section, activity in the_2021().rows()]

    assert rows == [
        ("安全生产月活动", "深入学习贯彻习近平总书记关于安全生产重要论述"),
        ("安全生产月活动", "“遏重大”攻坚战专题宣传活动"),
        ("安全生产月活动", "“6·16”安全宣传咨询日活动"),
        ("安全生产月活动", "安全宣传“五进”活动"),
        ("“安全生产万里行”活动", ""),
        ("“安全生产万里行”活动", ""),
        ("“安全生产万里行”活动", ""),
        ("加强组织落实", "加强领导周密部署"),
        ("加强组织落实", "突出重点体现特色"),
        ("加强组织落实", "协调联动营造氛围"),
        ("加强组织落实", "有序开展注重安全"),
    ]


def test_a_place_is_named_as_the_paper_does() -> None:
    edition = the_2021()

    assert [edition.name_of(place) for place in ((), HEADING, (2,), (2, 3), (1, 1, 2))] == [
        "整张表",
        "表头",
        "“安全生产万里行”活动",
        "“安全生产万里行”活动 › 第3项",
        "安全生产月活动 › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第2行",
    ]
    assert [edition.name_of(place) for place, line in edition.lines() for _ in line.blanks] == [
        edition.places[blank.id] for blank in edition.blanks
    ]
