"""Whatever stands on a paper, and wherever: each place to write is a blank, or a doubt names it."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.authoring.assign_ids import Settlement, assign_ids
from schema.authoring.draft import Draft, with_lines
from schema.authoring.importer import to_draft
from schema.authoring.importer.document import Cell, DocumentError
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.importer.word.read_docx import read_docx
from schema.edition.kinds import Amount, Count
from schema.edition.sentence import Blank, Sentence
from tests.support.documents.imported import DUE
from tests.support.documents.package import run, write_package
from tests.support.documents.parts import BEFORE, paper, paper_of, table_of
from tests.support.random.examples import times


def _field(data: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return begin + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


_LIST = '<w:dropDownList><w:listItem w:value="有"/><w:listItem w:value="无"/></w:dropDownList>'
_BOX = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
THINGS = {
    "brackets": (run("{m}（    ）次；"), 1),
    "brackets of another sort, twice": (run("{m}【　】场，【　】人次；"), 2),
    "the unit of measure inside": (run("{m}（     万人次）；"), 1),
    "an odd unit of measure inside": (run("{m}（     艘次）；"), 1),
    "bare spaces": (run("{m}      场；"), 1),
    "wide bare spaces": (run("{m}　　　份；"), 1),
    "spaces that may be layout": (run("{m}      的；"), 1),
    "a rule": (run("{m}______个；"), 1),
    "underlined spaces": (run("{m}") + run("     ", '<w:u w:val="single"/>') + run("户；"), 1),
    "boxes": (run("{m}□是 □否；"), 1),
    "boxes behind": (run("{m}是□ 否□；"), 1),
    "boxes behind, one by one": (run("{m}□；未完成□；"), 2),
    "one box": (run("□{m}；"), 1),
    "ticked boxes": (run("{m}☑是 □否；"), 1),
    "boxes to tick several of": (run("{m}□甲 □乙（可多选）；"), 1),
    "boxes of a symbol font": (run("{m}") + _BOX + run("是 ") + _BOX + run("否；"), 1),
    "a private-use box": (run("{m}\uf0a8是 \uf0a8否；"), 1),
    "a sign that nobody knows": (run("{m}\uf0e0；"), 1),
    "an old text field": (run("{m}") + _field("<w:textInput/>") + run("件；"), 1),
    "old check boxes": (
        run("{m}") + _field("<w:checkBox/>") + run("是 ") + _field("<w:checkBox/>") + run("否；"),
        1,
    ),
    "a drop-down": (
        run("{m}")
        + f"<w:sdt><w:sdtPr>{_LIST}</w:sdtPr><w:sdtContent>{run('选择一项。')}</w:sdtContent></w:sdt>"
        + run("；"),
        1,
    ),
    "a number that is filled in": (run("{m}（ 12 ）次；"), 1),
    "hidden text": (run("甲") + run("{m}（  ）次", "<w:vanish/>") + run("；"), 1),
    "a text box": (
        f"<w:r><w:pict><w:txbxContent><w:p>{run('{m}（  ）份')}</w:p></w:txbxContent></w:pict></w:r>"
        + run("甲；"),
        1,
    ),
    "letters that stand for a number": (run("{m}××次，XX人次；"), 2),
    "dots that stand for a number": (run("{m}……份；"), 1),
    "square brackets": (run("{m}［　］场；"), 1),
    "room behind an option": (run("{m}□甲 □其他＿＿＿；"), 2),
    "options line by line": ("</w:p><w:p>".join(map(run, ("{m}情况：", "□{m}一", "□{m}二"))), 1),
    "a year with room": (run("{m}20  年；"), 1),
    "a month with room": (run("  月  日{m}；"), 1),
    "a date with room": (run("{m}    年  月  日；"), 1),
    "room for a signature": (run("{m}，填表人：        "), 1),
}
WHERE = ("title", "section", "requirement", "progress", "row of its own", "below")


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


@st.composite
def documents(draw: st.DrawFn) -> list[tuple[str, str, int, str]]:
    """(where, its Word XML, how many places, the words it is known by) of things put in at random."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(WHERE), st.sampled_from(sorted(THINGS))), max_size=6))
    marked = []
    for number, (where, name) in enumerate(chosen):
        mark = f"事{'甲乙丙丁戊己'[number]}"
        inside, places = THINGS[name]
        marked.append((where, inside.replace("{m}", mark), places, mark))
    return marked


