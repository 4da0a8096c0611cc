import re
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.authoring.lint import lint
from schema.authoring.renew import renew, renewed
from schema.edition.dates import moved, weekend_remark
from schema.edition.period import Period, period_of
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue
from schema.loading.edition_file import load_edition
from tests.support.builders import EDITION_FILES


def year(of: int) -> Period:
    return Period(form="", first=12 * of, months=12)


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
    assert (new.opens, new.closes) == tuple(each and moved(each, 12) for each in (old.opens, old.closes))
    assert (new.sections, new.heading, new.note) == (old.sections, old.heading, old.note)
    assert new.attachments == old.attachments != ""
    assert catalogue["2022"].roster == catalogue["2021"].roster
    assert said == [
        f"已写 {folder / '2022.toml'}：问题和编号与 2021 年相同，年份和日期后移 1 年",
        f"已写 {folder / '2022.units.toml'}：报送单位名单沿用 2021 年的，请核对有无增减",
    ]


def test_a_year_within_the_official_text_is_told_and_not_changed() -> None:
    text = 'due = 2021-07-01T12:00:00+08:00 # 2021\n[[section]]\ntitle = "2021年活动"\n# 2021年'

    assert renewed(text, year(2021), year(2022)) == (
        'due = 2022-07-01T12:00:00+08:00 # 2021\n[[section]]\ntitle = "2021年活动"\n# 2022年',
        ['title = "2021年活动"'],
    )


KEY = st.sampled_from(["{}", "'{}'", '"{}"', "  {}", "\t{} "])
OFFSET = st.sampled_from(["Z", "z", "+08:00", "-03:30", "+00:00"])
DAY = st.dates(date(2001, 1, 1), date(2090, 1, 1)) | st.sampled_from([date(2024, 2, 29)])


@given(
    days=st.lists(DAY, min_size=3, max_size=3),
    years=st.integers(1, 9),
    keys=st.lists(KEY, min_size=3, max_size=3),
    between=st.sampled_from(["T", "t", " "]),
    time=st.times().map(lambda time: time.isoformat()),
    offset=OFFSET,
    equals=st.sampled_from(["=", " = ", " =\t"]),
    rest=st.sampled_from(["", " ", "# 截止", " # 2021-07-01 12:00:00"]),
)
def test_a_moment_moves_on_however_toml_writes_it(
    days: list[date],
    years: int,
    keys: list[str],
    between: str,
    time: str,
    offset: str,
    equals: str,
    rest: str,
) -> None:
    names = ("opens", "due", "closes")
    lines = [
        f"{key.format(name)}{equals}{day}{between}{time}{offset}{rest}"
        for key, name, day in zip(keys, names, days, strict=True)
    ]
    text = "\n".join([*lines, "[[section]]", "due = 2021-07-01 12:00:00+08:00"])
    before = tomllib.loads(text)

    after = tomllib.loads(renewed(text, year(2021), year(2021 + years))[0])

    assert after == {name: moved(before[name], 12 * years) for name in names} | {"section": before["section"]}


@pytest.mark.parametrize("table", ["[site]", " [ 'site' ] # 本处", '["site"]'])
@pytest.mark.parametrize("key", ["keep_until", "'keep_until'", '  "keep_until" '])
def test_names_are_kept_as_long_after_this_deadline_as_after_the_last(table: str, key: str) -> None:
    text = f'due = 2024-06-30T12:00:00+08:00\n{table}\nphone = "0574-87654321"\n{key} = 2024-08-31 # 两个月\n'
    other = '[explain]\nkeep_until = "2024-08-31"\nx = "见下"\n'

    after = tomllib.loads(renewed(other + text.partition("\n")[2], year(2024), year(2025))[0])
    assert after["site"] == {"phone": "0574-87654321", "keep_until": date(2025, 8, 31)}
    assert after["explain"]["keep_until"] == "2024-08-31"
    quarters = [period_of(each) for each in ("2024-q2", "2024-q4")]
    assert all(quarters)
    after = tomllib.loads(renewed(text, *quarters)[0])  # type: ignore[arg-type]  # both are periods, as was just said
    assert after["site"]["keep_until"] == date(2025, 2, 28)


def test_names_that_the_whole_site_keeps_too_short_for_the_new_deadline_are_remarked(folder: Path) -> None:
    said = "联系人、电话只保存到 2022-06-30，早于截止日 2022-07-01"

    for last, told in (("2022-06-30", True), ("2022-07-01", False)):
        (folder / "site.toml").write_text(f"keep_until = {last}\n", encoding="utf-8")
        (folder / "2022.toml").unlink(missing_ok=True)
        assert any(said in line for line in renew(folder / "2021.toml", folder / "2022.toml")) == told
        assert any(said in line for line in lint(load_catalogue(folder))) == told


