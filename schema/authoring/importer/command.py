"""`build.py import`: an official document → an edition's file, and what an officer has to look at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from schema.authoring.assign_ids import Identified, Settlement, assign_ids
from schema.authoring.importer.open_file import read_document
from schema.authoring.importer.to_draft import read_paper
from schema.authoring.renew import copy_roster
from schema.authoring.write_toml import checks_toml, edition_toml, fits, rule_text
from schema.edition.dates import moved
from schema.edition.model import Edition
from schema.errors import UserError
from schema.loading.edition_file import load_edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """What to import. like: last year's file, or None. replace: an earlier import may be written over."""

    document: Path
    year: int
    like: Path | None
    out: Path
    due: datetime | None = None
    settlement: Settlement
    replace: bool = False


def import_edition(order: Import) -> Iterator[str]:
    """Write the edition (and last year's roster beside it); yields what to tell the officer.

    Raises UserError before anything is written.
    """
    if order.out.exists() and not order.replace:
        raise UserError(f"{order.out} 已经有了，没有动它。要重新导入并覆盖，加 --replace；或用 --out 另存")
    like = load_edition(order.like) if order.like else None
    draft = read_paper(read_document(order.document), order.year, order.due)
    if like:
        years = order.year - int(like.id)
        opens, closes = moved(like.opens, years), moved(like.closes, years)
        edition = replace(draft.edition, opens=opens, closes=closes, attachments=like.attachments)
        draft = replace(draft, edition=edition)
    found = assign_ids(draft, like, order.settlement)
    order.out.parent.mkdir(parents=True, exist_ok=True)
    checks = like.checks if like else ()
    blanks = {blank.id: blank for blank in found.draft.edition.blanks}
    kept = [check for check in checks if fits(check, blanks)]
    order.out.write_text(edition_toml(found.draft) + checks_toml(kept), encoding="utf-8")
    yield from _report(found, like)
    if checks:
        yield f"沿用核对规则 {len(kept)} 条"
        yield from (
            f"核对规则取消：{check.message}（{rule_text(check)}）" for check in checks if check not in kept
        )
    yield f"已写 {order.out}"
    if order.like:
        yield from copy_roster(order.like, order.out)


def _report(found: Identified, like: Edition | None) -> Iterator[str]:
    sections = found.draft.edition.sections
    rows = sum(len(section.activities) for section in sections)
    blanks = len(found.kept) + len(found.added)
    yield f"读到 {len(sections)} 个活动项目、{rows} 行、{blanks} 个空；截止 {found.draft.edition.due.isoformat()}"
    if like:
        yield f"与 {like.id} 年相同的编号 {len(found.kept)} 个，新编号 {len(found.added)} 个，取消 {len(found.dropped)} 个"
        yield from (f"新增：{name}" for name in found.added)
        yield from (f"取消：{name}：{sentence}" for name, sentence in found.dropped)
    yield from _without_blanks(found.draft.edition)
    doubts = list(found.draft.all_doubts())
    yield f"存疑 {len(doubts)} 处，都在文件里用“# 存疑：”标出" if doubts else "没有存疑之处"
    yield from (f"存疑：{place}：{doubt}" for place, doubt in doubts)


def _without_blanks(edition: Edition) -> Iterator[str]:
    for s, section in enumerate(edition.sections, 1):
        for r, activity in enumerate(section.activities, 1):
            if not activity.progress:
                yield f"核对：{edition.name_of((s, r))}：进展情况是空的，没有当作要填的"
