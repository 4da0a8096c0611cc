"""What the READMEs say is so: links and paths lead somewhere, commands are understood, lists are complete."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import build
from tests.support.command_line import command_names, help_of, understood

ROOT = Path(build.__file__).parent
ROOMS = ("schema", "handler", "site", "infra", "tests")
READMES = [ROOT / "README.md", *(ROOT / room / "README.md" for room in ROOMS)]
each_readme = pytest.mark.parametrize("file", READMES, ids=lambda file: str(file.parent.name))
_LINK = re.compile(r"\]\(([^)]+)\)")
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")
_CODE = re.compile(r"```\w*\n(.*?)```|(?m:^((?: {4}\S.*\n)+))", re.DOTALL)
_MADE = ("var/", "public/", "dist/", "submissions/", "attachments/", "reviews/")
"""What begins so is made when the program runs."""
_KINDS = re.compile(r"assert_never\((?:blank\.)?kind\)")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_the_first_page_is_one_page() -> None:
    assert len(text_of(READMES[0]).splitlines()) <= 100


def test_every_room_of_the_house_has_a_readme_to_which_the_first_page_leads() -> None:
    linked = set(_LINK.findall(text_of(READMES[0])))

    assert {f"{room}/README.md" for room in ROOMS} <= linked


def anchors(file: Path) -> Iterator[str]:
    """The anchors of a file's headings as GitHub makes them."""
    for heading in re.findall(r"(?m)^#+ (.+)$", text_of(file)):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@each_readme
def test_every_link_leads_somewhere(file: Path) -> None:
    for link in _LINK.findall(text_of(file)):
        path, _, anchor = link.partition("#")
        target = file.parent / path if path else file
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def paths(file: Path) -> Iterator[str]:
    """Folders, and files with their way from the room or from the root."""
    for path in _PATH.findall(text_of(file)):
        _, slash, name = path.rpartition("/")
        if slash and (not name or "." in name) and not path.startswith(_MADE):
            yield path


@each_readme
def test_every_path_that_is_named_is_there(file: Path) -> None:
    assert [
        path for path in paths(file) if not any((base / path).exists() for base in (file.parent, ROOT))
    ] == []


@each_readme
def test_every_command_in_a_block_is_understood(file: Path) -> None:
    blocks = ["".join(found) for found in _CODE.findall(text_of(file))]
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    plain = [line for line in lines if line.startswith("python build.py")]

    assert len(list(understood(plain))) == len(plain)


def test_the_table_of_commands_has_every_command_and_no_other() -> None:
    listed = re.findall(r"(?m)^\| `python build\.py (\w+)(.*?)` \|", text_of(READMES[0]))

    assert sorted(name for name, _ in listed) == sorted(command_names())
    for name, arguments in listed:
        taken = re.findall(r"--[a-z-]+", help_of(name))
        assert set(re.findall(r"--[a-z-]+", arguments)) <= set(taken), name


def test_what_a_new_kind_of_blank_touches_names_every_place_that_tells_kinds_apart() -> None:
    _, _, after = text_of(ROOT / "schema" / "README.md").partition("- **a kind of blank**: four modules")
    numbered = re.findall(r"(?m)^  \d\. `([^`]+)`", after.partition("\n## ")[0])
    apart = {
        file.relative_to(ROOT).as_posix()
        for folder in ("schema", "handler", "site")
        for file in (ROOT / folder).rglob("*.py")
        if _KINDS.search(text_of(file))
    }

    named = {path if (ROOT / path).exists() else f"schema/{path}" for path in numbered}
    assert named == apart | {"schema/edition/kinds.py"}
    assert len(named) == 4


def is_left_over(folder: Path) -> bool:
    """Whether there is nothing but what Python compiled of a room that is gone: git leaves that where it lies."""
    return folder.is_dir() and {each.suffix for each in folder.rglob("*") if each.is_file()} <= {".pyc"}


@pytest.mark.parametrize("room", ["schema", "handler", "site/webform", "infra", "tests"])
def test_all_that_lies_in_a_room_is_named_in_its_readme(room: str) -> None:
    readme = ROOT / room.split("/")[0] / "README.md"
    named = "\n".join(re.findall(r"`([^`\n]+)`", text_of(readme)))
    inside = [
        each
        for each in (ROOT / room).iterdir()
        if each != readme and not each.name.startswith(("__", ".")) and not is_left_over(each)
    ]

    assert [each.name for each in inside if f"{each.name}{'/' * each.is_dir()}" not in named] == []


@pytest.mark.parametrize("room", ROOMS[:3])
def test_a_room_says_its_words_its_decisions_and_how_to_add_to_it(room: str) -> None:
    headings = re.findall(r"(?m)^## (.+)$", text_of(ROOT / room / "README.md"))

    assert {"Words", "To add …", "Decisions (November 2026)"} <= set(headings)


def test_each_line_of_the_security_list_that_is_met_names_tests_that_are_there() -> None:
    rows = [line for line in text_of(ROOT / "infra" / "SECURITY.md").splitlines() if "| met" in line]
    tests = [file.relative_to(ROOT).as_posix() for file in (ROOT / "tests").rglob("*.py")]

    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`([\w/]+\.py)`", row)
        assert named, row
        assert all(any(test.endswith(f"/{name}") or test == name for test in tests) for name in named), row
