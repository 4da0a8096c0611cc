from pathlib import Path

import pytest

from schema.errors import FileProblem, FileProblemsError
from schema.loading.catalogue import load_catalogue
from tests.support.builders import edition_toml, survey_2021, unit_toml


def shelve(folder: Path, year: str, edition: str | None = None, roster: str | None = None) -> None:
    (folder / f"{year}.toml").write_text(edition or edition_toml(), encoding="utf-8")
    (folder / f"{year}.units.toml").write_text(roster or unit_toml(), encoding="utf-8")


def mistakes(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(FileProblemsError) as caught:
        load_catalogue(folder)
    return [(mistake.file, mistake.rule) for mistake in caught.value.mistakes]


def test_the_shelf_of_the_house_holds_2021() -> None:
    assert load_catalogue()["2021"] == survey_2021()


def test_editions_come_newest_first_each_with_its_roster(tmp_path: Path) -> None:
    for year in ("2021", "2023", "2022"):
        shelve(tmp_path, year, roster=unit_toml(code=f'"{year}"'))

    catalogue = load_catalogue(tmp_path)

    assert [(year, survey.edition.id, survey.roster.units[0].code) for year, survey in catalogue.items()] == [
        ("2023", "2023", "2023"),
        ("2022", "2022", "2022"),
        ("2021", "2021", "2021"),
    ]


def test_the_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    shelve(tmp_path, "2021")
    shelve(tmp_path, "2022", edition=edition_toml(top={"title": None}), roster=unit_toml(code=None))
    shelve(tmp_path, "2023", edition=edition_toml(top={"due": None}))

    assert mistakes(tmp_path) == [
        ("2023.toml", "due 缺少"),
        ("2022.toml", "title 缺少"),
        ("2022.units.toml", "code 缺少"),
    ]


def test_an_edition_without_a_roster_is_a_mistake(tmp_path: Path) -> None:
    shelve(tmp_path, "2021")
    (tmp_path / "2021.units.toml").unlink()

    assert mistakes(tmp_path) == [("2021.units.toml", "没有这个文件")]


def test_a_roster_without_an_edition_is_a_mistake(tmp_path: Path) -> None:
    shelve(tmp_path, "2021")
    (tmp_path / "2022.units.toml").write_text(unit_toml(), encoding="utf-8")

    assert mistakes(tmp_path) == [("2022.toml", "没有这个文件")]


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_a_shelf_without_editions_is_a_mistake(tmp_path: Path, folder: str) -> None:
    with pytest.raises(FileProblemsError) as caught:
        load_catalogue(tmp_path / folder)

    assert caught.value.mistakes == (
        FileProblem(
            file=str(tmp_path / folder),
            place="整个文件夹",
            rule="没有一张表",
            remedy="放入 2021.toml 这样的文件",
        ),
    )
