from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.authoring.importer.dates import CHINA, read_due

SEEN = "没有写明几点"
OTHERWISE = "可以有别的意思"


def test_the_deadline_is_read() -> None:
    for note, due, doubt in [
        ("请于7月1日上午下班前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于 7 月 1 日 中午前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于7月1日12时前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于2023年7月1日17:30前报送", "2023-07-01T17:30:00+08:00", ""),
        ("请于7月1日下午5点之前报送", "2022-07-01T17:00:00+08:00", ""),
        ("请于7月1日下午下班前报送", "2022-07-01T17:30:00+08:00", SEEN),
        ("请于7月1日下班前报送", "2022-07-01T17:30:00+08:00", SEEN),
        ("请于7月1日前报送", "2022-07-01T23:59:00+08:00", SEEN),
        ("请于2月30日前、3月1日前报送", "2022-03-01T23:59:00+08:00", SEEN),
        ("请于7月1日晚上12点前报送", "2022-07-02T00:00:00+08:00", ""),
        ("请于7月1日24:00前报送", "2022-07-02T00:00:00+08:00", ""),
        ("请于12月31日24时前报送", "2023-01-01T00:00:00+08:00", ""),
        ("请于7月1日中午1点前报送", "2022-07-01T13:00:00+08:00", ""),
        ("请于7月1日傍晚6点一刻前报送", "2022-07-01T18:15:00+08:00", ""),
        ("请于7月1日12时整前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于七月一日下午五点半之前报送", "2022-07-01T17:30:00+08:00", ""),
        ("请于二〇二二年七月三十一日十二点前报送", "2022-07-31T12:00:00+08:00", ""),
        ("请于7月1号（周五）下午5点前报送", "2022-07-01T17:00:00+08:00", ""),
        ("请于7月1日（星期五上午）下班前报送", "2022-07-01T12:00:00+08:00", ""),
        ("报送时间为2022-07-01 12:00", "2022-07-01T12:00:00+08:00", ""),
        ("截止日期：2022/7/1 17:30", "2022-07-01T17:30:00+08:00", ""),
        ("活动时间为6月1日至6月30日。请于7月1日12点前报送", "2022-07-01T12:00:00+08:00", ""),
        ("统计截止时间为6月30日，请于7月1日12点前报送", "2022-07-01T12:00:00+08:00", ""),
        ("数据截至6月30日前，请于7月1日12点前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于7月1日晚上前报送", "2022-07-01T23:59:00+08:00", SEEN),
        ("请于7月1日凌晨前报送", "2022-07-01T12:00:00+08:00", SEEN),
        ("请于7月1日5点前报送", "2022-07-01T05:00:00+08:00", OTHERWISE),
        ("请于7月1日零点前报送", "2022-07-01T00:00:00+08:00", OTHERWISE),
        ("请于7月1日下午12点前报送", "2022-07-01T12:00:00+08:00", OTHERWISE),
        ("请于7月1日晚上1点前报送", "2022-07-02T01:00:00+08:00", OTHERWISE),
        ("请于7月1日凌晨8点前报送", "2022-07-01T08:00:00+08:00", OTHERWISE),
        # which year
        ("请于2021年7月1日12:00前报送", "2021-07-01T12:00:00+08:00", "不在 2022 年"),
        ("请于次年1月10日12:00前报送", "2023-01-10T12:00:00+08:00", "不在 2022 年"),
        ("数据截至12月31日，请于1月10日12:00前报送", "2023-01-10T12:00:00+08:00", "早于统计数据截止的日子"),
        (
            "7月1日（周四）12:00前报送",
            "2022-07-01T12:00:00+08:00",
            "2022 年的这一天不是“7月1日（周四）12:00前”",
        ),
        # which of several
        (
            "于6月20日12:00前完成动员，7月1日12:00前报送本表",
            "2022-07-01T12:00:00+08:00",
            "还写有“6月20日12:00前”",
        ),
        (
            "于7月1日12:00前报送本表，6月20日12:00前完成动员",
            "2022-07-01T12:00:00+08:00",
            "还写有“6月20日12:00前”",
        ),
        (
            "9月20日12:00前报送方案。10月10日17:00前报送本表",
            "2022-10-10T17:00:00+08:00",
            "还写有“9月20日12:00前”",
        ),
        ("截止时间：7月1日12:00。6月20日12:00前动员", "2022-07-01T12:00:00+08:00", "还写有“6月20日12:00前”"),
        (
            "6月20日12:00前动员，7月1日12点三十前报送",
            "2022-06-20T12:00:00+08:00",
            "还写有“7月1日12点三十前报送”",
        ),
        ("6月20日12:00前动员，7月1日25时前报送", "2022-06-20T12:00:00+08:00", "还写有“7月1日25时前”"),
    ]:
        found, told = read_due(note, 2022)

        assert found and found.isoformat() == due, note
        assert doubt in told, note
        assert bool(doubt) == bool(told), note


