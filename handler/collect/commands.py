"""The command that collects what was filed."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from handler.collect.adding import Looked, add_file
from handler.collect.command import collect
from handler.collect.writing import Folder
from handler.stores import Store, open_store
from handler.submit.settings import Settings, now
from schema.catalogue import Survey
from schema.checksum import short_code
from schema.commandline import Commands, add_command, find_survey, moment, show_progress


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
        help="先收下用“存成文件”发来的表，可写多次",
    )
    command.add_argument("--received", type=moment, help="收到这些文件的时刻，默认现在")
    command.add_argument("--attachments", action="store_true", help="同时下载附件，存成 附件/单位/文件名")
    command.add_argument("--compare", metavar="年份", help="与哪一年的合计并列，如 2021")


def _collect(options: argparse.Namespace) -> Iterator[str]:
    survey = find_survey(options.edition)
    earlier = find_survey(options.compare) if options.compare else None
    store = open_store(options.store)
    for file in options.add:
        yield _add(survey, store, file, options.received)
    folder = Folder.at(options.out)
    fetching = _show_fetched if options.attachments else None
    for line in collect(survey, store, folder, _show, tell=show_progress, fetching=fetching, earlier=earlier):
        show_progress("")
        yield line
    show_progress("")
    folder.finish()


def _show(done: int, total: int) -> None:
    show_progress(f"已读 {done} / {total}")


def _show_fetched(done: int, total: int) -> None:
    show_progress(f"已取附件 {done} / {total}")


def _add(survey: Survey, store: Store, file: Path, received: datetime | None) -> str:
    edition = survey.edition
    clock = (lambda: received) if received else now
    settings = Settings(catalogue={edition.id: survey}, shell="", clock=clock, tickets=Looked(store))
    receipt = add_file(settings, store, edition.id, file)
    said = f"回执号 {receipt.reference}，校验码 {short_code(receipt.checksum)}"
    return f"已收下 {file}：{receipt.unit.name}，{said}"
