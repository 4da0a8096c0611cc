"""`build.py collect`: the collection written into a folder, and a summary on the screen."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from handler.collect.collection import Collection, Held, Status
from handler.collect.exports import EXPORTS
from handler.collect.exports.reminders import to_chasing, unread
from handler.collect.read_and_merge import read_and_merge, year_before
from handler.commands.check_store import check_store
from handler.commands.compare_years import summarise, to_comparison_csv
from handler.commands.download import download
from handler.commands.evidence import lost_since, seals
from handler.commands.find_filings import NothingFiledError, check_filed
from handler.commands.import_file import add_files
from handler.commands.output_folder import Folder
from handler.commands.unit_tables import write_tables
from handler.records.fetch import Progress
from handler.records.seal import Sealer, read_local_sealer
from handler.stores import Store, StoreError, open_store
from handler.submit.settings import now
from schema.cli import Commands, add_command, find_survey, moment, show_progress
from schema.errors import UserError
from schema.loading.catalogue import Survey, load_catalogue

CHASING = "未报单位.txt"
Tell = Callable[[str], None]
"""Called with what is being done, while it lasts."""
_HELD = {Held.MISSING: "缺失", Held.DAMAGED: "损坏"}


class UnreadError(UserError):
    """The files are written, and lack what could not be read: another run may read it."""

    status = 3


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
    drawing: Progress | None = None,
    earlier: Survey | None = None,
    sealer: Sealer | None = None,
    previous: Path | None = None,
) -> Iterator[str]:
    """Write every export into `folder`, then yield the summary (Chinese). Raises StoreError, NothingFiledError.

    fetching: the progress of downloading the attachments too; None where they stay in the store.
    drawing: the progress of writing each unit's own table too; None where it is not wanted.
    earlier: the year to compare with; by itself the one before, where the store holds it. sealer: looks at the seals;
    None where the key is not at hand. previous: the collected.json of another time, whose records must still be there.
    """
    edition = survey.edition.id
    before = earlier or year_before(survey, load_catalogue())
    collection = read_and_merge(survey, store, before, progress, sealer=sealer)
    if not collection.reported and not collection.unknown:
        lines = [f"没有一份能算 {edition} 年的填报。没有写任何文件", *_set_aside(collection)]
        raise NothingFiledError("\n".join(lines))
    if previous:  # before it is written over
        folder.failed.extend(lost_since(previous, collection))
    writers = {f"collected.{extension}": export.write for extension, export in EXPORTS.items()}
    written: list[str] = []
    for name, write in {**writers, CHASING: _chasing}.items():
        tell(f"正在写 {name}")
        written += folder.write(name, partial(write, collection))
    yield from summary(collection)
    yield from written
    if drawing:
        yield from write_tables(collection, folder, drawing)
    if fetching:
        try:
            yield from download(collection, store, folder.path, fetching)
        except OSError as error:
            folder.failed.append(f"附件没有下载完：{error}。排除后再汇总一次，已下载的不会再取")
    if earlier and not collection.last_year:
        year = earlier.edition.id
        folder.failed.append(f"没有与 {year} 年比较：存储里没有 {year} 年名册内单位的填报")
    if collection.last_year:
        yield from compare(collection.last_year.collection, collection, folder)
    unread = sum(aside.unread for aside in collection.set_aside)
    if unread:
        raise UnreadError(f"有 {unread} 份记录读了三次都读不出，没有计入（见上面“未计入”）。请稍后再汇总一次")


def _chasing(collection: Collection) -> Iterator[bytes]:
    yield to_chasing(collection)


def compare(before: Collection, after: Collection, folder: Folder) -> Iterator[str]:
    """Write the totals of both years side by side into `folder` and yield what cannot be compared."""
    yield from summarise(before, after)
    name = f"compared-{before.edition.id}-{after.edition.id}.csv"
    yield from folder.write(name, partial(to_comparison_csv, before, after))


def summary(collection: Collection) -> Iterator[str]:
    """Who reported, who is late or missing, what is unknown or set aside."""
    counts = {status: collection.count(status) for status in Status}
    amended = f"，按时报送、逾期修订 {counts[Status.AMENDED_LATE]}" if counts[Status.AMENDED_LATE] else ""
    damaged = f"，损坏或不符 {counts[Status.DAMAGED]}" if counts[Status.DAMAGED] else ""
    yield (
        f"名册 {len(collection.units)} 家：已报 {collection.reported} 家（按时 {counts[Status.ON_TIME]}{amended}，"
        f"逾期 {counts[Status.LATE]}{damaged}），未报 {counts[Status.MISSING]} 家"
    )
    for words, status in (
        ("按时报送、逾期修订", Status.AMENDED_LATE),
        ("逾期", Status.LATE),
        ("未报", Status.MISSING),
    ):
        names = [row.unit.name for row in collection.units if row.status is status]
        if names:
            yield f"{words}：{'、'.join(names)}"
    yield from _damaged(collection)
    for row in collection.unknown:
        yield f"名册外：{row.unit.name}{unread(row)}（没有计入合计；如属名册内单位，在名册里加上这个别名再汇总一次）"
    for row in collection.units + collection.unknown:
        if len(row.revisions) > 1:
            yield f"多次报送：{row.unit.name} 报了 {len(row.revisions)} 次，以最后一次为准"
        if row.current and row.current.remark:
            yield f"请核对：{row.unit.name}：{row.current.remark}"
    yield from seals(collection)
    yield from _files(collection)
    yield from _set_aside(collection)


def _damaged(collection: Collection) -> Iterator[str]:
    """Who has filed, though it cannot be read, or not the newest of it."""
    for row in collection.units:
        if row.damaged:
            used = "合计里是能读出的最近一次" if row.current else "没有计入合计"
            yield f"损坏或不符：{row.unit.name}（{used}；请该单位再报一次，不要当作未报来催）"


def _set_aside(collection: Collection) -> Iterator[str]:
    return (f"未计入：{aside.key}：{aside.reason}" for aside in collection.set_aside)


def _files(collection: Collection) -> Iterator[str]:
    """Who sent what along, and what of it is not in the store."""
    rows = [row for row in collection.units + collection.unknown if row.files]
    if rows:
        yield f"附件：{len(rows)} 家，共 {sum(len(row.files) for row in rows)} 个"
    for row in rows:
        for attachment, held in row.files:
            if held is not Held.STORED:
                yield f"附件{_HELD[held]}：{row.unit.name}：{attachment.name}"


def add_collect(commands: Commands) -> None:
    command = add_command(commands, "collect", _collect, "汇总一年的填报")
    command.add_argument("edition", help="年份，如 2021")
    command.add_argument(
        "--from", dest="store", required=True, help="存放填报的文件夹，或 s3://桶/前缀、oss://桶/前缀"
    )
    command.add_argument("--out", type=Path, required=True, help="写入汇总文件的文件夹")
    command.add_argument(
        "--add",
        type=Path,
        action="append",
        default=[],
        metavar="文件",
        help="先收下用“存成文件”发来的表，可写多次；同一单位的按保存的先后，最后一次算",
    )
    command.add_argument("--received", type=moment, help="收到这些文件的时刻，默认现在")
    command.add_argument("--attachments", action="store_true", help="同时下载附件，存成 附件/单位/文件名")
    command.add_argument(
        "--units", action="store_true", help="同时写每个单位填好的正式表，存成 各单位统计表/单位.docx"
    )
    command.add_argument("--compare", metavar="年份", help="与哪一年的合计并列，如 2021")
    command.add_argument(
        "--previous",
        type=Path,
        metavar="文件",
        help="上次的 collected.json：点出那时有、现在不见了或变了的记录",
    )


def _collect(options: argparse.Namespace) -> Iterator[str]:
    survey = find_survey(options.edition)
    earlier = find_survey(options.compare) if options.compare else None
    store = open_store(options.store)
    folder = Folder.at(options.out)
    unread: UnreadError | None = None
    try:
        yield from _ready(survey, store, folder, options)
        fetching = _show_fetched if options.attachments else None
        drawing = _show_drawn if options.units else None
        for line in collect(
            survey,
            store,
            folder,
            _show,
            tell=show_progress,
            fetching=fetching,
            drawing=drawing,
            earlier=earlier,
            sealer=read_local_sealer(os.environ),
            previous=options.previous,
        ):
            show_progress("")
            yield line
    except UnreadError as error:
        unread = error
    except UserError as error:  # told together with the files that were not taken
        folder.failed.append(str(error))
    show_progress("")
    folder.finish()
    if unread:
        raise unread


def _ready(survey: Survey, store: Store, folder: Folder, options: argparse.Namespace) -> Iterator[str]:
    """The store as it is to be collected, files added first. Nothing is written into what is no store, or no safe one.

    Raises StoreError, NothingFiledError, UnsafeStoreError.
    """
    check_filed(store, options.store, survey.edition.id, adding=bool(options.add))
    # who may only read loses nothing; who cannot read either is told by the reading
    with suppress(StoreError):
        check_store(store, options.store)
    yield from add_files(
        survey, store, options.add, options.received or now(), folder.failed, read_local_sealer(os.environ)
    )


def _show(done: int, total: int) -> None:
    show_progress(f"已读 {done} / {total}")


def _show_drawn(done: int, total: int) -> None:
    show_progress(f"已写各单位的表 {done} / {total}")


def _show_fetched(done: int, total: int) -> None:
    show_progress(f"已取附件 {done} / {total}")
