"""Page and function find a unit by the same names: whatever is typed, validation/roster.js and schema/edition/roster.py agree."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import ucd_3_2_0

import pytest
from playwright.sync_api import Page

from schema.edition.roster import Roster, fold
from schema.edition.survey import Survey
from schema.errors import FileProblemsError
from schema.loading.roster_file import load_roster
from schema.validation.letters import PATTERNS, SPACES
from tests.support.builders import survey_2021, the_2021
from webform.app import create_app
from webform.config import Place

ROSTERS, NAMES_EACH = 60, 200
TRADITIONAL = str.maketrans("区场监督宁风", "區場監督寧⻛")
UNSEEN = "\u200b\u200d\u2060\ufeff\u00ad\u200e\u202e\u2067\ufe0f\u3164\x1c\x85\U000e0100"

FOLD = """async ([address, rules, text]) => {
  const fold = (await import(address)).makeFold(JSON.parse(rules));
  return JSON.stringify(JSON.parse(text).map((name) => fold(name)));
}"""
FIND = """async ([address, rules, html, text]) => {
  const { readRoster } = await import(address);
  const list = new DOMParser().parseFromString(html, "text/html").querySelector("datalist");
  const { find } = readRoster(list, JSON.parse(rules));
  return JSON.stringify(JSON.parse(text).map((name) => (find(name) || { name: null }).name));
}"""


@pytest.fixture
def names_js(page: Page) -> list[str]:
    """Where the script is, and the rules it needs."""
    script = str(page.locator("script[type=module]").get_attribute("src"))
    return [
        script.replace("form.js", "validation/roster.js"),
        json.dumps({"spaces": SPACES, "patterns": PATTERNS}),
    ]


def found_by_page(page: Page, names_js: list[str], roster: Roster, names: Sequence[str]) -> list[str | None]:
    survey = Survey(edition=the_2021(), roster=roster)
    html = create_app({"2021": survey}, Place()).test_client().get("/2021/").text
    [units] = re.findall("<datalist.*</datalist>", html, re.DOTALL)
    found: list[str | None] = json.loads(page.evaluate(FIND, [*names_js, units, json.dumps(names)]))
    return found


def found_by_function(roster: Roster, names: Sequence[str]) -> list[str | None]:
    units = [roster.by_name(name) for name in names]
    return [unit.name if unit else None for unit in units]


def test_every_character_is_folded_alike(page: Page, names_js: list[str]) -> None:
    """Those that Unicode had in 2002: every engine knows them."""
    characters = [
        chr(code) for code in range(0x110000) if ucd_3_2_0.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    names = [*characters, *(f"甲{one}乙" for one in characters)]

    folded = json.loads(page.evaluate(FOLD, [*names_js, json.dumps(names)]))

    assert [(name, seen) for name, seen in zip(names, folded, strict=True) if fold(name) != seen] == []


def test_names_are_folded_alike(page: Page, names_js: list[str]) -> None:
    chance = random.Random(2021)  # noqa: S311  # the same names on every run
    letters = f"鄞州区Ａaßẞﬁς ΣσİıÅe\u0301\u0307（盖章）()①㈱ｶﾞ{SPACES}{UNSEEN}"
    names = ["".join(chance.choices(letters, k=chance.randint(1, 9))) for _ in range(20_000)]
    names += ["甲（盖章）（盖章）", "（盖（盖章）章）", "甲（盖 章）", "ὈΔΥΣΣΕΎΣ ὈΔΥΣΣΕΎΣ", "Ǆǆǅ"]

    folded = json.loads(page.evaluate(FOLD, [*names_js, json.dumps(names)]))

    assert [(name, seen) for name, seen in zip(names, folded, strict=True) if fold(name) != seen] == []


def variants(chance: random.Random, spoken: Sequence[str], dropped: Sequence[str]) -> Iterator[str]:
    """Abbreviations of a name above all; and the name with other words around it, and with what people add."""
    while True:
        name = chance.choice(spoken)
        kept = chance.choice((1, 1, 0.9, 0.7, 0.4))
        name = "".join(letter for letter in name if chance.random() < kept)
        if chance.random() < 0.2:
            name = name.translate(TRADITIONAL)
        for word in chance.sample(dropped, min(len(dropped), chance.choice((0, 0, 1, 2)))):
            name = chance.choice((word + name, name + word, name.replace(word, "")))
        if chance.random() < 0.2:
            name += chance.choice(("（盖章）", "(盖章)", chance.choice(spoken)))
        for _ in range(chance.choice((0, 0, 1, 2))):
            at = chance.randint(0, len(name))
            name = name[:at] + chance.choice(SPACES + UNSEEN) + name[at:]
        yield name


def word(chance: random.Random, most: int) -> str:
    return "".join(chance.choices("甲乙丙区區局市Aß⻛", k=chance.randint(1, most)))


def made_rosters(chance: random.Random, folder: Path) -> Iterator[Roster]:
    """Rosters that the loader takes, of names so short and alike that they nearly collide."""
    file = folder / "2021.units.toml"
    while True:
        lines = [
            f"dropped = {json.dumps([word(chance, 2) for _ in range(chance.randint(0, 3))], ensure_ascii=False)}"
        ]
        for code in range(chance.randint(1, 4)):
            aliases = json.dumps([word(chance, 5) for _ in range(chance.randint(0, 3))], ensure_ascii=False)
            lines.append(f'[[unit]]\ncode = "{code}"\nname = "{word(chance, 6)}"\naliases = {aliases}')
        file.write_text("\n".join(lines), encoding="utf-8")
        try:
            yield load_roster(file)
        except FileProblemsError:
            continue


def test_the_page_finds_the_units_of_2021_that_the_function_finds(page: Page, names_js: list[str]) -> None:
    chance = random.Random(2021)  # noqa: S311  # the same names on every run
    roster = survey_2021().roster
    names = [
        name
        for unit in roster.units
        for _, name in zip(
            range(400), variants(chance, [unit.name, *unit.aliases], roster.dropped), strict=False
        )
    ]

    expected = found_by_function(roster, names)

    assert found_by_page(page, names_js, roster, names) == expected
    assert 1000 < expected.count(None) < len(names) - 1000


def test_the_page_finds_the_units_of_any_roster_that_the_function_finds(
    page: Page, names_js: list[str], tmp_path: Path
) -> None:
    chance = random.Random(2021)  # noqa: S311  # the same rosters on every run
    known = 0
    for _, roster in zip(range(ROSTERS), made_rosters(chance, tmp_path), strict=False):
        spoken = [name for unit in roster.units for name in (unit.name, *unit.aliases)]
        every = variants(chance, spoken, roster.dropped)
        names = [next(every) for _ in range(NAMES_EACH)]
        expected = found_by_function(roster, names)
        assert found_by_page(page, names_js, roster, names) == expected
        known += sum(name is not None for name in expected)

    assert 0.2 < known / (ROSTERS * NAMES_EACH) < 0.8
