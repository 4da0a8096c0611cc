from dataclasses import replace
from datetime import datetime

import pytest

from schema.authoring.assign_ids import Identified, Settlement, SettlementError, assign_ids
from schema.authoring.draft import Draft
from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import Paper, Rows
from schema.authoring.importer.to_draft import read_paper
from tests.support.builders import edition_of, edition_toml, with_sections
from tests.support.documents.parts import BEFORE, drawn

DUE = datetime.fromisoformat("2022-07-01T12:00:00+08:00")
OLD = edition_of(
    edition_toml(
        activity={
            "progress": '["集中学习（{sessions}）次，参与（{attendance}）人次；", "看片：{film:是/否}；", "参与（{joined}）人次；"]'
        }
    ),
    "2021",
)


def draft(*lines: str) -> Draft:
    (section,) = OLD.sections
    row = replace(section.activities[0], progress=tuple(map(find_blanks, lines)))
    return Draft(edition=with_sections(OLD, replace(section, activities=(row,))))


def found(*lines: str, same: dict[str, str] | None = None, new: tuple[str, ...] = ()) -> Identified:
    return assign_ids(draft(*lines), OLD, Settlement(same=same or {}, new=new))


def ids(identified: Identified) -> list[str]:
    return [blank.id for _, line in identified.draft.edition.lines() for blank in line.blanks][1:]


def test_the_same_questions_keep_their_ids_and_the_rest_is_told_as_dropped() -> None:
    identified = found("集中学习（ ）次，参与（ ）人次；", "看片：□是 □否；")

    assert ids(identified) == ["sessions", "attendance", "film"]
    assert identified.dropped == (("joined", "参与（□）人次；"),)


def test_a_reworded_question_and_another_measure_keep_the_id() -> None:
    identified = found("组织集中学习（ ）场，参加（ ）人次；", "看片：□是 □否 □不适用；", "参与（ ）名；")

    assert ids(identified) == ["sessions", "attendance", "film", "joined"]
    assert identified.doubtful == ()


def test_a_new_question_gets_initials_that_nothing_else_has() -> None:
    identified = found("演练（ ）场；", "演练（ ）场；", "6·16宣传（ ）次；", "α＿＿＿%；")

    assert ids(identified) == ["yl_c", "yl_c_2", "n616xc_c", "n"]
    assert identified.kept == ("unit",)


def test_a_doubtful_match_is_shown_with_what_changed_and_left_to_a_person() -> None:
    identified = found("集中学习（ ）次，参与（ ）万人次；")

    (likeness,) = identified.doubtful
    assert (likeness.new, likeness.old) == ("cy_wrc", "attendance")
    assert ids(identified) == ["sessions", "cy_wrc"]
    (doubt,) = (remark for _, remark in identified.draft.all_doubts())
    assert doubt == (
        "cy_wrc 像以前的 attendance，但数（人次） 改成 两位小数（万人次）"
        "（以前：“集中学习（□）次，参与（□）人次；”）。同一项：--same cy_wrc=attendance；不是：--new cy_wrc"
    )


def test_a_person_settles_a_doubt_either_way() -> None:
    text = "集中学习（ ）次，参与（ ）万人次；"

    assert ids(found(text, same={"cy_wrc": "attendance"})) == ["sessions", "attendance"]
    settled = found(text, new=("cy_wrc",))
    assert (ids(settled), settled.doubtful) == (["sessions", "cy_wrc"], ())


def test_a_match_that_is_wrong_is_undone() -> None:
    assert ids(found("看片：□是 □否；", new=("film",))) == ["kp"]


@pytest.mark.parametrize(
    ("same", "new", "message"),
    [
        ({"nothing": "sessions"}, (), "今年的表里没有编号 nothing"),
        ({"kp": "nothing"}, (), "去年的表里没有编号 nothing"),
        ({}, ("nothing",), "--new nothing：没有这个编号的空"),
    ],
)
def test_a_settlement_of_what_is_not_there_is_refused(
    same: dict[str, str], new: tuple[str, ...], message: str
) -> None:
    with pytest.raises(SettlementError, match=message):
        found("看片：□是 □否；", same=same, new=new)


def test_the_heading_has_ids_of_its_own() -> None:
    toml = edition_toml(
        top={
            "heading": '"单位：{a:单位} 填表人：{b:文字} 手机：{c:电话} 电话：{d:电话} 日期：{e:日期} 级别：{f:文字} 备注：{g:长文字}"'
        }
    )
    identified = assign_ids(Draft(edition=edition_of(toml, "2021")), None, Settlement(same={}, new=()))

    assert identified.added[:7] == ("unit", "filled_by", "mobile", "phone", "filed_on", "jb", "bz")


def test_a_question_that_comes_back_gets_its_id_back_and_no_other_gets_it() -> None:
    between = edition_of(edition_toml(activity={"progress": '["演练（{drills}）次；"]'}), "2022")
    back = draft("演练（ ）次；", "看片：□是 □否；", "参与（ ）人次；")
    another = draft("演练（ ）次；", "看书：□是 □否；", "举办竞赛（ ）场，参与（ ）人次；")
    nothing = Settlement(same={}, new=())

    assert ids(assign_ids(back, between, nothing, [OLD])) == ["drills", "film", "joined"]
    assert ids(assign_ids(another, between, nothing, [OLD])) == ["drills", "ks", "jbjs_c", "cy_rc"]


