"""The clauses in which a paper says something of its figures, cut out of its words.

A clause that is nothing but formulas is one; any other word in it may change what they mean (01=02至04之和, 01=02的50%).
"""

import re
from collections.abc import Iterable, Iterator

PLUS, MINUS = "+＋", r"\-－−"
EQUAL = "=＝≥≧≤≦"
_TERM = r"第?(?:\d{1,3}+|[①-⑳]|[（(]\d{1,3}[）)])(?:\s{0,2}[行栏列项])?"
_SIGN = rf"\s*[{PLUS}{MINUS}]\s*"
_SIDE = rf"{_TERM}(?:{_SIGN}(?:{_TERM}|[.…]+)){{0,99}}"
_ONE = rf"{_SIDE}\s*[{EQUAL}]\s*{_SIDE}"
_FORMULA = re.compile(rf"({_SIDE})\s*([{EQUAL}])\s*({_SIDE})")
_WORD = r"(?![若如当除非])[^\W\d①-⑳]"
_NUMBERED = r"(?:[（(]?\d{1,2}[）)]\s*(?=\d)|[①-⑳]\s*(?=\d)|[1-9]\d?[.．、]\s*(?=0)|[1-9]\d?[.．]\s+)?"
_LEADING = "(?:(?:关系式?|公式|要求|应|满足)[为是]?|其中|即|代码|指标|[合总小共]计|总[数量额])"
_CLAUSE = re.compile(
    rf"\s*+(?:(?:{_WORD}){{0,30}}\s*+[（(]\s*+)?{_NUMBERED}(?:(?:{_WORD}){{0,12}}{_LEADING}\s*+)?"
    rf"(?P<every>{_ONE}(?:(?:\s*[，,、]\s*|\s+){_ONE})*)\s*+[）)]?\s*+"
)
_NAMES = re.compile(rf"([^{EQUAL}]+)([{EQUAL}])([^{EQUAL}]+)")
_SENTENCES = re.compile(r"[。；;\n]")
_GIVEN = re.compile(r"若|如果|如[^，,：:下]|当(?![年月日季期前地])|除|[时的][，,：:]|情况下|情形下")
"""What holds only then: 当01=02时，03=04."""
_APART = re.compile(
    rf"(?<!\d)[：:]|[：:](?!\s*\d)|(?<![\d）)行栏列项①-⑳\s至到和与或及、~～×*÷/%％倍{EQUAL}{PLUS}{MINUS}])[，,]"
    rf"|[，,](?!\s*[\d第（(①-⑳但除不或和及与至到之的等、~～×*÷/%{EQUAL}{PLUS}{MINUS}])"
)
"""01=02，03，04之和 is one."""
_TWICE = re.compile(r"[，,]\s{0,9}(?=[，,])")
_ITEM = "第[一二三四五六七八九十]+项"
_ITEMS = rf"{_ITEM}(?:[加与和、]{_ITEM}){{0,20}}"
_SENTENCE = re.compile(
    rf"(?:^|(?<=[：:；;。\n（(])|(?<=[^项][，,]))\s*"
    rf"(?P<said>(?P<left>{_ITEMS})(?:之和)?[，,]?应?等于(?P<right>{_ITEMS}))"
    r"(?:之和)?\s*(?=[；;。\n）)]|[，,](?!\s*第)|$)"
)
_LIKE = re.compile(rf"[{EQUAL}≠＞＜]|\d\s*[<>]\s*\d|等于|[大小]于")


def of_numbers(text: str) -> Iterator[re.Match[str]]:
    """1=2+3: each with its sides and its sign."""
    for clause in _clauses(text):
        yield from _listed(clause)


def of_names(text: str) -> Iterator[re.Match[str]]:
    """合计=男+女; what stands beside it behind a comma may be one of its parts."""
    plain = (sentence for sentence in _SENTENCES.split(text) if not _GIVEN.search(sentence))
    for clause in (clause for sentence in plain for clause in re.split("[：:]", sentence)):
        matches = [_NAMES.fullmatch(part.strip()) for part in re.split("[，,]", clause)]
        yield from (match for match in matches if match and all(matches))


def of_items(text: str) -> Iterator[tuple[list[str], list[str], str]]:
    """第一项加第二项之和等于第三项: its sides, and the words."""
    for match in _SENTENCE.finditer(text):
        yield re.findall(_ITEM, match["left"]), re.findall(_ITEM, match["right"]), match["said"]


def left_over(texts: Iterable[str], read: Iterable[str]) -> Iterator[str]:
    """What else in these texts says something of figures. read: the formulas that became rules."""
    done = set(read)
    for text in dict.fromkeys(texts):
        others = _SENTENCE.sub(lambda match: "；" if match["said"] in done else match[0], text)
        for clause in map(str.strip, _clauses(others)):
            said = [match[0] for match in _listed(clause)] or [clause]
            if _LIKE.search(clause) and not done.issuperset(said):
                yield f"“{clause[:60]}”像是纸上的关系，没有写成审核关系，请核对"


def _clauses(text: str) -> Iterator[str]:
    for sentence in _SENTENCES.split(_TWICE.sub("", text)):
        yield from [sentence] if _GIVEN.search(sentence) else _APART.split(sentence)


def _listed(clause: str) -> list[re.Match[str]]:
    """The formulas of a clause that is nothing else."""
    whole = _CLAUSE.fullmatch(clause)
    return list(_FORMULA.finditer(whole["every"])) if whole else []
