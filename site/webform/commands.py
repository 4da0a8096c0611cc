"""The command that builds the site, and the arguments that say where it will stand."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from schema.cli import Commands, add_command, show_progress
from schema.loading.catalogue import load_catalogue
from webform.config import add_access, add_place, read_place
from webform.freeze import freeze
from webform.manifest import name_some, strangers
from webform.minified import RENAMES


def add_freeze(commands: Commands) -> None:
    command = add_command(commands, "freeze", _freeze, "生成静态网站（默认命令）")
    command.add_argument("--out", type=Path, default=Path("public"), help="生成网站的文件夹")
    add_place(command)
    add_access(command)


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
