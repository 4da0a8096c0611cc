"""`build.py check`: every edition and roster; with --store also whether a store keeps what it has."""

import argparse
from collections.abc import Iterator

from handler.commands.check_store import check_store
from handler.stores import open_store
from schema.authoring.commands import check_editions
from schema.cli import Commands, add_command


def add_check(commands: Commands) -> None:
    command = add_command(
        commands, "check", _check, "检查每一年的表和报送单位名单；写明 --store 时也试一个存储"
    )
    command.add_argument("--store", help="存放填报的文件夹，或 s3://桶/前缀：试写两个小对象，看会不会覆盖")


def _check(options: argparse.Namespace) -> Iterator[str]:
    yield from check_editions()
    if options.store:
        check_store(open_store(options.store), options.store)
        yield f"{options.store} 可以用来存填报：同名的只能写入一次，八个同时写只有一个写成"
