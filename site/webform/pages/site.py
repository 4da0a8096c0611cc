"""The pages of the site as a whole: the list of editions, the manual, what is said of personal data, the page that is not there."""

from datetime import timedelta

from flask import Flask, render_template

from schema.authoring.writing.write_toml import checks_toml
from schema.edition.checks import Level
from schema.edition.dates import moved
from schema.edition.model import Edition
from schema.edition.period import Period, form_of, period_of, untimed
from schema.edition.survey import Catalogue, Survey, earlier_periods
from schema.validation.attachments import LARGEST, MOST
from schema.validation.rules import SHORTEST_REASON


def add_site_pages(app: Flask, catalogue: Catalogue) -> None:
    @app.get("/")
    def index() -> str:
        return render_template(
            "index.html", forms=_titled(by_form(catalogue)), compared=periods_before(catalogue)
        )

    @app.get("/guide/")
    def guide() -> str:
        return render_template("guide.html", **_guide_facts(catalogue))

    @app.get("/accessibility/")
    def accessibility() -> str:
        return render_template("accessibility.html")

    @app.get("/desk/")
    def desk() -> str:
        return render_template(
            "desk.html", surveys=list(catalogue.values()), before=periods_before(catalogue)
        )

    @app.get("/404.html")
    def not_found() -> str:
        return render_template("404.html")

    named = holders(catalogue)
    if named:  # an address that shows nothing is an error of freezing
        app.add_url_rule("/privacy/", "privacy", lambda: render_template("privacy.html", editions=named))


def by_form(catalogue: Catalogue) -> dict[str, list[Survey]]:
    """The editions of each form, newest first, as are the forms."""
    forms: dict[str, list[Survey]] = {}
    for id_, survey in catalogue.items():
        forms.setdefault(form_of(id_), []).append(survey)
    return forms


def _titled(forms: dict[str, list[Survey]]) -> list[tuple[str, list[Survey]]]:
    """Each form under its title, without the period; the only one of a site needs none."""
    if len(forms) == 1:
        return [("", surveys) for surveys in forms.values()]
    return [(untimed(surveys[0].edition.title.replace("\n", "")), surveys) for surveys in forms.values()]


def holders(catalogue: Catalogue) -> list[Edition]:
    """The editions of which it is said who is answerable for names and numbers; none where no settings say it."""
    return [survey.edition for survey in catalogue.values() if survey.edition.site.sponsor]


def _guide_facts(catalogue: Catalogue) -> dict[str, object]:
    """What the manual takes its examples and its limits from, by the names that `templates/guide.html` knows them by.

    edition, unit: the newest edition and the first of its roster. coming, coming_due: the id of the period after it, and
    its deadline. check: the first of its checks that asks for a
    reason, as the file says it; empty where there is none. eve: a day before its deadline, for a trial.
    """
    newest = next(iter(catalogue.values()))
    period = period_of(newest.edition.id) or Period(
        form=newest.edition.id, first=12 * newest.edition.due.year, months=12
    )
    asking = [check for check in newest.edition.checks if check.level is Level.EXPLAIN]
    return {
        "editions": [survey.edition for survey in catalogue.values()],
        "edition": newest.edition,
        "coming": period.moved(1).id,
        "coming_due": moved(newest.edition.due, period.months).isoformat(),
        "unit": newest.roster.units[0],
        "check": checks_toml(asking[:1]).strip(),
        "eve": (newest.edition.due - timedelta(days=1)).isoformat(),
        "most": MOST,
        "largest": LARGEST >> 20,
        "shortest": SHORTEST_REASON,
    }


def periods_before(catalogue: Catalogue) -> dict[str, str]:
    """Edition → the newest one of the same form for an earlier period, where there is one."""
    earlier = ((edition, earlier_periods(edition, catalogue)) for edition in catalogue)
    return {edition: found[0] for edition, found in earlier if found}
