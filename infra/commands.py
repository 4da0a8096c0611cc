"""The commands that run the site or make it ready to be run: serve, codes, package."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from socket import socket

from handler.access.filing_codes import SAMPLE_SECRET, Codes, read_codes, read_rounds
from handler.attachments.upload_token import Tickets
from handler.commands.code_sheet import make_slips, to_csv
from handler.server import trial as tryout
from handler.server.addresses import Site, address, listening, port, site
from handler.server.site import StandingClock, make_local, make_log
from handler.server.wsgi import mount
from handler.stores import Store, open_store, upload_origin
from handler.stores.probe import check_store
from handler.submit.settings import Settings, now
from infra.package import make_collect_package, make_package
from schema.cli import Commands, add_command, find_survey, moment, warn
from schema.loading.catalogue import Catalogue, load_catalogue
from schema.validation.attachments import LARGEST
from webform.app import Place
from webform.commands import add_access, add_place, count_pages, read_place
from webform.freeze import freeze, render_shell, render_slips

THREADS = 16
LARGEST_REQUEST = LARGEST + 2**20
"""Bytes: the largest attachment and its form around it; the server keeps what is larger out."""
LOOPBACK = ("127.0.0.1", "::1", "[::1]", "localhost")


def add_serve(commands: Commands) -> None:
    command = add_command(commands, "serve", _serve, "在本机打开网站并接收填报")
    command.add_argument("--host", default="127.0.0.1", help="监听的地址")
    command.add_argument("--port", type=port, default=8000, help="监听的端口")
    command.add_argument(
        "--site", type=site, help="浏览器里打开本站的网址，前面有代理时必写，如 https://forms.example.cn/"
    )
    command.add_argument("--store", default="var/store", help="存放填报的文件夹，或 s3://桶/前缀")
    command.add_argument("--at", type=moment, help="把时钟定在这一刻试用，如 2021-06-30T09:00:00+08:00")
    command.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    command.add_argument("--log", type=Path, help="每次请求记一行的文件（不含填报的内容）；默认不记")
    add_access(command)


def add_codes(commands: Commands) -> None:
    purpose = "列出每个单位的填报码和链接（密钥在环境变量 CODE_SECRET 里）"
    command = add_command(commands, "codes", _codes, purpose)
    command.add_argument("edition", help="年份，如 2021")
    command.add_argument(
        "--out", type=Path, help="写入的文件：.csv，或 .html（可打印、裁开）；默认显示在屏幕上"
    )
    command.add_argument("--site", default="/", help="网站的网址，写在链接前面，如 https://form.example.cn/")


def add_package(commands: Commands) -> None:
    command = add_command(commands, "package", _package, "打包云函数")
    command.add_argument(
        "--file", type=Path, default=Path("dist/function.zip"), help="填报和查询用的压缩包的文件名"
    )
    command.add_argument(
        "--collect", type=Path, default=Path("dist/collect.zip"), help="汇总用的压缩包的文件名"
    )
    add_place(command)


def _serve(options: argparse.Namespace) -> Iterator[str]:
    """Takes the port first: where it cannot, nothing has been written."""
    with listening(options.host, options.port) as sockets:
        yield from _serve_at(sockets, options)


def _serve_at(sockets: list[socket], options: argparse.Namespace) -> Iterator[str]:
    from waitress.server import create_server

    catalogue = load_catalogue()
    store = _open(options.store)
    check_store(store, options.store)
    told: list[str] = []
    key = tryout.bureau_key(os.environ.get("BUREAU_KEY", ""), told.append)
    yield from told
    tryout.write_example(next(iter(catalogue.values())))
    settings, place = _settings(options, catalogue, upload_origin(store))
    yield count_pages(freeze(catalogue, place, options.out), options.out)
    server = create_server(
        mount(place.base_path, make_local(settings, store, key, options.out, make_log(options.log))),
        sockets=sockets,
        threads=THREADS,
        max_request_body_size=LARGEST_REQUEST,
    )
    local = address(options.host, sockets[0].getsockname()[1])
    yield tryout.what_to_try(
        _started(options, local, next(iter(catalogue)), codes=settings.codes is not None)
    )
    server.run()


def _started(options: argparse.Namespace, local: str, edition: str, *, codes: bool) -> tryout.Start:
    return tryout.Start(
        edition=edition,
        local=local,
        site=str(options.site or ""),
        store=options.store,
        at=options.at,
        codes=codes,
        own_key=bool(os.environ.get("BUREAU_KEY")),
        largest=LARGEST_REQUEST,
    )


def _open(address: str) -> Store:
    """The store, a folder made if it is not there. Raises StoreError, OSError."""
    if not address.startswith("s3://"):
        Path(address).mkdir(0o700, parents=True, exist_ok=True)  # names and telephone numbers will lie there
    return open_store(address)


def _settings(options: argparse.Namespace, catalogue: Catalogue, uploads: str) -> tuple[Settings, Place]:
    """What the functions and the pages need to know; uploads: the origin that files are sent to, '' for our own.

    A sample secret will do while the clock is pinned and nobody else can come. Raises UserError.
    """
    site = options.site or Site()
    trial = bool(options.at) and options.host in LOOPBACK and not site.origin
    codes = read_codes(_environment() if trial else os.environ, options.access, catalogue, tryout=trial)
    at = options.at.isoformat() if options.at else ""
    place = Place(codes=codes is not None, at=at, upload_origin=uploads, base_path=site.base_path)
    settings = Settings(
        catalogue=catalogue,
        shell=render_shell(catalogue, place),
        own=site.origin,
        secure=site.origin.startswith("https:"),
        codes=codes,
        tickets=Tickets(secret=tryout.ticket_secret(os.environ.get("CODE_SECRET", "")), tryout=trial),
        clock=StandingClock(options.at, tryout.CLOCK_FILE) if options.at else now,
    )
    return settings, place


def _codes(options: argparse.Namespace) -> Iterator[str]:
    survey = find_survey(options.edition)
    environment = _environment()
    if environment["CODE_SECRET"] == SAMPLE_SECRET:
        warn("没有设 CODE_SECRET，用的是示例密钥，这些填报码只能在本机试用")
    rounds = read_rounds(environment.get("CODE_ROUNDS", ""), load_catalogue())
    codes = Codes(secret=environment["CODE_SECRET"], rounds=rounds, tryout=True)
    slips = list(make_slips(survey, codes, f"{options.site.rstrip('/')}/"))
    if not options.out:
        yield to_csv(slips).rstrip("\n")
        return
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.touch(mode=0o600)  # whoever reads it can file for every unit
    text = render_slips(survey, slips) if options.out.suffix == ".html" else f"\ufeff{to_csv(slips)}"
    options.out.write_text(text, encoding="utf-8", newline="")
    yield f"已写 {options.out}，{len(slips)} 家"


def _environment() -> dict[str, str]:
    """The environment, with the sample secret where it names none."""
    return {"CODE_SECRET": SAMPLE_SECRET, **os.environ}


def _package(options: argparse.Namespace) -> Iterator[str]:
    shell = render_shell(load_catalogue(), read_place(options))
    for made in (make_package(shell, options.file), make_collect_package(options.collect)):
        yield f"已写 {made}，{made.stat().st_size // 1024} kB"
