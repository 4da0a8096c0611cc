"""The commands that pack: package, the functions for the cloud; bundle, the program for a machine."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from infra.bundle.pack import make_bundle
from infra.package import make_collect_package, make_package, without_bytecode
from schema.cli import Commands, add_command
from schema.loading.catalogue import load_catalogue
from webform.app import render_shell
from webform.config import add_place, read_place


def add_package(commands: Commands) -> None:
    command = add_command(commands, "package", _package, "打包云函数")
    command.add_argument(
        "--file", type=Path, default=Path("dist/function.zip"), help="填报和查询用的压缩包的文件名"
    )
    command.add_argument(
        "--collect", type=Path, default=Path("dist/collect.zip"), help="汇总用的压缩包的文件名"
    )
    add_place(command)


def _package(options: argparse.Namespace) -> Iterator[str]:
    yield from without_bytecode()
    shell = render_shell(load_catalogue(), read_place(options))
    for made in (make_package(shell, options.file), make_collect_package(options.collect)):
        yield f"已写 {made}，{made.stat().st_size // 1024} kB"


def add_bundle(commands: Commands) -> None:
    command = add_command(
        commands, "bundle", _bundle, "把整个程序打成一个文件，拷到只有 Python 的机器上就能用"
    )
    command.add_argument("--file", type=Path, default=Path("dist/form.pyz"), help="文件名")
    command.add_argument(
        "--s3", action="store_true", help="带上 botocore：存放填报用 s3:// 时才要，文件大得多"
    )


def _bundle(options: argparse.Namespace) -> Iterator[str]:
    made = make_bundle(options.file, s3=options.s3)
    yield f"已写 {made}，{made.stat().st_size // 1024} kB；用法：python3 {made.name} install --site https://…"
