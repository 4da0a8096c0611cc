"""Every page and document of the site by its address, and the order in which they are frozen."""

from flask import Flask, Response, jsonify, render_template
from werkzeug.exceptions import NotFound

from handler.commands.collect.unit_tables import unit_template
from schema.authoring.changes.change import What, changes_document
from schema.authoring.changes.compare import compare
from schema.contract.edition_json import attachments_document, data_block, edition_document
from schema.contract.schemas import answers_schema, collection_schema, record_schema
from schema.edition.checks import explained
from schema.edition.survey import Catalogue, Survey
from schema.validation.attachments import LARGEST, MOST, TYPES
from webform.assets import BUNDLE, asset_names, asset_version
from webform.forms import NAMES, make_form
from webform.openapi.document import openapi_document
from webform.pages.site import add_site_pages, holders, periods_before
from webform.pages.template_book import template_book

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


_OF_EACH = ("form", "blank", "received", "template", "unit_docx")
WORD = TYPES["docx"]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Route = tuple[str, dict[str, str]]
"""An endpoint and its values."""


def routes(catalogue: Catalogue) -> list[Route]:
    """Every page and document of the site, in the order in which they are written."""
    found: list[Route] = [
        ("index", {}),
        ("guide", {}),
        ("accessibility", {}),
        ("desk", {}),
        ("not_found", {}),
        ("openapi", {}),
        ("worker", {}),
    ]
    for edition in catalogue:
        found += [(endpoint, {"edition": edition}) for endpoint in _OF_EACH]
        found += [
            ("document", {"edition": edition, "name": name}) for name in documents_of(catalogue[edition])
        ]
    if holders(catalogue):
        found.append(("privacy", {}))
    for edition in periods_before(catalogue):
        found += [(endpoint, {"edition": edition}) for endpoint in ("changes", "changes_json")]
    version = asset_version()
    return found + [("asset", {"version": version, "name": name}) for name in (*asset_names(), BUNDLE)]


def add_pages(app: Flask, catalogue: Catalogue) -> None:
    """The pages of the site, then pages and documents of each edition."""
    add_site_pages(app, catalogue)
    _add_documents(app, catalogue)
    _add_changes(app, catalogue)

    @app.get("/<edition>/")
    def form(edition: str) -> str:
        survey = _survey(catalogue, edition)
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
        return render_template("print.html", edition=_survey(catalogue, edition).edition)

    @app.get("/<edition>/received/")
    def received(edition: str) -> str:
        return render_template("received.html", edition=_survey(catalogue, edition).edition)


def _survey(catalogue: Catalogue, edition: str) -> Survey:
    if edition not in catalogue:
        raise NotFound
    return catalogue[edition]


def _add_documents(app: Flask, catalogue: Catalogue) -> None:
    @app.get("/<edition>/template.xlsx")
    def template(edition: str) -> Response:
        return Response(template_book(_survey(catalogue, edition).edition), mimetype=EXCEL)

    @app.get("/<edition>/unit.docx")
    def unit_docx(edition: str) -> Response:
        return Response(unit_template(_survey(catalogue, edition).edition), mimetype=WORD)

    @app.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(openapi_document(catalogue))

    @app.get("/<edition>/<name>.json")
    def document(edition: str, name: str) -> Response:
        if edition not in catalogue or name not in documents_of(catalogue[edition]):
            raise NotFound
        return jsonify(DOCUMENTS[name](catalogue[edition].edition))


def _add_changes(app: Flask, catalogue: Catalogue) -> None:
    """The two routes of the report; none for a first year, since an address that shows nothing is an error."""
    before = periods_before(catalogue)
    if not before:
        return

    def both(edition: str) -> tuple[Survey, Survey]:
        if edition not in before:
            raise NotFound
        return catalogue[before[edition]], catalogue[edition]

    @app.get("/<edition>/changes/")
    def changes(edition: str) -> str:
        old, new = both(edition)
        return render_template(
            "changes.html", old=old.edition.id, edition=new.edition, changes=compare(old, new), sorts=What
        )

    @app.get("/<edition>/changes.json")
    def changes_json(edition: str) -> Response:
        old, new = both(edition)
        return jsonify(changes_document(old, new, compare(old, new)))
