"""A sentence as an officer corrects it: the words of the paper, each blank a number in 〖 〗.

开展演练（〖5〗）次，参加（〖6〗）人次     5 and 6: the blanks that bear these numbers on the paper
投入（〖金额〗）万元，是否公开：〖是/否〗   new ones, by the words of the notation
参加（〖6:金额:万人次〗）                 the sixth, asked for in another way
"""

import re
from collections.abc import Mapping

from schema.edition.model import Edition
from schema.edition.sentence import Blank, Misread, Sentence, read_sentence
from schema.errors import FileProblem, FileProblemsError

_PLACE = re.compile("〖([^〖〗]*)〗")
_BLANK = re.compile(r"\{([a-z][a-z0-9_]*)(:[^{}]*)?\}")
NEW = "new_"
"""What a blank is called until it has an id."""


def numbers(edition: Edition) -> dict[str, int]:
    """Blank id → its number on the paper."""
    return {blank.id: number for number, blank in enumerate(edition.blanks, 1)}


def write_wording(sentence: Sentence, numbered: Mapping[str, int]) -> str:
    return "".join(f"〖{numbered[part.id]}〗" if isinstance(part, Blank) else part for part in sentence.parts)


def as_printed(sentence: Sentence) -> str:
    return "".join("□" if isinstance(part, Blank) else part for part in sentence.parts)


def read_wording(text: str, edition: Edition, where: str) -> Sentence:
    """The sentence; new blanks are called new_1, new_2 … Raises FileProblemsError with everything wrong, said of the paper."""
    numbered = dict(enumerate(edition.blanks, 1))
    pieces = _PLACE.split(text)  # text, inside, text, inside … text
    parts: list[str | Blank] = [pieces[0]]
    wrong = [Misread(rule="有花括号 { }", remedy="改成圆括号")] if re.search("[{}]", text) else []
    for number, (inside, after) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True), 1):
        blank = _read(inside, after, numbered, f"{NEW}{number}")
        if isinstance(blank, Misread):
            wrong.append(blank)
        elif blank.id in [part.id for part in parts if isinstance(part, Blank)]:
            wrong.append(Misread(rule=f"〖{inside}〗写了两次", remedy="一个号在表上只有一处"))
        else:
            parts.append(blank)
        parts.append(after)
    if wrong:
        raise FileProblemsError([_said(where, each) for each in wrong])
    return Sentence(parts=tuple(part for part in parts if part))


def _read(inside: str, after: str, numbered: Mapping[int, Blank], name: str) -> Blank | Misread:
    first, _, rest = inside.strip().replace("：", ":").partition(":")
    if not first.isdecimal():
        kind = f"{first}:{rest}" if rest else first
    elif int(first) not in numbered:
        return Misread(rule=f"没有第 {first} 号空", remedy="新的空写成〖数〗〖文字〗〖是/否〗这样")
    elif not rest:
        return numbered[int(first)]
    else:
        name, kind = numbered[int(first)].id, rest
    parts, wrong = read_sentence(f"{{{name}:{kind}}}{after}")
    return wrong[0] if wrong else next(part for part in parts if isinstance(part, Blank))


def _said(where: str, wrong: Misread) -> FileProblem:
    """In the signs that the officer sees."""
    rule, remedy = (_BLANK.sub(_as_seen, text) for text in (wrong.rule, wrong.remedy))
    return FileProblem(file="", place=where, rule=rule, remedy=remedy)


def _as_seen(match: re.Match[str]) -> str:
    return f"〖{(match[2] or ':').removeprefix(':')}〗"
