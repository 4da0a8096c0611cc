"""`build.py collect`: the collection written into a folder, and a summary on the screen."""

from collections.abc import Callable, Iterator
from functools import partial

from handler.collect.chasing import to_chasing
from handler.collect.comparison import summarise, to_comparison_csv
from handler.collect.downloading import download
from handler.collect.exports import EXPORTS
from handler.collect.merge import Collection, Held, Status, merge
from handler.collect.reading import Progress, read_all, read_sizes
from handler.collect.writing import Folder
from handler.stores import Store
from schema.catalogue import Survey

CHASING = "未报单位.txt"
Tell = Callable[[str], None]
"""Called with what is being done, while it lasts."""
_HELD = {Held.MISSING: "缺失", Held.DAMAGED: "损坏"}


def untold(doing: str) -> None:  # the shape of every Tell
    """Says nothing."""


def collect(
    survey: Survey,
    store: Store,
    folder: Folder,
    progress: Progress,
    *,
    tell: Tell = untold,
    fetching: Progress | None = None,
    earlier: Survey | None = None,
) -> Iterator[str]:
    """Write every export into `folder` and yield the summary (Chinese). Raises StoreError.

    fetching: the progress of downloading the attachments too; None where they stay in the store.
    earlier: the year to compare the totals with.
    """
    edition = survey.edition.id
    collection = merge(survey, read_all(store, edition, progress), read_sizes(store, edition))
    yield from summary(collection)
    writers = {f"collected.{extension}": export.write for extension, export in EXPORTS.items()}
    for name, write in {**writers, CHASING: to_chasing}.items():
        tell(f"正在写 {name}")
        yield from folder.write(name, partial(write, collection))
    if fetching:
        try:
            yield from download(collection, store, folder.path, fetching)
        except OSError as error:
            folder.failed.append(f"附件没有下载完：{error}。排除后再汇总一次，已下载的不会再取")
    if earlier:
        yield from compare(earlier, collection, store, folder, progress)


def compare(
    old: Survey, after: Collection, store: Store, folder: Folder, progress: Progress
) -> Iterator[str]:
    """Write the totals of both years side by side into `folder` and yield what cannot be compared.

    Raises StoreError.
    """
    before = merge(old, read_all(store, old.edition.id, progress))
    yield from summarise(before, after)
    name = f"compared-{old.edition.id}-{after.edition.id}.csv"
    yield from folder.write(name, partial(to_comparison_csv, before, after))


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
