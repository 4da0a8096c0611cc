"""What stands below a table to be read stays together; what waits for words is told."""

import pytest

from schema.authoring.importer.document import Paper
from schema.authoring.importer.to_draft import read_paper
from schema.edition.blocks import Lines
from tests.support.documents.imported import DUE
from tests.support.documents.parts import drawn

TABLE = drawn("指标名称|代码|数量（人）", "在编|01|", "男|02|", "女|03|")
LEADS = (
    *("指标解释：", "主要指标解释：", "名词解释：", "统计范围：", "计算公式：", "审核公式：", "统计口径："),
    *("填报要求：", "填表说明：", "二、调查对象：", "（二）审核关系：", "注："),
)


@pytest.mark.parametrize("last", [(), ("填表人：          联系电话：          ",)])
@pytest.mark.parametrize("lead", LEADS)
def test_what_leads_a_text_is_not_parted_from_it(lead: str, last: tuple[str, ...]) -> None:
    texts = (lead, "在编指期末实有人数", "01=02+03")

    draft = read_paper(Paper(parts=("统计表", "填报单位：      ", TABLE, *texts, *last)), 2022, DUE)

    assert "\n".join(texts) in draft.edition.note
    assert [each.written for each in draft.relations] == ["01=02+03"]
    blocks = [block for block in draft.edition.blocks if isinstance(block, Lines)]
    assert [len(block.sentences) for block in blocks] == [1] * len(last)


@pytest.mark.parametrize("waits", ["情况说明：", "存在问题：", "审核情况说明：", "活动范围：", "原因解释："])
def test_what_waits_for_words_is_told_though_something_is_to_be_read_before_it(waits: str) -> None:
    parts = ("统计表", "填报单位：      ", TABLE, "指标解释：", "在编指期末实有人数", waits, "注：按月填报。")

    draft = read_paper(Paper(parts=parts), 2022, DUE)

    assert draft.edition.note == "指标解释：\n在编指期末实有人数\n注：按月填报。"
    assert f"“{waits}”后面像是要填的，没有当作空" in [said for _, said in draft.all_doubts()]
