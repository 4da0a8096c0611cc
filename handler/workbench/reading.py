"""A document is read in a process of its own, for so long and no longer: filings do not wait for it, whatever it holds."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from schema.authoring.assign_ids import Settlement
from schema.authoring.importer.command import Import
from schema.authoring.importer.word.package import ONLY_WORD
from schema.authoring.workbench.begin import begin
from schema.authoring.workbench.work import Work
from schema.errors import UserError

PATIENCE = 60.0
"""Seconds. The official document takes less than one."""
_KINDS = (".docx", ".doc", ".txt")


class UnreadError(UserError):
    """No table could be made of it; the text says why (Chinese)."""


def read(
    name: str,
    content: bytes,
    *,
    edition: str,
    like: str,
    shelf: Path,
    collected: bytes | None = None,
    patience: float = PATIENCE,
) -> Work:
    """What a document comes to. Raises UnreadError.

    name: the file's, as the officer knows it. like: the edition that it follows, or ''. collected: what was collected
    of that edition, its `collected.json`; None where nothing was.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in _KINDS:
        raise UnreadError(f"这里只收 Word 表（.docx、.doc）和文字（.txt）。{ONLY_WORD}")
    with TemporaryDirectory() as folder:
        document = Path(folder) / f"document{suffix}"
        document.write_bytes(content)
        saved = Path(folder) / "collected.json" if collected else None
        if saved and collected:
            saved.write_bytes(collected)
        order = Import(
            document=document,
            edition=edition,
            like=shelf / f"{like}.toml" if like else None,
            out=shelf / f"{edition}.toml",
            settlement=Settlement(same={}, new=[]),
            collected=saved,
        )
        return _elsewhere(order, name, patience)


def _elsewhere(order: Import, name: str, patience: float) -> Work:
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=tell, args=(theirs, order, name), daemon=True)
    process.start()
    theirs.close()
    try:
        said = mine.recv() if mine.poll(patience) else "读了很久还没有读完，没有再读。请核对文件"
    except EOFError:
        said = "读取时发生错误，未能读取。请核对文件"
    finally:
        process.kill()
        process.join()
        mine.close()
    if isinstance(said, str):
        raise UnreadError(said)
    work: Work = said
    return work


def tell(to: Connection, order: Import, name: str) -> None:
    """Sends the work, or why there is none."""
    try:
        to.send(begin(order, name))
    except UserError as error:
        to.send(str(error))
    finally:
        to.close()
