"""A paper with grids and lines on the page: every cell stands there once, merged as on the paper, its blank in it."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from schema.loading.catalogue import Survey
from tests.support.builders import every_layout, survey_2021
from webform.app import create_app
from webform.config import Place

EDITION = every_layout()


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    catalogue = {"2022": Survey(edition=EDITION, roster=survey_2021().roster)}
    with create_app(catalogue, Place(at="2022-06-01T09:00:00+08:00")).test_client() as client:
        yield client


@pytest.mark.parametrize("path", ["/2022/", "/2022/print/", "/2022/received/"])
def test_every_page_with_the_paper_has_every_cell_of_it(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    (grid,) = re.findall(r'<table class="grid.*?</table>', page, re.DOTALL)

    cells = re.findall(r"<t[hd]", grid)
    assert len(cells) == 5 * 4 - 4
    assert len(re.findall('rowspan="2"', grid)) == 3
    assert len(re.findall('colspan="2"', grid)) == 1
    for words in ("二、政府信息公开申请办理情况", "（盖章）", "单位负责人：", "本　期", "×"):
        assert words in page
    if path == "/2022/":
        assert all(page.count(f'name="{blank.id}"') == 1 for blank in EDITION.blanks)
