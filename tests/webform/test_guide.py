"""The manual on the site says what is so: its anchors, the words it quotes from the pages, its commands, its limits."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import html

import build
from handler.access.filing_codes import LENGTH
from handler.collect.exports import EXPORTS
from handler.commands.collect.download import FOLDER
from handler.commands.collect.write import CHASING
from schema.loading.catalogue import load_catalogue
from schema.validation.attachments import LARGEST, MOST
from schema.validation.rules import SHORTEST_REASON
from tests.support.command_line import understood
from webform.app import create_app
from webform.assets import STATIC, TEMPLATES
from webform.config import Place

pytestmark = pytest.mark.unmeasured

ROOT = Path(build.__file__).parent
PLACES = {"open": Place(), "codes": Place(codes=True), "elsewhere": Place(base_path="/forms/", codes=True)}
each_place = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


def show(path: str, place: Place) -> html.HtmlElement:
    page = create_app(load_catalogue(), place).test_client().get(path)
    assert page.status_code == 200
    return html.fromstring(page.text)


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [each.text_content().strip() for each in page.xpath(path)]


@each_place
def test_the_contents_name_every_section_in_its_order(place: Place) -> None:
    page = show("/guide/", place)

    listed = [(link.get("href"), link.text_content()) for link in page.xpath("//nav//a")]
    sections = [(f"#{part.get('id')}", part.findtext("h3")) for part in page.xpath("//section")]

    assert listed == sections
    assert len(sections) == len(page.xpath("//h3"))


@each_place
def test_every_link_of_the_guide_leads_somewhere(place: Place) -> None:
    client = create_app(load_catalogue(), place).test_client()
    page = show("/guide/", place)
    ids = page.xpath("//@id")

    for address in page.xpath("//main//a/@href"):
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert address.startswith(place.base_path)
            assert client.get(f"/{address.removeprefix(place.base_path)}").status_code == 200


@pytest.mark.parametrize("path", ["/", "/2021/"])
def test_the_list_and_the_form_lead_to_the_guide(path: str) -> None:
    page = show(path, Place(base_path="/forms/"))

    assert page.xpath("//a/@href").count("/forms/guide/") == 1


def test_on_the_form_the_way_to_the_guide_is_folded_and_not_printed() -> None:
    [link] = show("/2021/", Place()).xpath("//a[@href='/guide/']")

    [fold] = link.iterancestors("details")
    assert fold.get("open") is None
    assert "screen-only" in fold.getparent().get("class").split()


def shown() -> str:
    """All that pages, scripts and answers can show."""
    files: list[Path] = [
        *STATIC.rglob("*.js"),
        *(ROOT / "handler").rglob("*.py"),
        *(ROOT / "schema").rglob("*.py"),
    ]
    files += [file for file in TEMPLATES.rglob("*.html") if file.name != "guide.html"]
    return unescape("".join(file.read_text(encoding="utf-8") for file in files))


@each_place
def test_every_word_that_the_guide_quotes_stands_on_a_page_or_in_a_file(place: Place) -> None:
    """A button that is renamed is renamed here too."""
    everything = shown()

    assert [word for word in texts(show("/guide/", place), "//b") if word not in everything] == []


def test_every_command_of_the_guide_is_one_that_is_understood_and_stands_alone() -> None:
    blocks = [text for text in texts(show("/guide/", Place()), "//pre/code") if "build.py" in text]

    assert len(list(understood(blocks))) == len(blocks) > 9
    assert all(len(block.splitlines()) == 1 for block in blocks)


def test_the_limits_and_files_are_those_of_the_program() -> None:
    page = show("/guide/", Place(codes=True)).text_content()

    assert f"{LENGTH} 位" in page
    assert f"最多 {MOST} 个，每个不超过 {LARGEST >> 20} MB" in page
    assert f"不少于 {SHORTEST_REASON} 个字" in page
    assert f"{FOLDER}/单位/文件名" in page
    for name in (CHASING, *(f"collected.{extension}" for extension in EXPORTS)):
        assert name in page


def test_only_where_codes_are_asked_for_the_clerk_is_told_of_them() -> None:
    assert "#code" not in show("/guide/", Place()).xpath("//nav//a/@href")
    assert "取回本单位上次报送的内容" not in show("/guide/", Place()).text_content()
    assert "取回本单位上次报送的内容" in show("/guide/", Place(codes=True)).text_content()


def test_an_edition_without_checks_has_a_guide_without_an_example_of_one() -> None:
    survey = load_catalogue()["2021"]
    catalogue = {"2021": replace(survey, edition=replace(survey.edition, checks=()))}

    page = create_app(catalogue, Place()).test_client().get("/guide/")

    assert page.status_code == 200
    assert "[[check]]" not in page.text
    assert "每条一段：</p>" in page.text
