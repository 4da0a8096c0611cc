"""The scripts are joined without changing what they mean."""

import re
from pathlib import Path

import pytest

from schema.loading.catalogue import load_catalogue
from webform.app import Place, create_app
from webform.assets import LAZY, PAGES, join_modules, read_asset


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_a_module_stands_once_before_those_that_import_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        b='import { c } from "./c.js";\n\nexport function b() {}\n',
        c="export const c = 1;\n",
    )

    assert join_modules(folder, "a.js") == "const c = 1;\n\nfunction b() {}\nb(c);\n"


def test_a_name_that_two_modules_share_stops_the_build(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a='import { x } from "./b.js";\nconst KIND = x;\n',
        b="const KIND = 1;\nexport const x = KIND;\n",
    )

    with pytest.raises(ValueError, match="KIND"):
        join_modules(folder, "a.js")


def test_only_the_entry_exports(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a='import { b } from "./b.js";\nexport function a() {}\n',
        b="export const b = 1;\n",
    )

    assert join_modules(folder, "a.js") == "const b = 1;\nexport function a() {}\n"


@pytest.mark.parametrize("name", PAGES + LAZY)
def test_a_joined_script_needs_no_further_request(name: str) -> None:
    text = read_asset(name).decode()

    assert 'from"./' not in text
    assert bool(re.search(r"\bexport\b", text)) == (name in LAZY)


def test_a_lazy_script_is_what_the_pages_scripts_load_when_they_need_it() -> None:
    loaded = {
        name for page in PAGES for name in re.findall(r'import\("\./(\w+\.js)"\)', read_asset(page).decode())
    }

    assert loaded == set(LAZY)


def test_what_is_no_asset_is_not_found() -> None:
    client = create_app(load_catalogue(), Place()).test_client()

    assert client.get("/assets/x/nothing.js").status_code == 404
