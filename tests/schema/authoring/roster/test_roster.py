"""The roster out to a table and back: nothing is lost on the way, and what changes is seen before it counts."""

import csv
import errno
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import build
from schema.authoring.roster.preview import Preview, in_words, preview
from schema.authoring.roster.sheet import LARGEST, Rows, SheetError, read_rows, write_xlsx
from schema.authoring.roster.table import TITLES, from_rows, roster_toml, to_rows
from schema.edition.kinds import UnitName
from schema.edition.roster import Roster, Unit
from schema.errors import FileProblemsError
from schema.loading import catalogue
from schema.loading.roster_file import load_roster
from schema.validation.normalise import normaliser
from tests.support.builders import EDITION_FILES, survey_2021
from tests.support.files import xlsx

ROSTER = survey_2021().roster
EAST = Unit(
    code="330212", name="鄞州区局", aliases=("鄞州",), group="东片", contact="张三", phone="057487654321"
)
WEST = Unit(code="330203", name="海曙区局")
OLD = Roster(units=(EAST, WEST), dropped=("宁波市",))


def as_csv(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


WORD = st.text(st.sampled_from('甲乙丙丁戊己庚辛A1"\\'), min_size=1, max_size=6)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    names = draw(
        st.lists(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=5), min_size=1, max_size=5, unique=True)
    )
    units = tuple(
        Unit(
            code=f"{number:03}",
            name=name,
            aliases=tuple(f"{name}{number}{letter}" for letter in draw(st.sampled_from(["", "x", "xy"]))),
            group=draw(st.sampled_from(["", "东片"])),
            contact=draw(st.sampled_from(["", "<r>甲</r>"]) | WORD),
            phone=draw(st.sampled_from(["", "13800000000", "0574-87654321"])),
        )
        for number, name in enumerate(names)
    )
    return Roster(units=units, dropped=("宁波市",))


def test_what_the_library_would_take_for_markup_stays_as_it_was_typed() -> None:
    rows = [["代码", "名称"], ["330201", "<r>甲&</r>"], ["330202", "<r>"]]
    assert read_rows("x.xlsx", write_xlsx(rows)) == rows


@example(Roster(units=(replace(EAST, contact="<r>甲&</r>"), WEST)), "x.xlsx")
@given(rosters(), st.sampled_from(["x.csv", "x.xlsx"]))
def test_out_and_back_it_is_the_same(roster: Roster, name: str) -> None:
    rows = to_rows(roster)
    data = as_csv(rows) if name.endswith("csv") else write_xlsx(rows)

    again = from_rows(read_rows(name, data), roster, name)

    assert again == roster


@given(rosters())
def test_as_a_file_it_is_the_same(roster: Roster) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "2021.units.toml"
        file.write_text(roster_toml(roster, "# 报送单位名单"), encoding="utf-8")

        assert load_roster(file) == roster


def test_columns_are_found_by_their_titles_wherever_they_stand() -> None:
    rows: list[list[object]] = [
        ["2022 年填报单位报送单位名单"],
        [],
        ["联系 电话", None, "单位名称", "区县", "代码"],
        [57487654321, None, "鄞州区局", "东片", 330212],
        [None, None, None],
        ["13800000000", "x", "海曙区局", "", "330203"],
    ]

    roster = from_rows(read_rows("名单.xlsx", xlsx(rows)), Roster(units=()), "名单.xlsx")

    assert roster.units == (
        Unit(code="330212", name="鄞州区局", group="东片", phone="57487654321"),
        Unit(code="330203", name="海曙区局", phone="13800000000"),
    )


def test_what_the_table_has_no_column_for_stays_as_it_was() -> None:
    rows = [["单位", "电话"], ["鄞州", "110"], ["海曙区局", ""]]

    roster = from_rows(rows, OLD, "x.csv")

    assert roster.units == (replace(EAST, name="鄞州", phone="110"), WEST)
    assert roster.dropped == OLD.dropped


def test_a_table_of_a_chinese_excel_is_read() -> None:
    assert read_rows("X.CSV", as_csv([["单位"], ["鄞州区局"]], "gb18030")) == [["单位"], ["鄞州区局"]]


