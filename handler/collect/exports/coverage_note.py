"""Whose figures the totals are, said beside them: a total of some units is not one of all."""

from handler.collect.collection import Collection
from handler.collect.suspects.suspect import Band
from handler.records.review import Act
from schema.edition.dates import in_words

_NAMED = 3
"""A footer has room for a few names."""


def covered(collection: Collection) -> str:
    """For the foot of a page: until when, how many of the roster, who is missing, what is doubtful of what is in it."""
    coverage, suspect = collection.coverage, weighty(collection)
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
    return said + (f"，像打错、还没有核实的数 {suspect} 处" if suspect else "")


def weighty(collection: Collection) -> int:
    """How many suspects are open that the totals would feel."""
    return sum(each.verified is None and each.band is not Band.SMALL for each in collection.suspects)


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def total_of(collection: Collection) -> str:
    """For the line of the totals in a table."""
    filed, counted = collection.coverage.filed, collection.coverage.counted
    return f"合计（名单内已报 {filed} 家{'' if counted == filed else f'，计入 {counted} 家'}）"
