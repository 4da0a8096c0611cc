"""A piece of work at the workbench: the 2022 table with a change of every sort, on a shelf that has 2021."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from schema.authoring.assign_ids import Settlement
from schema.authoring.importer.command import Import
from schema.authoring.workbench.begin import begin
from schema.authoring.workbench.work import Work
from tests.support.builders import EDITION_FILES, the_2021
from tests.support.documents.next_year import write_2022

EARLIER = [the_2021()]

KEY = "the-bureau-key-of-the-workbench-0123456789"


def shelf_in(folder: Path) -> Path:
    """An editions' folder of its own, with 2021."""
    shelf = folder / "editions"
    shelf.mkdir()
    for file in EDITION_FILES:
        shutil.copy(file, shelf)
    return shelf


def ordered(document: Path, shelf: Path, like: str = "2021") -> Import:
    return Import(
        document=document,
        edition="2022",
        like=shelf / f"{like}.toml" if like else None,
        out=shelf / "2022.toml",
        settlement=Settlement(same={}, new=[]),
    )


@cache
def the_work() -> Work:
    """As the importer leaves it: two pairs to settle, four rules to confirm, the dates to look at."""
    with TemporaryDirectory() as folder:
        document = write_2022(Path(folder))
        return begin(ordered(document, shelf_in(Path(folder))), "统计表2022.docx")


@cache
def finished_work() -> Work:
    """All settled, the dates confirmed."""
    from handler.workbench.changes import CHANGES

    work = the_work()
    for each in work.questions:
        work = CHANGES["same"].act(work, {"about": each.about, "old": each.old}, EARLIER)
    every = list(range(1, len(work.rules) + 1))
    work = CHANGES["rules"].act(work, {"numbers": every, "on": True}, EARLIER)
    dates = {"opens": "2022-06-01T00:00", "due": "2022-07-04T12:00", "closes": ""}
    return CHANGES["dates"].act(work, dates, EARLIER)
