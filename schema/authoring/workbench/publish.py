"""Writing a finished piece of work onto the shelf: the edition's file and its roster, what stood there kept beside them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from schema.authoring.workbench.work import Work, final_text
from schema.errors import FileProblem, FileProblemsError
from schema.loading.catalogue import load_catalogue


def publish(work: Work, shelf: Path, now: datetime) -> Iterator[str]:
    """Yields what was done. Raises FileProblemsError, with nothing written, where the shelf would not load; OSError."""
    if work.open or not work.dated:
        what = f"还有 {work.open} 处没有定" if work.open else "时间还没有定"
        raise FileProblemsError([FileProblem(file="", place="整张表", rule=what, remedy="都定了再发布")])
    files = {f"{work.edition}.toml": final_text(work), f"{work.edition}.units.toml": work.roster}
    with TemporaryDirectory() as folder:
        tried = Path(folder) / "editions"
        copytree(shelf, tried)
        for name, text in files.items():
            (tried / name).write_text(text, encoding="utf-8")
        load_catalogue(tried)
    for name, text in files.items():
        yield from _write(shelf / name, text, now)


def _write(file: Path, text: str, now: datetime) -> Iterator[str]:
    """Whole or not at all. A file that says the same stays as it is."""
    if file.exists():
        if file.read_text(encoding="utf-8") == text:
            return
        kept = file.with_name(f"{file.name}.{now:%Y%m%d-%H%M%S}")
        kept.write_bytes(file.read_bytes())
        yield f"原来的另存为 {kept.name}"
    made = file.with_name(f"{file.name}.new")
    made.write_text(text, encoding="utf-8")
    made.replace(file)
    yield f"已写 {file.name}"
