"""The form draws every blank as what it is."""

from functools import cache

from schema.edition.kinds import Amount, Count, YesNo
from tests.support.builders import every_kind, the_2021
from webform.app import create_app
from webform.config import Place
from webform.forms import make_form

EDITION, KINDS = the_2021(), every_kind()


@cache
def drawn() -> dict[str, str]:
    """Each blank of both editions by its id."""
    with create_app({}, Place()).test_request_context():
        return {field.name: str(field()) for edition in (EDITION, KINDS) for field in make_form(edition)}


def test_every_blank_is_a_field_in_the_order_of_the_paper() -> None:
    with create_app({}, Place()).test_request_context():
        assert [field.name for field in make_form(EDITION)] == [blank.id for blank in EDITION.blanks]


def test_a_count_is_a_text_with_the_digits_keyboard() -> None:
    html = drawn()["study_sessions"]

    assert 'inputmode="numeric"' in html
    assert 'type="text"' in html
    assert 'aria-label="理论学习中心组学习（次）"' in html


def test_a_choice_offers_yes_and_no() -> None:
    html = drawn()["film_studied"]

    assert html.count('type="radio"') == 2
    assert 'value="是"' in html
    assert 'value="否"' in html


def test_the_heading_fields_are_unit_text_phone_and_date() -> None:
    assert 'list="unit-names"' in drawn()["unit"]
    assert 'type="text"' in drawn()["contact"]
    assert 'type="tel"' in drawn()["phone"]
    assert 'type="date"' in drawn()["filed_on"]


def test_every_blank_is_announced_as_required() -> None:
    for blank in EDITION.blanks:
        assert " required" in drawn()[blank.id]
        assert (
            isinstance(blank.kind, YesNo) or f'aria-label="{EDITION.labels[blank.id]}"' in drawn()[blank.id]
        )
    assert sum(isinstance(blank.kind, Count) for blank in EDITION.blanks) == 50


def test_an_amount_has_the_keys_for_its_sign_and_its_point() -> None:
    keys = {
        blank.id: "text" if blank.kind.signed else "decimal"
        for blank in KINDS.blanks
        if isinstance(blank.kind, Amount)
    }

    assert set(keys.values()) == {"text", "decimal"}
    assert all(f'inputmode="{word}"' in drawn()[id_] for id_, word in keys.items())