def body(things: list[tuple[str, str, int, str]]) -> str:
    def at(where: str) -> str:
        return "".join(paragraph(inside) for place, inside, _, _ in things if place == where)

    rows = [
        [paragraph(run(text)) for text in ("活动项目", "内容要求", "进展情况")],
        [paragraph(run("宣传")) + at("section"), paragraph(run("要求。")) + at("requirement")],
        [paragraph(run("检查")), paragraph(run("要求。")), paragraph(run("检查（ ）次；"))],
        [
            f'<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{at("row of its own") or paragraph(run("其他"))}',
        ],
        [paragraph(run("总结")), paragraph(run("要求。")), paragraph(run("总结（ ）次；"))],
    ]
    rows[1].append(paragraph(run("宣传（ ）次；")) + at("progress") + paragraph(run("参与（ ）人次。")))
    inside = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    before = paragraph(run("统计表")) + at("title") + paragraph(run("填报单位：      联系电话：      "))
    return f"{before}<w:tbl>{inside}</w:tbl>{paragraph(run('请按时报送。'))}{at('below')}"


def words(line: Sentence) -> str:
    return "".join("□".join(("", *p.kind.words)) or "□" if isinstance(p, Blank) else p for p in line.parts)


def read(things: list[tuple[str, str, int, str]]) -> Draft:
    with tempfile.TemporaryDirectory() as folder:
        return read_paper(read_docx(write_package(Path(folder) / "form.docx", body(things))), 2022, DUE)