def test_text_within_cells_runs_and_phonetic_marks_is_read() -> None:
    packed = io.BytesIO()
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = f"<sst {names}><si><r><t>鄞州</t></r><r><t>区局</t></r><rPh><t>yin</t></rPh></si></sst>"
    sheet = (
        f'<worksheet {names}><sheetData><row><c r="B1" t="s"><v>0</v></c><c t="inlineStr"><is><t>东片</t></is></c>'
        '<c r="AA1"><v>1.5</v></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("xl/sharedStrings.xml", shared)
        book.writestr("xl/worksheets/sheet1.xml", sheet)

    [row] = read_rows("x.xlsx", packed.getvalue())

    assert (row[:3], row[26], len(row)) == (["", "鄞州区局", "东片"], "1.5", 27)


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * (LARGEST + 1))
    return packed.getvalue()


def test_a_cell_that_a_formula_filled_is_read_as_it_shows() -> None:
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = (
        f'<worksheet {names}><sheetData><row><c r="A1" t="str"><v>鄞州</v></c><c><v>1.38E10</v></c></row></sheetData>'
        "</worksheet>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)

    assert read_rows("a.xlsx", made.getvalue()) == [["鄞州", "13800000000"]]


def broken(sheet: str | None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("a", "")
        if sheet is not None:
            book.writestr("xl/worksheets/sheet1.xml", sheet)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("报送单位名单.doc", b"", "报送单位名单.doc 不是 .xlsx 或 .csv 文件"),
        ("名单.xlsx", b"", "名单.xlsx 打不开"),
        ("名单.xlsx", b"\xd0\xcf\x11\xe0", "名单.xlsx 打不开"),
        ("名单.xlsx", bomb(), "名单.xlsx 打不开"),
        ("名单.xlsx", broken(None), "名单.xlsx 打不开"),
        ("名单.xlsx", broken("<a"), "名单.xlsx 打不开"),
    ],
    ids=["old Excel", "empty", "old Excel by another name", "a bomb", "no sheet", "no XML"],
)
def test_what_is_no_table_is_refused_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        read_rows(name, data)


def test_a_table_without_the_units_says_which_columns_it_needs() -> None:
    with pytest.raises(
        SheetError, match="没有找到“单位”一列。第一行写各列的名称：单位代码、单位、组、联系人、电话、别名"
    ):
        from_rows([["甲"], ["乙"]], OLD, "x.csv")


def test_everything_that_is_wrong_is_told_at_once_in_the_table_s_words() -> None:
    rows = [["单位代码", "单位"], ["1", "甲"], ["1", "乙"], ["", "新来的"], ["?", "丁"], ["8", ""]]

    with pytest.raises(FileProblemsError) as caught:
        from_rows(rows, OLD, "报送单位名单.csv")

    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "报送单位名单.csv：“新来的”一行：没有单位代码。改法：补上；合计、说明等不是单位的行请删去",
        "报送单位名单.csv：“丁”一行：单位代码“?”不合规则。改法：代码只含数字、英文字母和短横线，不超过 32 个字符",
        "报送单位名单.csv：“8”一行：没有单位名称。改法：补上；合计、说明等不是单位的行请删去",
        "报送单位名单.csv：代码 1：代码用了 2 次。改法：每个单位的代码只能用一次，大小写不同也算同一个",
    ]


def test_a_row_without_code_and_name_is_told_by_its_place() -> None:
    with pytest.raises(FileProblemsError, match="：第 2 家（代码、名称都空着）：没有单位代码") as caught:
        from_rows([["单位代码", "单位", "备注"], ["1", "甲", ""], ["", "", "停用"]], OLD, "x.csv")

    assert len(caught.value.mistakes) == 2


def test_a_unit_s_name_is_one_that_can_be_filed_under() -> None:
    rows = [["单位代码", "单位"], ["1", "甲区局\n（盖章）"], ["2", "乙" * 60]]

    names = [unit.name for unit in from_rows(rows, OLD, "x.csv").units]

    assert names == ["甲区局（盖章）", "乙" * 60]
    assert all(normaliser(UnitName())(name) == name for name in names)
    with pytest.raises(FileProblemsError, match="一行：单位名称超过 60 个字，填不进表里的单位一栏"):
        from_rows([*rows, ["3", "丙" * 61]], OLD, "x.csv")


def test_a_name_that_is_too_long_is_told_with_all_else_and_with_the_alias_that_would_do() -> None:
    rows = [
        ["单位代码", "单位", "别名"],
        ["", "甲", ""],
        ["2", "乙" * 61, "丙" * 61 + "、乙局"],
        ["3", "丁" * 61, ""],
    ]

    with pytest.raises(FileProblemsError) as caught:
        from_rows(rows, OLD, "x.csv")

    assert [mistake.remedy for mistake in caught.value.mistakes] == [
        "补上；合计、说明等不是单位的行请删去",
        "缩短，或把别名“乙局”写作单位名称",
        "缩短",
    ]


