"""Nothing that is sent to a browser is newer than Chromium 78, unless an old engine may do without it."""

from collections.abc import Callable, Iterable, Iterator

import pytest
import tinycss2
import tree_sitter_javascript
from tinycss2 import ast
from tree_sitter import Language, Node, Parser

from tests.support.browser import newer_than_chromium78 as newer
from webform.assets import STATIC, TEMPLATES, asset_names, read_asset

SCRIPTS = [*sorted(STATIC.rglob("*.js")), TEMPLATES / "sw.js"]
SHEETS = sorted(STATIC.rglob("*.css"))
PARSER = Parser(Language(tree_sitter_javascript.language()))


def named(found: Iterator[tuple[int, str, int]]) -> list[str]:
    return [f"line {line}: {what} (Chromium {version})" for line, what, version in found]


def newer_in_any(
    texts: Iterable[tuple[object, str]], newer_in: Callable[[str], Iterator[tuple[int, str, int]]]
) -> dict[object, list[str]]:
    """By its name, what is newer in each of these files."""
    found = {name: named(newer_in(text)) for name, text in texts}
    return {name: lines for name, lines in found.items() if lines}


def newer_in_script(text: str) -> Iterator[tuple[int, str, int]]:
    """Line, what it is, and the version that brought it."""
    nodes = [PARSER.parse(text.encode()).root_node]
    while nodes:
        node = nodes.pop()
        nodes += node.children
        kind = node.type
        for table in (newer.SYNTAX, newer.OPERATORS):
            if kind in table:
                yield line_of(node), kind, table[kind]
        if kind in WORDS and (word := text_of(node)) in (known := known_for(node)):
            yield line_of(node), word, known[word]
        if kind == "regex_flags":
            yield from (
                (line_of(node), f"/{flag}", newer.REGEXP_FLAGS[flag])
                for flag in text_of(node)
                if flag in newer.REGEXP_FLAGS
            )
        if kind == "await_expression" and not inside_function(node):
            yield line_of(node), "top-level await", 89


WORDS = {"string_fragment", "identifier", "shorthand_property_identifier_pattern", "property_identifier"}


def known_for(node: Node) -> dict[str, int]:
    """The table of what is newer for a word that stands where this node, of WORDS, does."""
    if node.type == "string_fragment":
        return newer.EVENTS
    if node.type != "property_identifier":
        return newer.GLOBALS
    parent = node.parent
    if parent is None or parent.type != "member_expression":
        return {}
    called = parent.parent is not None and parent.parent.child_by_field_name("function") == parent
    return {**newer.GLOBALS, **newer.MEMBERS, **(newer.METHODS if called else {})}


def line_of(node: Node) -> int:
    return node.start_point[0] + 1


def text_of(node: Node) -> str:
    return (node.text or b"").decode()


