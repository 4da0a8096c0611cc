import pytest

from schema.importer.dates import read_dates

SEEN = "没有写明几点"


@pytest.mark.parametrize(
    ("note", "due", "doubt"),
    [
        ("请于7月1日上午下班前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于 7 月 1 日 中午前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于7月1日12时前报送", "2022-07-01T12:00:00+08:00", ""),
        ("请于2023年7月1日17:30前报送", "2023-07-01T17:30:00+08:00", ""),
        ("请于7月1日下午5点之前报送", "2022-07-01T17:00:00+08:00", ""),
        ("请于7月1日下午下班前报送", "2022-07-01T17:30:00+08:00", SEEN),
        ("请于7月1日下班前报送", "2022-07-01T17:30:00+08:00", SEEN),
        ("请于7月1日前报送", "2022-07-01T23:59:00+08:00", SEEN),
        ("请于2月30日前、3月1日前报送", "2022-03-01T23:59:00+08:00", SEEN),
    ],
)
def test_the_deadline_is_read(note: str, due: str, doubt: str) -> None:
    dates = read_dates(note, 2022)

    assert dates.due and dates.due.isoformat() == due
    assert doubt in dates.doubt
    assert bool(doubt) == bool(dates.doubt)


@pytest.mark.parametrize(
    "note", ["", "请及时报送", "统计数据截至6月30日", "请于2月30日前报送", "请于7月1日25时前报送"]
)
def test_a_note_without_a_deadline_has_none(note: str) -> None:
    assert read_dates(note, 2022).due is None
