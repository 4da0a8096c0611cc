"""A refusal calls the bureau by its own name, and says whom to call there."""

from handler.http.dispatch import Function, dispatch
from handler.http.message import Request, problem_response
from handler.http.refusals import CLOSED, NO_RECEIPT, Reason, refused
from schema.edition.site import Site
from schema.edition.survey import Catalogue
from tests.support.builders import on_site

SITE = Site(bureau="省局", contact="张三", phone="0571-87654321")


def detail_of(reason: Reason, catalogue: Catalogue) -> str:
    function = Function(
        name="submit",
        catalogue=catalogue,
        answers={},
        refuse=lambda _, refusal: problem_response(refusal),
        unknown=reason,
    )
    return dispatch(function)(Request(method="GET", path="/nothing")).body.decode()


def test_whom_to_call_stands_in_the_refusal() -> None:
    assert "或与省局（张三，电话 0571-87654321）联系" in detail_of(NO_RECEIPT, on_site(SITE))


def test_without_settings_it_is_the_city_s_and_nobody_is_named() -> None:
    assert refused(CLOSED, closed="7月31日").refusal.detail.endswith("请与市局联系。")
    assert "或与市局联系" in detail_of(NO_RECEIPT, {})
