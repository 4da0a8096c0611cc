"""Slips of the hand in a TOML file, in the words of whoever wrote it: what the parser's own sentence would not tell.

A line is looked at without its closed strings: whatever Chinese mark is left between them does not belong there.
"""

import re
from collections.abc import Iterator

from schema.errors import FileProblem

_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_COMMENT = re.compile("#.*")
_QUOTE = '文字两端用英文引号 "，文字里面的引号用中文的“”'
_MARKS = (
    ("“”‘’「」＂", "文字两端的引号不是英文引号", _QUOTE),
    ('"', "引号不成对", _QUOTE),
    ("，、", "两项之间的逗号不是英文逗号", "改成英文的 ,"),
    ("＝", "等号是全角的", "改成英文的 ="),
    ("［］【】", "方括号是全角的", "改成英文的 [ ]"),
    ("：", "项目名后面是冒号", "改成英文的等号 ="),
)
_MOMENT = re.compile(r"\s*(opens|due|closes)\s*=\s*(.*?)\s*")
_RIGHT_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)")
_ESCAPE = re.compile(r'\\(?![btnfruU"\\])')
_TITLE = re.compile(r'\s*title\s*=\s*"+([^"]*)')
_AT = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


def slips_in(file: str, text: str, said: str) -> list[FileProblem]:
    """Every slip in a file that cannot be read. said: the parser's sentence, of which the line is taken if nothing else is found."""
    lines = text.split("\n")
    found = list(_slips(lines)) or [_of_the_parser(said)]
    return [
        FileProblem(file=file, place=_place(lines, number), rule=rule, remedy=remedy)
        for number, rule, remedy in found
    ]


def _slips(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    before = ""
    for number, line in _single_lines(lines):
        bare = _COMMENT.sub("", _STRING.sub('""', line)).strip()
        moment = _MOMENT.fullmatch(_COMMENT.sub("", line))
        if moment and not _RIGHT_MOMENT.fullmatch(moment[2]):
            yield (
                number,
                f"{moment[1]} 的时间写法不对",
                "写成 2021-07-01T12:00:00+08:00 的样子，末尾的 +08:00 是时区",
            )
        elif before.endswith('""') and bare.startswith('""'):
            yield number - 1, "行末缺逗号", "在行末加英文逗号 ,"
        elif wrong := _wrong(line, bare):
            yield number, *wrong
        before = bare or before


def _wrong(line: str, bare: str) -> tuple[str, str] | None:
    left = bare.replace('""', "")
    marked = next(((rule, remedy) for marks, rule, remedy in _MARKS if set(marks) & set(left)), None)
    if marked:
        return marked
    if any(_ESCAPE.search(string) for string in _STRING.findall(line)):
        return "文字里有反斜杠 \\", "写成两个反斜杠 \\\\，或改用 /"
    if re.search(r'""\s*""', bare):
        return "两段文字之间缺逗号", "在中间加英文逗号 ,"
    if re.search(r'""[^\s,\]=]', bare):
        return "文字里面有英文引号", _QUOTE
    if re.fullmatch(r'\w+\s*(?:""|\[.*)', bare):
        return "项目名后面缺等号", "在项目名后面加英文等号 ="
    return None


def _single_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines, counted from 1, that are no part of a text of several lines."""
    inside = False
    for number, line in enumerate(lines, 1):
        turns = line.count('"""') % 2 == 1
        if not inside and not turns:
            yield number, line
        inside = inside != turns


def _of_the_parser(said: str) -> tuple[int, str, str]:
    at = _AT.search(said)
    if not at or not at[1]:
        return 0, "最后一项没有写完", '找一找哪一项缺后半个引号 "、三个引号 """ 或方括号 ]'
    if "overwrite" in said or "twice" in said:
        return int(at[1]), "同一项写了两次", "删去其中一个"
    return int(at[1]), "这一行的写法不对", "对照上下几行的写法改正"


def _place(lines: list[str], number: int) -> str:
    """The line, and where that is on the paper; 0: the end of the file."""
    if not number:
        return "文件末尾"
    names: list[str] = []
    for line in lines[: number - 1]:
        if line.startswith("[[section]]"):
            names = []
        elif line.startswith("["):
            names = names[:1]
        elif title := _TITLE.match(line):
            names.append(title[1])
    where = f"（{' › '.join(names)}）" if names and names[0] else ""
    return f"第 {number} 行{where}"
