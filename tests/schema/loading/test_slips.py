"""A slip of the hand in a file is said in Chinese, with its place on the paper and the remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import FileProblemsError
from schema.loading.toml_table import read_toml
from tests.support.builders import EDITION_FILES

EDITION = """annex = "附件1"
title = \"\"\"
某市“质量月”，
统计表\"\"\"
due = 2021-07-01T12:00:00+08:00
[[section]]
title = "宣传"
[[section.activity]]
title = "“五进”活动"
requirement = "宣传，演练。"
progress = [
  "演练（{a}）次；",
  "参与（{b}）人次。",
]
"""
WHERE = "（宣传 › “五进”活动）"
MARKS = '文字两端用英文引号 "，文字里面的引号用中文的“”'


def problems(folder: Path, text: str) -> list[tuple[str, str, str]]:
    file = folder / "2021.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblemsError) as caught:
        read_toml(file)
    return [(problem.place, problem.rule, problem.remedy) for problem in caught.value.mistakes]


@pytest.mark.parametrize(
    ("right", "wrong", "place", "rule", "remedy"),
    [
        ('"宣传，演练。"', "“宣传，演练。”", f"第 10 行{WHERE}", "文字两端的引号不是英文引号", MARKS),
        ('次；",', '次；"，', f"第 12 行{WHERE}", "两项之间的逗号不是英文逗号", "改成英文的 ,"),
        ('次；",', '次；"', f"第 12 行{WHERE}", "行末缺逗号", "在行末加英文逗号 ,"),
        ('次；",\n ', '次；"', f"第 12 行{WHERE}", "两段文字之间缺逗号", "在中间加英文逗号 ,"),
        ("annex =", "annex ＝", "第 1 行", "等号是全角的", "改成英文的 ="),
        ("annex =", "annex：", "第 1 行", "项目名后面是冒号", "改成英文的等号 ="),
        ("annex =", "annex", "第 1 行", "项目名后面缺等号", "在项目名后面加英文等号 ="),
        ("[[section]]", "【section】", "第 6 行", "方括号是全角的", "改成英文的 [ ]"),
        ('演练。"', "演练。", f"第 10 行{WHERE}", "引号不成对", MARKS),
        ("宣传，演练。", '宣传"演练"。', f"第 10 行{WHERE}", "文字里面有英文引号", MARKS),
        (
            "宣传，演练。",
            "宣传\\演练。",
            f"第 10 行{WHERE}",
            "文字里有反斜杠 \\",
            "写成两个反斜杠 \\\\，或改用 /",
        ),
        (
            "2021-07-01T12:00:00+08:00",
            "2021年7月1日",
            "第 5 行",
            "due 的时间写法不对",
            "写成 2021-07-01T12:00:00+08:00 的样子，末尾的 +08:00 是时区",
        ),
        ("requirement", "title", f"第 10 行{WHERE}", "同一项写了两次", "删去其中一个"),
        ("requirement", "re quirement", f"第 10 行{WHERE}", "这一行的写法不对", "对照上下几行的写法改正"),
        ("]\n", "", "文件末尾", "最后一项没有写完", '找一找哪一项缺后半个引号 "、三个引号 """ 或方括号 ]'),
    ],
)
def test_it_is_named_with_its_remedy(
    right: str, wrong: str, place: str, rule: str, remedy: str, tmp_path: Path
) -> None:
    assert right in EDITION
    where = EDITION.rindex(right) if right == "]\n" else EDITION.index(right)

    text = EDITION[:where] + wrong + EDITION[where + len(right) :]

    assert problems(tmp_path, text) == [(place, rule, remedy)]


def test_all_slips_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    text = EDITION.replace("annex =", "annex：").replace('次；",', '次；"，')

    assert [place for place, _, _ in problems(tmp_path, text)] == ["第 1 行", f"第 12 行{WHERE}"]


@given(data=st.data())
def test_no_slip_is_answered_in_the_words_of_the_parser(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = EDITION_FILES[0].read_text(encoding="utf-8")
    place = data.draw(st.integers(0, len(text) - 1))
    slip = data.draw(st.sampled_from(["", "“", "”", "，", "＝", '"', "\\", "[", "]", "\n", "。"]))
    file = tmp_path_factory.getbasetemp() / "2021.toml"
    file.write_text(text[:place] + slip + text[place + 1 :], encoding="utf-8")

    try:
        read_toml(file)
    except FileProblemsError as error:
        said = (
            str(error).replace("2021.toml", "").replace("opens", "").replace("due", "").replace("closes", "")
        )
        assert not [
            word for word in ("Invalid", "Expected", "Unclosed", "line", "column", "TOML") if word in said
        ]
