"""The command that builds the site, and the arguments that say where it will stand."""

import argparse
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from schema.cli import Commands, add_command, show_progress
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue
from webform.app import Place
from webform.freeze import freeze
from webform.manifest import name_some, strangers
from webform.minified import RENAMES


def add_freeze(commands: Commands) -> None:
    command = add_command(commands, "freeze", _freeze, "生成静态网站（默认命令）")
    command.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    add_place(command)
    add_access(command)


def add_place(command: argparse.ArgumentParser) -> None:
    """Where the site will stand."""
    command.add_argument("--base-path", default="/", help="网站在服务器上的路径，以 / 开头和结尾")
    command.add_argument(
        "--upload-origin", default="", help="附件直接传到存储桶时写它的网址 https://…；默认与网站同一网址"
    )
    command.add_argument(
        "--api-origin", default="", help="云函数在别的网址时写 https://…；默认与网站同一网址"
    )


def add_access(command: argparse.ArgumentParser) -> None:
    """Whether filing needs a code."""
    given = "codes" if os.environ.get("CODE_SECRET") else "open"
    command.add_argument(
        "--access",
        choices=("open", "codes"),
        default=given,
        help="codes 凭填报码填报，open 不用码；默认有 CODE_SECRET 时用码",
    )


def read_place(options: argparse.Namespace) -> Place:
    """The place that the arguments name. Raises UserError."""
    path = options.base_path
    if not re.fullmatch(r"/(?:[0-9A-Za-z_.~-]+/)*", path):
        raise UserError(f"--base-path “{path}”应以 / 开头和结尾，只含英文字母、数字和 _ . ~ -，如 /forms/")
    codes = getattr(options, "access", "open") == "codes"
    return Place(
        base_path=path,
        api_origin=options.api_origin.rstrip("/"),
        upload_origin=options.upload_origin.rstrip("/"),
        codes=codes,
    )


def count_pages(pages: Iterable[str], out: Path) -> str:
    """Writes the pages, showing each, and says how many they were, and what stands beside them in the folder."""
    written = 0
    for page in pages:
        written += 1
        show_progress(f"写入 {page}")
    show_progress("")
    larger = "" if RENAMES else "；没有装 tdewolff-minify，脚本没有改短变量名，会大一些，功能不变"
    kept = strangers(out)
    beside = f"；另有 {name_some(kept)} 不是本站写的，或者写好以后又改过，没有动" if kept else ""
    return f"网站已写入 {out}，共 {written} 个文件{larger}{beside}"


def _freeze(options: argparse.Namespace) -> Iterator[str]:
    yield count_pages(freeze(load_catalogue(), read_place(options), options.out), options.out)
