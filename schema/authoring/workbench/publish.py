"""Writing a finished piece of work onto the shelf: the edition's file and its roster, what stood there kept beside them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from schema.authoring.workbench.decisions import refused
from schema.authoring.workbench.work import Work, final_text
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue


def publish(work: Work, shelf: Path, now: datetime, renew: Callable[[], object]) -> list[str]:
    """What was done. renew: serves what is on the shelf from now on; whatever fails, shelf and site are as they were.

    Raises FileProblemsError where the shelf would not load; UserError, OSError.
    """
    if work.open or not work.dated:
        what = f"还有 {work.open} 处没有定" if work.open else "时间还没有定"
        raise refused(what, "都定了再发布")
    files = {f"{work.edition}.toml": final_text(work), f"{work.edition}.units.toml": work.roster}
    with TemporaryDirectory() as folder:
        tried = Path(folder) / "editions"
        copytree(shelf, tried)
        for name, text in files.items():
            (tried / name).write_text(text, encoding="utf-8")
        load_catalogue(tried)
    changed = {shelf / name: text for name, text in files.items() if not _says(shelf / name, text)}
    kept = {file: file.with_name(f"{file.name}.{now:%Y%m%d-%H%M%S}") for file in changed if file.exists()}
    written: list[Path] = []
    try:
        for file, beside in kept.items():
            beside.write_bytes(file.read_bytes())
        for file, text in changed.items():
            write_whole(file, text)
            written.append(file)
        renew()
    except BaseException:
        for file in written:
            kept[file].replace(file) if file in kept else file.unlink()
        for beside in kept.values():
            beside.unlink(missing_ok=True)
        with suppress(UserError, OSError):  # why is told already; some of its pages may have been written
            renew()
        raise
    told = [f"原来的另存为 {beside.name}" for beside in kept.values()]
    return told + [f"已写 {file.name}" for file in changed]


def _says(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


def write_whole(file: Path, text: str) -> None:
    """Whole or not at all."""
    made = file.with_name(f"{file.name}.new")
    try:
        made.write_text(text, encoding="utf-8")
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)
