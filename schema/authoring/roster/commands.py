"""`build.py roster`: the roster out to a table, and a table in, first as a preview."""

import argparse
import csv
import io
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from schema.authoring.roster.preview import groups_in_words, in_words, preview
from schema.authoring.roster.sheet import Rows, read_rows, write_xlsx
from schema.authoring.roster.table import from_rows, roster_toml, to_rows
from schema.authoring.workbench.publish import write_whole
from schema.cli import EDITION, Commands, add_command, find_survey
from schema.edition.roster import Roster
from schema.errors import UserError
from schema.loading import catalogue


def add_roster(commands: Commands) -> None:
    command = add_command(
        commands, "roster", _roster, "报送单位名单：导出成 Excel 或 CSV，改好再导入；先看变化再写"
    )
    command.add_argument("edition", help=EDITION)
    command.add_argument("--out", type=Path, help="导出成这个文件：.xlsx 或 .csv")
    command.add_argument("--from", dest="table", type=Path, help="与这个文件（.xlsx 或 .csv）比较，列出变化")
    command.add_argument("--write", action="store_true", help="比较以后写入报送单位名单")


def _roster(options: argparse.Namespace) -> Iterator[str]:
    old = find_survey(options.edition).roster
    if options.write and not options.table:
        raise UserError("--write 要同时写 --from 文件：把哪个文件里的名单写进去")
    if options.out and options.out.suffix.lower() not in (".csv", ".xlsx"):
        raise UserError(f"--out 只能写成 .xlsx 或 .csv，不能写成 {options.out.name}")
    if options.table:
        new = from_rows(read_rows(options.table.name, options.table.read_bytes()), old, options.table.name)
        yield from in_words(preview(old, new))
        yield from (
            _write(options.edition, new) if options.write else ["没有写入；看过以后加 --write 再运行一次"]
        )
        return
    yield "，".join([f"名单内 {len(old.units)} 家", *groups_in_words(old)])
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        write = write_xlsx if options.out.suffix.lower() == ".xlsx" else _csv
        options.out.write_bytes(write(to_rows(old)))
        yield f"已写 {options.out}"


def _write(edition: str, roster: Roster) -> Iterator[str]:
    """In place of the old file, whose comments at its beginning stay."""
    file = catalogue.EDITIONS / f"{edition}.units.toml"
    head = takewhile(_is_comment, file.read_text(encoding="utf-8-sig").splitlines())
    write_whole(file, roster_toml(roster, "\n".join(head)))
    yield f"已写 {file}，{len(roster.units)} 家"


def _is_comment(line: str) -> bool:
    return not line or line.startswith("#")


def _csv(rows: Rows) -> bytes:
    """For Excel; what it would take for a number or a formula stays text."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_kept(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _kept(cell: str) -> str:
    return f"'{cell}" if (cell[:1] in "=+-@'" and cell) or cell.isdigit() else cell
