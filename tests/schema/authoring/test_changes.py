import pytest

from schema.authoring.changes.change import Change, What, to_json, to_text
from schema.authoring.changes.compare import compare
from schema.authoring.changes.text_diff import Mark, Piece, difference, fold
from schema.authoring.lint import lint
from schema.edition.kinds import (
    Amount,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Phone,
    Text,
    UnitName,
    YesNo,
    kind_in_words,
)
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.builders import Toml, edition_of, edition_toml

ROW = "安全生产月活动 › 学习"
UNITS = (Unit(code="1", name="甲区"), Unit(code="2", name="乙区", aliases=("乙",)))


def survey(year: str = "2021", *, units: tuple[Unit, ...] = UNITS, more: str = "", **parts: Toml) -> Survey:
    top = {"due": f"{year}-07-01T12:00:00+08:00", **parts.pop("top", {})}
    edition = edition_of(edition_toml(top=top, **parts) + more, year)
    return Survey(edition=edition, roster=Roster(units=units))


def changes(new: Survey, old: Survey | None = None) -> list[Change]:
    return compare(old or survey(), new)


def progress(*lines: str) -> Toml:
    return {"progress": str(list(lines)).replace("'", '"')}


def test_a_year_that_only_moves_on_is_no_change() -> None:
    assert changes(survey("2022")) == []
    assert list(to_text(survey(), survey("2022"), [])) == ["2021 → 2022：0 处变化"]
    assert '"changes": []' in to_json(survey(), survey("2022"), [])


def test_what_is_to_be_sent_along_is_told_where_it_changed() -> None:
    old, new = (
        survey(top={"attachments": '"2021年总结"'}),
        survey("2022", top={"attachments": '"2022年总结、照片"'}),
    )

    assert changes(new, old) == [
        Change(what=What.REWORDED, place="附件", before="2022年总结", after="2022年总结、照片")
    ]
    assert [change.after for change in changes(survey("2022"), old)] == [""]


def test_a_sentence_without_blanks_is_told_whole() -> None:
    same = "集中学习（{sessions}）次，参与（{attendance}）人次；"
    old, new = (
        survey(activity=progress(same, "认真总结。")),
        survey("2022", activity=progress(same, "抓好落实。")),
    )

    assert changes(new, old) == [
        Change(what=What.DROPPED, place=f"{ROW} › 第2行", before="认真总结。"),
        Change(what=What.ADDED, place=f"{ROW} › 第2行", after="抓好落实。"),
    ]


def test_rows_in_another_order_have_moved() -> None:
    more = '\n[[section.activity]]\ntitle = "{}"\nrequirement = "{}"\nprogress = ["{}"]'
    two, three = ("演练", "要演练。", "演练（{drills}）场"), ("培训", "要培训。", "培训（{courses}）期")
    old = survey(more=more.format(*two) + more.format(*three))
    new = survey("2022", more=more.format(*three) + more.format(*two))

    place = "安全生产月活动 › 演练"
    assert changes(new, old) == [Change(what=What.MOVED, place=place, before=place, after=place)]


def test_units_that_came_went_or_changed_names_are_told() -> None:
    units = (Unit(code="2", name="乙区", aliases=("乙局",)), Unit(code="3", name="丙区"))

    assert changes(survey("2022", units=units)) == [
        Change(what=What.ROSTER, place="填报单位", id="2", before="乙区、乙", after="乙区、乙局"),
        Change(what=What.ROSTER, place="填报单位", id="3", after="丙区"),
        Change(what=What.ROSTER, place="填报单位", id="1", before="甲区"),
    ]


def test_dates_that_came_and_went_are_told() -> None:
    opens = "2021-06-01T00:00:00+08:00"
    old = survey(top={"opens": opens})
    new = survey("2022", top={"closes": "2022-08-01T00:00:00+08:00"})

    assert changes(new, old) == [
        Change(what=What.DATES, place="开始填报", before="2021-06-01 00:00"),
        Change(what=What.DATES, place="停止接收", after="2022-08-01 00:00"),
    ]


def test_small_words_between_two_changes_are_part_of_the_change() -> None:
    assert difference("集中学习（一）次", "组织学习（两）场") == (
        Piece(mark=Mark.GONE, text="集中"),
        Piece(mark=Mark.CAME, text="组织"),
        Piece(mark=Mark.SAME, text="学习（"),
        Piece(mark=Mark.GONE, text="一）次"),
        Piece(mark=Mark.CAME, text="两）场"),
    )


def test_width_spaces_and_the_sort_of_bracket_are_only_printing() -> None:
    assert fold("学习（ □ ）次，") == fold("学习【□】次,") == fold("学习 □次，")
    assert fold("学习（一）") != fold("学习一")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Count(measure="次"), "数（次）"),
        (Amount(measure="万元"), "两位小数（万元）"),
        (YesNo(), "□是 □否"),
        (Choice(options=("有", "无")), "□有 □无"),
        (UnitName(), "单位"),
        (Text(), "文字"),
        (LongText(), "多行文字"),
        (Date(), "日期"),
        (Phone(), "电话"),
    ],
)
def test_a_kind_has_words(kind: Kind, words: str) -> None:
    assert kind_in_words(kind) == words


def remarks(*surveys: Survey) -> list[str]:
    """Of the editions; what it says of the site's settings is tried in test_build.py."""
    said = lint({survey.edition.id: survey for survey in surveys})
    return [remark for remark in said if "site.toml" not in remark]


def test_an_edition_in_order_gets_no_remark() -> None:
    assert remarks(survey("2022"), survey()) == []


