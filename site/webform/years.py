"""What changed from the year before: `/2022/changes/` and `/2022/changes.json`."""

from flask import Flask, Response, jsonify, render_template
from werkzeug.exceptions import NotFound

from schema.authoring.changes import compare
from schema.authoring.changes_report import changes_document
from schema.loading.catalogue import Catalogue


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
