from itertools import chain

import pytest

from schema.authoring.importer.blanks import find_blanks, sentences
from schema.edition.kinds import Amount, Choice, Count, Date, Kind, LongText, Phone, Several, Text, YesNo
from schema.edition.sentence import Blank, write_sentence
from tests.support.documents.long_runs import costs_its_length

TIMES = Count(measure="次")


def kinds(text: str) -> list[Kind]:
    return [blank.kind for blank in find_blanks(text).blanks]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (f"演练{room}次；", TIMES)
            for room in ("（　　）", "( )", "()", "（__）", "【】", "〔 〕", "[ ]", "＿＿＿", "____", "▁▁")
        ),
        ("参与（ ）人次，", Count(measure="人次")),
        ("整改（ ）条次；", Count(measure="条次")),
        ("投入（ ）万元。", Amount(measure="万元")),
        ("合格率（ ）%。", Amount(measure="%")),
        ("已看片 □是 □否；", YesNo()),
        ("已看片 □是  □否 □不适用；", Choice(options=("是", "否", "不适用"))),
        ("台账 □有 □无；", Choice(options=("有", "无"))),
        ("台账 ☐有 ☐无；", Choice(options=("有", "无"))),
        ("台账 ○有、○无；", Choice(options=("有", "无"))),
        ("台账 有□ 无□；", Choice(options=("有", "无"))),
        ("台账 是□/否□；", YesNo()),
        ("单位名称：＿＿＿；", Text()),
        ("地址（ ）；", Text()),
        ("存在问题说明：＿＿＿＿", LongText()),
        ("负责人姓名（ ）人", Text()),
        ("演练［　］次；", TIMES),
        ("印发日期：＿＿＿；", Date()),
        ("于    年  月  日印发；", Date()),
        ("于20  年  月  日印发；", Date()),
        ("联系电话：＿＿＿；", Phone()),
        ("方式（可多选）：□会议 □培训；", Several(options=("会议", "培训"))),
        ("方式（不定项选择）□会议 □培训；", Several(options=("会议", "培训"))),
    ],
)
def test_a_place_to_write_on_is_a_blank_of_the_kind_its_words_say(text: str, kind: Kind) -> None:
    line = find_blanks(text)

    assert [blank.kind for blank in line.blanks] == [kind]
    assert line.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "XX市",
        "××公司",
        "出生年月日",
        "开展活动（网络直播）；",
        "二○二一年",
        "“遏重大”攻坚战",
        "推出“6·16”活动",
        "a_b",
        "（含转载）",
    ],
)
def test_words_are_no_blank(text: str) -> None:
    line = find_blanks(text)

    assert line.parts == (text,)
    assert line.doubts == ()


