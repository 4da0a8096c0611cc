"""The editions on the shelf: `editions/<id>.toml`, each with its roster `<id>.units.toml`; `site.toml` beside them."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from schema.edition.period import newest_first
from schema.edition.site import NO_SITE
from schema.edition.survey import Catalogue, Survey
from schema.errors import FileProblem, FileProblemsError
from schema.loading.edition_file import load_edition
from schema.loading.roster_file import load_roster
from schema.loading.site_file import NAME, load_site

T = TypeVar("T")
EDITIONS = Path(os.environ.get("EDITIONS") or Path(__file__).parents[1] / "editions")


def edition_files(folder: Path) -> list[Path]:
    """The files of all editions, newest first."""
    ids = {file.name.partition(".")[0] for file in folder.glob("*.toml")} - {NAME}
    return [folder / f"{each}.toml" for each in sorted(ids, key=newest_first)]


def load_catalogue(folder: Path = EDITIONS) -> Catalogue:
    """Every edition in the folder. Raises FileProblemsError with the mistakes of all files at once."""
    catalogue: Catalogue = {}
    mistakes: list[FileProblem] = []
    site = _attempt(load_site, folder / f"{NAME}.toml", mistakes) or NO_SITE
    for file in edition_files(folder):
        edition = _attempt(partial(load_edition, site=site), file, mistakes)
        roster = _attempt(load_roster, file.with_suffix(".units.toml"), mistakes)
        if edition and roster:
            catalogue[edition.id] = Survey(edition=edition, roster=roster)
    if not catalogue and not mistakes:
        mistakes.append(
            FileProblem(
                file=str(folder), place="整个文件夹", rule="没有一张表", remedy="放入 2021.toml 这样的文件"
            )
        )
    if mistakes:
        raise FileProblemsError(mistakes)
    return catalogue


def _attempt(load: Callable[[Path], T], file: Path, mistakes: list[FileProblem]) -> T | None:
    try:
        return load(file)
    except FileProblemsError as error:
        mistakes.extend(error.mistakes)
        return None
