"""Freezing: the whole site, the same bytes each time, and nothing that is not its own is touched."""

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import build
from handler.collect.exports import ASKED
from handler.routes import ROUTES
from schema.contract.edition_json import edition_document
from schema.contract.schemas import answers_schema, collection_schema, record_schema
from schema.edition.period import mistake_in
from schema.edition.survey import Catalogue
from schema.loading.catalogue import EDITIONS, load_catalogue
from schema.validation.attachments import MOST
from tests.support.builders import the_2021
from tests.support.folders import files
from webform.app import create_app, render_shell
from webform.config import Place
from webform.freeze import freeze
from webform.manifest import NotOursError, strangers
from webform.pages.edition import routes


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def site(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "public"
    list(freeze(catalogue, Place(), out))
    return out


def pages(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.html"):
        yield path.read_text(encoding="utf-8")


def test_every_page_asks_a_browser_of_two_engines_for_the_newer_one(site: Path) -> None:
    asks = '<meta name="renderer" content="webkit">'
    assert [page[:200] for page in pages(site) if asks not in page] == []


def test_every_page_and_document_of_the_public_interface_is_written(site: Path) -> None:
    written = {name for name in files(site) if not name.startswith("assets/")}

    assert written == {
        "index.html",
        "404.html",
        "desk/index.html",
        "guide/index.html",
        "accessibility/index.html",
        "openapi.json",
        "sw.js",
        ".yearly-form.sha256",
        "2021/index.html",
        "2021/print/index.html",
        "2021/received/index.html",
        "2021/template.xlsx",
        "2021/unit.docx",
        "2021/edition.json",
        "2021/attachments.json",
        "2021/answers.schema.json",
        "2021/record.schema.json",
        "2021/collection.schema.json",
    }


def test_two_builds_are_byte_identical(site: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    list(freeze(catalogue, Place(), tmp_path / "again"))

    assert files(tmp_path / "again") == files(site)


@pytest.mark.unmeasured
def test_an_earlier_site_goes_and_what_others_put_there_stays(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webform.pages.edition.asset_version", lambda: "0123456789")
    list(freeze(catalogue, Place(), tmp_path))
    assert (tmp_path / "assets/0123456789/form.js").is_file()
    monkeypatch.undo()
    (tmp_path / "MP_verify_abc.txt").write_text("v")
    (tmp_path / ".well-known").mkdir()
    (tmp_path / ".well-known/acme.txt").write_text("a")

    list(freeze(catalogue, Place(), tmp_path))

    assert not (tmp_path / "assets/0123456789").exists()
    assert files(tmp_path).items() >= {"MP_verify_abc.txt": b"v", ".well-known/acme.txt": b"a"}.items()
    assert strangers(tmp_path) == [".well-known/", "MP_verify_abc.txt"]


def test_a_folder_with_other_files_is_not_touched(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "report.doc").write_text("mine")

    with pytest.raises(NotOursError, match="没有动它"):
        list(freeze(catalogue, Place(), tmp_path))

    assert files(tmp_path) == {"report.doc": b"mine"}


def test_a_warning_of_frozen_flask_stops_the_build(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webform.freeze.routes", lambda _catalogue: [("index", {})])

    with warnings.catch_warnings(), pytest.raises(Warning, match="Nothing frozen"):
        list(freeze(catalogue, Place(), tmp_path))

    assert files(tmp_path) == {}


def test_the_pages_hold_no_script_or_style_of_their_own(site: Path) -> None:
    for page in pages(site):
        assert "<style" not in page
        assert " style=" not in page
        assert " on" not in {attribute[:3] for attribute in page.split('"') if attribute.startswith(" on")}
        assert "javascript:" not in page
        for script in page.replace('<script type="application/json" id="edition">', "").split("<script")[1:]:
            assert ' src="/assets/' in script.split(">")[0]
            assert script.split(">", 1)[1].startswith("</script>")


def test_every_page_carries_the_strict_policy(site: Path) -> None:
    for page in pages(site):
        assert "default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;" in page
        assert "unsafe" not in page


@pytest.mark.unmeasured
def test_every_link_stays_under_the_base_path(catalogue: Catalogue, tmp_path: Path) -> None:
    list(freeze(catalogue, Place(base_path="/forms/"), tmp_path))

    for page in pages(tmp_path):
        for attribute in ("href", "src", "action", "data-edition", "data-received", "data-worker"):
            for address in page.split(f' {attribute}="')[1:]:
                assert address.startswith(("/forms/", "#"))


@pytest.mark.unmeasured
def test_functions_elsewhere_are_named_in_form_and_policy(catalogue: Catalogue, tmp_path: Path) -> None:
    list(freeze(catalogue, Place(api_origin="https://api.example"), tmp_path))

    page = (tmp_path / "2021" / "index.html").read_text(encoding="utf-8")
    assert 'action="https://api.example/api/2021/submissions"' in page
    assert "form-action &#39;self&#39; https://api.example" in page
    assert "connect-src &#39;self&#39; https://api.example" in page


@pytest.mark.parametrize("argument", ["--api-origin", "--upload-origin"])
def test_functions_elsewhere_are_named_whole_or_no_site_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], argument: str
) -> None:
    for said in ("api.example", "https://api.example/prod", "https:/api.example", "https://"):
        assert build.main(["freeze", "--out", str(tmp_path / "site"), argument, said]) == 1
        assert f"{argument} “{said}”应写成 https://域名" in capsys.readouterr().err
        assert not (tmp_path / "site").exists()


@pytest.mark.unmeasured
def test_a_bucket_elsewhere_is_reached_by_the_form_alone_and_takes_no_plain_form(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    list(freeze(catalogue, Place(upload_origin="https://bucket.example"), tmp_path))

    page = (tmp_path / "2021" / "index.html").read_text(encoding="utf-8")
    assert "connect-src &#39;self&#39; https://bucket.example; form-action &#39;self&#39;;" in page


def test_edition_json_is_the_edition_for_the_browser(site: Path) -> None:
    assert json.loads((site / "2021/edition.json").read_bytes()) == edition_document(the_2021())


def test_the_published_schemas_are_those_of_the_edition(site: Path) -> None:
    """Whether they are valid is looked at where they are made."""
    for name, make in (
        ("answers", answers_schema),
        ("record", record_schema),
        ("collection", collection_schema),
    ):
        assert json.loads((site / f"2021/{name}.schema.json").read_bytes()) == make(the_2021())


def test_openapi_is_valid_and_names_every_call(site: Path) -> None:
    from openapi_spec_validator import validate  # imports longer than most tests run

    document = json.loads((site / "openapi.json").read_bytes())

    validate(document, base_uri=(site / "openapi.json").as_uri())
    described = {
        path: [method for method in item if method != "parameters"]
        for path, item in document["paths"].items()
    }
    assert described == {route.path: [route.methods[0].lower()] for route in ROUTES}


def test_openapi_refers_to_schemas_that_are_published(site: Path) -> None:
    text = (site / "openapi.json").read_text(encoding="utf-8")
    published = set(re.findall(r'"\$ref":\s*"([^"#]+)"', text))

    assert published == {"2021/answers.schema.json", "2021/collection.schema.json"}
    assert all((site / target).is_file() for target in published)


def test_openapi_describes_several_editions_as_one(catalogue: Catalogue) -> None:
    survey = catalogue["2021"]
    without = replace(survey, edition=replace(survey.edition, id="2022", attachments=""))
    client = create_app({"2021": survey, "2022": without}, Place()).test_client()

    document: Any = client.get("/openapi.json").json
    paths = document["paths"]

    assert set(paths) == {route.path for route in ROUTES}
    [edition] = paths["/api/{edition}/latest"]["parameters"]
    assert edition["schema"] == {"enum": ["2021", "2022"]}
    assert paths["/api/{edition}/attachments"]["parameters"][0]["schema"] == {"enum": ["2021"]}
    content = paths["/api/{edition}/submissions"]["post"]["requestBody"]["content"]
    assert content["application/json"]["schema"] == {
        "anyOf": [{"$ref": "#/components/schemas/Sent2021"}, {"$ref": "#/components/schemas/Sent2022"}]
    }


def test_openapi_lets_as_many_attachments_be_sent_as_the_function_takes(site: Path) -> None:
    schemas = json.loads((site / "openapi.json").read_bytes())["components"]["schemas"]

    assert schemas["Sent2021"]["properties"]["attachments"]["maxItems"] == MOST


def test_openapi_names_every_form_of_the_collection_as_the_function_sends_it(site: Path) -> None:
    paths = json.loads((site / "openapi.json").read_bytes())["paths"]

    told = {
        path.rpartition("/")[2].removeprefix("collection."): list(
            described["get"]["responses"]["200"]["content"]
        )
        for path, described in paths.items()
        if "/collection." in path
    }
    assert told == {extension: [export.media.partition(";")[0]] for extension, export in ASKED.items()}


def test_an_edition_that_asks_for_no_attachments_has_no_place_for_them(catalogue: Catalogue) -> None:
    survey = catalogue["2021"]
    without = {"2021": replace(survey, edition=replace(survey.edition, attachments=""))}
    for surveys, there in ((catalogue, True), (without, False)):
        client = create_app(surveys, Place()).test_client()

        assert ("/api/{edition}/attachments" in client.get("/openapi.json").json["paths"]) is there  # type: ignore[index]  # JSON
        assert ('id="attachments"' in client.get("/2021/").text) is there
        assert (client.get("/2021/attachments.json").status_code == 200) is there
        assert (("document", {"edition": "2021", "name": "attachments"}) in routes(surveys)) is there


def test_the_first_load_of_the_form_is_under_30_kb_compressed(site: Path) -> None:
    import gzip

    [folder] = (site / "assets").iterdir()
    first = ["2021/index.html", "sw.js"]
    first += [
        f"assets/{folder.name}/{name}" for name in ("before_paint.js", "form.js", "style.css", "icon.svg")
    ]

    assert sum(len(gzip.compress(files(site)[name])) for name in first) < 30_000


def test_the_shell_has_room_for_a_title_and_a_main_part(catalogue: Catalogue) -> None:
    shell = render_shell(catalogue, Place())

    assert shell.count("<!--title-->") == shell.count("<!--main-->") == 1


@pytest.mark.parametrize("path", ["/1999/", "/1999/print/", "/1999/edition.json", "/2021/other.json"])
def test_what_is_not_in_the_catalogue_is_not_found(catalogue: Catalogue, path: str) -> None:
    assert create_app(catalogue, Place()).test_client().get(path).status_code == 404


def test_a_section_with_titles_for_some_rows_only_keeps_its_columns(tmp_path: Path) -> None:
    text = (EDITIONS / "2021.toml").read_text(encoding="utf-8")
    (tmp_path / "2021.toml").write_text(text.replace('title = "安全宣传“五进”活动"\n', ""), encoding="utf-8")
    (tmp_path / "2021.units.toml").write_bytes((EDITIONS / "2021.units.toml").read_bytes())

    page = create_app(load_catalogue(tmp_path), Place()).test_client().get("/2021/print/").text

    assert page.count('<th class="activity" scope="row"></th>') == 1


@pytest.mark.unmeasured
def test_whom_the_bureau_calls_at_a_unit_is_on_no_page(tmp_path: Path, catalogue: Catalogue) -> None:
    """The roster keeps a name and a telephone number for the officer; the site is for everybody."""
    roster = catalogue["2021"].roster
    units = tuple(replace(unit, contact="王小红", phone="0574-00112233") for unit in roster.units)
    named = {"2021": replace(catalogue["2021"], roster=replace(roster, units=units))}

    for _ in freeze(named, Place(), tmp_path / "public"):
        pass

    pages = [page.read_bytes() for page in (tmp_path / "public").rglob("*") if page.is_file()]
    assert not [page for page in pages if "王小红".encode() in page or b"0574-00112233" in page]


def test_no_edition_can_be_called_as_an_address_of_the_site() -> None:
    rules = [rule.rule for rule in create_app(load_catalogue(), Place()).url_map.iter_rules()]
    taken = {rule.split("/")[1] for rule in [*rules, *(route.path for route in ROUTES)]}
    names = {name for name in taken if name and not name.startswith("<")}

    assert {"desk", "guide", "api", "assets"} <= names
    assert [name for name in sorted(names) if not mistake_in(name)] == []
