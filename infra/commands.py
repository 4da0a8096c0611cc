"""The commands that run the site or make it ready to be run: serve, codes, package."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from socket import socket

from handler.server import trial as trial
from handler.server.addresses import address
from handler.server.commands import LARGEST_REQUEST, THREADS, _open, _settings
from handler.server.site import make_local
from handler.server.trial import make_log
from handler.server.wsgi import mount
from handler.stores import upload_origin
from handler.stores.probe import check_store
from infra.package import make_collect_package, make_package
from schema.cli import Commands, add_command
from schema.loading.catalogue import load_catalogue
from webform.commands import count_pages
from webform.config import add_place, read_place
from webform.freeze import freeze, render_shell


def add_package(commands: Commands) -> None:
    command = add_command(commands, "package", _package, "打包云函数")
    command.add_argument(
        "--file", type=Path, default=Path("dist/function.zip"), help="填报和查询用的压缩包的文件名"
    )
    command.add_argument(
        "--collect", type=Path, default=Path("dist/collect.zip"), help="汇总用的压缩包的文件名"
    )
    add_place(command)


def _serve_at(sockets: list[socket], options: argparse.Namespace) -> Iterator[str]:
    from waitress.server import create_server

    catalogue = load_catalogue()
    store = _open(options.store)
    check_store(store, options.store)
    told: list[str] = []
    key = trial.bureau_key(os.environ.get("BUREAU_KEY", ""), told.append)
    yield from told
    trial.write_example(next(iter(catalogue.values())))
    settings, place = _settings(options, catalogue, upload_origin(store))
    yield count_pages(freeze(catalogue, place, options.out), options.out)
    server = create_server(
        mount(place.base_path, make_local(settings, store, key, options.out, make_log(options.log))),
        sockets=sockets,
        threads=THREADS,
        max_request_body_size=LARGEST_REQUEST,
    )
    local = address(options.host, sockets[0].getsockname()[1])
    yield trial.what_to_try(_started(options, local, next(iter(catalogue)), codes=settings.codes is not None))
    server.run()


def _started(options: argparse.Namespace, local: str, edition: str, *, codes: bool) -> trial.Start:
    return trial.Start(
        edition=edition,
        local=local,
        site=str(options.site or ""),
        store=options.store,
        at=options.at,
        codes=codes,
        own_key=bool(os.environ.get("BUREAU_KEY")),
        largest=LARGEST_REQUEST,
    )


def _package(options: argparse.Namespace) -> Iterator[str]:
    shell = render_shell(load_catalogue(), read_place(options))
    for made in (make_package(shell, options.file), make_collect_package(options.collect)):
        yield f"已写 {made}，{made.stat().st_size // 1024} kB"
