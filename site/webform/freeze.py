"""Freezing the application into a folder of static pages, and the command that does it."""

import argparse
import mimetypes
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_frozen import Freezer

from schema.cli import Commands, add_command, show_progress
from schema.edition.survey import Catalogue
from schema.loading.catalogue import load_catalogue
from webform.app import create_app
from webform.config import Place, add_access, add_place, read_place
from webform.manifest import name_some, read_known, strangers, write_site
from webform.minified import RENAMES
from webform.pages.edition import EXCEL, WORD, routes


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


def freeze(catalogue: Catalogue, place: Place, out: Path) -> Iterator[str]:
    """Write the site into `out`, yielding the path of each page made.

    All pages are made before the first is written. What stood there of an earlier site is removed, and nothing else.
    Any warning of Frozen-Flask is an error. Raises NotOursError, OSError.
    """
    known = read_known(out)
    pages: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        for url, file in _make_pages(catalogue, place, Path(folder)):
            pages[file.as_posix()] = (Path(folder) / file).read_bytes()
            yield url
    write_site(out, pages, known)


def _make_pages(catalogue: Catalogue, place: Place, folder: Path) -> Iterator[tuple[str, Path]]:
    mimetypes.add_type(EXCEL, ".xlsx")  # Python knows these from 3.13 on; Frozen-Flask compares
    mimetypes.add_type(WORD, ".docx")
    app = create_app(catalogue, place)
    app.config.update(
        FREEZER_DESTINATION=str(folder.resolve()),
        FREEZER_BASE_URL=f"http://localhost{place.base_path}",
        FREEZER_REMOVE_EXTRA_FILES=False,  # what may be removed is for the manifest to say
    )
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    freezer.register_generator(lambda: routes(catalogue))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield from freezer.freeze_yield()
