"""The Flask application: one route per page and document, all of them frozen."""

from collections.abc import Iterable

from flask import Flask, Response, render_template
from werkzeug.exceptions import NotFound

from schema.edition.dates import day_in_words, in_words
from schema.edition.period import edition_in_words, sides
from schema.edition.survey import Catalogue, Survey
from webform.assets import (
    BUNDLE,
    OFFLINE,
    asset_names,
    asset_version,
    offline_bundle,
    read_asset,
    site_version,
)
from webform.config import Place
from webform.draw_grid import draw_rows, grids_of, has_cells, is_wide, sheet_looks
from webform.layout import are_fields, blanks_of, meanings_of, pairs, personal, pieces
from webform.minified import minify
from webform.pages.edition import add_pages
from webform.pages.site import by_form

_LENT = (
    *(in_words, edition_in_words, sides, personal, pairs, pieces, are_fields, blanks_of, meanings_of),
    *(draw_rows, grids_of, has_cells, is_wide, sheet_looks),
)
"""What every template may call."""
_MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def create_app(catalogue: Catalogue, place: Place) -> Flask:
    """The application; all it can show is in `routes(catalogue)`."""
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]  # as above
    _lend(app, catalogue, place)
    add_pages(app, catalogue)

    @app.get("/assets/<version>/<path:name>")
    def asset(version: str, name: str) -> Response:  # noqa: ARG001  # the version only makes the address new
        if name == BUNDLE:
            return Response(offline_bundle(), mimetype="application/json")
        if name not in asset_names():
            raise NotFound
        return Response(read_asset(name), mimetype=_MEDIA[name.rpartition(".")[2]])

    @app.get("/sw.js")
    def worker() -> Response:
        kept = [f"{place.base_path}{path}" for path in _kept(catalogue)]
        text = render_template("sw.js", version=site_version(catalogue), kept=kept, bundle=BUNDLE)
        return Response(minify("sw.js", text), mimetype=_MEDIA["js"])

    return app


def render_shell(catalogue: Catalogue, place: Place) -> str:
    """The page around the submit function's answers to a plain form."""
    with create_app(catalogue, place).app_context():
        return render_template("shell.html")


def render_code_sheet(survey: Survey, rows: Iterable[object]) -> str:
    """The filing codes as a sheet to be printed and cut; each row has `name`, `code` and `link`."""
    with create_app({survey.edition.id: survey}, Place()).app_context():
        return render_template("code_sheet.html", edition=survey.edition, rows=rows)


def _lend(app: Flask, catalogue: Catalogue, place: Place) -> None:
    """What every template may use."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        {each.__name__: each for each in _LENT},
        place=place,
        assets=f"{place.base_path}assets/{asset_version()}/",
        newest=next((survey.edition for survey in catalogue.values()), None),
        day=day_in_words,
    )


def _kept(catalogue: Catalogue) -> list[str]:
    """What the newest edition of each form needs to open again without network."""
    version = asset_version()
    newest = [surveys[0].edition.id for surveys in by_form(catalogue).values()]
    return [
        *(f"{edition}/{page}" for edition in newest for page in ("", "received/", "edition.json")),
        *(f"assets/{version}/{name}" for name in ("before_paint.js", *OFFLINE, "style.css", "icon.svg")),
    ]
