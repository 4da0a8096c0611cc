from datetime import UTC, datetime
from pathlib import Path

import pytest

from schema.errors import FileProblem, FileProblemsError
from schema.loading.toml_table import Table, read_toml


def table(**values: object) -> Table:
    return Table(file="2021.toml", values=values)


def mistake(rule: str, remedy: str, place: str = "文件开头") -> FileProblem:
    return FileProblem(file="2021.toml", place=place, rule=rule, remedy=remedy)


def test_a_file_becomes_its_top_table(tmp_path: Path) -> None:
    file = tmp_path / "2021.toml"
    file.write_text('title = "统计表"\n', encoding="utf-8")

    assert read_toml(file) == table(title="统计表")


def test_the_mark_and_line_ends_of_windows_notepad_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "2021.toml"
    file.write_bytes('title = "统计表"\r\nnote = "注"\r\n'.encode("utf-8-sig"))

    assert read_toml(file) == table(title="统计表", note="注")


@pytest.mark.parametrize(
    ("content", "rule", "remedy"),
    [
        (None, "没有这个文件", "检查文件名写得对不对；新的一期可用 renew 做，名单和表一起写好"),
        ("统计表".encode("gbk"), "不是 UTF-8 编码", "用 UTF-8 编码另存这个文件"),
    ],
    ids=["missing", "gbk"],
)
def test_an_unreadable_file_is_one_mistake(
    tmp_path: Path, content: bytes | None, rule: str, remedy: str
) -> None:
    file = tmp_path / "2021.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(FileProblemsError) as caught:
        read_toml(file)

    assert caught.value.mistakes == (mistake(rule, remedy, place="整个文件"),)
    assert str(caught.value) == f"2021.toml：整个文件：{rule}。改法：{remedy}"


def test_what_is_no_file_is_one_mistake_with_its_cause(tmp_path: Path) -> None:
    with pytest.raises(FileProblemsError, match="读不到文件（Is a directory）。改法：检查路径和权限"):
        read_toml(tmp_path)


def test_an_unknown_key_is_a_mistake() -> None:
    top = table(titel="统计表", due=1, duw=2)

    top.only(["title", "due"])

    assert top.mistakes == [
        mistake("不认识“titel”这一项", "这里只能有 title、due"),
        mistake("不认识“duw”这一项", "这里只能有 title、due"),
    ]


def test_a_text_is_given_as_written() -> None:
    top = table(title=" 统计表\n", note="")

    assert (top.text("title"), top.text("note", ""), top.text("annex", "")) == (" 统计表\n", "", "")
    assert top.mistakes == []


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({}, "title 缺少"),
        ({"title": ""}, "title 不合规则"),
        ({"title": " \n"}, "title 不合规则"),
        ({"title": 2021}, "title 不合规则"),
    ],
)
def test_a_text_that_is_none_is_a_mistake(values: dict[str, object], rule: str) -> None:
    top = table(**values)

    assert top.text("title") == ""
    assert top.mistakes == [mistake(rule, '要写成一段文字，如 "……"')]


def test_texts_are_given_as_written() -> None:
    top = table(columns=["项目", ""])

    assert (top.texts("columns"), top.texts("aliases", [])) == (["项目", ""], [])
    assert top.mistakes == []


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({}, "columns 缺少"),
        ({"columns": "项目"}, "columns 不合规则"),
        ({"columns": ["项目", 2]}, "columns 不合规则"),
    ],
)
def test_texts_that_are_none_are_a_mistake(values: dict[str, object], rule: str) -> None:
    top = table(**values)

    assert top.texts("columns") == []
    assert top.mistakes == [mistake(rule, '要写成一列文字，如 ["……", "……"]')]


def test_a_moment_keeps_its_offset() -> None:
    noon = datetime(2021, 7, 1, 4, tzinfo=UTC)
    top = table(due=noon)

    assert (top.moment("due", needed=True), top.moment("opens")) == (noon, None)
    assert top.mistakes == []


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({}, "due 缺少"),
        ({"due": "2021-07-01"}, "due 不合规则"),
        ({"due": datetime(2021, 7, 1, 12)}, "due 不合规则"),  # noqa: DTZ001  # the missing offset is the point
    ],
    ids=["missing", "text", "no offset"],
)
def test_a_moment_that_is_none_is_a_mistake(values: dict[str, object], rule: str) -> None:
    top = table(**values)

    assert top.moment("due", needed=True) is None
    assert top.mistakes == [mistake(rule, "要写成带时区的时刻，如 2021-07-01T12:00:00+08:00")]


def test_tables_know_their_place_and_share_the_mistakes() -> None:
    top = table(section=[{}, {"activity": [{"title": 1}]}])

    sections = list(top.tables("section"))
    activities = list(sections[1].tables("activity"))
    activities[0].text("title")

    assert [inner.place for inner in (*sections, *activities)] == [
        "第1个section",
        "第2个section",
        "第2个section › 第1个activity",
    ]
    assert top.mistakes == [
        mistake("title 不合规则", '要写成一段文字，如 "……"', place="第2个section › 第1个activity")
    ]


@pytest.mark.parametrize("value", [3, {}, [3]])
def test_tables_that_are_none_are_a_mistake(value: object) -> None:
    top = table(section=value)

    assert list(top.tables("section")) == []
    assert top.mistakes == [mistake("section 不合规则", "要写成一个或多个 [[section]]")]