def inside_function(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if "function" in parent.type or parent.type == "method_definition":
            return True
        parent = parent.parent
    return False


def newer_in_sheet(text: str) -> Iterator[tuple[int, str, int]]:
    """What is newer in a style sheet and has neither a fallback before it in its rule nor leave to be missing.

    What stands in `@supports (property: …)` may use that property: who has not got it does without the whole.
    """
    yield from newer_in_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def newer_in_rules(
    rules: list[ast.Node], supported: frozenset[str] = frozenset()
) -> Iterator[tuple[int, str, int]]:
    for rule in rules:
        assert not isinstance(rule, ast.ParseError), f"line {rule.source_line}: {rule.message}"
        if isinstance(rule, ast.AtRule) and rule.lower_at_keyword in newer.AT_RULES:
            yield rule.source_line, f"@{rule.at_keyword}", newer.AT_RULES[rule.lower_at_keyword]
        if isinstance(rule, ast.AtRule) and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            asked = names_in(rule.prelude) if rule.lower_at_keyword == "supports" else ()
            yield from newer_in_rules(inner, supported.union(asked))
        if isinstance(rule, ast.QualifiedRule):
            yield from newer_selectors(rule)
            yield from newer_declarations(rule, supported)


def newer_selectors(rule: ast.QualifiedRule) -> Iterator[tuple[int, str, int]]:
    """A newer selector stands in a rule of its own: beside others it would take them along."""
    selectors: list[list[str]] = [[]]
    for token in rule.prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        selectors[-1] += [
            word for word in names_in([token]) if word in newer.SELECTORS or word in newer.FUNCTIONS
        ]
    if any(selectors) and not all(selectors):
        word = next(word for words in selectors for word in words)
        yield rule.source_line, f":{word} beside older selectors", newer.SELECTORS.get(word, 88)


def newer_declarations(rule: ast.QualifiedRule, supported: frozenset[str]) -> Iterator[tuple[int, str, int]]:
    older: set[str] = set()
    for entry in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
        assert not isinstance(entry, ast.ParseError), f"line {entry.source_line}: {entry.message}"
        if not isinstance(entry, ast.Declaration) or entry.lower_name in newer.WITHOUT:
            continue
        if entry.lower_name in newer.PROPERTIES and entry.lower_name not in supported:
            yield entry.source_line, entry.name, newer.PROPERTIES[entry.lower_name]
        words = [word for word in names_in(entry.value) if word in newer.VALUES or word in newer.FUNCTIONS]
        if not words:
            older.add(entry.lower_name)
        elif entry.lower_name not in older:
            yield entry.source_line, words[0], {**newer.VALUES, **newer.FUNCTIONS}[words[0]]


def names_in(tokens: list[ast.Node]) -> Iterator[str]:
    """Every keyword, unit and function name, inside brackets too."""
    for token in tokens:
        if token.type == "ident":
            yield token.lower_value
        if token.type == "dimension":
            yield token.lower_unit
        if token.type == "function":
            yield token.lower_name
            yield from names_in(token.arguments)
        if token.type in ("() block", "[] block"):
            yield from names_in(token.content)


def test_no_script_is_newer_than_chromium_78() -> None:
    texts = (
        (file, file.read_text(encoding="utf-8").replace("{{", "[[").replace("}}", "]]")) for file in SCRIPTS
    )

    assert newer_in_any(texts, newer_in_script) == {}


def test_the_minifier_writes_nothing_newer_either() -> None:
    texts = ((name, read_asset(name).decode()) for name in asset_names() if name.endswith(".js"))

    assert newer_in_any(texts, newer_in_script) == {}


def test_no_sheet_is_newer_than_chromium_78_without_a_fallback() -> None:
    texts = ((file, file.read_text(encoding="utf-8")) for file in SHEETS)

    assert newer_in_any(texts, newer_in_sheet) == {}


AFTER_2015 = {"async", "await", "**", "**="}
"""Words and signs of the grammar that ECMAScript 2015 has not."""


def after_2015(text: str) -> Iterator[str]:
    """What Chromium 49 cannot read in a script that it is sent."""
    nodes = [PARSER.parse(text.encode()).root_node]
    while nodes:
        node = nodes.pop()
        nodes += node.children
        spread = node.type in ("spread_element", "rest_pattern") and node.parent is not None
        if node.type in AFTER_2015 or (spread and node.parent.type.startswith("object")):  # type: ignore[union-attr]  # it has one
            yield f"{node.type} {text_of(node)}"
        if node.type == "catch_clause" and node.child_by_field_name("parameter") is None:
            yield "catch without a name"


def test_what_holds_where_the_forms_script_fails_can_be_read_by_chromium_49() -> None:
    assert list(after_2015(read_asset("before_paint.js").decode())) == []


@pytest.mark.parametrize(
    "script", ["async () => 1", "2 ** 3", "({...a})", "let {a, ...b} = c", "try {} catch {}"]
)
def test_what_chromium_49_cannot_read_is_found(script: str) -> None:
    assert list(after_2015(script))


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("a?.b;", ["line 1: optional_chain (Chromium 80)"]),
        ("\nconst a = b ?? c;", ["line 2: ?? (Chromium 80)"]),
        ("a ||= 1;", ["line 1: ||= (Chromium 85)"]),
        ("list.at(-1);", ["line 1: at (Chromium 92)"]),
        ("tell(check.at, { at: 1 });", []),
        ("window.structuredClone(a);", ["line 1: structuredClone (Chromium 98)"]),
        ("structuredClone(a);", ["line 1: structuredClone (Chromium 98)"]),
        ("event.submitter;", ["line 1: submitter (Chromium 81)"]),
        ("a.addEventListener('scrollend', b);", ["line 1: scrollend (Chromium 114)"]),
        ("await start();", ["line 1: top-level await (Chromium 89)"]),
        ("async () => { await start(); };", []),
        ("/a/v;", ["line 1: /v (Chromium 112)"]),
        ("class A { #x() {} }", ["line 1: private_property_identifier (Chromium 84)"]),
        ("`at ${a.replaceAll(b)}`; 'a?.b'; // c ?? d", ["line 1: replaceAll (Chromium 85)"]),
    ],
)
def test_what_is_newer_in_a_script_is_found(script: str, found: list[str]) -> None:
    assert named(newer_in_script(script)) == found


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("a { width: min(1em, 2em); }", ["line 1: min (Chromium 79)"]),
        ("a { width: 1em; width: calc(1px + min(1em, 2em)); }", []),
        ("a { width: min(1em, 2em); width: 1em; }", ["line 1: min (Chromium 79)"]),
        ("a { gap: 1em; }", ["line 1: gap (Chromium 84)"]),
        ("a { accent-color: red; }", []),
        ("@media print { a { inset: 0; } }", ["line 1: inset (Chromium 87)"]),
        ("@supports (inset: 0) { a { inset: 0; } }", []),
        ("@supports (inset: 0) { a { translate: 0; } }", ["line 1: translate (Chromium 104)"]),
        (
            "a:focus, a:focus-visible { color: red; }",
            ["line 1: :focus-visible beside older selectors (Chromium 86)"],
        ),
        ("a:focus:not(:focus-visible) { color: red; }", []),
        ("@layer a { b { color: red; } }", ["line 1: @layer (Chromium 99)"]),
        ("a { height: 100dvh; }", ["line 1: dvh (Chromium 108)"]),
    ],
)
def test_what_is_newer_in_a_sheet_is_found(sheet: str, found: list[str]) -> None:
    assert named(newer_in_sheet(sheet)) == found
