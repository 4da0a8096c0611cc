"""A change from one edition to another, and how all of them are told, as text and as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from schema.authoring.changes.text_diff import Mark, Piece, difference, replaced
from schema.contract.edition_json import Document
from schema.edition.survey import Survey

_SIGNS = {Mark.SAME: "{}", Mark.GONE: "[-{}-]", Mark.CAME: "[+{}+]"}


class What(Enum):
    """What sort of change; the value is its heading in the report."""

    ADDED = "新增"
    DROPPED = "取消"
    REWORDED = "改写"
    PRINTED = "写法（括号、空格、全半角）"
    MEASURE = "计量单位"
    KIND = "填法"
    CARRIED = "编号不变，说法或位置有变"
    MOVED = "位置"
    CHECK = "审核关系"
    DATES = "时间"
    ROSTER = "报送单位名单"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change. id: the blank's or the unit's, of a check its rule, '' for other things. before or after is '' where there is none."""

    what: What
    place: str
    id: str = ""
    before: str = ""
    after: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference: word by word in what the paper says, as a whole in all else."""
        if self.what in (What.REWORDED, What.PRINTED):
            return difference(self.before, self.after)
        return replaced(self.before, self.after)


def to_text(old: Survey, new: Survey, changes: Iterable[Change]) -> Iterator[str]:
    """Lines for the screen, grouped by sort; [-gone-] and [+come+]."""
    every = list(changes)
    yield f"{old.edition.id} → {new.edition.id}：{len(every)} 处变化"
    for what in What:
        of_it = [change for change in every if change.what is what]
        if of_it:
            yield ""
            yield f"{what.value} {len(of_it)}"
        for change in of_it:
            yield f"  {change.place}{f' {{{change.id}}}' if change.id else ''}：{_difference(change)}"


def _difference(change: Change) -> str:
    return "".join(_SIGNS[piece.mark].format(piece.text) for piece in change.pieces)


def changes_document(old: Survey, new: Survey, changes: Iterable[Change]) -> Document:
    """`changes.json`."""
    return {
        "format": 1,
        "from": old.edition.id,
        "to": new.edition.id,
        "changes": [
            {
                "what": change.what.name.lower(),
                "place": change.place,
                "id": change.id,
                "before": change.before,
                "after": change.after,
                "difference": [[piece.mark.value, piece.text] for piece in change.pieces],
            }
            for change in changes
        ],
    }


def to_json(old: Survey, new: Survey, changes: Iterable[Change]) -> str:
    return json.dumps(changes_document(old, new, changes), ensure_ascii=False, indent=1)
