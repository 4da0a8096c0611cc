"""The commands about what is asked: check, import, renew, changes."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from schema.cli import EDITION, Commands, add_command, edition_id, find_survey, moment, pair
from schema.edition.period import edition_in_words, period_of
from schema.errors import UserError
from schema.loading import catalogue
from schema.loading.catalogue import load_catalogue


def add_new_year(commands: Commands) -> None:
    """import, renew and changes."""
    document = add_command(commands, "import", _import, "从下发的 Word 表生成一期的表")
    document.add_argument("document", type=Path, help="Word 表（.docx、.doc）或其文字（.txt）")
    document.add_argument("--edition", "--year", type=edition_id, required=True, help=EDITION)
    document.add_argument("--like", type=edition_id, help="沿用哪一期的题目编号，如 2021")
    document.add_argument("--out", type=Path, help="写入的文件，默认 schema/editions/编号.toml")
    document.add_argument("--due", type=moment, help="截止时间，文件里没有写明时用")
    document.add_argument("--same", action="append", type=pair, default=[], metavar="新=旧", help="同一项")
    document.add_argument("--new", action="append", default=[], metavar="编号", help="不是上期的任何一项")
    document.add_argument("--replace", action="store_true", help="覆盖上次导入的文件")
    document.add_argument(
        "--replace-edited", action="store_true", help="手工改过的也覆盖，改过的那一份另存为 .bak"
    )
    document.add_argument(
        "--collected", type=Path, metavar="collected.json", help="上期的汇总数据，按它加常见范围的审核关系"
    )
    renewed = add_command(commands, "renew", _renew, "没有新文件：沿用上一期的表，期次和日期后移")
    renewed.add_argument("edition", type=edition_id, help=f"新的{EDITION}")
    renewed.add_argument("--like", type=edition_id, help="沿用哪一期的表，如 2021；默认上一期")
    renewed.add_argument("--from", dest="like", type=edition_id, help=argparse.SUPPRESS)  # its former name
    changes = add_command(commands, "changes", _changes, "两期之间改了什么")
    changes.add_argument("old", type=edition_id, help="编号，如 2021")
    changes.add_argument("new", type=edition_id, help="编号，如 2022")
    changes.add_argument("--json", action="store_true", help="用 JSON 写出")


def check_editions() -> Iterator[str]:
    """A line for each edition, then what may be worth a look. Raises FileProblemsError."""
    from schema.authoring.lint import lint

    surveys = load_catalogue()
    for survey in surveys.values():
        edition = survey.edition
        rows, blanks = len(list(edition.rows())), len(edition.blanks)
        yield f"{edition.id}：{rows} 行 {blanks} 项，名单内 {len(survey.roster.units)} 家，没有错误"
    yield from (f"提醒：{remark}" for remark in lint(surveys))


def _import(options: argparse.Namespace) -> Iterator[str]:
    from schema.authoring.assign_ids import Settlement
    from schema.authoring.importer.command import Import, import_edition

    order = Import(
        document=options.document,
        edition=options.edition,
        like=_edition_file(options.like) if options.like else None,
        out=options.out or catalogue.EDITIONS / f"{options.edition}.toml",
        due=options.due,
        settlement=Settlement(same=dict(options.same), new=options.new),
        replace=options.replace,
        edited=options.replace_edited,
        collected=options.collected,
    )
    yield from import_edition(order)


def _renew(options: argparse.Namespace) -> Iterator[str]:
    from schema.authoring.renew import renew

    old = _edition_file(options.like or _before(options.edition))
    yield from renew(old, catalogue.EDITIONS / f"{options.edition}.toml")


def _before(edition: str) -> str:
    """Raises UserError."""
    period = period_of(edition)
    if not period:
        raise UserError(f"编号 {edition} 里没有年份，没有上一期。请写明 --like")
    return period.moved(-1).id


def _edition_file(of: str) -> Path:
    file = catalogue.EDITIONS / f"{of}.toml"
    if not file.is_file():
        raise UserError(f"没有 {edition_in_words(of)}的表（{file}）")
    return file


def _changes(options: argparse.Namespace) -> Iterator[str]:
    from schema.authoring.changes.change import to_json, to_text
    from schema.authoring.changes.compare import compare

    old, new = find_survey(options.old), find_survey(options.new)
    changes = compare(old, new)
    yield from [to_json(old, new, changes)] if options.json else to_text(old, new, changes)
