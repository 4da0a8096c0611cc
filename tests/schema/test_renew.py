from datetime import datetime
from pathlib import Path

import pytest

from schema.catalogue import load_catalogue
from schema.errors import UserError
from schema.moved import moved
from schema.renew import renew, renewed, weekend_remark
from tests.builders import EDITION_FILES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in EDITION_FILES:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_years_and_dates_move_on_and_everything_else_stays(folder: Path) -> None:
    said = list(renew(folder / "2021.toml", folder / "2022.toml"))

    catalogue = load_catalogue(folder)
    old, new = catalogue["2021"].edition, catalogue["2022"].edition
    assert new.title == old.title.replace("2021", "2022")
    assert new.due.isoformat() == "2022-07-01T12:00:00+08:00"
    assert (new.opens, new.closes) == (moved(old.opens, 1), moved(old.closes, 1))
    assert (new.sections, new.heading, new.note) == (old.sections, old.heading, old.note)
    assert new.attachments == old.attachments != ""
    assert catalogue["2022"].roster == catalogue["2021"].roster
    assert said == [
        f"已写 {folder / '2022.toml'}：问题和编号与 2021 年相同，年份和日期后移 1 年",
        f"已写 {folder / '2022.units.toml'}：名册沿用 2021 年的，请核对有无增减",
    ]


def test_a_year_within_the_official_text_is_told_and_not_changed() -> None:
    text = 'due = 2021-07-01T12:00:00+08:00 # 2021\n[[section]]\ntitle = "2021年活动"\n# 2021年'

    assert renewed(text, 2021, 1) == (
        'due = 2022-07-01T12:00:00+08:00 # 2021\n[[section]]\ntitle = "2021年活动"\n# 2022年',
        ['title = "2021年活动"'],
    )


def test_what_is_there_is_not_written_over(folder: Path) -> None:
    (folder / "2022.units.toml").write_text("mine", encoding="utf-8")

    said = list(renew(folder / "2021.toml", folder / "2022.toml"))

    assert said[1] == f"名册 {folder / '2022.units.toml'} 已经有了，没有动它"
    assert (folder / "2022.units.toml").read_text(encoding="utf-8") == "mine"
    with pytest.raises(UserError, match="已经有了"):
        list(renew(folder / "2021.toml", folder / "2022.toml"))


def test_the_29th_of_february_becomes_the_28th() -> None:
    assert moved(datetime.fromisoformat("2024-02-29T12:00:00+08:00"), 1) == datetime.fromisoformat(
        "2025-02-28T12:00:00+08:00"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-07-01", []),
        ("2022-07-02", ["截止日 2022-07-02 是星期六，请核对 due"]),
        ("2022-07-03", ["截止日 2022-07-03 是星期日，请核对 due"]),
    ],
)
def test_a_deadline_at_a_weekend_is_remarked(day: str, said: list[str]) -> None:
    assert list(weekend_remark(datetime.fromisoformat(f"{day}T12:00:00+08:00"))) == said
