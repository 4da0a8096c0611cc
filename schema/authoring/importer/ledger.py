"""The account of a paper that was read: every place to write that became no blank, and every word that stands nowhere.

A blank, a text of the edition, or a doubt: there is nothing else that something on the paper may be.
"""

import re
from collections.abc import Iterator

from schema.authoring.draft import Doubts
from schema.authoring.importer.blanks import FILLED, STANDS_FOR
from schema.authoring.importer.document import MARK, SPACES, UNREADABLE, Paper
from schema.authoring.importer.heading import KEYWORD
from schema.edition.blocks import ActivityTable
from schema.edition.grid import Grid
from schema.edition.model import Edition, Place
from schema.edition.sentence import CLOSES, OPENS, Blank

_ROOM = rf"[\s_{MARK}]"
_DATE = rf"年[{SPACES}_{MARK}]++月(?:[\s_{MARK}]*+日)?|月[{SPACES}_{MARK}]++日"
_LABEL = rf"(?:{KEYWORD}|签字|签名|签章|盖章)\s*(?:[（(][^（()）]+[）)])?\s*[：:](?=[^\S\n]{{2,}}|[^\S\n]*$|[^\S\n]*[年□☐◻▢])|[\w（）()]{{2,12}}[：:](?=[^\S\n]{{4,}})"
_HERE = "\ue000"
"""Stands for a blank: no place is left where one is."""
_GAP = rf"(?<=[^\s{_HERE}])(?:[{SPACES}]{{3,}}|\u3000{{2,}})(?=[^\s{_HERE}])"
_BOX_BEHIND = r"\w{1,20}[^\S\n]*[□☐◻▢](?=[；;。，,）)]|[^\S\n]*$)"
_IN_SENTENCES = rf"(?:{_LABEL})[^\S\n]*+(?:{_DATE})?|{_DATE}|20\d?[{SPACES}_{MARK}]++年|{UNREADABLE}|[√✓✔]\s*(?:是|否|有|无)|{_BOX_BEHIND}|{_GAP}"
_IN_TEXTS = rf"{FILLED}|{STANDS_FOR}|{OPENS}{_ROOM}*{CLOSES}|{OPENS}{_ROOM}{{2,}}[^（()）]{{1,6}}{CLOSES}|[{MARK}▁‗]+|_{{2,}}|[□☐◻▢☑☒]\s*\w*|{_IN_SENTENCES}"
_SENTENCE, _TEXT = re.compile(_IN_SENTENCES, re.MULTILINE), re.compile(_IN_TEXTS, re.MULTILINE)
_AROUND = 12


def places_left(edition: Edition) -> Doubts:
    """What looks like a place to write and is in no blank, by place."""
    doubts: dict[Place, tuple[str, ...]] = {}
    for place, text in _texts(edition):
        doubts[place] = doubts.get(place, ()) + tuple(_told(_TEXT, text))
    for place, line in edition.lines():
        text = "".join(_HERE if isinstance(part, Blank) else part for part in line.parts)
        read = bool(line.blanks) or place[0] >= 0
        doubts[place] = tuple(_told(_SENTENCE if read else _TEXT, text))
    return doubts


def _texts(edition: Edition) -> Iterator[tuple[Place, str]]:
    """Every text of the edition that holds no blanks, with its place."""
    yield from (((), text) for text in (edition.annex, edition.title, edition.note))
    yield from (((), re.sub(r"\s+(?=\w+\s*[：:])", "", mark)) for mark in edition.marks)
    for number, block in enumerate(edition.blocks, 1):
        if isinstance(block, Grid):
            yield (-number,), block.caption
        elif isinstance(block, ActivityTable):
            yield from (((), text) for text in block.columns)
    for s, section in enumerate(edition.sections, 1):
        yield (s,), section.title
        for r, activity in enumerate(section.activities, 1):
            yield from (((s, r), text) for text in (activity.title, activity.requirement))


def _told(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        if UNREADABLE in match[0]:
            yield f"“{_around(text, match)}”里有认不出的符号，请对照原件"
        else:
            yield f"“{_around(text, match)}”像是要填的，没有当作空"


def _around(text: str, match: re.Match[str]) -> str:
    before = text[: match.start()].rpartition("\n")[2][-_AROUND:]
    after = text[match.end() :].partition("\n")[0][:_AROUND]
    return f"{before}{match[0]}{after}".replace(_HERE, "□").strip()


def words_left(paper: Paper, edition: Edition, doubts: Doubts) -> Iterator[str]:
    """The lines of the paper that stand nowhere in the edition, and of which no doubt speaks."""
    told = (doubt for remarks in doubts.values() for doubt in remarks)
    said = "\n".join(squeezed(text) for text in (*_everything(edition), *told))
    for line in dict.fromkeys(words_of(paper)):
        if squeezed(line) not in said:
            yield f"没有收进表里：{line[:200]}"


def words_of(paper: Paper) -> Iterator[str]:
    """Every line of it, those of its cells too."""
    for part in paper.parts:
        if isinstance(part, str):
            yield part
        else:
            yield from (line for row in part for cell in row for line in cell.lines)


def _everything(edition: Edition) -> Iterator[str]:
    yield from (text for _, text in _texts(edition))
    yield edition.attachments
    for _, line in edition.lines():
        yield "".join("".join(p.kind.words) if isinstance(p, Blank) else p for p in line.parts)


def squeezed(text: str) -> str:
    """Without all that may be room to write, and without what a blank replaces."""
    plain = text.replace("{", "｛").replace("}", "｝")
    bare = re.sub(rf"[\s_{MARK}▁‗□☐○◯〇◻▢☑☒■、/|，,：:.…xXＸ×]", "", plain)
    return re.sub(f"{OPENS}{CLOSES}|(?:20[0-9]{{0,2}})?年月日", "", bare)