@settings(max_examples=times(4), suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_place_to_write_is_a_blank_or_a_doubt(things: list[tuple[str, str, int, str]]) -> None:
    draft = read(things)

    doubts = [doubt for _, doubt in draft.all_doubts()]
    lines = [line for _, line in draft.edition.lines()]
    for where, _, places, mark in things:
        found = sum(len(line.blanks) for line in lines if mark in words(line))
        told = sum(1 for doubt in doubts if mark in doubt)
        assert found == places or told, (where, mark, doubts)
    assert all(
        any(name in words(line) and line.blanks for line in lines) for name in ("宣传", "检查", "总结")
    )


def test_room_in_a_title_that_leads_the_next_is_told() -> None:
    draft = read([("row of its own", THINGS["room for a signature"][0].replace("{m}", "事甲"), 1, "事甲")])

    assert "“事甲，填表人：”像是要填的，没有当作空" in [doubt for _, doubt in draft.all_doubts()]


def test_room_at_the_end_of_a_line_that_goes_on_with_a_box_is_told() -> None:
    draft = read(
        [
            ("progress", THINGS[name][0].replace("{m}", mark), 1, mark)
            for name, mark in (("room for a signature", "事甲"), ("one box", "事乙"))
        ]
    )

    doubts = [doubt for _, doubt in draft.all_doubts()]
    assert any("填表人" in doubt for doubt in doubts)
    assert any("□事乙" in doubt for doubt in doubts)


def test_a_paper_in_order_leaves_nothing_open() -> None:
    assert [doubt for _, doubt in read([]).all_doubts()] == ["第 4 行横贯全表，当作活动项目"]
    odd = read([("progress", run("甲\uf0e0；"), 1, "甲")])
    assert any("里有认不出的符号" in doubt for _, doubt in odd.all_doubts())


HEAD = ("活动项目", "内容要求", "进展情况")
FIRST = ("学习", "要学习。", "学习（ ）次；")


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ((HEAD, FIRST, ("", "", "")), "第 3 行是空的（3 格），没有当作要填的"),
        (
            (HEAD, FIRST, ("演练", "要演练。", "")),
            "这一格是空的，当作要填的多行文字；如是数字，写成 {编号:数:次}",
        ),
        ((HEAD, FIRST, ("", "要演练。", "演练（ ）次；")), "“活动项目”一格是空的，当作接着上一行的"),
        (
            ((*HEAD, "备注"), (*FIRST, "无"), ("甲", "乙", "（ ）次", "")),
            "备注空白格当作可不填的文字，请核对",
        ),
        (
            (("序号", "项目", "单位", "数量"), ("1", "会议", "次", ""), ("2", "", "次", "")),
            "“项目”一栏的空白格没有当作要填的",
        ),
        ((("项目", "数量"), ("会议（次）", ""), ("", "")), "空白格所在的行没有名称，没有当作要填的"),
        ((("项目", "内容"), ("会议（次）", ""), ("开业", "   年   月")), "“年   月”像是要填的，没有当作空"),
        ((("项目", "应到", "实到"), ("市直单位", "", "")), "“市直单位”一行当作文字，请核对"),
        ((("项目", "本月", "累计"), ("会议", "", "")), "没有写计量单位，当作数（个），请核对"),
        ((("项目", "投入"), ("会议", "")), "“投入”没有写计量单位，当作 万元，请核对"),
        ((("项目", "合格率"), ("会议", "")), "“合格率”没有写计量单位，当作 %，请核对"),
        ((("项目", "户次数/总额"), ("检查", "")), "“户次数/总额”像是一格要填几个数，只当作一个，请核对"),
        ((HEAD, ("学习", "要学习。", "经验（200字）：")), "冒号后面当作要填的多行文字，请核对"),
        ((("项目", "单位", "数量"), ("渔船", "艘次", "")), "计量单位“艘次”不常见，请核对"),
        (
            (("项目", "活动", "要求", "进展"), ("学习", "", "要学习。", "学习（ ）次")),
            "“活动”一格是空的，没有当作要填的",
        ),
        (
            (("项目", "活动", "要求", "进展"), ("学习", "甲", "要学习。", "学习（ ）次"), ("", "", "", "")),
            "第 3 行是空的（4 格），没有当作要填的",
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_told(rows: tuple[tuple[str, ...], ...], doubt: str) -> None:
    assert doubt in [said for _, said in read_paper(paper(*rows), 2022, DUE).all_doubts()]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("平均到达时间（ ）分钟；", "“平均到达时间”"),
        ("开展培训（ ）次，平均每次参加（ ）人次，人均课时（ ）学时；", "“平均每次参加”“人均课时”"),
        ("平均整改率（ ）%；", ""),  # which is not added up
        ("是否高于平均水平：□是 □否", ""),
        ("开展培训（ ）次；", ""),
    ],
)
def test_an_average_is_named_since_a_collection_adds_it_up(asked: str, named: str) -> None:
    draft = read_paper(paper(HEAD, ("学习", "要学习。", asked)), 2022, DUE)

    said = [doubt for doubt in draft.doubts.get((), ()) if "平均数" in doubt]
    assert [doubt.partition("是平均数")[0] for doubt in said] == ([named] if named else [])


@pytest.mark.parametrize(
    ("note", "places", "doubts"),
    [
        ("里程保留三位小数。", 3, ()),
        ("小数点后1位。", 1, ()),
        ("里程保留三位小数，投入保留两位小数。", 2, ("写有“三位小数”“两位小数”，小数的位数请核对",)),
        ("", 2, ()),
    ],
)
def test_amounts_have_the_decimals_that_the_paper_says(
    note: str, places: int, doubts: tuple[str, ...]
) -> None:
    rows = (HEAD, ("学习", "要学习。", "学习（ ）次，投入（ ）万元，人数增减（ ）人；"))

    draft = read_paper(paper(*rows, after=(note,) if note else ()), 2022, DUE)

    assert [blank.kind for blank in draft.edition.blanks[1:]] == [
        Count(measure="次"),
        Amount(measure="万元", places=places),
        Amount(measure="人", places=0, signed=True),
    ]
    assert draft.doubts.get((), ()) == doubts


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ((("指标", "单位", "代码", "数量"), ("会议", "次", "01", "")), "会议（次）"),
        ((("项目", "代码", "数量"), ("会议（次）", "01", "")), "会议（次）"),
        ((("序号", "项目", "数量（件）"), ("1", "公文", "")), "公文（件）"),
        ((("项目", "指标", "结果"), ("办公", "发文数（件）", "")), "办公 · 发文数（件）"),
    ],
)
def test_the_unit_of_measure_of_a_cell_is_where_its_row_names_it(
    rows: tuple[tuple[str, ...], ...], label: str
) -> None:
    draft = assign_ids(read_paper(paper(*rows), 2022, DUE), None, Settlement(same={}, new=())).draft

    blank = draft.edition.blanks[-1]
    assert isinstance(blank.kind, Count)
    assert draft.edition.labels[blank.id] == label