def test_a_preview_tells_who_is_new_gone_renamed_and_otherwise_changed() -> None:
    moved = Unit(code="9", name="镇海区局")
    old = Roster(units=(*OLD.units, moved, Unit(code="5", name="撤销的")))
    new = Roster(
        units=(
            replace(EAST, phone="110"),
            replace(WEST, name="海曙分局"),
            replace(moved, code="10"),
            Unit(code="6", name="新设的"),
        )
    )

    change = preview(old, new)

    assert change == Preview(
        new=(new.units[3],),
        gone=(old.units[3],),
        renamed=((WEST, new.units[1]),),
        recoded=((moved, new.units[2]),),
        changed=((EAST, new.units[0]),),
    )
    assert list(in_words(change)) == [
        "新增 1 家，取消 1 家，改名 1 家，改代码 1 家，只改组别、联系人、电话或别名 1 家",
        "新增：6 新设的",
        "取消：5 撤销的",
        "改名：330203 海曙区局 → 海曙分局",
        "改代码：镇海区局 9 → 10",
    ]


def test_nothing_changed_is_nothing_to_see() -> None:
    assert preview(OLD, OLD) == Preview(new=(), gone=(), renamed=(), recoded=(), changed=())


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf of its own, with the 2021 edition."""
    folder = tmp_path / "editions"
    folder.mkdir()
    for file in EDITION_FILES:
        (folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(catalogue, "EDITIONS", folder)
    monkeypatch.setattr(catalogue.load_catalogue, "__defaults__", (folder,))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("name", ["out/名单.xlsx", "out/报送单位名单.csv"])
def test_the_command_exports_shows_and_then_writes(
    shelf: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert build.main(["roster", "2021", "--out", name]) == 0
    assert capsys.readouterr().out == f"名单内 15 家\n已写 {Path(name)}\n"
    rows = read_rows(name, Path(name).read_bytes())
    assert [cell.removeprefix("'") for cell in rows[1][:2]] == [ROSTER.units[0].code, ROSTER.units[0].name]
    assert rows[0] == [titles[0] for titles in TITLES.values()]
    before = (shelf / "2021.units.toml").read_bytes()

    rows[1][2] = "东片"
    Path("改.csv").write_bytes(as_csv(rows[:-1]))
    assert build.main(["roster", "2021", "--from", "改.csv"]) == 0
    shown = capsys.readouterr().out
    assert "取消 1 家" in shown
    assert shown.endswith("没有写入；看过以后加 --write 再运行一次\n")
    assert (shelf / "2021.units.toml").read_bytes() == before

    assert build.main(["roster", "2021", "--from", "改.csv", "--write"]) == 0
    assert capsys.readouterr().out.endswith("，14 家\n")
    written = load_roster(shelf / "2021.units.toml")
    assert written.units[0] == replace(ROSTER.units[0], group="东片")
    assert written.dropped == ROSTER.dropped
    assert (shelf / "2021.units.toml").read_text(encoding="utf-8").startswith("# Who must report for 2021")
    assert build.main(["roster", "2021"]) == 0
    assert capsys.readouterr().out == "名单内 14 家，东片 1 家\n"


def test_a_table_that_is_not_there_is_one_clear_line(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shelf
    assert build.main(["roster", "2021", "--from", "gone.csv"]) == 1
    assert capsys.readouterr().err == "build.py: gone.csv：没有这个文件或文件夹，请检查写得对不对\n"


@pytest.mark.parametrize(
    "arguments", [["--write"], ["--out", "名单.doc"], ["--out", "名单.xls"], ["--out", "名单"]]
)
def test_what_would_do_nothing_or_open_in_nothing_is_refused(
    shelf: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert build.main(["roster", "2021", *arguments]) == 1
    assert arguments[0] in capsys.readouterr().err
    assert [file.name for file in Path().iterdir()] == [shelf.name]


def test_a_roster_that_could_not_be_written_is_the_old_one(
    shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build.main(["roster", "2021", "--out", "改.csv"]) == 0
    before = (shelf / "2021.units.toml").read_bytes()

    def full(file: Path, *_: object, **__: object) -> NoReturn:
        file.write_bytes(b"")
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    monkeypatch.setattr(Path, "write_text", full)
    assert build.main(["roster", "2021", "--from", "改.csv", "--write"]) == 1
    assert "No space left" in capsys.readouterr().err
    assert (shelf / "2021.units.toml").read_bytes() == before