@pytest.mark.parametrize(
    "note",
    [
        *("", "请及时报送", "统计数据截至6月30日", "请于2月30日前报送", "请于7月1日25时前报送"),
        *("统计数据截至6月30日前", "6月30日为统计截止时间", "请于7月1日12:60前报送", "请于7月1日24:01前报送"),
        *("请于7月1日前后报送", "请于7月1日前3天报送", "请于7月1日前一天报送", "活动于7月1日开展"),
    ],
)
def test_a_note_without_a_deadline_has_none(note: str) -> None:
    assert read_due(note, 2022) == (None, "")


def ways_to_say(minutes: int) -> Iterator[str]:
    """The ways in which offices write a time of day, from 8 in the morning to the day's end."""
    hour, minute = divmod(minutes, 60)
    past = {0: ["点", "时", "点整", ":00", "：00"], 30: ["点半", "时30分", ":30"]}
    ends = past.get(minute, [f"点{minute:02}分", f":{minute:02}"])
    yield from (f"{hour}{end}" for end in ends)
    for half, first, last, hours in (
        ("上午", 8 * 60, 12 * 60 - 1, hour),
        ("中午", 11 * 60, 12 * 60 + 59, hour),
        ("中午", 13 * 60, 13 * 60 + 59, hour - 12),
        ("下午", 13 * 60, 18 * 60 + 59, hour - 12),
        ("下午", 13 * 60, 18 * 60 + 59, hour),
        ("晚上", 18 * 60, 24 * 60, hour - 12),
        ("晚", 18 * 60, 24 * 60, hour),
    ):
        if first <= minutes <= last:
            yield from (f"{half}{hours}{end}" for end in ends)


@given(
    minutes=st.integers(8 * 60, 24 * 60),
    day=st.dates(datetime(2022, 1, 1).date(), datetime(2022, 12, 31).date()),  # noqa: DTZ001  # days only
    data=st.data(),
)
def test_a_time_is_read_as_it_is_said(minutes: int, day: datetime, data: st.DataObject) -> None:
    said = data.draw(st.sampled_from(list(ways_to_say(minutes))))

    found = read_due(f"请于{day.month}月{day.day}日{said}前报送市局。", 2022)

    midnight = datetime(2022, day.month, day.day, tzinfo=CHINA)
    assert found == (midnight + timedelta(minutes=minutes), "")


TIMES = st.sampled_from(["前", "12:00前", "上午下班前", "晚上8点之前", "25时前", "（周五）前", "12点三十前"])
DAYS = st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda day: f"{day[0]}月{day[1]}日")
ACTS = st.sampled_from(["报送本表", "完成动员部署", "上报方案", "报送市局", "将材料交市局", "通过浙政钉报送"])


@given(st.lists(st.tuples(DAYS, TIMES, ACTS), min_size=2, max_size=4, unique_by=lambda deadline: deadline[0]))
def test_where_a_note_names_several_deadlines_a_doubt_names_every_one(
    deadlines: list[tuple[str, str, str]],
) -> None:
    """But for what cannot be read and by which nothing is said to be due."""
    found, told = read_due("，".join(f"请于{day}{time}{act}" for day, time, act in deadlines), 2022)

    named = [day for day, time, act in deadlines if (time, act) != ("12点三十前", "完成动员部署")]
    readable = [day for day, time, _ in deadlines if time not in ("25时前", "12点三十前")]
    assert (found is not None) is bool(readable)
    assert len(named) < 2 or not readable or all(day in told for day in named)
