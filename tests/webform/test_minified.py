"""What is sent to a browser is smaller than what is read here, and says and does the same."""

import runpy
import sys

import pytest

from webform import minified

MODULE = """// Says how old.
export const LIMIT = 18;
const secret = (years) => years >= LIMIT;
export function grownUp(years) { return secret(years) ? "是" : "否"; }
export async function later(years) { return grownUp(years); }
export class Person {}
"""


def test_a_module_in_a_scope_of_its_own_exports_what_it_did() -> None:
    scoped = minified.in_own_scope(MODULE)

    assert scoped.startswith("export const { LIMIT, grownUp, later, Person } = (() => {\n")
    assert scoped.count("export") == 1
    assert "return { LIMIT, grownUp, later, Person };\n})();" in scoped


def test_a_script_that_exports_nothing_is_called_at_once() -> None:
    assert minified.in_own_scope("const a = 1;\n") == "(() => {\nconst a = 1;\n})();\n"


def test_local_names_are_shortened_where_the_minifier_is_installed() -> None:
    small = minified.minify("a.js", minified.in_own_scope(MODULE))

    assert "secret" not in small
    assert "Says how old" not in small
    assert "grownUp" in small


def test_where_the_minifier_is_not_installed_scripts_are_still_sent_without_comments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "minify", None)

    without = runpy.run_path(minified.__file__)

    small = without["minify"]("a.js", MODULE)
    assert without["RENAMES"] is False
    assert "secret" in small
    assert "Says how old" not in small


def test_only_scripts_and_sheets_are_minified() -> None:
    assert minified.minify("a.css", "/* why */ a { color: red; }") == "a{color:red}"
    assert minified.minify("icon.svg", "<svg>  </svg>") == "<svg>  </svg>"
