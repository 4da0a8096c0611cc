import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.edition.period import (
    ID,
    LONGEST_ID,
    RESERVED,
    Period,
    edition_in_words,
    form_of,
    id_of,
    mistake_in,
    months_between,
    newest_first,
    period_of,
    sides,
    untimed,
)

WORD = st.from_regex("[a-z0-9]{1,6}", fullmatch=True)
IDS = st.lists(
    WORD | st.sampled_from(["2022", "1999", "q1", "q5", "h2", "07", "13", "desk"]), min_size=1, max_size=5
).map("-".join)
FORMS = st.sampled_from(["", "quality", "fire-safety", "gb-17", "q3"])
LENGTHS = st.sampled_from([1, 3, 6, 12])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    months = draw(LENGTHS)
    first = draw(st.integers(1931, 2068)) * 12 + draw(st.integers(0, 12 // months - 1)) * months
    return Period(form=draw(FORMS), first=first, months=months)


@given(periods())
def test_a_period_is_read_back_from_its_id(period: Period) -> None:
    assert period_of(period.id) == period
    assert form_of(period.id) == period.form
    assert mistake_in(period.id) is None
    assert edition_in_words(period.id).startswith(period.words)


@given(periods())
def test_a_period_is_known_by_its_words_and_by_its_id(period: Period) -> None:
    words = f"{period.form}-{period.words}" if period.form else period.words
    assert id_of(words) == id_of(period.id) == period.id


@pytest.mark.parametrize(
    ("said", "id_"),
    [
        ("２０２３年 第三季度", "2023-q3"),
        ("2023年4季", "2023-q4"),
        ("2023Q3", "2023-q3"),
        ("2023年度下半年", "2023-h2"),
        ("2023-7月份", "2023-07"),
        ("2023年07月", "2023-07"),
        ("2023年度", "2023"),
        ("2023年13月", "2023-13"),  # to be refused
        ("Desk ", "desk"),
        ("明年", "明年"),
    ],
)
def test_a_period_is_known_by_what_it_is_called(said: str, id_: str) -> None:
    assert id_of(said) == id_


@given(IDS | st.text(max_size=LONGEST_ID + 2))
def test_an_id_that_is_taken_is_fit_for_an_address_a_folder_and_a_file(id_: str) -> None:
    """What is taken names either one period of one form, or a form in which no figure could be a slip of a year."""
    if mistake_in(id_):
        return
    assert re.fullmatch(ID, id_)
    assert len(id_) <= LONGEST_ID
    assert id_ not in RESERVED
    period = period_of(id_)
    if period:
        assert period.id == id_
    else:
        assert form_of(id_) == id_
        assert not any(word.isdigit() for word in id_.split("-"))


@given(periods(), st.integers(-30, 30))
def test_periods_of_one_form_are_in_the_order_of_time(period: Period, on: int) -> None:
    later = period.moved(on)

    assert later.follows(period) == (on > 0)
    assert (newest_first(later.id) < newest_first(period.id)) == (on > 0)
    assert months_between(period.id, later.id) == on * period.months


def test_editions_stand_newest_first() -> None:
    order = [
        "2023-q1",
        "2022",
        "quality-2022",
        "2022-q4",
        "2022-12",
        "2022-q3",
        "2022-02",
        "2022-01",
        "census",
    ]

    assert sorted(set(order), key=newest_first) == order


def test_no_row_of_periods_has_two_lengths_or_two_forms() -> None:
    year, quarter, other = (period_of(each) for each in ("2021", "2022-q1", "quality-2022"))
    assert year
    assert quarter
    assert other

    assert not quarter.follows(year)
    assert not other.follows(year)
    assert months_between("2021", "census") is None
    assert months_between("2021", "2022-q1") is None


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("2022", "2022 年"),
        ("2022-h1", "2022 年上半年"),
        ("2022-h2", "2022 年下半年"),
        ("2022-q3", "2022 年第三季度"),
        ("2022-07", "2022 年 7 月"),
        ("quality-2022-12", "2022 年 12 月（quality）"),
        ("census", "“census”"),
    ],
)
def test_an_edition_is_called_by_its_period(id_: str, words: str) -> None:
    assert edition_in_words(id_) == words


def test_a_title_is_a_forms_without_its_period() -> None:
    titles = [
        "甲市2022年统计表",
        "甲市2022年第三季度统计表",
        "甲市2022 年上半年统计表",
        "甲市2022年7月份统计表",
        "甲市统计表",
    ]

    assert {untimed(title) for title in titles} == {"甲市统计表"}


def test_last_year_is_said_of_years_alone() -> None:
    assert [sides(each) for each in ("2022", "2022-q3", "census")] == [
        ("去年", "今年"),
        ("上期", "本期"),
        ("去年", "今年"),
    ]


def test_an_earlier_period_that_is_not_the_last_goes_by_its_name() -> None:
    pairs = [
        ("2022", "2021"),
        ("2022", "2018"),
        ("2022", "quality-2021"),
        ("2022-q1", "2021-q4"),
        ("2022-q3", "2021-q3"),
        ("census", "2021"),
    ]

    assert [sides(*pair)[0] for pair in pairs] == [
        *("去年", "2018 年", "2021 年（quality）", "上期", "2021 年第三季度", "2021 年")
    ]


def test_an_id_that_is_not_taken_is_told_why() -> None:
    for id_, rule in [
        *((name, f"“{name}”是网站或系统自己用的名称") for name in (*sorted(RESERVED), "con", "lpt1")),
        *(
            (name, f"“{name}”不能作表的编号")
            for name in ("", "2022-Q3", "2022_q3", "-2022", "2022-", "2022--q3", "年报")
        ),
        *(
            (name, f"“{name}”里看不出是哪一期")
            for name in ("21", "2022-q5", "2022-13", "2022-quality", "2021-2022", "x-22")
        ),
        ("a" * 41, f"“{'a' * 41}”不能作表的编号"),
    ]:
        mistake = mistake_in(id_)

        assert mistake, id_
        assert mistake[0] == rule, id_
        assert mistake[1], id_
