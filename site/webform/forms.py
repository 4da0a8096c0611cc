"""The Flask-WTF form of an edition. It draws the blanks; `schema` judges them."""

from typing import assert_never

from flask_wtf import FlaskForm
from wtforms import DateField, Field, RadioField, SelectMultipleField, StringField, TelField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from schema.edition import kinds
from schema.edition.kinds import is_optional
from schema.edition.model import Edition
from schema.edition.sentence import Blank

NAMES = "unit-names"
"""Id of the list of the roster's names that the unit's blank suggests from."""
DAYS = {"min": "2000-01-01", "max": "2099-12-31"}
"""The days that the judge takes. A Chinese browser writes the year first, and without an end to the years a field takes
six digits of it: 20210630 would begin with the year 202106."""


def make_form(edition: Edition) -> FlaskForm:
    """An empty form with one field per blank, under the blank's id."""

    class EditionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
        class Meta:
            csrf = False  # a frozen page cannot carry a token; see handler/README.md

    for blank in edition.blanks:
        setattr(EditionForm, blank.id, _field(blank, edition.labels[blank.id]))
    return EditionForm(formdata=None)


def _field(blank: Blank, label: str) -> Field:
    named: dict[str, str | bool] = {
        "aria-label": label,
        "required": not is_optional(blank.kind),
        "value": False,
    }
    match blank.kind:
        case kinds.Count():
            return StringField(label, render_kw={**named, "inputmode": "numeric", "class": "count"})
        case kinds.Amount():
            keys = "text" if blank.kind.signed else "decimal"  # the digits of an iPhone have no minus
            return StringField(label, render_kw={**named, "inputmode": keys, "class": "count amount"})
        case kinds.YesNo() | kinds.Choice():
            words = list(blank.kind.words)
            return RadioField(label, choices=words, render_kw={"required": True})  # type: ignore[arg-type]  # the stubs know only the deprecated pairs
        case kinds.Several(options=options):
            boxes = {"widget": ListWidget(), "option_widget": CheckboxInput()}
            return SelectMultipleField(label, choices=list(options), **boxes)  # type: ignore[arg-type]  # as above
        case kinds.Date():
            return DateField(label, render_kw={**named, **DAYS, "class": "date"})
        case kinds.Phone():
            return TelField(label, render_kw={**named, "class": "phone", "autocomplete": "tel"})
        case kinds.UnitName():
            return StringField(
                label,
                render_kw={**named, "class": "text unit", "list": NAMES, "autocomplete": "organization"},
            )
        case kinds.Text():
            return StringField(label, render_kw={**named, "class": "text", "size": "10"})
        case kinds.LongText():
            return TextAreaField(label, render_kw={**named, "class": "prose", "rows": "4"})
        case _:  # pragma: no cover  # mypy proves that no kind is left
            assert_never(blank.kind)