@pytest.mark.parametrize(
    ("text", "kinds_found", "doubt"),
    [
        ("参加人员（ ）；", [Text()], "空后面没有计量单位，当作文字；如是数字，写成 {编号:数:次}"),
        (
            "参加（ ）相关业务骨干；",
            [Text()],
            "空后面的“相关业务骨干”不像计量单位，当作文字；如是数字，写成 {编号:数:次}",
        ),
        ("更新（ ）艘次；", [Count(measure="艘次")], "计量单位“艘次”不常见，请核对"),
        ("开展（ ）次的演练；", [TIMES], "“次的演练”里把“次”当作计量单位，请核对"),
        ("演练××次；", [TIMES], "“××”当作要填的一项，请核对"),
        ("参加……人次，", [Count(measure="人次")], "“……”当作要填的一项，请核对"),
        ("演练（ 12 ）次", [], "“演练（ 12 ）”像是已填的表，没有当作空"),
        ("演练＿12＿次", [], "“演练＿12＿”像是已填的表，没有当作空"),
        ("已制定☑是 □否", [YesNo()], "“☑是 □否”里打了勾，像是已填的表，请核对"),
        ("□已完成", [], "“□已完成”只有一个选项，没有当作空"),
        ("□有 □有", [], "“□有 □有”里有相同的选项，没有当作空"),
        (
            "制度：有（  ）、无（ ）；",
            [Choice(options=("有", "无"))],
            "“有（  ）、无（ ）”当作选一项，请核对",
        ),
        ("建档【 】是【 】否", [YesNo()], "“【 】是【 】否”当作选一项，请核对"),
        (
            "【 】是【 】否（ ）次",
            [Count(measure="是"), Count(measure="否"), TIMES],
            "计量单位“是”不常见，请核对",
        ),
        ("建档：是（ ）否（ ）", [YesNo()], "“是（ ）否（ ）”当作选一项，请核对"),
        (
            "事故：有（ ）、无（ ）人；",
            [Text(), Count(measure="人")],
            "空后面没有计量单位，当作文字；如是数字，写成 {编号:数:次}",
        ),
        ("是否制定方案（是/否）；", [], "“（是/否）”可能是要填的，没有当作空"),
        ("演练{一}（ ）次", [TIMES], "原文有花括号，已改成全角"),
        (
            "请于2021年  月  日前完成",
            [Date()],
            "“请于2021年  月  日”里印着的2021年没有留下，当作要填的日期，请核对",
        ),
    ],
)
def test_what_is_not_plain_is_marked(text: str, kinds_found: list[Kind], doubt: str) -> None:
    line = find_blanks(text)

    assert ([blank.kind for blank in line.blanks], line.doubts[0]) == (kinds_found, doubt)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("方式：□会议 □其他＿＿＿；", "方式：{:会议/其他}{:文字?}；"),
        ("有无隐患□有□无（  ）处；", "有无隐患{:有/无}（{}）处；"),
        ("已部署（是/否），演练（　）次；", "已部署（{:是/否}），演练（{}）次；"),
        ("有预案(有 / 无)，演练（　）次；", "有预案({:有/无})，演练（{}）次；"),
        ("填（是/否），演练（　）次；", "填（是/否），演练（{}）次；"),
        ("部署（是/否）：演练（　）次；", "部署（是/否）：演练（{}）次；"),
        ("开展演练□是□否（　）次；", "开展演练{:是/否}（{}）次；"),
        ("参加□会议□培训____人次；", "参加{:会议/培训}{:数}人次；"),
        ("经费□有□无（  万元）；", "经费{:有/无}（{:金额}万元）；"),
        ("参与（    人次）；投入（  万元）。", "参与（{:数}人次）；投入（{:金额}万元）。"),
        ("演练    （次），参与      （人次）。", "演练{:数:次}（次），参与{:数:人次}（人次）。"),
        ("学习《    》，开展“   ”演练（ ）次", "学习《{:文字}》，开展“{:文字}”演练（{}）次"),
        ("□会议 □其他（请注明：    ）；", "{:会议/其他}（请注明：{:文字?}）；"),
        ("邮政编码□□□□□□；", "邮政编码{:文字}；"),
        ("库房（ ）㎡，培训（ ）次/（ ）人次；", "库房（{:金额}）㎡，培训（{:数:次}）次/（{}）人次；"),
        ("演练（ ）   次；", "演练（{}）   次；"),
        ("电话＿＿＿（ ）人；", "电话{:电话}（{}）人；"),
        ("演练    场，参与　人次；", "演练{:数}场，参与{:数}人次；"),
        ("时长（ ）小时，人数（ ）万人次；", "时长（{:金额}）小时，人数（{:金额}）万人次；"),
        (
            "方式：□电视 □广播（可多选）；级别：□市 □县。",
            "方式：{:多选:电视/广播}（可多选）；级别：{:市/县}。",
        ),
    ],
)
def test_a_place_is_found_in_every_form_that_paper_has(text: str, read: str) -> None:
    assert write_sentence(find_blanks(text).parts) == read


def test_the_words_stay_as_they_are() -> None:
    line = find_blanks("演练（ ）次，投入＿＿＿万元的经费；台账□有 □无。")
    names = iter("abc")

    named = line.put(lambda blank: Blank(id=next(names), kind=blank.kind))

    assert write_sentence(named.parts) == "演练（{a}）次，投入{b:金额:万元}万元的经费；台账{c:有/无}。"


def test_all_blanks_of_a_sentence_are_found() -> None:
    assert kinds("新建（ ）个，改建（ ）个，□是 □否，其他：＿＿＿＿个") == list(
        chain([Count(measure="个")] * 2, [YesNo()], [Count(measure="个")])
    )


def test_options_that_stand_line_by_line_are_one_choice() -> None:
    (line,) = sentences(("建设情况：", "□A.已建", "□B.在建", "□C.未建"))

    assert [blank.kind for blank in find_blanks(line).blanks] == [
        Choice(options=("A.已建", "B.在建", "C.未建"))
    ]


@pytest.mark.unmeasured
@pytest.mark.parametrize("run", ["…", "...", "×", " ", "\u3000", "_", "（填", "（ ", "□ ", "20", "年 "])
def test_long_runs_take_no_longer_than_their_length(run: str) -> None:
    assert costs_its_length(find_blanks, run, 20_000 // len(run))
