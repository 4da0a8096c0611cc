from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from schema.edition.blocks import Activity, ActivityTable, Section
from schema.edition.checks import Check, Compare, Level, Sum
from schema.edition.kinds import Count, UnitName
from schema.edition.model import Edition
from schema.edition.period import mistake_in
from schema.edition.sentence import Blank, Sentence
from schema.errors import FileProblem, FileProblemsError
from schema.loading.edition_file import load_edition
from tests.support.builders import Toml, check_toml, edition_toml

TOP = "文件开头"
ROW = "第1个section › 第1个activity"
SAY_TEXT = '要写成一段文字，如 "……"'
SAY_TEXTS = '要写成一列文字，如 ["……", "……"]'
SAY_MOMENT = "要写成带时区的时刻，如 2021-07-01T12:00:00+08:00"
SAY_COLUMNS = "写三个：活动项目、内容要求、进展情况"
SAY_UNIT = "表头里正好写一个 {unit:单位}"
SAY_ORDER = "应为 opens ≤ due ≤ closes"


def load(folder: Path, text: str, name: str = "2021.toml") -> Edition:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return load_edition(file)


def mistakes(folder: Path, text: str, name: str = "2021.toml") -> list[FileProblem]:
    with pytest.raises(FileProblemsError) as caught:
        load(folder, text, name)
    return list(caught.value.mistakes)


