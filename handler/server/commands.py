"""The command that runs the site and its functions on one machine: serve."""

import argparse
import io
import os
from collections.abc import Iterator
from pathlib import Path
from socket import socket

from handler.commands.check import check_store
from handler.records.record import now
from handler.records.seal import LOCAL_SECRET
from handler.server import connections, trial
from handler.server.addresses import address, base_path, listening, port, site
from handler.server.clocks import FILE, StandingClock
from handler.server.live import Live
from handler.server.scan import CLAMD, scanner, unscanned
from handler.server.trial import make_log
from handler.server.uploads import OwnForms
from handler.stores import FileStore, Store, bucket_scheme, open_store
from handler.stores.folder import FolderStore
from handler.stores.folder.presigned import Forms
from handler.submit.limits import MOST
from schema.cli import Commands, add_command, moment
from schema.errors import UserError
from webform.config import add_access


def add_serve(commands: Commands) -> None:
    command = add_command(commands, "serve", _serve, "在本设备打开网站并接收填报")
    command.add_argument("--host", default="127.0.0.1", help="监听的地址")
    command.add_argument("--port", type=port, default=8000, help="监听的端口")
    command.add_argument(
        "--site", type=site, help="浏览器里打开本站的网址，前面有代理时必写，如 https://forms.example.cn/"
    )
    command.add_argument(
        "--base-path", type=base_path, help="站在哪个路径下，如 /forms/；--site 的网址里写了就不用写"
    )
    command.add_argument(
        "--store", default="var/store", help="存放填报的文件夹，或 s3://桶/前缀、oss://桶/前缀、cos://桶/前缀"
    )
    command.add_argument(
        "--uploads",
        choices=("origin", "store"),
        default="origin",
        help="附件经本站传（origin），或由浏览器直接传到 s3:// 的桶（store，桶要允许跨域）",
    )
    command.add_argument(
        "--scan",
        nargs="?",
        const=CLAMD,
        metavar="命令",
        help="附件存入以前交给这个命令扫描（从标准输入读，以 0 结束为干净，1 为有毒）；不写命令时用 ClamAV 的 clamdscan",
    )
    command.add_argument("--at", type=moment, help="把时钟定在这一刻试用，如 2021-06-30T09:00:00+08:00")
    command.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    command.add_argument("--log", type=Path, help="每次请求记一行的文件（不含填报的内容）；默认不记")
    command.add_argument(
        "--quota", type=_quota, default=MOST, help=f"每个单位最多报送几次、传几个附件，默认各 {MOST}"
    )
    add_access(command)


def _serve(options: argparse.Namespace) -> Iterator[str]:
    """Takes the port first: where it cannot, nothing has been written."""
    with listening(options.host, options.port) as sockets:
        yield from _serve_at(sockets, options)


def _serve_at(sockets: list[socket], options: argparse.Namespace) -> Iterator[str]:
    from waitress.server import create_server

    store, secret = _prepare(options)
    told: list[str] = []
    key = trial.bureau_key(os.environ.get("BUREAU_KEY", ""), told.append)
    yield from told
    live = Live(
        options=options,
        store=store,
        key=key,
        secret=secret,
        write=make_log(options.log),
        clock=StandingClock(options.at, FILE) if options.at else now,
    )
    live.renew(told.append)
    yield told[-1]
    newest = next(iter(live.catalogue.values()))
    trial.write_example(newest)
    server = create_server(live, sockets=sockets, **connections.settings())
    local = address(options.host, sockets[0].getsockname()[1])
    yield trial.what_to_try(options, local, newest.edition, codes=live.settings.codes is not None)
    server.run()


def _prepare(options: argparse.Namespace) -> tuple[Store, str]:
    """The store, tried, with uploads through the site where that is asked for; the secret of what is sealed.

    Raises UserError, OSError.
    """
    if options.scan is not None and options.uploads == "store":
        raise UserError("--scan 要附件经本站传：不要与 --uploads store 同用")
    opened = _open(options.store)
    check_store(opened, options.store)
    secret = os.environ.get("CODE_SECRET") or trial.local_key(LOCAL_SECRET, trial.no_log)
    if options.uploads == "store" and not isinstance(opened, FolderStore):
        return opened, secret
    scan = scanner(options.scan, io.BytesIO(b"a harmless file")) if options.scan is not None else unscanned
    return OwnForms(opened, Forms.of(secret), scan), secret


def _open(address: str) -> FileStore:
    """The store, a folder made if it is not there. Raises StoreError, OSError."""
    if not bucket_scheme(address):
        Path(address).mkdir(0o700, parents=True, exist_ok=True)  # names and telephone numbers will lie there
    return open_store(address)


def _quota(text: str) -> int:
    """How many, as an argument; with none every filing would be refused."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}”应是 1 以上的整数，如 {MOST}")
    return int(text)
