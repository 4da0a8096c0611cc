"""A change from one edition to another, and how it is told."""

from dataclasses import dataclass
from enum import Enum

from schema.authoring.changes.text_diff import Piece, difference, replaced


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
