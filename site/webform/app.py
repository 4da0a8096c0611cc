"""The Flask application: one route per page and document, all of them frozen."""

from dataclasses import dataclass

from flask import Flask, Response, jsonify, render_template
from werkzeug.exceptions import NotFound

from schema.contract.collection_schema import collection_schema
from schema.contract.edition_json import edition_document
from schema.contract.record_schema import answers_schema, record_schema
from schema.edition.checks import explained
from schema.edition.dates import in_words
from schema.edition.model import Kind, LongText, measure_of, words_of
from schema.loading.catalogue import Catalogue, Survey
from schema.validation.attachments import LARGEST, MOST, TYPES, attachments_document
from webform.assets import PAGES, asset_names, asset_version, lazy_scripts, read_asset, site_version
from webform.forms import NAMES, make_form
from webform.layout import pairs, pieces
from webform.minified import minify
from webform.openapi import openapi_document
from webform.years import add_changes, year_before

_MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
DOCUMENTS = {
    "edition": edition_document,
    "answers.schema": answers_schema,
    "record.schema": record_schema,
    "collection.schema": collection_schema,
    "attachments": attachments_document,
}
"""File name → what it holds, for every edition; the last only where attachments are taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the site will stand: its base path (`/` or `/forms/`) and the origin of the functions if elsewhere.

    upload_origin: where the page sends attachments, if that is elsewhere: the data bucket's address.
    codes: whether the page asks for a filing code.
    at: the moment at which the clock is pinned for a trial; empty for the real one.
    """

    base_path: str = "/"
    api_origin: str = ""
    upload_origin: str = ""
    codes: bool = False
    at: str = ""

    @property
    def api(self) -> str:
        """The address that `/<edition>/submissions` is added to."""
        return f"{self.api_origin or self.base_path.rstrip('/')}/api"

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of every page: own files and own functions, nothing inline."""
        reached = f"'self' {self.api_origin}".strip()
        asked = f"{reached} {self.upload_origin}".strip()
        return (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src {asked}; form-action {reached}; base-uri 'none'"
        )


def create_app(catalogue: Catalogue, place: Place) -> Flask:
    """The application; all it can show is in `routes(catalogue)`."""
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]  # as above
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(place=place, assets=f"{place.base_path}assets/{asset_version()}/")
    app.jinja_env.globals.update(in_words=in_words, pairs=pairs, pieces=pieces, words_of=words_of)
    app.jinja_env.globals.update(is_number=lambda kind: bool(measure_of(kind)), is_prose=_is_prose)
    _add_pages(app, catalogue)
    _add_documents(app, catalogue)
    add_changes(app, catalogue)

    @app.get("/assets/<version>/<path:name>")
    def asset(version: str, name: str) -> Response:  # noqa: ARG001  # the version only makes the address new
        if name not in asset_names():
            raise NotFound
        return Response(read_asset(name), mimetype=_MEDIA[name.rpartition(".")[2]])

    @app.get("/sw.js")
    def worker() -> Response:
        kept = [f"{place.base_path}{path}" for path in _kept(catalogue)]
        text = render_template("sw.js", version=site_version(catalogue), kept=kept)
        return Response(minify("sw.js", text), mimetype=_MEDIA["js"])

    return app


def _kept(catalogue: Catalogue) -> list[str]:
    """What the newest form needs to open again without network."""
    edition, version = next(iter(catalogue)), asset_version()
    return [
        *(f"{edition}/{page}" for page in ("", "received/", "edition.json")),
        *(
            f"assets/{version}/{name}"
            for name in ("before_paint.js", *PAGES, *lazy_scripts(), "style.css", "others.css", "icon.svg")
        ),
    ]


def documents_of(survey: Survey) -> list[str]:
    """The names of an edition's documents."""
    return [name for name in DOCUMENTS if name != "attachments" or survey.edition.attachments]


Route = tuple[str, dict[str, str]]
"""An endpoint and its values."""


def routes(catalogue: Catalogue) -> list[Route]:
    """Every page and document of the site, in the order in which they are written."""
    found: list[Route] = [("index", {}), ("not_found", {}), ("openapi", {}), ("worker", {})]
    for edition in catalogue:
        found += [(endpoint, {"edition": edition}) for endpoint in ("form", "blank", "received")]
        found += [
            ("document", {"edition": edition, "name": name}) for name in documents_of(catalogue[edition])
        ]
    for edition in year_before(catalogue):
        found += [(endpoint, {"edition": edition}) for endpoint in ("changes", "changes_json")]
    version = asset_version()
    return found + [("asset", {"version": version, "name": name}) for name in asset_names()]


def _add_pages(app: Flask, catalogue: Catalogue) -> None:
    def survey_of(edition: str) -> Survey:
        if edition not in catalogue:
            raise NotFound
        return catalogue[edition]

    @app.get("/")
    def index() -> str:
        return render_template("index.html", surveys=catalogue.values(), compared=year_before(catalogue))

    @app.get("/404.html")
    def not_found() -> str:
        return render_template("404.html")

    @app.get("/<edition>/")
    def form(edition: str) -> str:
        survey = survey_of(edition)
        return render_template(
            "form.html",
            edition=survey.edition,
            extensions=list(TYPES),
            most=MOST,
            largest=LARGEST >> 20,
            roster=survey.roster,
            form=make_form(survey.edition),
            names=NAMES,
            explained=explained(survey.edition.checks),
        )

    @app.get("/<edition>/print/")
    def blank(edition: str) -> str:
        return render_template("print.html", edition=survey_of(edition).edition)

    @app.get("/<edition>/received/")
    def received(edition: str) -> str:
        return render_template("received.html", edition=survey_of(edition).edition)


def _add_documents(app: Flask, catalogue: Catalogue) -> None:
    @app.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(openapi_document(catalogue))

    @app.get("/<edition>/<name>.json")
    def document(edition: str, name: str) -> Response:
        if edition not in catalogue or name not in documents_of(catalogue[edition]):
            raise NotFound
        return jsonify(DOCUMENTS[name](catalogue[edition].edition))


def _is_prose(kind: Kind) -> bool:
    return isinstance(kind, LongText)
