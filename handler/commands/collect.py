"""`build.py collect`: the collection written into a folder, and a summary on the screen."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.collect.exports.reminders import to_chasing
from handler.collect.exports.without_names import without_names
from handler.collect.last_year import LastYear
from handler.collect.read_and_merge import period_before
from handler.commands.check_store import check_store
from handler.commands.compare_years import summarise, to_comparison_csv, to_units_comparison_csv
from handler.commands.download import download
from handler.commands.evidence import lost_since
from handler.commands.find_filings import NothingFiledError, check_filed
from handler.commands.import_file import add_files
from handler.commands.output_folder import Folder
from handler.commands.summary import set_aside, summary
from handler.commands.unit_tables import write_tables
from handler.parts.crew import Crew, add_crew, alone, find_crew
from handler.parts.merge import merge_in_parts
from handler.records.fetch import Progress
from handler.records.seal import Sealer, read_local_sealer
from handler.stores import Store, StoreError, open_store
from handler.submit.settings import now
from schema.cli import EDITION, Commands, add_command, find_survey, moment, show_progress
from schema.edition.period import edition_in_words
from schema.errors import UserError
from schema.loading.catalogue import Survey, load_catalogue

NAMELESS = "联系人、电话已过保存期限（keep_until），没有写出；确需写出的，加 --with-names"
CHASING = "未报单位.txt"
Tell = Callable[[str], None]
"""Called with what is being done, while it lasts."""


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
    crew: Crew | None = None,
    day: date | None = None,
) -> Iterator[str]:
    """Write every export into `folder`, then yield the summary (Chinese). Raises StoreError, NothingFiledError.

    fetching: the progress of downloading the attachments too; None where they stay in the store.
    drawing: the progress of writing each unit's own table too; None where it is not wanted.
    earlier: the edition to compare with; by itself the one before, where the store holds it. sealer: looks at the seals;
    None where the key is not at hand. previous: the collected.json of another time, whose records must still be there.
    crew: who merges; None for this process alone. day: of this export; names and numbers whose time is over by then are
    left out, none where it is not said.
    """
    before = earlier or period_before(survey, load_catalogue())
    with merge_in_parts(survey, store, before, crew or alone(store), progress, sealer=sealer) as collection:
        if not collection.reported and not collection.unknown:
            lines = [
                f"没有一份能算 {edition_in_words(survey.edition.id)}的填报。没有写任何文件",
                *set_aside(collection),
            ]
            raise NothingFiledError("\n".join(lines))
        if previous:  # before it is written over
            folder.failed.extend(lost_since(previous, collection))
        if day and survey.edition.site.drops_names(day):
            collection = without_names(collection)
            yield NAMELESS
        written = list(_write_exports(collection, folder, tell))
        yield from summary(collection)
        yield from written
        if drawing:
            yield from write_tables(collection, folder, drawing)
        if fetching:
            yield from _fetch(collection, store, folder, fetching)
        if earlier and not collection.last_year:
            then = edition_in_words(earlier.edition.id)
            folder.failed.append(f"没有与 {then}比较：存储里没有 {then}名单内单位的填报")
        if collection.last_year:
            yield from compare(collection, collection.last_year, folder)
    unread = sum(aside.unread for aside in collection.set_aside)
    if unread:
        raise UnreadError(f"有 {unread} 份记录读了三次都读不出，没有计入（见上面“未计入”）。请稍后再汇总一次")


def _write_exports(collection: Collection, folder: Folder, tell: Tell) -> Iterator[str]:
    writers = {f"collected.{extension}": export.write for extension, export in EXPORTS.items()}
    for name, write in {**writers, CHASING: _chasing}.items():
        tell(f"正在写 {name}")
        yield from folder.write(name, partial(write, collection))


def _fetch(collection: Collection, store: Store, folder: Folder, fetching: Progress) -> Iterator[str]:
    """The attachments; what keeps them from coming does not undo what is written."""
    try:
        yield from download(collection, store, folder.path, fetching)
    except OSError as error:
        folder.failed.append(f"附件没有下载完：{error}。排除后再汇总一次，已下载的不会再取")


def _chasing(collection: Collection) -> Iterator[bytes]:
    yield to_chasing(collection)


def compare(collection: Collection, last_year: LastYear, folder: Folder) -> Iterator[str]:
    """Write both periods side by side into `folder`, totals and units, and yield what cannot be compared."""
    yield from summarise(collection, last_year)
    both = f"{last_year.collection.edition.id}-{collection.edition.id}"
    yield from folder.write(f"compared-{both}.csv", partial(to_comparison_csv, collection, last_year))
    yield from folder.write(f"compared-units-{both}.csv", partial(to_units_comparison_csv, collection))


def add_collect(commands: Commands) -> None:
    command = add_command(commands, "collect", _collect, "汇总一期的填报")
    command.add_argument("edition", help=EDITION)
    command.add_argument(
        "--from",
        dest="store",
        required=True,
        help="存放填报的文件夹，或 s3://桶/前缀、oss://桶/前缀、cos://桶/前缀",
    )
    command.add_argument("--out", type=Path, required=True, help="写入汇总文件的文件夹")
    command.add_argument(
        "--add",
        type=Path,
        action="append",
        default=[],
        metavar="文件",
        help="先接收用“导出文件”发来的表，可写多次；同一单位的按保存的先后，最后一次算",
    )
    command.add_argument("--received", type=moment, help="收到这些文件的时刻，默认现在")
    command.add_argument("--attachments", action="store_true", help="同时下载附件，存成 附件/单位/文件名")
    command.add_argument(
        "--units", action="store_true", help="同时写每个单位填好的正式表，存成 各单位统计表/单位.docx"
    )
    command.add_argument("--with-names", action="store_true", help="联系人、电话过了保存期限也写出")
    command.add_argument(
        "--compare", metavar="编号", help="与哪一期并列，如 2021；默认是存储里有的同一张表的上一期"
    )
    command.add_argument(
        "--previous",
        type=Path,
        metavar="文件",
        help="上次的 collected.json：点出那时有、现在不见了或变了的记录",
    )
    add_crew(command)


def _collect(options: argparse.Namespace) -> Iterator[str]:
    survey = find_survey(options.edition)
    earlier = _earlier(survey, options.compare) if options.compare else None
    store = open_store(options.store)
    folder = Folder.at(options.out)
    unread: UnreadError | None = None
    try:
        yield from _ready(survey, store, folder, options)
        fetching = _show_fetched if options.attachments else None
        drawing = _show_drawn if options.units else None
        with find_crew(options, store) as crew:
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
                crew=crew,
                day=None if options.with_names else now().astimezone(survey.edition.due.tzinfo).date(),
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


def _earlier(survey: Survey, edition: str) -> Survey:
    """The edition to compare with. Raises UserError where it is not an earlier one."""
    earlier = find_survey(edition)
    if earlier.edition.due >= survey.edition.due:
        this, that = edition_in_words(survey.edition.id), edition_in_words(edition)
        raise UserError(f"--compare 要写 {this}以前的一期，{that}的截止时间不在它以前")
    return earlier


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