def test_ids_that_differ_only_by_spelling_are_remarked() -> None:
    text = "集中学习（{session}）次，参与（{atendance}）人次；"

    assert remarks(survey(), survey("2022", activity=progress(text))) == [
        "2022：{atendance} 与 2021 年的 {attendance} 只差拼写；如是同一项，改成 {attendance} 才能逐年比较",
        "2022：{session} 与 2021 年的 {sessions} 只差拼写；如是同一项，改成 {sessions} 才能逐年比较",
    ]


def test_two_blanks_of_one_name_in_a_row_are_remarked() -> None:
    new = survey(activity=progress("参与（{a}）次；", "参与（{b}）次；"))

    assert remarks(new) == [f"2021：{ROW} › 第2行：{{a}} 和 {{b}} 紧挨着，名称都是“参与（次）”，填报人分不清"]


def test_a_period_that_only_moved_on_is_no_change() -> None:
    def quarter(id_: str, title: str, due: str) -> Survey:
        return survey(id_, top={"title": f'"{title}"', "due": f"{due}T12:00:00+08:00"})

    old = quarter("2022-q4", "2022年第四季度统计表", "2023-01-10")

    assert compare(old, quarter("2023-q1", "2023年第一季度统计表", "2023-04-10")) == []
    assert len(compare(old, quarter("2023-q1", "2023年第二季度统计表", "2023-04-11"))) == 2
    assert compare(old, quarter("2023", "2022年第四季度统计表", "2023-01-10")) == []


@pytest.mark.parametrize(
    ("edition", "due", "far"),
    [
        ("2022-q3", "2022-06-30", True),
        ("2022-q3", "2022-10-10", False),
        ("2022-q3", "2023-01-10", True),
        ("2022-07", "2022-08-03", False),
        ("2022-07", "2022-09-01", True),
        ("census", "2035-05-01", False),
    ],
)
def test_the_table_of_a_part_of_a_year_is_due_in_it_or_in_the_next(
    edition: str, due: str, far: bool
) -> None:  # a table of cases
    said = remarks(survey(edition, top={"due": f"{due}T12:00:00+08:00"}))

    assert any("也不在下一期" in remark for remark in said) == far


def test_a_deadline_of_another_year_or_at_a_weekend_is_remarked() -> None:
    assert remarks(survey(top={"due": "2022-07-02T12:00:00+08:00"})) == [
        "2021：截止日 2022-07-02 不在 2021 年，请核对 due",
        "2021：截止日 2022-07-02 是星期六，请核对 due",
    ]


def grid(*rows: str, caption: str = "单位：件", lines: str = "填表人：{filler:文字}") -> str:
    """A grid after the activity table, a row given as 名称｜格｜格, and a line."""
    cells = ",".join(str(row.split("｜")).replace("'", '"') for row in ("指标｜本期｜累计", *rows))
    return f'\n[[block]]\ncaption = "{caption}"\nhead = 1\nstub = 1\ngrid = [{cells}]\n[[block]]\nlines = ["{lines}"]\n'


def test_a_grid_is_told_row_by_row_and_cell_by_cell() -> None:
    old = survey(more=grid("予以公开｜{a:数:件}｜{b:数:件}", "不予公开｜{c:数:件}｜×", "小计｜—｜—"))
    new = survey(
        "2022",
        more=grid(
            "予以公开（含部分）｜{a:数:件}｜{b:数:件}", "不予公开｜{c:数:件}｜{d:数:件}", "其他｜—｜×",
            caption="单位：件、份", lines="填报人：{filler:文字}",
        ),
    )  # fmt: skip

    first, second = "第2张表 › 予以公开（含部分）", "第2张表 › 不予公开"
    assert changes(new, old) == [
        Change(what=What.REWORDED, place="第2张表", before="单位：件", after="单位：件、份"),
        Change(what=What.REWORDED, place=first, before="予以公开 ｜ □ ｜ □", after="予以公开（含部分） ｜ □ ｜ □"),
        Change(what=What.REWORDED, place=second, before="不予公开 ｜ □ ｜ ×", after="不予公开 ｜ □ ｜ □"),
        Change(what=What.ADDED, place="第2张表 › 其他", after="整行：其他 ｜ — ｜ ×"),
        Change(what=What.REWORDED, place="表尾 › 第1行", before="填表人：□", after="填报人：□"),
        Change(what=What.DROPPED, place="第2张表 › 小计", before="整行：小计 ｜ — ｜ —"),
        Change(what=What.ADDED, place=f"{second} › 累计", id="d", after="不予公开 · 累计（件） 数（件）"),
        *(
            Change(
                what=What.CARRIED,
                place=f"{first} › {column}",
                id=name,
                before=f"第2张表 › 予以公开 › 予以公开 · {column}（件）",
                after=f"{first} › 予以公开（含部分） · {column}（件）",
            )
            for name, column in (("a", "本期"), ("b", "累计"))
        ),
        Change(what=What.CARRIED, place="表尾 › 第1行", id="filler", before="填表人", after="填报人"),
    ]  # fmt: skip


def test_a_grid_that_only_moves_down_is_no_change() -> None:
    rows = ("予以公开｜{a:数:件}｜{b:数:件}", "不予公开｜{c:数:件}｜×")
    lower = "\n[[block]]\nlines = []\n" + grid(*rows)

    assert changes(survey("2022", more=lower), survey(more=grid(*rows))) == []


def test_a_grid_that_bears_no_caption_gets_one() -> None:
    bare = grid("予以公开｜{a:数:件}｜×").replace('caption = "单位：件"\n', "")

    [change] = changes(survey("2022", more=grid("予以公开｜{a:数:件}｜×")), survey(more=bare))

    assert change == Change(what=What.ADDED, place="第2张表", after="整行：单位：件")
