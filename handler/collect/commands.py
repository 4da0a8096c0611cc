"""The command that collects what was filed."""

import argparse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handler.commands.collect import collect
from handler.commands.find_filings import check_filed
from handler.commands.import_file import add_files
from handler.commands.output_folder import Folder
from handler.stores import Store, StoreError, open_store
from handler.stores.probe import check_store
from handler.submit.settings import now
from schema.cli import Commands, add_command, find_survey, moment, show_progress
from schema.errors import UserError
from schema.loading.catalogue import Survey


def add_collect(commands: Commands) -> None:
    command = add_command(commands, "collect", _collect, "汇总一年的填报")
    command.add_argument("edition", help="年份，如 2021")
    command.add_argument("--from", dest="store", required=True, help="存放填报的文件夹，或 s3://桶/前缀")
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
    command.add_argument("--compare", metavar="年份", help="与哪一年的合计并列，如 2021")


def _collect(options: argparse.Namespace) -> Iterator[str]:
    survey = find_survey(options.edition)
    earlier = find_survey(options.compare) if options.compare else None
    store = open_store(options.store)
    folder = Folder.at(options.out)
    try:
        yield from _ready(survey, store, folder, options)
        fetching = _show_fetched if options.attachments else None
        lines = collect(survey, store, folder, _show, tell=show_progress, fetching=fetching, earlier=earlier)
        for line in lines:
            show_progress("")
            yield line
    except UserError as error:  # told together with the files that were not taken
        folder.failed.append(str(error))
    show_progress("")
    folder.finish()


def _ready(survey: Survey, store: Store, folder: Folder, options: argparse.Namespace) -> Iterator[str]:
    """The store as it is to be collected, files added first. Nothing is written into what is no store, or no safe one.

    Raises StoreError, NothingFiledError, UnsafeStoreError.
    """
    check_filed(store, options.store, survey.edition.id, adding=bool(options.add))
    with suppress(
        StoreError
    ):  # who may only read loses nothing; who cannot read either is told by the reading
        check_store(store, options.store)
    yield from add_files(survey, store, options.add, options.received or now(), folder.failed)


def _show(done: int, total: int) -> None:
    show_progress(f"已读 {done} / {total}")


def _show_fetched(done: int, total: int) -> None:
    show_progress(f"已取附件 {done} / {total}")
