"""The same question keeps its id, another never does: by what changed between two wordings."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.authoring.draft import with_lines
from schema.authoring.importer.blanks import find_blanks
from schema.authoring.matching.match import best_pairs
from schema.authoring.matching.questions import asked
from schema.authoring.matching.rows import carried
from schema.edition.model import Edition
from schema.edition.sentence import Sentence
from tests.support.builders import edition_of, edition_toml, the_2021, with_sections
from tests.support.random.examples import times

KEEP, ASK, NEW = "keep", "ask", "new"


def edition(*lines: str) -> Edition:
    """The small table with these sentences in its only row; ids as they come: a, b, c …"""
    base = edition_of(edition_toml(), "2021")
    (section,) = base.sections
    row = replace(
        section.activities[0], progress=tuple(Sentence(parts=find_blanks(line).parts) for line in lines)
    )
    made = with_sections(base, replace(section, activities=(row,)))
    names = iter(["unit", *"abcdefghijk"])
    return with_lines(
        made, (line.put(lambda blank: replace(blank, id=next(names))) for _, line in made.lines())
    )


def told(old: list[str], new: list[str]) -> list[str]:
    """Of each blank of the new lines, what becomes of it."""
    here, there = asked(edition(*new)), asked(edition(*old))
    pairs = {pair.new.id: pair for pair in best_pairs(here, there)}
    found = (pairs.get(blank.id) for blank in here[1:])
    return [NEW if pair is None else ASK if pair.doubt else f"{KEEP} {pair.old.id}" for pair in found]


TRAINING = "组织业务培训（ ）场，参与（ ）人次；"


@pytest.mark.parametrize(
    ("old", "new", "becomes"),
    [
        # printed otherwise, synonyms, another word for the same measure, words around it
        (TRAINING, "组织业务培训【 】场，参与【 】人次；", ["keep a", "keep b"]),
        (TRAINING, "举办业务培训（ ）期，参加（ ）人次。", ["keep a", "keep b"]),
        (TRAINING, "组织基层业务培训（ ）场，参与（ ）人次；", ["keep a", "keep b"]),
        # a unit of measure of another dimension, a decimal for a whole number
        (TRAINING, "组织业务培训（ ）场，参与（ ）万元；", ["keep a", ASK]),
        (TRAINING, "组织业务培训（ ）场，参与（ ）万人次；", ["keep a", ASK]),
        # in a long text a word may give way to another
        (
            "开展安全生产风险普查专题宣传线上线下巡回报告（ ）次；",
            "开展自然灾害风险普查专题宣传线上线下巡回报告（ ）次；",
            ["keep a"],
        ),
        # the verb before the noun, a negation, another name in quotation marks
        ("是否制定消防演练工作方案：□是 □否；", "是否报送消防演练工作方案：□是 □否；", [ASK]),
        ("整改到位的安全隐患（ ）处；", "未整改到位的安全隐患（ ）处；", [ASK]),
        ("开展“安康杯”安全竞赛活动（ ）场；", "开展“平安杯”安全竞赛活动（ ）场；", [ASK]),
        # what says which of them are counted; a short name that has more or other letters
        ("发现隐患（ ）处；", "发现重大隐患（ ）处；", [ASK]),
        ("检查合格企业（ ）家；", "检查企业（ ）家；", [ASK]),
        ("罚款（ ）万元；", "罚没款（ ）万元；", [ASK]),
        ("死亡人员（ ）人；", "亡故人员（ ）人；", [ASK]),
        ("检查重点企业，未按期整改（ ）家；", "检查线上重点企业，未按期整改（ ）家；", [ASK]),
        # the same is done to something else; the same words elsewhere say enough
        (
            "对危化企业检查（ ）次，发现事故隐患（ ）处；",
            "对矿山企业检查（ ）次，发现事故隐患（ ）处；",
            [ASK, ASK],
        ),
        ("接收举报（ ）件，开展新闻报道（ ）次；", "核实举报（ ）件，开展新闻报道（ ）次；", [NEW, "keep b"]),
        # another number of the same item
        ("3.投入培训经费（ ）万元；", "（1）投入培训经费（ ）万元；", ["keep a"]),
        ("1.5米以上堤防（ ）公里；", "2.5米以上堤防（ ）公里；", [ASK]),
        # another limit in a long text, another unit of measure of the same dimension
        (
            "检查从业人员在30人以上的工业企业生产现场（ ）家；",
            "检查从业人员在50人以上的工业企业生产现场（ ）家；",
            [ASK],
        ),
        ("辖区内2021年末登记在册从业人员总数（ ）人；", "辖区内2022年初登记在册从业人员总数（ ）人；", [ASK]),
        ("辖区内登记在册从业人员男性总人数（ ）人；", "辖区内登记在册从业人员女性总人数（ ）人；", [ASK]),
        ("国有企业安全生产标准化达标创建（ ）家；", "民营企业安全生产标准化达标创建（ ）家；", [ASK]),
        ("抽检合格率（ ）%；", "抽检合格率（ ）‰；", [ASK]),
        ("抽检合格率（ ）%；", "抽检合格率（ ）％；", ["keep a"]),
        ("困难家庭补助标准（ ）元/人；", "困难家庭补助标准（ ）元/户；", [ASK]),
        # options that are more, or others
        ("是否建立台账：□是 □否；", "是否建立台账：□是 □否 □不适用；", ["keep a"]),
        ("台账：□有 □无 □不适用；", "台账：□有 □无；", [ASK]),
        # a sentence cut down to one of its clauses
        (
            "与整治行动相结合，防止搞形式主义、走过场：□是 □否；",
            "是否防止形式主义、走过场：□是 □否；",
            ["keep a"],
        ),
        # a choice is never a number, and one of several parallel items never another
        ("是否建立台账：□是 □否；", "建立台账（ ）本；", [NEW]),
        ("体验馆建设，新建（ ）个，计划（ ）个；", "体验馆建设，新建（ ）个，在建（ ）个；", ["keep a", NEW]),
        # two sentences in one, of which only one is left
        ("新建示范场馆（ ）个，新建示范场所（ ）个；", "新建示范场站（ ）个；", [ASK]),
        # the only figure of its sort in the sentence is called otherwise
        (
            "开展宣传咨询活动（ ）场，参与（ ）人次；",
            "开展宣传咨询活动（ ）场，接受咨询（ ）人次；",
            ["keep a", ASK],
        ),
        # the same words in quite another sentence; another sentence in its place
        (TRAINING, "发放宣传资料（ ）份，参与（ ）人次；", [NEW, NEW]),
        (TRAINING, "走访企业（ ）家，投入（ ）万元；", [NEW, NEW]),
        (
            "开展灾害避险逃生演练（ ）场，参与（ ）人次；",
            "开展消防疏散逃生演练（ ）场，参与（ ）人次；",
            [ASK, ASK],
        ),
        ("接收各类举报（ ）件，奖励（ ）人；", "核实各类举报（ ）件，奖励（ ）万元；", [NEW, NEW]),
    ],
)
def test_what_becomes_of_a_question(old: str, new: str, becomes: list[str]) -> None:
    assert told([old], [new]) == becomes


def test_questions_that_change_places_are_followed() -> None:
    old = ["制作警示教育片（ ）部；展播警示教育片（ ）次；", "参与网上展览（ ）人次，参与知识竞赛（ ）人次；"]
    new = ["参与知识竞赛（ ）人次；", "展播警示教育片（ ）次；制作警示教育片（ ）部；"]

    assert told(old, new) == ["keep d", "keep b", "keep a"]


def test_a_sentence_that_was_split_is_asked_of_once() -> None:
    old = ["开展“大讲堂”“公开课”和在线访谈（ ）场，参与（ ）人次；"]
    new = ["开展“大讲堂”“公开课”（ ）场，参与（ ）人次；", "开展在线访谈（ ）场，参与（ ）人次；"]

    assert told(old, new) == [ASK, ASK, NEW, NEW]


def test_the_heading_keeps_its_unit_telephone_and_date_and_asks_for_another_person() -> None:
    old = edition_of(
        edition_toml(
            top={
                "heading": '"填报单位：{unit:单位} 联系人：{contact:文字} 电话：{phone:电话} 日期：{day:日期}"'
            }
        ),
        "2021",
    )
    new = edition_of(
        edition_toml(
            top={"heading": '"报送单位：{u:单位} 填报人：{p:文字} 手机号码：{m:电话} 填报日期：{d:日期}"'}
        ),
        "2022",
    )
    here, there = asked(new), asked(old)

    pairs = {pair.new.id: (pair.old.id, bool(pair.doubt)) for pair in best_pairs(here, there)}

    assert {name: pairs[name] for name in "upmd"} == {
        "u": ("unit", False),
        "p": ("contact", True),
        "m": ("phone", False),
        "d": ("day", False),
    }


def test_a_carried_id_whose_words_or_row_changed_is_listed() -> None:
    old, new = edition("学习（ ）次，参与（ ）人次；"), edition("集中学习（ ）次，参与（ ）人次；")

    assert list(carried(old, new)) == [
        ("a", "学习（次）", "集中学习（次）"),
        ("b", "学习：参与（人次）", "集中学习：参与（人次）"),
    ]


def test_a_carried_id_that_stands_in_another_row_is_listed() -> None:
    old = the_2021()
    (first, *more) = old.sections
    one, two, *rest = first.activities
    moved = two.progress[2]
    rows = (
        replace(one, progress=(*one.progress, moved)),
        replace(two, progress=(*two.progress[:2], *two.progress[3:])),
        *rest,
    )
    new = with_sections(old, replace(first, activities=rows), *more)

    ((name, was, now),) = carried(old, new)

    assert name == "hazard_snapshots"
    assert was.startswith(f"{first.title} › {two.title} › ")
    assert now.startswith(f"{first.title} › {one.title} › ")


@cache
def questions_of_2021() -> tuple[Edition, list[str]]:
    edition = the_2021()
    return edition, [blank.id for blank in edition.blanks]


NOUNS = ["电梯应急", "农村集市", "油气管道", "校园周边", "游乐设施", "冷链仓储", "直播带货", "垃圾分类"]
TEMPLATES = ["开展{}巡查（ ）场，参与（ ）人次；", "{}整治投入（ ）万元；", "是否完成{}验收：□是 □否；"]


@settings(max_examples=times(2))
@given(st.integers(0, 41), st.sampled_from(NOUNS), st.sampled_from(TEMPLATES))
def test_an_unrelated_sentence_in_the_place_of_another_takes_none_of_its_ids(
    place: int, noun: str, template: str
) -> None:
    old, names = questions_of_2021()
    lines = [line for _, line in old.lines()]
    at = 1 + place % (len(lines) - 1)
    gone = {blank.id for blank in lines[at].blanks}
    ids = iter(("new", "other"))
    put = find_blanks(template.format(noun)).put(lambda blank: replace(blank, id=next(ids)))
    new = with_lines(old, (put if number == at else line for number, line in enumerate(lines)))

    here, there = asked(new), asked(old)
    pairs = best_pairs(here, there)

    sure = {pair.old.id: pair.new.id for pair in pairs if not pair.doubt}
    assert not gone & set(sure)
    assert {name: name for name in names if name not in gone} == sure
