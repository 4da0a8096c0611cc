"""The scripts are joined without changing what they mean."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from schema.loading.catalogue import load_catalogue
from webform.app import create_app
from webform.assets import (
    OFFLINE,
    PAGES,
    STATIC,
    asset_names,
    join_modules,
    lazy_scripts,
    offline_bundle,
    read_asset,
)
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


def test_a_joined_script_needs_no_further_request() -> None:
    for name in PAGES + lazy_scripts():
        text = read_asset(name).decode()

        assert not re.search(r'\bfrom ?"\.', text), name
        assert bool(re.search(r"\bexport\b", text)) == (name in lazy_scripts()), name


def test_a_sheet_needs_no_further_request() -> None:
    sheet = read_asset("style.css")

    assert b"@import" not in sheet
    assert b".bar{" in sheet


def test_what_is_loaded_on_use_is_named_from_where_the_joined_script_stands(tmp_path: Path) -> None:
    folder = write(tmp_path, page='import { open } from "./room/door.js";\nopen();\n')
    write_below(
        folder / "room",
        door='export const open = () => import("./key.js");\n',
        key="export const k = 1;\n",
    )

    assert join_modules(folder, "page.js") == 'const open = () => import("./room/key.js");\nopen();\n'
    assert join_modules(folder, "room/door.js") == 'export const open = () => import("./key.js");\n'


def test_what_a_script_loads_on_use_is_a_lazy_script_that_is_there() -> None:
    for name in PAGES + lazy_scripts():
        loaded = re.findall(r'import\("([a-z_./]+)"\)', read_asset(name).decode())

        paths = {
            (STATIC / name).parent.joinpath(each).resolve().relative_to(STATIC).as_posix() for each in loaded
        }
        assert paths <= set(lazy_scripts()), name


def test_what_a_form_loads_later_is_kept_from_one_file() -> None:
    bundle = json.loads(offline_bundle())

    assert {*bundle} == {*lazy_scripts(OFFLINE), "style/others.css", "table/grid/grid.css"}
    assert all(text.encode() == read_asset(name) for name, text in bundle.items())


ROOMS = (
    "lib/vendor",
    "lib",
    "lib/qr",
    "validation",
    "table/sources",
    "table/grid",
    "table",
    "receipt",
    "attachments",
    "drafts",
    "form",
    "desk/data",
    "desk/charts",
    "desk/reviews",
    "desk/progress",
    "desk/files",
    "desk/workbench",
    "desk",
    "",
)
"""From the lowest up; an entry stands in no room."""
SCRIPTS = [name for name in asset_names() if name.endswith(".js")]
IMPORTED = re.compile(r'(?:from |import\()"([a-z_./]+\.js)"')


def imported_by(name: str, pattern: re.Pattern[str] = IMPORTED) -> set[str]:
    """What a script imports, at once or when it uses it."""
    folder = (STATIC / name).parent
    found = pattern.findall((STATIC / name).read_text(encoding="utf-8"))
    return {(folder / each).resolve().relative_to(STATIC).as_posix() for each in found}


def those_with(pattern: str, names: Iterable[str] = SCRIPTS) -> dict[str, str]:
    """What each of these scripts has that it is not to have."""
    found = {name: re.search(pattern, (STATIC / name).read_text(encoding="utf-8")) for name in names}
    return {name: match[0] for name, match in found.items() if match}


def test_no_script_imports_from_a_room_above_it() -> None:
    def height(script: str) -> int:
        return ROOMS.index(script.rpartition("/")[0])

    assert [
        (name, each) for name in SCRIPTS for each in imported_by(name) if height(each) > height(name)
    ] == []


def test_no_script_imports_itself_by_way_of_others() -> None:
    at_once = re.compile(r'from "([a-z_./]+\.js)"')
    graph = {name: imported_by(name, at_once) for name in SCRIPTS}

    assert list(TopologicalSorter(graph).static_order())  # raises CycleError with the circle


def test_elements_are_built_in_one_way() -> None:
    assert those_with(r"createElement\(", {*SCRIPTS} - {"lib/dom.js", "before_paint.js"}) == {}


def test_functions_are_asked_in_one_way() -> None:
    """The clerk's in one, the bureau's, with its key, in another; elsewhere only documents of the site are read, and a file
    goes straight to the store."""
    assert (
        those_with(r"AbortController|body: JSON|Accept:", {*SCRIPTS} - {"lib/api.js", "desk/data/ask.js"})
        == {}
    )


def test_page_and_session_alone_write_their_state() -> None:
    assert those_with(r"\b(?:page|session)\.\w+ [-+]?= .*") == {}


def with_its_modules(name: str) -> set[str]:
    """What is joined into a script, and it."""
    at_once = re.compile(r'from "([a-z_./]+\.js)"')
    return {name}.union(*map(with_its_modules, imported_by(name, at_once)))


def test_what_several_scripts_bring_a_copy_of_remembers_nothing_but_what_each_may_find_anew() -> None:
    """A lazy script has a copy of each module that it imports: what is one for the whole page is not kept in one."""
    carried = Counter(module for entry in (*PAGES, *lazy_scripts()) for module in with_its_modules(entry))
    several = [module for module, times in carried.items() if times > 1]
    found_anew = {
        "drafts/find_drafts.js",  # the script that knows whose a draft is
        "receipt/receipt_code.js",  # one script of a page has it
        "table/grid/cells.js",
        "table/table.js",  # the fields, which stay
    }

    assert (
        those_with(
            r"(?m)^(?:export )?(?:let |const \w+ = (?:new (?:Weak)?(?:Map|Set)\(\)|\[\];))", several
        ).keys()
        == found_anew
    )


def test_a_room_is_seen_in_one_look() -> None:
    for folder in sorted({Path(name).parent.as_posix() for name in SCRIPTS}):
        assert len(list((STATIC / folder).iterdir())) <= 15, folder


def test_what_is_no_asset_is_not_found() -> None:
    client = create_app(load_catalogue(), Place()).test_client()

    assert client.get("/assets/x/nothing.js").status_code == 404


def test_what_the_desk_styles_alone_the_form_does_not_but_for_its_paper() -> None:
    """The desk has the form's sheet too: a name of both would be drawn by both."""

    def alone(*files: Path) -> set[str]:
        return {
            name
            for file in files
            for name in re.findall(r"(?m)(?:^|, )\.([\w-]+)(?=,| \{)", file.read_text("utf-8"))
        }

    of_form = alone(*(STATIC / "style").glob("*.css"))
    of_desk = alone(*(STATIC / "desk").rglob("*.css"))
    assert of_form & of_desk == {"paper", "remark"}
