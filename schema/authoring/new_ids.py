"""Ids for new blanks: the paper's own codes where it has some, else the initials of the words before the blank in pinyin,
and of its unit of measure.

开展应急演练（　）场 → `kzyjyl_c`. The same document gives the same ids on every import.
"""

import re
from collections.abc import Container
from dataclasses import replace
from functools import cache
from itertools import chain, count

from schema.authoring.draft import with_blanks
from schema.edition.kinds import Date, Kind, Phone, Text, UnitName
from schema.edition.model import Edition

HEADING = {
    "联系人": "contact",
    "填表人": "filled_by",
    "填报人": "filled_by",
    "经办人": "handled_by",
    "负责人": "head",
    "审核人": "reviewed_by",
    "审批人": "approved_by",
    "手机": "mobile",
}
_OF_KIND: dict[type, str] = {UnitName: "unit", Phone: "phone", Date: "filed_on"}
"""Whatever it is called; every other kind is named by its words."""
_LONGEST = 12
"""Characters of the words that an id is made from: the last ones, which name the thing."""


def numbered(edition: Edition) -> Edition:
    """With provisional ids: blanks that have none yet, or the same, cannot be labelled."""
    number = count()
    return with_blanks(edition, lambda blank: replace(blank, id=f"{next(number)}"))


def fresh_ids(edition: Edition, taken: Container[str], last: Container[str]) -> list[str]:
    """An id for every blank in the order of the paper, none of them in `taken`, none twice.

    last: those of the edition that it follows. In the heading only these are avoided: every form asks for a telephone,
    and the unit is always `unit`.
    """
    labels = list(numbered(edition).labels.values())
    in_heading = len(edition.heading.blanks)
    ids: dict[str, None] = {}
    for place, (blank, label) in enumerate(zip(edition.blanks, labels, strict=True)):
        words = _heading_id(blank.kind, label) if place < in_heading else ""
        avoided = () if isinstance(blank.kind, UnitName) else last if words else taken
        ids[_unique(words or _coded(blank.id) or _initials(label), avoided, ids)] = None
    return list(ids)


def _heading_id(kind: Kind, label: str) -> str:
    if isinstance(kind, Phone) and "手机" in label:
        return "mobile"
    if isinstance(kind, Text):
        return next((known for word, known in HEADING.items() if word in label), "")
    return _OF_KIND.get(type(kind), "")


def _coded(wish: str) -> str:
    """What the importer has made of the paper's codes: r05_2."""
    return wish if re.fullmatch(r"r[0-9][a-z0-9]*(_[0-9a-z]+)?", wish) else ""


@cache
def _initials(label: str) -> str:
    from pypinyin import Style, lazy_pinyin

    words, _, measure = label.rpartition("（") if label.endswith("）") else (label, "", "")
    clause = re.sub(r"[^\w]", "", re.split(r"[：，。；]", words)[-1] or words)[-_LONGEST:]
    spelt = ["".join(lazy_pinyin(part, style=Style.FIRST_LETTER)) for part in (clause, measure)]
    plain = ["".join(re.findall("[a-z0-9]", part.lower())) for part in spelt]
    joined = "_".join(part for part in plain if part)
    return joined if joined[:1].isalpha() else f"n{joined}"


def _unique(wish: str, taken: Container[str], given: Container[str]) -> str:
    names = chain([wish], (f"{wish}_{number}" for number in count(2)))
    return next(name for name in names if name not in taken and name not in given)
