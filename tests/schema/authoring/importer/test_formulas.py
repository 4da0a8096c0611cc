"""A formula of a paper becomes a rule only where its whole clause is understood; anything else is told as a doubt."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schema.authoring.draft import Draft
from schema.authoring.importer.document import Paper
from schema.authoring.importer.to_draft import read_paper
from tests.support.documents.imported import DUE
from tests.support.documents.long_runs import costs_its_length
from tests.support.documents.parts import drawn
from tests.support.random.examples import times

NAMES = ("期末", "期初", "调出", "退休", "男", "女", "在编", "编外", "兼职")
CODES = tuple(f"0{n}" for n in range(1, 10))
TABLE = drawn(
    "指标名称|代码|数量（人）", *(f"{name}|{code}|" for name, code in zip(NAMES, CODES, strict=True))
)


def read(note: str) -> Draft:
    return read_paper(Paper(parts=("统计表", "填报单位：      ", TABLE, f"说明：{note}")), 2022, DUE)


def rules(draft: Draft) -> list[str]:
    """By the codes of their rows."""
    names = [
        [f"0{row - 1}" for _, row, _ in sorted(side)]
        for each in draft.relations
        for side in (each.left, each.right)
    ]
    signs = [each.operator for each in draft.relations]
    return [
        f"{'+'.join(left)}{sign}{'+'.join(right)}"
        for left, sign, right in zip(names[::2], signs, names[1::2], strict=True)
    ]


def doubts(draft: Draft) -> list[str]:
    return [said for _, said in draft.all_doubts() if "没有写成审核关系" in said]


def test_what_is_not_wholly_understood_is_no_rule_and_one_doubt() -> None:
    for note in [
        *("01=02至04之和", "01=02～05之和", "01=02~05", "01=02–05", "01＝02到04的合计", "01=02+03～05"),
        *("01=02、03、04之和", "01=02，03，04之和", "01≥02、03", "01=02 03 04之和", "02、03=01", "02，03≥01"),
        *("03=01的50%", "01=02，的50%", "01=2×02", "02× 01=03", "02 / 01=03", "01=02，+03", "两倍于01=02"),
        *(
            "第1行=第2行至第4行之和",
            "1行=2行—4行之和",
            "01=02+03 （或04）",
            "01=02，但不含03",
            "若01=02，03填0",
        ),
        *(
            "01=02-（03+04）",
            "01=02-(03-04)",
            "（01+02）=03",
            "01=（02",
            "05-（01=02）",
            "（01=02）×2",
            "02）=03",
        ),
        *("01=05+…+02", "01=02+…-05", "01=02+…", "01=02+…+…-…+05", "01=02+…+01+…+04", "1列=2列", "2:1=03"),
        *(
            "期末 - 男 / 女 = 退休",
            "期末 / 男 = 女",
            "期末=男、女之和",
            "期末=男，女，兼职之和",
            "男，女≥兼职",
        ),
        *("期末=男+女（不含兼职）", "期末=男++女", "期末≥男≥女", "01≥02≥03", "01≠02", "01＞02", "01>02"),
        *(
            "当01=02时，03=04",
            "若期末=期初，男=女",
            "如有兼职，期末=期初",
            "未成年的，01=02",
            "01=02，则除03外03=04",
        ),
        *("第一项大于等于第二项", "第一项等于第二项加第九项", "第一项等于第二项减第三项", "1等于2加3"),
    ]:
        draft = read(note)

        assert (rules(draft), len(doubts(draft))) == ([], 1), note


def test_what_is_wholly_understood_is_a_rule() -> None:
    for note, found in [
        ("期末 = 期初 - 调出 - 退休", ["01+03+04=02"]),
        ("男 + 女 - 兼职 = 期末", ["05+06=01+09"]),
        ("期末 - 期初 = 男；期末（人）≥女（人）。", ["01=02+05", "01>=06"]),
        ("期末=男+女，期初≥兼职", ["01=05+06", "02>=09"]),
        ("01=02+03、04=05+06", ["01=02+03", "04=05+06"]),
        ("01=02+03，04=05+06 07≤08", ["01=02+03", "04=05+06", "08>=07"]),
        ("1、01=02+03；2.04=05；（3）06=07；④08=09。", ["01=02+03", "04=05", "06=07", "08=09"]),
        ("审核关系 01=02+…+05", ["01=02+03+04+05"]),
        ("01=02-03-…-05", ["01+03+04+05=02"]),
        ("合计（01=02+03），其中04≥05", ["01=02+03", "04>=05"]),
        ("合计01=02+03；关系式为04≥05。当年要求：06=07，请核对", ["01=02+03", "04>=05", "06=07"]),
        ("（01=02，以下同；03=04）", ["01=02", "03=04"]),
    ]:
        draft = read(note)

        assert (rules(draft), doubts(draft)) == (found, []), note


def test_a_clause_that_holds_the_words_of_a_rule_is_told_all_the_same() -> None:
    draft = read("01=02；01=02、03之和；01=023。")

    assert rules(draft) == ["01=02"]
    assert len(doubts(draft)) == 2


def test_what_hangs_on_a_rule_behind_a_comma_may_change_it() -> None:
    for note in ["至，01=02", "的50%，01=02", "2倍，01=02", "01=02，、"]:
        draft = read(note)

        assert (rules(draft), len(doubts(draft))) == ([], 1), note


def test_two_rows_with_one_code_are_not_meant_by_it() -> None:
    table = drawn("指标名称|代码|数量（人）", "甲|01|", "乙|02|", "丙|01|")

    draft = read_paper(Paper(parts=("统计表", "填报单位：      ", table, "说明：01=02。")), 2022, DUE)

    assert (draft.relations, len(doubts(draft))) == ((), 1)


SIGNS = {"+": 1, "＋": 1, "-": -1, "－": -1}
COMPARED = {"=": "=", "＝": "=", "≥": ">=", "≤": "<="}
OTHERS = ("至", "～", "、", "，", "的50%", "（", "）", "之和", "×", "2倍", "或")


@st.composite
def clauses(draw: st.DrawFn) -> list[str]:
    """Codes, signs and one comparison; mostly with something more in it."""
    codes = draw(st.permutations(CODES))
    left, right = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    signs = st.sampled_from([*SIGNS])
    sides = [
        [piece for code in side for piece in (draw(signs), code)][1:]
        for side in (codes[:left], codes[left : left + right])
    ]
    words = [*sides[0], draw(st.sampled_from([*COMPARED])), *sides[1]]
    for _ in range(draw(st.integers(0, 2))):
        other = draw(st.sampled_from([*OTHERS, *CODES, *SIGNS, *COMPARED]))
        words.insert(draw(st.integers(0, len(words))), other)
    return words


def meaning(words: list[str], figures: dict[str, int]) -> bool | None:
    """Whether a plain sum, difference or comparison holds; None for anything else."""
    values = []
    for side in (
        words[: (at := next(n for n, word in enumerate(words) if word in COMPARED))],
        words[at + 1 :],
    ):
        signed = ["+", *side]
        pairs = list(zip(signed[::2], signed[1::2], strict=False))
        if len(signed) % 2 or any(sign not in SIGNS or code not in figures for sign, code in pairs):
            return None
        values.append(sum(SIGNS[sign] * figures[code] for sign, code in pairs))
    codes = [word for word in words if word in figures]
    if len(set(codes)) < len(codes):
        return None  # a figure compared with itself
    left, right = values
    return {"=": left == right, ">=": left >= right, "<=": left <= right}[COMPARED[words[at]]]


@settings(max_examples=times(4))
@given(words=clauses(), space=st.sampled_from(("", " ", "  ")), data=st.data())
def test_a_rule_holds_exactly_when_the_words_do(words: list[str], space: str, data: st.DataObject) -> None:
    assume(("（", "）") not in pairwise(words))  # a place to write: the line is asked, and no note
    draft = read(space.join(words))
    figures = dict(zip(CODES, data.draw(st.lists(st.integers(0, 3), min_size=9, max_size=9)), strict=True))
    at = dict(zip(range(2, 11), figures.values(), strict=True))
    bare = list(words)
    for mark in ("（", "，", "，"):  # round the whole it says nothing
        bare = bare[1:] if bare[0] == mark else bare
    for mark in ("）", "，", "，"):
        bare = bare[:-1] if bare[-1] == mark else bare

    said = meaning(bare, figures)

    if said is None:
        assert (rules(draft), len(doubts(draft))) == ([], 1)
    else:
        (relation,) = draft.relations
        left, right = (sum(at[row] for _, row, _ in side) for side in (relation.left, relation.right))
        assert (left == right if relation.operator == "=" else left >= right) is said
        assert doubts(draft) == []


@pytest.mark.unmeasured
@pytest.mark.parametrize("text", [" ", "01=02 ", "（", "，", "01+", "第一项加", "合计=男+", "01=02、"])
def test_long_runs_take_no_longer_than_their_length(text: str) -> None:
    assert costs_its_length(read, text, 1000)
