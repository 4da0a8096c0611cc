"""What stands in the blanks of the official table: the totals of all, or what one unit has filed; and whose totals they are.

Where nobody has reported nothing stands: a 0 says that somebody reported none. A total of some units is not one of all.
"""

from collections.abc import Callable

from handler.collect.collection import Collection
from handler.collect.suspects.suspect import Band
from handler.records.record import Record
from handler.records.review import Act
from schema.edition.dates import in_words
from schema.edition.kinds import as_typed, chosen
from schema.edition.model import Edition
from schema.edition.sentence import Blank

Fill = Callable[[Blank], str]
"""The text in a blank, '' where there is room to write by hand."""
CLOSE = "\u00a0"
"""A space at which no line ends."""
_NAMED = 3
"""A footer has room for a few names."""


def by_hand(_: Blank) -> str:
    """Nothing: all is written by hand."""
    return ""


def with_totals(collection: Collection) -> Fill:
    """A number's total, a choice's tally (是 12 否 3); the line above the table is the bureau's own to fill in."""

    if not collection.coverage.counted:
        return by_hand

    def fill(blank: Blank) -> str:
        tally = collection.tallies.get(blank.id, {}).items()
        told = CLOSE.join(f"{word}{CLOSE}{times}" for word, times in tally)
        return told or str(collection.totals.get(blank.id, ""))

    return fill


def with_answers(record: Record) -> Fill:
    """As the receipt prints it: of a choice every word, the chosen one ticked."""

    def fill(blank: Blank) -> str:
        answer = record.answers[blank.id]
        ticked = chosen(blank.kind, answer)
        boxes = (("☑" if word in ticked else "□") + word for word in blank.kind.words)
        return CLOSE.join(boxes) or as_typed(answer)

    return fill


def covered(collection: Collection) -> str:
    """For the foot of a page: until when, how many of the roster, who is missing, what is doubtful of what is in it."""
    coverage = collection.coverage
    if not coverage.filed:
        return f"名单内 {coverage.expected} 家，尚未收到报送"
    damaged = [row for row in collection.units if row.damaged]
    groups = (
        ("记录损坏或不符、没有计入", [row.unit.name for row in damaged if not row.current]),
        ("另有更近的记录损坏或不符", [row.unit.name for row in damaged if row.current]),
        ("已退回、还没有改", [row.unit.name for row in collection.units if row.last(Act.RETURNED)]),
    )
    said = f"截至{in_words(collection.changed, collection.edition)}，" if collection.changed else ""
    said += f"合计范围：名单内 {coverage.expected} 家中已报的 {coverage.counted} 家"
    said += f"，未报 {coverage.missing} 家" if coverage.missing else ""
    said += "".join(f"，{what} {len(names)} 家（{_some(names)}）" for what, names in groups if names)
    felt = sum(each.verified is None and each.band is not Band.SMALL for each in collection.suspects)
    return said + (f"，占合计 1% 以上、像打错、还没有核实的数 {felt} 处" if felt else "")


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def title_of(edition: Edition) -> str:
    """The table's title on one line."""
    return edition.title.replace("\n", "")