def test_an_edition_is_loaded_whole(tmp_path: Path) -> None:
    edition = load(tmp_path, edition_toml(top={"annex": '"附件1"', "note": '"（截至6月30日）"'}))

    assert edition == Edition(
        id="2021",
        title="活动情况统计表",
        annex="附件1",
        heading=Sentence(
            parts=(
                "填报单位（盖章）：",
                Blank(id="unit", kind=UnitName()),
            )
        ),
        blocks=(
            ActivityTable(
                columns=("活动项目", "内容要求", "进展情况"),
                sections=(
                    Section(
                        title="安全生产月活动",
                        activities=(
                            Activity(
                                title="学习",
                                requirement="召开专题学习会。",
                                progress=(
                                    Sentence(
                                        parts=(
                                            "集中学习（",
                                            Blank(
                                                id="sessions",
                                                kind=Count(measure="次"),
                                            ),
                                            "）次，参与（",
                                            Blank(
                                                id="attendance",
                                                kind=Count(measure="人次"),
                                            ),
                                            "）人次；",
                                        )
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        note="（截至6月30日）",
        opens=None,
        due=datetime.fromisoformat("2021-07-01T12:00:00+08:00"),
        closes=None,
        checks=(),
        digest=edition.digest,
    )
    row = "安全生产月活动 › 学习 › 第1行"
    assert edition.places == {"unit": "表头", "sessions": row, "attendance": row}
    assert edition.labels == {
        "unit": "填报单位（盖章）",
        "sessions": "集中学习（次）",
        "attendance": "集中学习：参与（人次）",
    }


def test_a_row_without_a_title_is_placed_by_its_number(tmp_path: Path) -> None:
    edition = load(tmp_path, edition_toml(activity={"title": None}))

    assert edition.places["sessions"] == "安全生产月活动 › 第1项 › 第1行"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"titel": '"x"'}, [("不认识“titel”这一项", "这里只能有 {keys}")]),
        ({"title": None}, [("title 缺少", SAY_TEXT)]),
        ({"title": '" "'}, [("title 不合规则", SAY_TEXT)]),
        ({"annex": "1"}, [("annex 不合规则", SAY_TEXT)]),
        ({"note": "[]"}, [("note 不合规则", SAY_TEXT)]),
        ({"attachments": "true"}, [("attachments 不合规则", SAY_TEXT)]),
        ({"opens": "2021-06-01"}, [("opens 不合规则", SAY_MOMENT)]),
        ({"due": '"7月1日"'}, [("due 不合规则", SAY_MOMENT)]),
        ({"due": None}, [("due 缺少", SAY_MOMENT)]),
        ({"due": None, "opens": "2021-06-01T00:00:00+08:00"}, [("due 缺少", SAY_MOMENT)]),
        ({"closes": "2021-07-31T18:00:00"}, [("closes 不合规则", SAY_MOMENT)]),
    ],
)
def test_a_top_key_that_breaks_a_rule_is_reported(
    tmp_path: Path, changes: Toml, expected: list[tuple[str, str]]
) -> None:
    keys = "annex、title、marks、columns、heading、note、attachments、opens、due、closes、site、explain、section、block、check"

    assert mistakes(tmp_path, edition_toml(top=changes)) == [
        FileProblem(file="2021.toml", place=TOP, rule=rule, remedy=remedy.replace("{keys}", keys))
        for rule, remedy in expected
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"columns": None}, [(TOP, "columns 缺少", SAY_TEXTS), ("columns", "有 0 个栏目名", SAY_COLUMNS)]),
        ({"columns": '["项目", "要求"]'}, [("columns", "有 2 个栏目名", SAY_COLUMNS)]),
        ({"columns": '["一", "二", "三", "四"]'}, [("columns", "有 4 个栏目名", SAY_COLUMNS)]),
        (
            {"heading": None},
            [(TOP, "heading 缺少", SAY_TEXT), ("heading", "表头里有 0 个“单位”空", SAY_UNIT)],
        ),
        ({"heading": '"联系人：{contact:文字}"'}, [("heading", "表头里有 0 个“单位”空", SAY_UNIT)]),
        ({"heading": '"{a:单位}{b:单位}"'}, [("heading", "表头里有 2 个“单位”空", SAY_UNIT)]),
        ({"opens": "2021-07-02T00:00:00+08:00"}, [("opens、due、closes", "先后次序不对", SAY_ORDER)]),
        ({"closes": "2021-07-01T11:59:59+08:00"}, [("opens、due、closes", "先后次序不对", SAY_ORDER)]),
    ],
)
def test_a_table_head_or_date_that_breaks_a_rule_is_reported(
    tmp_path: Path, changes: Toml, expected: list[tuple[str, str, str]]
) -> None:
    assert mistakes(tmp_path, edition_toml(top=changes)) == [
        FileProblem(file="2021.toml", place=place, rule=rule, remedy=remedy)
        for place, rule, remedy in expected
    ]


@pytest.mark.parametrize(
    ("changes", "place", "rule", "remedy"),
    [
        ({"note": '"x"'}, ROW, "不认识“note”这一项", "这里只能有 title、requirement、progress"),
        ({"title": "1"}, ROW, "title 不合规则", SAY_TEXT),
        ({"requirement": None}, ROW, "requirement 缺少", SAY_TEXT),
        ({"progress": None}, ROW, "progress 缺少", SAY_TEXTS),
        ({"progress": '"（{x}）次"'}, ROW, "progress 不合规则", SAY_TEXTS),
        (
            {"progress": '["召开会议。", "看片 {X:是/否}"]'},
            f"{ROW} › progress 第2行",
            "编号“X”不合规则",
            "编号用小写英文字母开头，只含小写字母、数字和下划线，不超过 60 个字符",
        ),
        (
            {"progress": '["{x:数字}"]'},
            f"{ROW} › progress 第1行",
            "不认识种类“数字”",
            "种类只能是 是/否、单位、文字、长文字、日期、电话、数、金额、小数1 至 小数4（可为负的前面写 ±），或 有/无 这样的几个选项，可多选的写 多选:会议/培训（选项里不能有顿号），可不填的写 文字?",
        ),
        (
            {"progress": '["学习 {x} 次"]'},
            f"{ROW} › progress 第1行",
            "数字空 {x} 没有括号或计量单位",
            "写成（{x}）次 的样子：括号内是编号，括号后紧跟计量单位",
        ),
        (
            {"progress": '["学习（{x）次"]'},
            f"{ROW} › progress 第1行",
            "花括号不成对：学习（{x）次",
            "每个空写成 {编号} 或 {编号:种类}",
        ),
        (
            {"progress": '["学习（{x}）次，观看（{x}）次，交流（{x}）次"]'},
            "{x}",
            "编号用了 3 次",
            "每个空的编号在全表中只能用一次",
        ),
        (
            {"progress": '["看片 {unit:是/否}"]'},
            "{unit}",
            "编号用了 2 次",
            "每个空的编号在全表中只能用一次",
        ),
        (
            {"progress": '["协办单位：{helper:单位}"]'},
            "安全生产月活动 › 学习 › 第1行",
            "“单位”空只能在表头",
            "改用“文字”",
        ),
    ],
)
def test_a_row_that_breaks_a_rule_is_reported(
    tmp_path: Path, changes: Toml, place: str, rule: str, remedy: str
) -> None:
    assert mistakes(tmp_path, edition_toml(activity=changes)) == [
        FileProblem(file="2021.toml", place=place, rule=rule, remedy=remedy)
    ]


@pytest.mark.parametrize(
    ("text", "rule", "remedy"),
    [
        (edition_toml(section={"title": None}), "title 缺少", SAY_TEXT),
        (edition_toml(section={"name": '"x"'}), "不认识“name”这一项", "这里只能有 title、activity"),
        (
            edition_toml().replace("[[section.activity]]", "[[section]]\n[[section.activity]]"),
            "没有一行",
            "至少写一个 [[section.activity]]",
        ),
    ],
    ids=["no title", "unknown key", "no row"],
)
def test_a_section_that_breaks_a_rule_is_reported(tmp_path: Path, text: str, rule: str, remedy: str) -> None:
    assert mistakes(tmp_path, text)[0] == FileProblem(
        file="2021.toml", place="第1个section", rule=rule, remedy=remedy
    )


def test_an_edition_needs_a_section(tmp_path: Path) -> None:
    text = edition_toml().partition("[[section]]")[0]

    assert mistakes(tmp_path, text) == [
        FileProblem(
            file="2021.toml", place=TOP, rule="没有活动项目", remedy="至少写一个 [[section]]，或写 [[block]]"
        )
    ]


@pytest.mark.parametrize("name", ["desk", "21", "2021-2", "２０２１"])
def test_an_edition_is_named_by_its_id(tmp_path: Path, name: str) -> None:
    mistake = mistake_in(name)
    assert mistake
    assert mistakes(tmp_path, edition_toml(), f"{name}.toml") == [
        FileProblem(
            file=f"{name}.toml", place="文件名", rule=f"文件名就是表的编号，{mistake[0]}", remedy=mistake[1]
        )
    ]


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    text = edition_toml(
        top={
            "colour": '"red"',
            "title": None,
            "columns": "[]",
            "heading": '"联系人：{contact:姓名}"',
            "opens": "2021-07-02T00:00:00+08:00",
        },
        section={"title": "1"},
        activity={"requirement": None, "progress": '["（{x}）次，（{x}）次，{y}，{z:单位}"]'},
    )

    found = mistakes(tmp_path, text, "Form.toml")

    assert {mistake.file for mistake in found} == {"Form.toml"}
    assert all(mistake.remedy for mistake in found)
    assert [(mistake.place, mistake.rule) for mistake in found] == [
        (TOP, "不认识“colour”这一项"),
        ("文件名", "文件名就是表的编号，“Form”不能作表的编号"),
        (f"{TOP} › heading", "不认识种类“姓名”"),
        (f"{ROW} › progress 第1行", "数字空 {y} 没有括号或计量单位"),
        (ROW, "requirement 缺少"),
        ("第1个section", "title 不合规则"),
        ("columns", "有 0 个栏目名"),
        (TOP, "title 缺少"),
        ("heading", "表头里有 0 个“单位”空"),
        ("{x}", "编号用了 2 次"),
        (" › 学习 › 第1行", "“单位”空只能在表头"),
        ("opens、due、closes", "先后次序不对"),
    ]


def test_a_check_is_loaded_and_keeps_the_digest(tmp_path: Path) -> None:
    text = edition_toml()
    check = check_toml(rule='"attendance >= sessions"', message='"人次少于次数。"')

    edition = load(tmp_path, f"{text}\n{check}")

    plain = load(tmp_path, text)
    assert edition == replace(
        plain,
        checks=(
            Check(
                level=Level.BLOCK,
                given=(),
                needed=(
                    Compare(
                        left=Sum(constant=0, terms=((1, "attendance"),)),
                        operator=">=",
                        right=Sum(constant=0, terms=((1, "sessions"),)),
                    ),
                ),
                message="人次少于次数。",
            ),
        ),
    )
    assert edition.digest == plain.digest


def test_moving_a_date_keeps_the_digest(tmp_path: Path) -> None:
    moved = load(tmp_path, edition_toml(top={"due": "2021-07-05T12:00:00+08:00"}))

    assert moved.digest == load(tmp_path, edition_toml()).digest


@pytest.mark.parametrize(
    "text",
    [
        edition_toml(top={"title": '"情况统计表"'}),
        edition_toml(top={"note": '"注"'}),
        edition_toml(top={"marks": '["表号：A1表"]'}),
        edition_toml(top={"heading": '"填报单位（盖章）：{bureau:单位}"'}),
        edition_toml(activity={"requirement": '"召开学习会。"'}),
        edition_toml(activity={"progress": '["集中学习（{sessions}）场，参与（{attendance}）人次；"]'}),
    ],
    ids=["title", "note", "marks", "id", "requirement", "measure"],
)
def test_any_change_of_what_is_asked_changes_the_digest(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text).digest != load(tmp_path, edition_toml()).digest


def test_another_kind_of_blank_changes_the_digest(tmp_path: Path) -> None:
    """Kinds without fields differ by their name alone."""
    digests = {
        load(tmp_path, edition_toml(activity={"progress": f'["方案 {{x:{word}}}"]'})).digest
        for word in ("是/否", "文字", "日期", "电话")
    }

    assert len(digests) == 4
