"""A site of several editions: each page follows its own file, and the report stands beside the newer one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from schema.authoring.assign_ids import Settlement
from schema.authoring.changes.change import What
from schema.authoring.importer.command import Import, import_edition
from schema.edition.survey import Catalogue
from schema.loading.catalogue import load_catalogue
from tests.support.builders import EDITION_FILES
from tests.support.documents.next_year import write_2022
from webform.app import create_app
from webform.config import Place
from webform.freeze import freeze


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("editions")
    for file in EDITION_FILES:
        (folder / file.name).write_bytes(file.read_bytes())
    order = Import(
        document=write_2022(folder),
        edition="2022",
        like=folder / "2021.toml",
        out=folder / "2022.toml",
        settlement=Settlement(same={}, new=()),
    )
    list(import_edition(order))
    return load_catalogue(folder)


@pytest.fixture
def client(catalogue: Catalogue) -> Iterator[FlaskClient]:
    with create_app(catalogue, Place(at="2021-06-30T09:00:00+08:00")).test_client() as client:
        yield client


@pytest.mark.unmeasured
def test_the_whole_site_of_both_years_is_frozen(catalogue: Catalogue, tmp_path: Path) -> None:
    pages = set(freeze(catalogue, Place(), tmp_path))

    assert {"/2022/", "/2022/print/", "/2022/changes/", "/2022/changes.json", "/2021/"} <= pages
    assert "/2021/changes/" not in pages
    assert len(json.loads((tmp_path / "2022/changes.json").read_bytes())["changes"]) == 43


def test_the_report_has_the_order_of_the_command(client: FlaskClient) -> None:
    """What is new first, then what is gone and reworded; not as the signs happen to be numbered."""
    headings = re.findall(r"<h2>([^<]+?)（\d+）</h2>", client.get("/2022/changes/").text)

    assert headings == [what.value for what in What if what.value in headings]
    assert headings[0] == What.ADDED.value


def test_the_index_lists_the_newest_first_with_dates_and_the_report(client: FlaskClient) -> None:
    page = client.get("/").text

    assert page.index("/2022/") < page.index("/2021/")
    assert 'data-at="2021-06-30T09:00:00+08:00"' in page
    assert 'data-due="2022-07-04T12:00:00+08:00"' in page
    assert 'href="/2022/changes/"' in page
    assert 'href="/2021/changes/"' not in page


def test_the_report_shows_what_is_gone_and_what_has_come(client: FlaskClient) -> None:
    page = client.get("/2022/changes/").text

    assert "共 43 处" in page
    assert "<del>个</del><ins>条</ins>" in page


@pytest.mark.parametrize("path", ["/2021/changes/", "/2021/changes.json"])
def test_a_first_year_has_no_report(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_past_edition_is_as_it_was(catalogue: Catalogue, client: FlaskClient) -> None:
    alone = create_app({"2021": catalogue["2021"]}, Place()).test_client()

    for path in ("/2021/edition.json", "/2021/answers.schema.json", "/2021/print/"):
        assert client.get(path).data == alone.get(path).data


def test_the_new_kinds_are_drawn_for_screen_and_paper(client: FlaskClient) -> None:
    form, paper = client.get("/2022/").text, client.get("/2022/print/").text

    assert '<textarea aria-label="主要做法说明" class="prose"' in form
    assert 'inputmode="decimal"' in form
    assert form.count('name="platform_used"') == 3
    assert (
        "".join(f'<span class="option">□{word}</span> ' for word in ("是", "否", "不适用")).strip() in paper
    )
    assert '<span class="gap prose">' in paper
