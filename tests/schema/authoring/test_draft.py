from dataclasses import replace

from schema.authoring.draft import Draft
from schema.authoring.writing.strings import DOUBT
from schema.authoring.writing.write_toml import edition_toml
from schema.edition.model import HEADING
from tests.support.builders import edition_of, every_layout, with_sections
from tests.support.builders import edition_toml as made_toml

EDITION = edition_of(made_toml(), "2021")
(SECTION,) = EDITION.sections
TWINS = with_sections(EDITION, replace(SECTION, activities=SECTION.activities * 2))
"""Two rows of one name."""
ROW = "安全生产月活动 › 学习"


def test_a_doubt_stands_at_its_own_row_though_another_bears_the_same_name() -> None:
    lines = edition_toml(Draft(edition=TWINS, doubts={(1, 2): ("核对行",), (1, 2, 1): ("核对句",)})).split(
        "\n"
    )

    assert lines.count(f"{DOUBT}核对行") == lines.count(f"  {DOUBT}核对句") == 1
    first, second = (n for n, line in enumerate(lines) if line == "[[section.activity]]")
    assert lines[second - 1] == f"{DOUBT}核对行"
    assert first < second < lines.index(f"  {DOUBT}核对句")


def test_doubts_are_told_from_the_whole_to_the_single_line() -> None:
    places = [HEADING, (1, 1, 1), (1, 2), (1,), ()]
    draft = Draft(edition=TWINS, doubts={place: (f"{place}",) for place in places})

    assert list(draft.all_doubts()) == [
        ("整张表", "()"),
        ("安全生产月活动", "(1,)"),
        (ROW, "(1, 2)"),
        ("表头", "(0,)"),
        (f"{ROW} › 第1行", "(1, 1, 1)"),
    ]


def test_what_an_edition_does_not_have_is_not_written() -> None:
    text = edition_toml(Draft(edition=EDITION))

    assert not any(f"\n{key} =" in text for key in ("annex", "note", "attachments", "opens", "closes"))
    assert edition_of(text, "2021") == EDITION


def test_a_table_of_activities_below_another_block_keeps_its_columns() -> None:
    table, *rest = every_layout().blocks
    turned = replace(every_layout(), blocks=(*rest, table))

    text = edition_toml(Draft(edition=turned))

    assert "[[block.section.activity]]" in text
    assert edition_of(text, "2022").blocks == turned.blocks
