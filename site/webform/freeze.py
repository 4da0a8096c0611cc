"""Freezing the application into a folder of static pages."""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import render_template
from flask_frozen import Freezer

from schema.catalogue import Catalogue, Survey
from schema.errors import UserError
from webform.app import Place, create_app, routes

MARK = "openapi.json"
"""A file of every site. A folder without it is not ours to clear."""


class NotOursError(UserError):
    """The folder holds something else; freezing would remove it."""


def freeze(catalogue: Catalogue, place: Place, out: Path) -> Iterator[str]:
    """Write the site into `out`, yielding the path of each page written.

    What stood there of an earlier site is removed. Any warning of Frozen-Flask is an error.
    Raises NotOursError, OSError.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).exists():
        raise NotOursError(f"文件夹 {out} 里有别的文件，不是本站的旧版，没有动它；请换一个空文件夹")
    app = create_app(catalogue, place)
    app.config.update(
        FREEZER_DESTINATION=str(out.resolve()), FREEZER_BASE_URL=f"http://localhost{place.base_path}"
    )
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    freezer.register_generator(lambda: routes(catalogue))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for page in freezer.freeze_yield():
            yield page.url


def render_shell(catalogue: Catalogue, place: Place) -> str:
    """The page around the submit function's answers to a plain form."""
    with create_app(catalogue, place).app_context():
        return render_template("shell.html")


def render_slips(survey: Survey, slips: Iterable[object]) -> str:
    """The filing codes as a sheet to be printed and cut; each slip has `name`, `code` and `link`."""
    with create_app({survey.edition.id: survey}, Place()).app_context():
        return render_template("slips.html", edition=survey.edition, slips=slips)
