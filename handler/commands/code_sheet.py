"""What the bureau hands out: each unit's filing code and its personal link, as a list."""

import argparse
import csv
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handler.access.filing_codes import SAMPLE_SECRET, Codes, read_rounds, with_sample_secret
from handler.collect.exports.csv_tables import safe
from schema.cli import EDITION, Commands, add_command, find_survey, warn
from schema.edition.survey import Survey
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue
from webform.app import render_code_sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeRow:
    """One unit's. The link carries the code in its fragment, which a browser never sends to a server."""

    unit: str
    name: str
    code: str
    link: str


def make_code_rows(survey: Survey, codes: Codes, site: str) -> Iterator[CodeRow]:
    """A row for every unit of the roster, in its order; site: the address of the site, ending in `/`."""
    edition = survey.edition.id
    for unit in survey.roster.units:
        code = codes.make(edition, unit.code)
        yield CodeRow(unit=unit.code, name=unit.name, code=code, link=f"{site}{edition}/#{unit.code}/{code}")


def to_csv(rows: Iterable[CodeRow]) -> str:
    """One line per unit, formulas neutralised."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("单位代码", "单位", "填报码", "链接"))
    writer.writerows([safe(cell) for cell in (row.unit, row.name, row.code, row.link)] for row in rows)
    return text.getvalue()


def add_codes(commands: Commands) -> None:
    purpose = "列出每个单位的填报码和链接（密钥在环境变量 CODE_SECRET 里）"
    command = add_command(commands, "codes", _codes, purpose)
    command.add_argument("edition", help=EDITION)
    command.add_argument(
        "--out", type=Path, help="写入的文件：.csv，或 .html（可打印、裁开）；默认显示在屏幕上"
    )
    command.add_argument("--site", default="/", help="网站的网址，写在链接前面，如 https://form.example.cn/")


def _codes(options: argparse.Namespace) -> Iterator[str]:
    survey = find_survey(options.edition)
    environment = with_sample_secret(os.environ)
    if environment["CODE_SECRET"] == SAMPLE_SECRET:
        warn("没有设 CODE_SECRET，用的是示例密钥，这些填报码只能在本设备试用")
    rounds = read_rounds(environment.get("CODE_ROUNDS", ""), load_catalogue())
    codes = Codes(secret=environment["CODE_SECRET"], rounds=rounds, trial=True)
    rows = list(make_code_rows(survey, codes, f"{options.site.rstrip('/')}/"))
    if not options.site.startswith("http"):
        warn("链接里没有网站的网址，发出去打不开；加 --site https://…/ 再做一次")
    if not options.out:
        yield to_csv(rows).rstrip("\n")
        return
    suffix = options.out.suffix.lower()
    if suffix not in (".csv", ".html"):
        raise UserError(f"--out 只能写成 .csv（Excel 能打开）或 .html（可打印），不能写成 {options.out.name}")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.touch(mode=0o600)  # whoever reads it can file for every unit
    text = render_code_sheet(survey, rows) if suffix == ".html" else f"\ufeff{to_csv(rows)}"
    options.out.write_text(text, encoding="utf-8", newline="")
    yield f"已写 {options.out}，{len(rows)} 家"
