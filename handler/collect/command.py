"""`build.py collect`: the collection written into a folder, and a summary on the screen."""

from collections.abc import Iterator
from pathlib import Path

from handler.collect.comparison import summarise, to_comparison_csv
from handler.collect.downloading import download
from handler.collect.function import EXPORTS
from handler.collect.merge import Collection, Held, Status, merge
from handler.collect.reading import Progress, read_all, read_sizes
from handler.stores import Store
from schema.catalogue import Survey

_HELD = {Held.MISSING: "缺失", Held.DAMAGED: "损坏"}


def collect(
    survey: Survey, store: Store, out: Path, progress: Progress, fetching: Progress | None = None
) -> Iterator[str]:
    """Write every export into `out` and yield the summary (Chinese). Raises StoreError and OSError.

    fetching: the progress of downloading the attachments too; None where they stay in the store.
    """
    edition = survey.edition.id
    collection = merge(survey, read_all(store, edition, progress), read_sizes(store, edition))
    out.mkdir(parents=True, exist_ok=True)
    yield from summary(collection)
    for extension, (_, export) in EXPORTS.items():
        file = out / f"collected.{extension}"
        file.write_bytes(export(collection))
        yield f"已写 {file}"
    if fetching:
        yield from download(collection, store, out, fetching)


def compare(old: Survey, new: Survey, store: Store, out: Path, progress: Progress) -> Iterator[str]:
    """Write the totals of both years side by side into `out` and yield what cannot be compared.

    Raises StoreError and OSError.
    """
    before, after = (merge(each, read_all(store, each.edition.id, progress)) for each in (old, new))
    file = out / f"compared-{old.edition.id}-{new.edition.id}.csv"
    file.write_bytes(to_comparison_csv(before, after))
    yield from summarise(before, after)
    yield f"已写 {file}"


def summary(collection: Collection) -> Iterator[str]:
    """Who reported, who is late or missing, what is unknown or set aside."""
    counts = {status: collection.count(status) for status in Status}
    reported = len(collection.units) - counts[Status.MISSING]
    yield (
        f"名册 {len(collection.units)} 家：已报 {reported} 家（按时 {counts[Status.ON_TIME]}，"
        f"逾期 {counts[Status.LATE]}），未报 {counts[Status.MISSING]} 家"
    )
    for words, status in (("逾期", Status.LATE), ("未报", Status.MISSING)):
        names = [row.unit.name for row in collection.units if row.status is status]
        if names:
            yield f"{words}：{'、'.join(names)}"
    for row in collection.unknown:
        yield f"名册外：{row.unit.name}（没有计入合计；如属名册内单位，在名册里加上这个别名再汇总一次）"
    for row in collection.units + collection.unknown:
        if len(row.revisions) > 1:
            yield f"多次报送：{row.unit.name} 报了 {len(row.revisions)} 次，以最后一次为准"
    yield from _files(collection)
    for aside in collection.set_aside:
        yield f"未计入：{aside.key}：{aside.reason}"


def _files(collection: Collection) -> Iterator[str]:
    """Who sent what along, and what of it is not in the store."""
    rows = [row for row in collection.units + collection.unknown if row.files]
    if rows:
        yield f"附件：{len(rows)} 家，共 {sum(len(row.files) for row in rows)} 个"
    for row in rows:
        for attachment, held in row.files:
            if held is not Held.STORED:
                yield f"附件{_HELD[held]}：{row.unit.name}：{attachment.name}"
