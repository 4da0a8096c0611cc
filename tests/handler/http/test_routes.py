"""Every address once: one route each, under any base path, and for nothing else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.collect.exports import EXPORTS
from handler.routes import EXTENSIONS, PARAMETERS, ROUTES, Route, find_route
from tests.support.random.examples import times

IDS = [route.name for route in ROUTES]
VALUES = {name: st.from_regex(pattern, fullmatch=True) for name, pattern in PARAMETERS.items()}


def filled(route: Route, draw: st.DataObject) -> tuple[str, dict[str, str]]:
    """An address of the route, with what stands in it for each parameter."""
    values = {name: draw.draw(VALUES[name], label=name) for name in re.findall(r"\{(\w+)\}", route.path)}
    return route.path.format_map(values), values


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
@settings(max_examples=times(0.3))
@given(below=st.sampled_from(["", "/forms", "/a/b.c~%20-_"]), draw=st.data())
def test_an_address_is_found_again_under_any_base_path_with_what_stands_in_it(
    route: Route, below: str, draw: st.DataObject
) -> None:
    address, values = filled(route, draw)

    found = find_route(below + address)

    assert found
    assert (found.route, found.values, found.edition) == (route, values, values.get("edition", ""))


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
@settings(max_examples=times(0.3))
@given(draw=st.data())
def test_an_address_answers_to_one_route_alone_and_to_nothing_more_or_less(
    route: Route, draw: st.DataObject
) -> None:
    address, _ = filled(route, draw)

    assert [each for each in ROUTES if each.pattern.fullmatch(address)] == [route]
    for other in (
        f"{address}/",
        f"{address}x/",
        address[1:],
        f"{address}\n",
        address.replace("/api/", "/apis/"),
    ):
        assert find_route(other) is None


@pytest.mark.parametrize("below", ["/a b", "/a;b", "/é", '/"'])
def test_a_table_is_filed_only_where_the_path_may_stand_in_a_cookie(below: str) -> None:
    assert find_route(f"{below}/api/2021/submissions") is None
    assert find_route(f"{below}/api/2021/attachments")


@pytest.mark.parametrize(
    "path", ["/api/２０２１/latest", "/api/20_21/latest", "/api/2021/collection_csv", "/"]
)
def test_what_is_no_address_is_not_found(path: str) -> None:
    assert find_route(path) is None


def test_every_route_has_a_name_of_its_own() -> None:
    assert len(set(IDS)) == len(ROUTES)


def test_the_collection_can_be_had_in_every_form_in_which_it_is_written() -> None:
    assert ("", *(f".{extension}" for extension in EXPORTS)) == EXTENSIONS