def test_a_deadline_that_cannot_be_moved_on_stops_everything(folder: Path) -> None:
    file = folder / "2021.toml"
    text = file.read_text(encoding="utf-8").replace(
        "\nannex = ", '\nattachments = """\n[活动总结]"""\nannex = '
    )
    file.write_text(re.sub(r'\nattachments = "[^"].*', "", text), encoding="utf-8")
    assert load_catalogue(folder)["2021"].edition.attachments == "[活动总结]"

    with pytest.raises(UserError, match=r"opens 的位置或写法特别.*什么都没有写.*opens = 2021-06-01T00:00:00"):
        list(renew(file, folder / "2022.toml"))

    assert not (folder / "2022.toml").exists()


def test_settings_in_which_the_day_cannot_be_moved_on_stop_everything(folder: Path) -> None:
    file = folder / "2021.toml"
    file.write_text(
        "site = { keep_until = 2022-06-30 }\n" + file.read_text(encoding="utf-8"), encoding="utf-8"
    )

    with pytest.raises(
        UserError, match=r"keep_until 的位置或写法特别.*keep_until = 2022-06-30，放在 \[site\]"
    ):
        list(renew(file, folder / "2022.toml"))

    assert not (folder / "2022.toml").exists()


def test_what_is_there_is_not_written_over(folder: Path) -> None:
    (folder / "2022.units.toml").write_text("mine", encoding="utf-8")

    said = list(renew(folder / "2021.toml", folder / "2022.toml"))

    assert said[1] == f"报送单位名单 {folder / '2022.units.toml'} 已经有了，没有动它"
    assert (folder / "2022.units.toml").read_text(encoding="utf-8") == "mine"
    with pytest.raises(UserError, match="已经有了"):
        list(renew(folder / "2021.toml", folder / "2022.toml"))


def test_the_29th_of_february_becomes_the_28th() -> None:
    assert moved(datetime.fromisoformat("2024-02-29T12:00:00+08:00"), 12) == datetime.fromisoformat(
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


@pytest.mark.parametrize(
    ("old", "new", "text", "wanted", "left"),
    [
        (
            "2022-q3",
            "2022-q4",
            'title = "2022年第三季度情况表"\nnote = "3季度末统计，10月10日前报送"',
            'title = "2022年第四季度情况表"\nnote = "4季度末统计，10月10日前报送"',
            ['note = "4季度末统计，10月10日前报送"'],
        ),
        (
            "2022-q4",
            "2023-q1",
            "# 2022年四季度，2021年也有",
            "# 2023年一季度，2021年也有",
            ["# 2023年一季度，2021年也有"],
        ),
        ("2022-h1", "2022-h2", 'title = "2022年上半年"', 'title = "2022年下半年"', []),
        ("2022-h2", "2023-h1", 'title = "2022年下半年"', 'title = "2023年上半年"', []),
        ("fire-2022-12", "fire-2023-01", 'title = "2022年12月"', 'title = "2023年1月"', []),
        (
            "2022-08",
            "2022-09",
            'title = "2022年08月，2022年8月5日"',
            'title = "2022年9月，2022年8月5日"',
            ['title = "2022年9月，2022年8月5日"'],
        ),
    ],
)
def test_a_part_of_a_year_moves_on_in_words_too(
    old: str, new: str, text: str, wanted: str, left: list[str]
) -> None:
    then, now = period_of(old), period_of(new)
    assert then
    assert now

    assert renewed(text, then, now) == (wanted, left)


def test_a_quarter_moves_on_by_a_quarter(folder: Path) -> None:
    for file in EDITION_FILES:
        (folder / file.name.replace("2021", "2021-q4")).write_bytes(file.read_bytes())

    said = list(renew(folder / "2021-q4.toml", folder / "2022-q1.toml"))

    edition = load_edition(folder / "2022-q1.toml")
    assert edition.due == datetime.fromisoformat("2021-10-01T12:00:00+08:00")
    assert edition.closes == datetime.fromisoformat("2021-10-31T18:00:00+08:00")
    assert said[:2] == [
        f"已写 {folder / '2022-q1.toml'}：问题和编号与 2021 年第四季度相同，期次和日期后移 3 个月",
        f"已写 {folder / '2022-q1.units.toml'}：报送单位名单沿用 2021 年第四季度的，请核对有无增减",
    ]
    assert any("6月30日" in line for line in said)


@pytest.mark.parametrize("new", ["2022-q1", "quality"])
def test_only_periods_of_one_length_follow_each_other(folder: Path, new: str) -> None:
    with pytest.raises(UserError, match="不是同样长的两期"):
        list(renew(folder / "2021.toml", folder / f"{new}.toml"))
