"""`build.py collect`: what it is told on the command line, and what it shows meanwhile."""

import argparse
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handler.commands.check import check_store
from handler.commands.collect.copies import open_copied
from handler.commands.collect.find_filings import check_filed
from handler.commands.collect.import_file import add_files
from handler.commands.collect.output_folder import Folder
from handler.commands.collect.write import UnreadError, collect
from handler.commands.parts.crew import add_crew, find_crew
from handler.records.record import now
from handler.records.seal import read_local_sealer
from handler.stores import Store, StoreError
from schema.cli import EDITION, Commands, add_command, find_survey, moment, show_progress
from schema.edition.period import edition_in_words
from schema.edition.survey import Survey
from schema.errors import UserError


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
    store = open_copied(options.store)
    folder = Folder.at(options.out)
    unread: UnreadError | None = None
    try:
        yield from _ready(survey, store, folder, options)
        with find_crew(options, store) as crew:
            for line in collect(
                survey,
                store,
                folder,
                show_progress,
                attachments=options.attachments,
                units=options.units,
                earlier=earlier,
                sealer=read_local_sealer(os.environ),
                previous=options.previous,
                crew=crew,
                with_names=options.with_names,
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