def test_a_new_id_is_one_that_no_edition_has_had_and_the_unit_is_always_the_unit() -> None:
    toml = edition_toml(activity={"progress": '["演练（{zjyl_c}）次；"]'})
    other = edition_of(toml.replace("{unit:", "{dw:").replace("{phone:", "{dh:"), "2020")
    made = draft("专家演练（ ）次；")

    assert assign_ids(made, None, Settlement(same={}, new=()), [OLD]).added == ("unit", "zjyl_c")
    assert assign_ids(made, None, Settlement(same={}, new=()), [OLD, other]).added == ("unit", "zjyl_c_2")


def of_papers(*years: tuple[str | Rows, ...]) -> Identified:
    """The last of some papers, each of the year after the one before and following it; the unit is kept."""
    found: Identified | None = None
    for year, parts in enumerate(years, 2021):
        draft = read_paper(Paper(parts=(*BEFORE, *parts)), year, DUE)
        like = found.draft.edition if found else None
        found = assign_ids(draft, like, Settlement(same={}, new=()))
    assert found
    return found


LONG = "本年度累计报送市局的数量（起）"


@pytest.mark.parametrize(
    ("old", "new", "kept", "asked"),
    [
        # a row put in, a row moved, a column put in where there was one
        (
            ("项目|本月（件）|累计（件）", "受理||", "办结||"),
            ("项目|本月（件）|累计（件）", "合计||", "办结||", "受理||"),
            4,
            0,
        ),
        (("项目|件数（件）", "受理|", "办结|"), ("项目|件数（件）|金额（万元）", "受理||", "办结||"), 2, 0),
        (("项目|件数（件）|金额（万元）", "受理||", "办结||"), ("项目|件数（件）", "办结|", "受理|"), 2, 0),
        # another row under a long title, another unit of measure, a name that goes on in brackets
        (
            (f"类别|{LONG}|金额（万元）", "盗窃||", "火灾||"),
            (f"类别|{LONG}|金额（万元）", "诈骗||", "火灾||"),
            2,
            0,
        ),
        ((f"类别|{LONG}", "死亡事故|", "火灾|"), (f"类别|{LONG}", "亡人事故|", "火灾|"), 1, 1),
        (("项目|单位|本月|累计", "救助|元||"), ("项目|单位|本月|累计", "救助|人||"), 0, 2),
        (
            ("项目|本月（人）|累计（人）", "特困||", "低保||"),
            ("项目|本月（人）|累计（人）", "特困（含集中供养）||", "低保||"),
            2,
            2,
        ),
        (("类别|件数（件）", "诈骗案件|", "盗窃|"), ("类别|件数（件）", "电信诈骗案件|", "盗窃|"), 1, 1),
        (("项目|单位|数量", "投入|万元|", "面积|亩|"), ("项目|单位|数量", "投入|亿元|", "面积|公顷|"), 0, 2),
        # another row, now below a second title, under a long one that stayed
        (
            (f"类别|{LONG}|金额（万元）", "盗窃||", "火灾||"),
            ("类别^|报送>2", f"^|{LONG}|金额（万元）", "诈骗||", "火灾||"),
            0,
            4,
        ),
        # the same part of two wholes, one of which goes; years that move on
        (
            ("项目|人数（人）", "教师|", "其中：女|", "学生|", "其中：女|"),
            ("项目|人数（人）", "学生|", "其中：男|", "教师|", "其中：女|"),
            3,
            1,
        ),
        (("项目|2020年|2021年", "产值（万元）||"), ("项目|2021年|2022年", "产值（万元）||"), 2, 0),
        (("项目|2021年1月|2020年1月", "起数（起）||"), ("项目|2022年1月|2023年1月", "起数（起）||"), 1, 1),
    ],
)
def test_a_cell_is_known_by_its_row_and_its_column(
    old: tuple[str, ...], new: tuple[str, ...], kept: int, asked: int
) -> None:
    found = of_papers((drawn(*old),), (drawn(*new),))

    assert (len(found.kept) - 1, len(found.doubtful)) == (kept, asked)


def test_the_same_rows_in_two_tables_go_with_the_name_of_their_table() -> None:
    rows = drawn("项目|户数（户）|情况", "低保||走访（ ）次", "特困||走访（ ）次")
    town, country, both = ("一、城市", rows), ("二、农村", rows), ("城乡合计", rows)

    first = of_papers((*town, *country)).added
    found = of_papers((*town, *country), ("一、农村", rows, "二、城市", rows))

    assert [blank.id for blank in found.draft.edition.blanks] == [first[0], *first[5:], *first[1:5]]
    assert found.doubtful == ()
    assert of_papers(town, both).kept == ("unit",)


def test_of_two_tables_of_the_same_rows_none_goes_on_in_one_without_a_name() -> None:
    rows = drawn("项目|户数（户）", "低保|", "特困|")
    two, one = ("一、城市", rows, "二、农村", rows), (rows,)

    assert [of_papers(*years).kept for years in ((two, one), (one, two))] == [("unit",)] * 2
    assert of_papers(("一、城市", rows), one).doubtful == ()


def test_what_an_earlier_edition_asks_in_the_same_words_is_not_asked_about_last_years() -> None:
    between = edition_of(edition_toml(activity={"progress": '["看旧片：{old:是/否}；"]'}), "2022")

    found = assign_ids(draft("看片：□是 □否；"), between, Settlement(same={}, new=()), [OLD])

    assert (ids(found), found.doubtful) == (["film"], ())
