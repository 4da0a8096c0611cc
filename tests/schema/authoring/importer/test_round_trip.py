"""Edition → Word table → import gives the same edition, whatever kinds of blanks and page breaks it has."""

import tempfile
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.authoring.assign_ids import Settlement, assign_ids
from schema.authoring.draft import Draft, with_lines
from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.open_file import read_document
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.blocks import Activity, ActivityTable, Section
from schema.edition.kinds import Date, Phone, Text, UnitName
from schema.edition.model import Edition
from schema.edition.sentence import Blank, Sentence
from schema.loading.edition_file import load_edition
from tests.support.documents.word import sheet_of, write_docx

DUE = datetime.fromisoformat("2022-07-01T12:00:00+08:00")
WORDS = [
    "组织开展应急演练",
    "走访企业",
    "排查各类隐患",
    "参与",
    "举办“安全课堂”",
    "6·16宣传",
    "制作（网络直播）节目",
]
ROOMS = [
    "{}（  ）次",
    "{}(  )人次",
    "{}【 】场",
    "{}＿＿＿户",
    "{}____个",
    "{}（ ）万元",
    "{}率＿＿%",
    "{}：□是 □否",
    "{}：□有  □无",
    "{} □是 □否 □不适用",
    "{}的单位名称：＿＿＿",
    "{}的地址（   ）",
    "{}做法说明：＿＿＿",
]
clauses = st.builds(lambda word, room: room.format(word), st.sampled_from(WORDS), st.sampled_from(ROOMS))
lines = st.lists(clauses, min_size=1, max_size=3).map(lambda parts: find_blanks("，".join(parts) + "；"))
titles = st.text("学习宣传演练排查整治保障", min_size=2, max_size=6)


def rows(titled: bool) -> st.SearchStrategy[Activity]:
    return st.builds(
        Activity,
        title=titles if titled else st.just(""),
        requirement=titles.map("认真做好{}工作。".format),
        progress=st.lists(lines, min_size=1, max_size=3).map(tuple),
    )


sections = st.booleans().flatmap(
    lambda titled: st.builds(
        Section, title=titles, activities=st.lists(rows(titled), min_size=1, max_size=3).map(tuple)
    )
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    parts = draw(st.lists(sections, min_size=1, max_size=3, unique_by=lambda section: section.title))
    asked = Activity(title="学习", requirement="学习。", progress=(find_blanks("学习（ ）次；"),))
    blank = iter(count())
    heading = Sentence(
        parts=(
            *("填报单位（盖章）：", Blank(id="", kind=UnitName()), "  填表人：", Blank(id="", kind=Text())),
            *("  联系电话：", Blank(id="", kind=Phone()), "  填表日期：", Blank(id="", kind=Date())),
        )
    )
    edition = Edition(
        id="2022",
        annex=draw(st.sampled_from(["", "附件1", "附件 2："])),
        title=draw(st.sampled_from(["2022年活动情况统计表", "宁波市2022年“安全月”\n活动情况统计表"])),
        heading=heading,
        blocks=(
            ActivityTable(
                columns=("活动项目", "内容要求", "进展情况"),
                sections=(Section(title="首先", activities=(asked,)), *parts),
            ),
        ),
        note=draw(
            st.sampled_from(
                ["（统计数据截至6月30日，请于7月1日上午下班前报送。", "请于2022年7月1日12时前报送。"]
            )
        ),
        opens=None,
        due=DUE,
        closes=None,
        checks=(),
        digest="",
        attachments=draw(st.sampled_from(["", "活动总结", "总结，\n“照片”\\"])),
    )
    lines = (line.put(lambda found: replace(found, id=f"blank_{next(blank)}")) for _, line in edition.lines())
    return Draft(edition=with_lines(edition, lines))


def loaded(draft: Draft, folder: Path) -> Edition:
    file = folder / "2022.toml"
    file.write_text(edition_toml(draft), encoding="utf-8")
    return load_edition(file)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(draft=drafts(), breaks=st.sets(st.integers(1, 8), max_size=2))
def test_what_is_printed_is_read_back(draft: Draft, breaks: set[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edition = loaded(draft, folder)
        sheet = sheet_of(edition)
        sheet.breaks = breaks

        paper = read_document(write_docx(sheet, folder / "form.docx"))
        read = assign_ids(read_paper(paper, 2022, None), edition, Settlement(same={}, new=()))

        asked = replace(read.draft.edition, attachments=edition.attachments)  # no paper says so by itself
        assert loaded(Draft(edition=asked), folder) == edition
        assert (read.added, read.dropped, read.doubtful) == ((), (), ())
