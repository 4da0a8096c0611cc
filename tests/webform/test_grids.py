"""A paper with grids and lines on the page: every cell stands there once, merged as on the paper, its blank in it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from schema.edition.checks import Check, Level
from schema.edition.grid import Grid
from schema.edition.survey import Survey
from tests.support.builders import edition_of, every_layout, survey_2021
from tests.support.grids import TOP, block, the_grids
from webform.app import create_app
from webform.config import Place
from webform.draw_grid import draw_rows, grids_of, has_cells, is_wide

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

    cells = re.findall(r"<t[hd][ >]", grid)
    assert len(cells) == 5 * 4 - 4
    assert len(re.findall('rowspan="2"', grid)) == 3
    assert len(re.findall('colspan="2"', grid)) == 1
    for words in (
        "二、政府信息公开申请办理情况",
        "（盖章）",
        "单位负责人：",
        "本　期",
        "×",
        "政公开1表<br>有效期至",
    ):
        assert words in page
    if path == "/2022/":
        assert all(page.count(f'name="{blank.id}"') == 1 for blank in EDITION.blanks)


@pytest.mark.parametrize("path", ["/2022/", "/2022/print/", "/2022/received/"])
def test_a_cell_with_nothing_in_it_stands_there_empty(path: str) -> None:
    """As the unit of measure of a row that only heads others."""
    rows = [["指标", "单位", "数"], ["合计", "", "×"], ["其中：会议", "次", "{held:数:次}"]]
    edition = edition_of(TOP + block("办理情况", 1, 2, rows), "2022")
    catalogue = {"2022": Survey(edition=edition, roster=survey_2021().roster)}

    with create_app(catalogue, Place()).test_client() as client:
        reply = client.get(path)

    assert reply.status_code == 200
    assert re.search(r"合计</t[hd]>\s*<t[hd][^>]*></t[hd]>", reply.text)


def test_each_cell_says_what_it_is_a_head_of_and_what_heads_it_where_a_phone_shows_none() -> None:
    rows = [grid for grid in the_grids().blocks if isinstance(grid, Grid)]
    list_, matrix = (list(draw_rows(grid)) for grid in rows[:2])

    assert [(each.scope, each.looks) for each in list_[0][1]] == [
        ("col", "edge"),
        ("col", ""),
        ("colgroup", ""),
        ("col", ""),
    ]
    assert [(each.scope, each.under, each.looks) for each in list_[3][1]] == [
        ("row", "", "edge"),
        ("row", "", "coded"),
        ("", "办理结果 · 本期", "alone number"),
        ("", "办理结果 · 累计", "alone number"),
        ("", "备注", "coded"),
    ]
    assert list_[2][1][4].looks == "alone"
    assert [above for above, _ in matrix] == ["", "", "", "不予公开", ""]
    assert matrix[2][1][0].scope == "rowgroup"


def test_words_beside_a_blank_make_no_cell_of_its_own() -> None:
    (grid,) = (block for block in EDITION.blocks if isinstance(block, Grid))

    looks = [each.looks for _, cells in draw_rows(grid) for each in cells if each.cell.sentence.blanks]

    assert looks == ["alone number", "alone number", "asks number", "alone number"]


def test_a_grid_of_many_columns_is_printed_across_the_sheet() -> None:
    assert is_wide(the_grids())
    assert not is_wide(EDITION)
    assert grids_of(EDITION) == {"grid-2": "二、政府信息公开申请办理情况"}
    assert grids_of(survey_2021().edition) == {}


def test_a_paper_without_grids_needs_what_they_need_where_a_total_is_filled_in() -> None:
    plain = survey_2021().edition
    total = Check(level=Level.BLOCK, given=(), needed=(), message="", fill=True)

    assert has_cells(EDITION)
    assert not has_cells(plain)
    assert has_cells(replace(plain, checks=(total,)))
