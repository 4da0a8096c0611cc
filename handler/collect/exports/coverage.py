"""Whose figures the totals are, said beside them: a total of some units is not one of all."""

from handler.collect.collection import Collection, Status

_NAMED = 3
"""A footer has room for a few names."""


def covered(collection: Collection) -> str:
    """For the foot of a page: how many of the roster, who is missing, whose record cannot be read."""
    missing = collection.count(Status.MISSING)
    damaged = [row for row in collection.units if row.damaged]
    groups = (
        ("记录损坏或不符、没有计入", [row.unit.name for row in damaged if not row.current]),
        ("另有更近的记录损坏或不符", [row.unit.name for row in damaged if row.current]),
    )
    said = f"合计范围：名册 {len(collection.units)} 家中已报的 {collection.counted} 家"
    said += f"，未报 {missing} 家" if missing else ""
    return said + "".join(f"，{what} {len(names)} 家（{_some(names)}）" for what, names in groups if names)


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def total_of(collection: Collection) -> str:
    """For the line of the totals in a table."""
    counted = "" if collection.counted == collection.reported else f"，计入 {collection.counted} 家"
    return f"合计（名册内已报 {collection.reported} 家{counted}）"
