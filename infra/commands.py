"""The command that packs the functions for the cloud: package."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from infra.package import make_collect_package, make_package
from schema.cli import Commands, add_command
from schema.loading.catalogue import load_catalogue
from webform.config import add_place, read_place
from webform.freeze import render_shell


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
    shell = render_shell(load_catalogue(), read_place(options))
    for made in (make_package(shell, options.file), make_collect_package(options.collect)):
        yield f"已写 {made}，{made.stat().st_size // 1024} kB"
