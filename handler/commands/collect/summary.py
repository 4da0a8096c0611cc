"""The summary on the screen: who reported, who is late or missing, what is unknown or set aside; readable at 3,000 units."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from handler.collect.collection import Collection, Held, Status
from handler.collect.exports.reminders import unread
from handler.commands.verify_receipt import seals

FEW = 20
"""Names or lines of one sort that a screen shows; all of them stand in the files."""
_HELD = {Held.MISSING: "缺失", Held.DAMAGED: "损坏"}
_NAMED = (
    ("按时报送、逾期修订", Status.AMENDED_LATE),
    ("逾期", Status.LATE),
    ("未报", Status.MISSING),
)


def summary(collection: Collection) -> Iterator[str]:
    """Line by line (Chinese)."""
    of_all = collection.coverage
    amended = f"，按时报送、逾期修订 {of_all.amended_late}" if of_all.amended_late else ""
    damaged = f"，损坏或不符 {of_all.damaged}" if of_all.damaged else ""
    yield (
        f"名单内 {of_all.expected} 家：已报 {of_all.filed} 家（按时 {of_all.on_time}{amended}，"
        f"逾期 {of_all.late}{damaged}），未报 {of_all.missing} 家"
    )
    for name, sums in collection.named_groups.items():
        each = sums.coverage
        yield f"{name or '没有分组的'}：应报 {each.expected}，已报 {each.filed}，未报 {each.missing}"
    for words, status in _NAMED:
        names = [row.unit.name for row in collection.units if row.status is status]
        if names:
            yield f"{words}：{_some(names)}"
    for lines in (_damaged, _outside, _revised, _doubtful, seals, _files, set_aside):
        yield from _few(lines(collection))
    yield from _suspects(collection)


def set_aside(collection: Collection) -> Iterator[str]:
    return (f"未计入：{aside.key}：{aside.reason}" for aside in collection.set_aside)


def _some(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 家，全部见 collected.xlsx" if len(names) > FEW else ""
    return "、".join(names[:FEW]) + more


def _few(lines: Iterable[str]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    rest = iter(lines)
    yield from islice(rest, FEW)
    more = sum(1 for _ in rest)
    if more:
        yield f"……这样的还有 {more} 处，全部见 collected.xlsx"


def _damaged(collection: Collection) -> Iterator[str]:
    """Who has filed, though it cannot be read, or not the newest of it."""
    for row in collection.units:
        if row.damaged:
            used = "合计里是能读出的最近一次" if row.current else "没有计入合计"
            yield f"损坏或不符：{row.unit.name}（{used}；请该单位重新报送，不作未报催报）"


def _outside(collection: Collection) -> Iterator[str]:
    for row in collection.unknown:
        likely = f"；最像{'、'.join(unit.name for unit in row.likely)}" if row.likely else ""
        remedy = "如属名单内单位，在名单里加上这个别名再汇总一次"
        yield f"名单外：{row.unit.name}{unread(row)}（没有计入合计{likely}；{remedy}）"


def _revised(collection: Collection) -> Iterator[str]:
    for row in collection.rows:
        if len(row.revisions) > 1:
            yield f"多次报送：{row.unit.name} 报了 {len(row.revisions)} 次，以最后一次为准"


def _doubtful(collection: Collection) -> Iterator[str]:
    for row in collection.rows:
        if row.current and row.current.remark:
            yield f"请核对：{row.unit.name}：{row.current.remark}"


def _files(collection: Collection) -> Iterator[str]:
    """Who sent what along, and what of it is not in the store."""
    rows = [row for row in collection.rows if row.files]
    if rows:
        yield f"附件：{len(rows)} 家，共 {sum(len(row.files) for row in rows)} 个"
    for row in rows:
        for attachment, held in row.files:
            if held is not Held.STORED:
                yield f"附件{_HELD[held]}：{row.unit.name}：{attachment.name}"


def _suspects(collection: Collection) -> Iterator[str]:
    open_ones = [suspect for suspect in collection.suspects if not suspect.verified]
    if open_ones:
        yield f"待核实：{len(open_ones)} 处数字像是填错了（都已计入合计），见 collected.xlsx"
