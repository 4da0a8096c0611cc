"""The scripts are joined without changing what they mean."""

import re
from pathlib import Path

import pytest

from schema.loading.catalogue import load_catalogue
from webform.app import create_app
from webform.assets import PAGES, STATIC, join_modules, lazy_scripts, read_asset
from webform.config import Place


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def write_below(folder: Path, **modules: str) -> None:
    folder.mkdir()
    write(folder, **modules)


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


@pytest.mark.parametrize("name", PAGES + lazy_scripts())
def test_a_joined_script_needs_no_further_request(name: str) -> None:
    text = read_asset(name).decode()

    assert 'from"./' not in text
    assert bool(re.search(r"\bexport\b", text)) == (name in lazy_scripts())


def test_what_is_loaded_on_use_is_named_from_where_the_joined_script_stands(tmp_path: Path) -> None:
    folder = write(tmp_path, page='import { open } from "./room/platform.js";\nopen();\n')
    write_below(
        folder / "room",
        platform='export const open = () => import("./key.js");\n',
        key="export const k = 1;\n",
    )

    assert join_modules(folder, "page.js") == 'const open = () => import("./room/key.js");\nopen();\n'
    assert join_modules(folder, "room/platform.js") == 'export const open = () => import("./key.js");\n'


@pytest.mark.parametrize("name", PAGES + lazy_scripts())
def test_what_a_script_loads_on_use_is_a_lazy_script_that_is_there(name: str) -> None:
    loaded = re.findall(r'import\("([a-z_./]+)"\)', read_asset(name).decode())

    paths = {
        (STATIC / name).parent.joinpath(each).resolve().relative_to(STATIC).as_posix() for each in loaded
    }
    assert paths <= set(lazy_scripts())


def test_what_is_no_asset_is_not_found() -> None:
    client = create_app(load_catalogue(), Place()).test_client()

    assert client.get("/assets/x/nothing.js").status_code == 404
