"""The list to chase by: a message that can be sent as it is."""

from dataclasses import replace

from handler.collect.exports.reminders import missing, to_chasing
from handler.collect.merge import merge
from handler.records.fetch import Stored
from schema.edition.roster import Roster, Unit
from tests.support.collecting.collected import OBJECTS, SURVEY, filed
from tests.support.filings import EDITION

TITLE = "《宁波市2021年特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表》"
DUE = "报送截止时间：2021年7月1日 12:00，网上于2021年7月31日 18:00 停止接收"
CALL = EDITION.site.said("请下列单位尽快报送；停止接收以后报送，或有问题的，请联系{bureau}{call}：")


def read(*objects: Stored) -> list[str]:
    data = to_chasing(merge(SURVEY, objects))
    assert data.startswith(b"\xef\xbb\xbf")  # Notepad of an older Windows reads anything else as GBK
    assert data.count(b"\n") == data.count(b"\r\n")
    return data.decode("utf-8-sig").replace("\r", "").split("\n")


def test_it_names_who_is_missing_who_was_late_and_whom_to_look_at_first() -> None:
    assert read(*OBJECTS) == [
        TITLE,
        DUE,
        "截至2021年7月1日 12:00:01，应报 4 家，已报 2 家，未报 2 家。",
        CALL,
        "丙区",
        "丁区",
        "",
        "逾期报送 1 家（仅供本机关掌握，不发到群里）：",
        "乙区（2021年7月1日 12:00:01）",
        "",
        "（发出前请核对：下列 1 家不在名单里，可能是上面某个单位的另一个名称）",
        "unknown-0区",
        "",
    ]


def test_when_all_have_reported_it_says_so() -> None:
    assert read(*map(filed, "甲乙丙丁")) == [
        TITLE,
        DUE,
        "截至2021年6月30日 09:02，应报 4 家，已报 4 家，未报 0 家。",
        "各单位都已报送。",
        "",
    ]


def test_who_is_missing_stands_under_the_name_of_its_group() -> None:
    groups = {"甲": "东片", "乙": "西片", "丙": "东片", "丁": ""}
    units = tuple(Unit(code=code, name=f"{code}区", group=group) for code, group in groups.items())

    lines = list(missing(merge(replace(SURVEY, roster=Roster(units=units)), [])))

    assert lines[4:] == ["【东片】2 家", "甲区", "丙区", "【西片】1 家", "乙区", "【没有分组的】1 家", "丁区"]


def test_where_nothing_ends_the_taking_no_end_is_named() -> None:
    endless = replace(SURVEY, edition=replace(EDITION, closes=None))

    lines = list(missing(merge(endless, [])))

    assert lines[1] == "报送截止时间：2021年7月1日 12:00"
    assert lines[3] == EDITION.site.said("请下列单位尽快报送，如有问题请联系{bureau}{call}：")
