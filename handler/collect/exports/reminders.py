"""Whom to chase: who is missing, who was late, as messages to be pasted into a chat."""

from collections.abc import Iterator

from handler.collect.collection import Collection, Row, Status
from handler.collect.exports.filling import title_of
from schema.edition.dates import in_words


def to_chasing(collection: Collection) -> bytes:
    """Every message, an empty line between two: UTF-8 with a byte order mark and Windows' line ends, for Notepad."""
    messages = (missing(collection), late(collection), doubts(collection))
    text = "\n\n".join("\n".join(lines) for lines in map(list, messages) if lines)
    return f"\ufeff{text}\n".replace("\n", "\r\n").encode()


def missing(collection: Collection) -> Iterator[str]:
    """Who has not filed, a name on each line, group by group."""
    rows, edition = rows_of(collection, Status.MISSING), collection.edition
    until = f"截至{in_words(collection.changed, edition)}，" if collection.changed else ""
    yield f"《{title_of(edition)}》"
    last = f"，网上于{in_words(edition.closes, edition)} 停止接收" if edition.closes else ""
    yield f"报送截止时间：{in_words(edition.due, edition)}{last}"
    yield f"{until}应报 {len(collection.units)} 家，已报 {collection.coverage.filed} 家，未报 {len(rows)} 家。"
    if not rows:
        yield "各单位都已报送。"
        return
    asked = (
        "请下列单位尽快报送；停止接收以后报送，或有问题的，请联系"
        if last
        else "请下列单位尽快报送，如有问题请联系"
    )
    yield edition.site.said(f"{asked}{{bureau}}{{call}}：")
    yield from _by_group(rows)


def _by_group(rows: list[Row]) -> Iterator[str]:
    """The names, those of a group under its name: each group's chat is sent its own part."""
    groups = dict.fromkeys(row.unit.group for row in rows)
    for group in groups:
        names = [row.unit.name for row in rows if row.unit.group == group]
        if groups.keys() != {""}:
            yield f"【{group or '没有分组的'}】{len(names)} 家"
        yield from names


def late(collection: Collection) -> Iterator[str]:
    """For the officer alone: whose figures came after the deadline, and when; nothing where nobody's did."""
    rows = rows_of(collection, Status.LATE)
    if rows:
        yield f"逾期报送 {len(rows)} 家（仅供本机关掌握，不发到群里）："
    for row in rows:
        yield f"{row.unit.name}（{in_words(row.revisions[-1].record.received_at, collection.edition)}）"


def doubts(collection: Collection) -> Iterator[str]:
    """For the officer alone: whose record cannot be read, and who of the missing may have filed under another name."""
    damaged = rows_of(collection, Status.DAMAGED)
    if damaged:
        yield f"（下列 {len(damaged)} 家已报，所存的记录损坏或与现行表格不符：不作未报催报，请其重新报送）"
    yield from (row.unit.name for row in damaged)
    rows = rows_of(collection, Status.UNKNOWN)
    if rows:
        yield f"（发出前请核对：下列 {len(rows)} 家不在名单里，可能是上面某个单位的另一个名称）"
    yield from (row.unit.name + unread(row) for row in rows)


def unread(row: Row) -> str:
    """What to know of a stranger whose record does not count; nothing of one whose record does."""
    if row.current:
        return ""
    return f"（记录损坏或不符{'，读不出是哪个单位' if row.unit.name == row.unit.code else ''}）"


def rows_of(collection: Collection, status: Status) -> list[Row]:
    """The units of one status, in the order of the roster."""
    return [row for row in collection.rows if row.status is status]
