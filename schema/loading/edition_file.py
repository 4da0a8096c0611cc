"""Loading an edition from its TOML file; every mistake is reported at once."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from schema.edition.kinds import UnitName
from schema.edition.labels import label_sentences
from schema.edition.model import Activity, Blank, Edition, Section, Sentence
from schema.edition.notation import Misread, Named, read_sentence
from schema.errors import FileProblemsError
from schema.loading.check_rules import read_checks
from schema.loading.toml_table import Table, read_toml

_KEYS = (
    "annex",
    "title",
    "columns",
    "heading",
    "note",
    "attachments",
    "opens",
    "due",
    "closes",
    "section",
    "check",
)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
Parts = list[str | Named]


def load_edition(file: Path) -> Edition:
    """The edition in `<id>.toml`. Raises FileProblemsError with everything that is wrong."""
    top = read_toml(file)
    top.only(_KEYS)
    if not re.fullmatch(r"[0-9]{4}", file.stem):
        top.blame("文件名", "表的编号就是年份", "把文件命名为四位年份，如 2021.toml")
    heading = _read(top, "heading", top.text("heading"))
    rows = _read_sections(top)
    edition = _compose(top, file.stem, heading, rows)
    edition = replace(edition, checks=read_checks(top, {blank.id: blank for blank in edition.blanks}))
    _check_heading(top, heading)
    _check_ids(top, edition)
    _check_dates(top, edition)
    if top.mistakes:
        raise FileProblemsError(top.mistakes)
    return edition


Row = tuple[str, str, list[Parts]]


def _read_sections(top: Table) -> list[tuple[str, list[Row]]]:
    sections: list[tuple[str, list[Row]]] = []
    for section in top.tables("section"):
        section.only(("title", "activity"))
        activities = []
        for activity in section.tables("activity"):
            activity.only(("title", "requirement", "progress"))
            progress = [
                _read(activity, f"progress 第{number}行", text)
                for number, text in enumerate(activity.texts("progress"), 1)
            ]
            activities.append((activity.text("title", ""), activity.text("requirement"), progress))
        if not activities:
            section.blame(section.place, "没有一行", "至少写一个 [[section.activity]]")
        sections.append((section.text("title"), activities))
    if not sections:
        top.blame("文件开头", "没有活动项目", "至少写一个 [[section]]")
    return sections


def _read(table: Table, key: str, text: str) -> Parts:
    parts, wrong = read_sentence(text)
    for misread in wrong:
        _blame_sentence(table, key, misread)
    return parts


def _blame_sentence(table: Table, key: str, misread: Misread) -> None:
    table.blame(f"{table.place} › {key}", misread.rule, misread.remedy)


def _compose(top: Table, edition_id: str, heading: Parts, rows: list[tuple[str, list[Row]]]) -> Edition:
    labels = label_sentences([heading, *(s for _, row in rows for _, _, progress in row for s in progress)])
    columns = top.texts("columns")
    if len(columns) != 3:
        top.blame("columns", f"有 {len(columns)} 个栏目名", "写三个：活动项目、内容要求、进展情况")
        columns = ["", "", ""]
    asked = {
        "title": top.text("title"),
        "annex": top.text("annex", ""),
        "columns": tuple(columns),
        "heading": _sentence(heading, labels, "表头"),
        "sections": tuple(_section(title, row, labels) for title, row in rows),
        "note": top.text("note", ""),
    }
    return Edition(
        id=edition_id,
        **asked,  # type: ignore[arg-type]  # each value has its field's type, line by line above
        opens=top.moment("opens"),
        due=top.moment("due", needed=True) or _NEVER,
        closes=top.moment("closes"),
        checks=(),
        digest=_digest(asked),
        attachments=top.text("attachments", ""),
    )


def _section(title: str, rows: list[Row], labels: dict[str, str]) -> Section:
    return Section(
        title=title,
        activities=tuple(
            Activity(
                title=activity,
                requirement=requirement,
                progress=tuple(
                    _sentence(parts, labels, f"{title} › {activity or f'第{row}项'} › 第{line}行")
                    for line, parts in enumerate(progress, 1)
                ),
            )
            for row, (activity, requirement, progress) in enumerate(rows, 1)
        ),
    )


def _sentence(parts: Parts, labels: dict[str, str], place: str) -> Sentence:
    return Sentence(
        parts=tuple(
            part
            if isinstance(part, str)
            else Blank(id=part.id, kind=part.kind, label=labels[part.id], place=place)
            for part in parts
        )
    )


def _digest(asked: dict[str, object]) -> str:
    canonical = json.dumps(asked, default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    """A part of an edition as data; the kind's name tells YesNo from Text, which have no fields."""
    return {"is": type(value).__name__} | {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]  # json asks only of what it does not know: our shapes


def _check_heading(top: Table, heading: Parts) -> None:
    units = [part for part in heading if isinstance(part, Named) and isinstance(part.kind, UnitName)]
    if len(units) != 1:
        top.blame("heading", f"表头里有 {len(units)} 个“单位”空", "表头里正好写一个 {unit:单位}")


def _check_ids(top: Table, edition: Edition) -> None:
    for blank_id, times in Counter(blank.id for blank in edition.blanks).items():
        if times > 1:
            top.blame(f"{{{blank_id}}}", f"编号用了 {times} 次", "每个空的编号在全表中只能用一次")
    for blank in edition.blanks[len(edition.heading.blanks) :]:
        if isinstance(blank.kind, UnitName):
            top.blame(blank.place, "“单位”空只能在表头", "改用“文字”")


def _check_dates(top: Table, edition: Edition) -> None:
    moments = (edition.opens, edition.due, edition.closes)
    in_order = [moment for moment in moments if moment and moment is not _NEVER]
    if in_order != sorted(in_order):
        top.blame("opens、due、closes", "先后次序不对", "应为 opens ≤ due ≤ closes")
