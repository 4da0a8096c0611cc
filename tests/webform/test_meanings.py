"""What a blank counts (指标解释) is said where it is asked, on the page and on paper; nobody else pays for it."""

import json
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import html

from schema.authoring.assign_ids import Settlement, assign_ids
from schema.authoring.changes.compare import compare
from schema.authoring.draft import Draft
from schema.authoring.writing.write_toml import edition_toml as written
from schema.contract.edition_json import data_block, edition_document
from schema.edition.model import Edition
from schema.errors import FileProblemsError
from tests.support.builders import BLOCKS, edition_of, edition_toml, survey_2021
from webform.app import create_app
from webform.config import Place
from webform.pages.template_book import template_book

SAID = "以签到表为准，同一人参加几场计几次"
TABLE = f'[explain]\nattendance = "{SAID}"\nsessions = """党组（党委）\n中心组学习"""\n'
PLAIN = edition_of(edition_toml(), "2022")
EXPLAINED = edition_of(f"{edition_toml()}\n{TABLE}", "2022")


def page_of(edition: Edition, path: str = "/2022/") -> str:
    survey = replace(survey_2021(), edition=edition)
    return create_app({edition.id: survey}, Place()).test_client().get(path).text


def test_they_are_read_in_the_order_of_the_paper_on_one_line_and_are_part_of_what_is_asked() -> None:
    assert EXPLAINED.meanings == (("sessions", "党组（党委） 中心组学习"), ("attendance", SAID))
    assert EXPLAINED.digest != PLAIN.digest
    assert replace(EXPLAINED, meanings=(), digest=PLAIN.digest) == PLAIN


def test_one_of_a_question_that_is_not_asked_is_a_mistake() -> None:
    with pytest.raises(FileProblemsError, match="没有编号为 drills 的一项"):
        edition_of(f'{edition_toml()}\n[explain]\ndrills = "……"\n', "2022")


def test_it_stands_behind_the_sentence_that_asks_and_can_be_opened_by_keyboard() -> None:
    page = html.fromstring(page_of(EXPLAINED))

    [cell] = page.xpath("//td[@class='progress']")
    assert [each.tag for each in cell] == ["p", "details", "details"]
    assert [each.findtext("summary") for each in cell[1:]] == [
        "指标解释：集中学习（次）",
        "指标解释：集中学习：参与（人次）",
    ]
    assert cell[2].text_content().endswith(SAID)


@pytest.mark.parametrize("path", ["/2022/", "/2022/print/", "/2022/received/"])
def test_on_paper_all_of_them_stand_below_the_table(path: str) -> None:
    page = html.fromstring(page_of(EXPLAINED, path))

    printed = page.xpath("//p[@class='note print-only']")
    assert [each.text_content() for each in printed][1:] == [f"指标解释　集中学习：参与（人次）：{SAID}"]


def test_those_of_a_grid_stand_behind_it() -> None:
    text = edition_toml(top={"marks": None}) + BLOCKS
    grid = re.search(r"\{(\w+):数", BLOCKS)
    assert grid
    edition = edition_of(f'{text}\n[explain]\n{grid[1]} = "{SAID}"\n', "2022")

    assert re.search(
        rf"</table>\s*</div>\s*<details[^>]*><summary>指标解释：[^<]+</summary>{SAID}", page_of(edition)
    )


def test_an_edition_without_them_has_not_a_byte_of_them() -> None:
    assert "指标解释" not in page_of(PLAIN)
    assert "explain" not in edition_document(PLAIN)["blanks"][1]  # type: ignore[index]  # plain JSON


def test_programs_are_told_and_the_page_that_shows_them_need_not_hold_them_twice() -> None:
    blanks = edition_document(EXPLAINED)["blanks"]

    assert [blank.get("explain") for blank in blanks][2] == SAID  # type: ignore[attr-defined]  # plain JSON
    assert SAID not in data_block(EXPLAINED)
    assert json.loads(data_block(EXPLAINED))["blanks"][2]["id"] == "attendance"


def test_the_list_for_excel_says_them_beside_how_to_fill_in() -> None:
    with ZipFile(BytesIO(template_book(EXPLAINED))) as book:
        text = "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())

    assert SAID in text


def test_another_meaning_is_a_change_between_two_editions() -> None:
    new = replace(EXPLAINED, meanings=(("sessions", "中心组学习"),))
    changes = compare(replace(survey_2021(), edition=EXPLAINED), replace(survey_2021(), edition=new))

    [change] = [each for each in changes if each.place == "指标解释"]
    assert change.after == "集中学习（次）：中心组学习"


def test_the_next_edition_takes_them_over_with_their_ids_and_writes_them() -> None:
    draft = Draft(edition=replace(PLAIN, meanings=()))
    found = assign_ids(draft, EXPLAINED, Settlement(same={}, new=()))

    again = edition_of(written(found.draft), "2023")
    assert again.meanings == EXPLAINED.meanings
    assert assign_ids(draft, None, Settlement(same={}, new=())).draft.edition.meanings == ()
