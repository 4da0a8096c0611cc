"""Every page and document of the site by its address, and the order in which they are frozen."""

from datetime import timedelta

from flask import Flask, Response, jsonify, render_template
from werkzeug.exceptions import NotFound

from schema.authoring.changes import compare
from schema.authoring.changes_report import changes_document
from schema.authoring.write_toml import checks_toml
from schema.contract.collection_schema import collection_schema
from schema.contract.edition_json import data_block, edition_document
from schema.contract.record_schema import answers_schema, record_schema
from schema.edition.checks import Level, explained
from schema.loading.catalogue import Catalogue, Survey
from schema.validation.attachments import LARGEST, MOST, TYPES, attachments_document
from schema.validation.rules import SHORTEST_REASON
from webform.assets import asset_names, asset_version
from webform.forms import NAMES, make_form
from webform.openapi import openapi_document

DOCUMENTS = {
    "edition": edition_document,
    "answers.schema": answers_schema,
    "record.schema": record_schema,
    "collection.schema": collection_schema,
    "attachments": attachments_document,
}
"""File name → what it holds, for every edition; the last only where attachments are taken."""


def documents_of(survey: Survey) -> list[str]:
    """The names of an edition's documents."""
    return [name for name in DOCUMENTS if name != "attachments" or survey.edition.attachments]


Route = tuple[str, dict[str, str]]
"""An endpoint and its values."""


def routes(catalogue: Catalogue) -> list[Route]:
    """Every page and document of the site, in the order in which they are written."""
    found: list[Route] = [("index", {}), ("guide", {}), ("not_found", {}), ("openapi", {}), ("worker", {})]
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

    @app.get("/guide/")
    def guide() -> str:
        return render_template("guide.html", **_guide_facts(catalogue))

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
            data=data_block(survey.edition),
        )

    @app.get("/<edition>/print/")
    def blank(edition: str) -> str:
        return render_template("print.html", edition=survey_of(edition).edition)

    @app.get("/<edition>/received/")
    def received(edition: str) -> str:
        return render_template("received.html", edition=survey_of(edition).edition)


def _guide_facts(catalogue: Catalogue) -> dict[str, object]:
    """What the manual takes its examples and its limits from, by the names that `templates/guide.html` knows them by.

    edition, unit: the newest edition and the first of its roster. check: the first of its checks that asks for a
    reason, as the file says it; empty where there is none. eve: a day before its deadline, for a trial.
    """
    newest = next(iter(catalogue.values()))
    asking = [check for check in newest.edition.checks if check.level is Level.EXPLAIN]
    return {
        "editions": [survey.edition for survey in catalogue.values()],
        "edition": newest.edition,
        "unit": newest.roster.units[0],
        "check": checks_toml(asking[:1]).strip(),
        "eve": (newest.edition.due - timedelta(days=1)).isoformat(),
        "most": MOST,
        "largest": LARGEST >> 20,
        "shortest": SHORTEST_REASON,
    }


def _add_documents(app: Flask, catalogue: Catalogue) -> None:
    @app.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(openapi_document(catalogue))

    @app.get("/<edition>/<name>.json")
    def document(edition: str, name: str) -> Response:
        if edition not in catalogue or name not in documents_of(catalogue[edition]):
            raise NotFound
        return jsonify(DOCUMENTS[name](catalogue[edition].edition))


def year_before(catalogue: Catalogue) -> dict[str, str]:
    """Edition → the newest edition older than it, where there is one."""
    years = sorted(catalogue)
    return dict(zip(years[1:], years, strict=False))


def add_changes(app: Flask, catalogue: Catalogue) -> None:
    """The two routes of the report; none for a first year, since an address that shows nothing is an error."""
    before = year_before(catalogue)
    if not before:
        return

    @app.get("/<edition>/changes/")
    def changes(edition: str) -> str:
        if edition not in before:
            raise NotFound
        old, new = catalogue[before[edition]], catalogue[edition]
        return render_template(
            "changes.html", old=old.edition.id, edition=new.edition, changes=compare(old, new)
        )

    @app.get("/<edition>/changes.json")
    def changes_json(edition: str) -> Response:
        if edition not in before:
            raise NotFound
        old, new = catalogue[before[edition]], catalogue[edition]
        return jsonify(changes_document(old, new, compare(old, new)))
