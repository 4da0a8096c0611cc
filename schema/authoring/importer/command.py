"""`build.py import`: an official document → an edition's file, and what an officer has to look at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from schema.authoring.assign_ids import Identified, Settlement, assign_ids
from schema.authoring.importer.document import Paper
from schema.authoring.importer.open_file import read_document
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.matching.rows import carried, rows_of
from schema.authoring.new_checks import Checks, find_checks, new_checks_toml, told_checks
from schema.authoring.renew import copy_roster
from schema.authoring.writing.write_toml import edition_toml, is_as_written, marked
from schema.edition.dates import moved
from schema.edition.grid import Grid
from schema.edition.model import Edition
from schema.edition.period import edition_in_words, months_between, period_of
from schema.errors import UserError
from schema.loading.catalogue import edition_files
from schema.loading.edition_file import load_edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """What to import. like: last year's file, or None. replace: an earlier import may be written over.

    edited: even one that was changed by hand since; it is kept beside the new one.
    collected: last year's `collected.json`, from which usual ranges are taken.
    """

    document: Path
    edition: str
    like: Path | None
    out: Path
    due: datetime | None = None
    settlement: Settlement
    replace: bool = False
    edited: bool = False
    collected: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What a document came to, before anything is written. like: the edition it follows."""

    paper: Paper
    found: Identified
    like: Edition | None
    checks: Checks


def import_edition(order: Import) -> Iterator[str]:
    """Write the edition (and last year's roster beside it); yields what to tell the officer.

    Raises UserError before anything is written.
    """
    _check_out(order)
    made = read_edition(order)
    yield from _write(order.out, edition_toml(made.found.draft) + new_checks_toml(made.checks))
    yield from _report(made.found, made.like)
    yield from told_checks(made.checks)
    yield f"已写 {order.out}"
    if order.like:
        yield from copy_roster(order.like, order.out)


def read_edition(order: Import) -> Imported:
    """The edition in the document, with its ids and the checks that it takes over. Raises UserError."""
    like = load_edition(order.like) if order.like else None
    paper = read_document(order.document)
    draft = read_paper(paper, year_of(order), order.due)
    edition = replace(draft.edition, id=order.edition)
    if like:
        months = months_between(like.id, order.edition)
        opens, closes = (
            each and moved(each, months) if months is not None else None for each in (like.opens, like.closes)
        )
        sent = "、".join(filter(None, (like.attachments, edition.attachments)))
        edition = replace(edition, opens=opens, closes=closes, attachments=sent)
    draft = replace(draft, edition=edition)
    found = assign_ids(draft, like, order.settlement, _earlier(order))
    if order.collected and not like:
        raise UserError("--collected 要和 --like 一起用：它们是同一期的")
    return Imported(
        paper=paper, found=found, like=like, checks=find_checks(found.draft, like, order.collected)
    )


def _check_out(order: Import) -> None:
    """Raises UserError where something would be lost."""
    if not order.out.exists():
        return
    if not (order.replace or order.edited):
        raise UserError(f"{order.out} 已经有了，没有动它。要重新导入并覆盖，加 --replace；或用 --out 另存")
    if not order.edited and not is_as_written(order.out):
        raise UserError(
            f"{order.out} 导入以后手工改过（或不是导入的），没有动它。"
            "确要重新导入，加 --replace-edited，改过的那一份另存为 .bak；或用 --out 另存"
        )


def year_of(order: Import) -> int:
    """Of which a date on the paper is where it names none. Raises UserError."""
    period = period_of(order.edition)
    if period:
        return period.year
    if order.due:
        return order.due.year
    raise UserError(
        f"编号 {order.edition} 里没有年份。请在命令后加 --due，如 --due 2022-07-01T12:00:00+08:00"
    )


def _earlier(order: Import) -> list[Edition]:
    """Every other edition on the shelf, latest first: no id of theirs is given to another question."""
    shelf = (order.like or order.out).parent
    files = (file for file in edition_files(shelf) if file.is_file() and file.stem != order.edition)
    return [load_edition(file) for file in files if file != order.like]


def _write(out: Path, text: str) -> Iterator[str]:
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists() and not is_as_written(out):
        kept = out.replace(out.with_name(f"{out.name}.bak"))
        yield f"手工改过的那一份另存为 {kept}"
    out.write_text(marked(text), encoding="utf-8")


def _report(found: Identified, like: Edition | None) -> Iterator[str]:
    edition = found.draft.edition
    grids = sum(1 for block in edition.blocks if isinstance(block, Grid))
    rows = sum(1 for _ in edition.rows())
    activities = [f"{len(edition.sections)} 个活动项目、{rows} 行"] if rows else []
    blanks = f"{len(found.kept) + len(found.added)} 个空"
    read = "、".join([*activities, *([f"{grids} 张表格"] if grids else []), blanks])
    yield f"读到 {read}；截止 {edition.due.isoformat()}"
    if like:
        yield f"与 {edition_in_words(like.id)}相同的编号 {len(found.kept)} 个，新编号 {len(found.added)} 个，取消 {len(found.dropped)} 个"
        yield from (f"新增：{name}" for name in found.added)
        yield from (f"取消：{name}：{sentence}" for name, sentence in found.dropped)
        yield from (f"编号不变，请核对：{name}：{was} → {now}" for name, was, now in carried(like, edition))
    empty = (row.place for row in rows_of(edition) if not row.activity.progress)
    yield from (f"核对：{place}：进展情况是空的，没有当作要填的" for place in empty)
    doubts = list(found.draft.all_doubts())
    yield f"存疑 {len(doubts)} 处，都在文件里用“# 存疑：”标出" if doubts else "没有存疑之处"
    yield from (f"存疑：{place}：{doubt}" for place, doubt in doubts)