def test_an_empty_cell_among_filled_ones_is_room_unless_a_requirement_stands_before_it() -> None:
    rows = list(
        table_of(
            paper(
                HEAD,
                FIRST,
                ("", "印发数量", ""),
                ("", "各地要创新形式，自行邀请媒体，在辖区范围内组织开展宣传采风报道活动。", ""),
            )
        )
    )
    rows[2:] = [(Cell(lines=(), continued=True), *row[1:]) for row in rows[2:]]

    draft = read_paper(paper_of(tuple(rows)), 2022, DUE)

    assert [len(row.progress) for _, row in draft.edition.rows()] == [1, 1, 0]


def test_a_list_of_indicators_is_read_with_the_words_of_its_rows() -> None:
    rows = (
        ("项目", "计量单位", "数量"),
        ("会议", "次", ""),
        ("经费", "（万元）", ""),
        ("是否发文", "", "□是 □否"),
    )

    edition = read_paper(paper(*rows), 2022, DUE).edition

    names = iter(("unit", "a", "b", "c"))
    named = with_lines(
        edition, (line.put(lambda blank: replace(blank, id=next(names))) for _, line in edition.lines())
    )
    assert named.labels == {"unit": "填报单位", "a": "会议（次）", "b": "经费（万元）", "c": "是否发文"}


def test_heading_fields_in_the_table_are_read_as_the_line_above_it() -> None:
    rows = (("填报单位（盖章）", ""), ("联系人", "", "电话："), HEAD, FIRST)

    edition = read_paper(paper(*rows, before=("统计表",)), 2022, DUE).edition

    assert words(edition.heading) == "填报单位（盖章）：□  联系人：□  电话：□"
    assert edition.columns == HEAD


def test_one_report_for_two_rows_is_told() -> None:
    rows = list(table_of(paper(HEAD, FIRST, ("演练", "要演练。", ""))))
    rows[2] = (*rows[2][:2], Cell(lines=(), continued=True))
    draft = read_paper(paper_of(tuple(rows)), 2022, DUE)

    assert draft.doubts == {(2, 1): ("“进展情况”一格与上一行合并，要填的都在上一行",)}


def test_a_row_cut_by_a_page_break_that_brings_only_room_is_told() -> None:
    four = ("项目", "活动", "要求", "进展")
    rows = list(table_of(paper(four, ("学习", "甲", "要学习。", "学习（ ）次"), ("", "", "", ""))))
    rows[2] = (Cell(lines=(), continued=True), *rows[2][1:])
    draft = read_paper(paper_of(tuple(rows)), 2022, DUE)

    assert draft.doubts[1, 1] == ("接着的第 3 行有空白处，没有当作要填的",)


def test_a_deadline_that_only_the_notice_names_is_told_and_the_notice_is_no_title() -> None:
    notice = ("各区县（市）局：", "请于2022年7月1日12:00前报送。联系人：张三，电话：0574-87654321。", "附件1")
    draft = read_paper(paper(HEAD, FIRST, before=(*notice, *BEFORE)), 2022, None)

    assert (draft.edition.title, words(draft.edition.heading)) == ("统计表", "填报单位：□")
    assert draft.doubts[()] == (
        "截止时间是从表格上方的文字里读到的，请核对 due",
        *(f"没有收进表里：{line}" for line in notice[:2]),
    )


def test_a_unit_of_measure_above_the_table_is_no_reporting_unit() -> None:
    before = ("统计表", "单位：万元", "填报单位：      计量单位：公里")

    edition = read_paper(paper(("项目", "金额"), ("投入", ""), before=before), 2022, DUE).edition

    assert (edition.title, words(edition.heading)) == ("统计表", "填报单位：□  计量单位：公里")
    assert [blank.kind for blank in edition.blanks[1:]] == [Amount(measure="万元")]


def test_a_table_of_thousands_of_blanks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_draft, "MOST_BLANKS", 1)

    with pytest.raises(DocumentError, match="超过 1 项"):
        read_paper(paper(HEAD, FIRST), 2022, DUE)
