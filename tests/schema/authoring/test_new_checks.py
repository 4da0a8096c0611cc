"""Usual ranges: what last year's collection says of a figure becomes a check that asks for a reason."""

from dataclasses import replace
from pathlib import Path

import pytest

from handler.collect.merge import merge
from schema.authoring.assign_ids import Settlement
from schema.authoring.draft import Draft
from schema.authoring.importer.command import Import, import_edition
from schema.authoring.new_checks import find_checks
from schema.edition.checks import Check, rule_text
from schema.edition.model import Edition
from schema.errors import UserError
from schema.loading.edition_file import load_edition
from tests.support.builders import EDITION_FILES
from tests.support.collecting.collected import OBJECTS, SURVEY, written
from tests.support.documents.next_year import write_2022


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units of 2021 filed 50, 49, 48 … in the order of the paper; posters 1 and 0."""
    file = tmp_path_factory.mktemp("out") / "collected.json"
    file.write_bytes(written("json", merge(SURVEY, OBJECTS)))
    return file


def ranges(collected: Path, like: Edition, edition: Edition) -> list[Check]:
    return [*find_checks(Draft(edition=edition), like, collected).ranges]


def test_ten_times_the_largest_of_last_year_is_to_be_explained(collected: Path) -> None:
    edition = replace(SURVEY.edition, checks=())

    found = {check.at: check for check in ranges(collected, edition, edition)}

    assert len(found) == 50
    assert rule_text(found["study_sessions"]) == "study_sessions <= 500"
    assert rule_text(found["posters"]) == "posters <= 10"
    assert found["posters"].level.value == "explain"
    assert "超过 2021 年最多的一家的 10 倍（10）" in found["posters"].message


def test_a_figure_that_has_a_bound_or_is_called_otherwise_gets_none(collected: Path) -> None:
    edition = SURVEY.edition
    bounded = {check.at for check in ranges(collected, edition, edition)}
    other = replace(edition, heading=edition.heading)
    other.__dict__["labels"] = {name: f"{label}等" for name, label in edition.labels.items()}

    assert "hazard_snapshots" not in bounded
    assert "screenings" in bounded
    assert not ranges(collected, edition, other)


def test_the_import_writes_and_lists_them(collected: Path, tmp_path: Path) -> None:
    for file in EDITION_FILES:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    order = Import(
        document=write_2022(tmp_path),
        edition="2022",
        like=tmp_path / "2021.toml",
        out=tmp_path / "2022.toml",
        settlement=Settlement(same={}, new=()),
        collected=collected,
    )

    said = [line for line in import_edition(order) if line.startswith("常见范围，不要的可以在文件里删去：")]

    rules = [rule_text(check) for check in load_edition(order.out).checks]
    assert "products_made <= " in "".join(rules)
    assert len(said) == len(rules) - 38
    with pytest.raises(UserError, match="--collected 要和 --like 一起用"):
        list(import_edition(replace(order, like=None, replace=True)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "读不到文件"),
        ("<html>", "不是汇总数据"),
        ("[]", "不是汇总数据"),
        ('{"edition": {"id": "2020"}, "units": []}', "是 2020 年的汇总数据，应为 2021 年的"),
    ],
)
def test_another_file_is_refused(content: str | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / "collected.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")

    with pytest.raises(UserError, match=message):
        ranges(file, SURVEY.edition, SURVEY.edition)
