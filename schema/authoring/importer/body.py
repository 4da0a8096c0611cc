"""The parts of a paper → what stands above its first table, the blocks, and the note below the last one."""

import re

from schema.authoring.importer.blanks import find_blanks
from schema.authoring.importer.document import MARK, Paper
from schema.authoring.importer.heading import has_fields, names_unit
from schema.authoring.importer.measures import is_measure
from schema.authoring.importer.tables.around import Trimmed, trimmed
from schema.authoring.importer.tables.blocks import (
    Body,
    add_lines,
    add_table,
    asks_something,
    goes_to_the_note,
    leads,
)

_LONGEST_CAPTION = 60
_HEADING = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+"
)
_WAITS = re.compile(
    r"(?!(?:[填编报制表]*(?:说明|备?注|要求)|附|.*(?:关系|如下|包括|情形))[：:])[\w（）()]{2,14}[：:]"
)
"""情况说明： at the foot of a table; 填表说明： leads what is to be read."""
_PERIOD = re.compile(rf"[\s_{MARK}（()）第年月季度半日至到—–~～上下\-\d]+")


def read_body(paper: Paper) -> Body:
    """Raises DocumentError."""
    flat, odd = _flat(paper)
    first = next((at for at, part in enumerate(flat) if isinstance(part, Trimmed)), None)
    start = _first_line(flat) if first is None else first
    flat, start, moved = _with_unit_above(flat, start)
    above = [part for part in flat[:start] if isinstance(part, str)]
    waiting = [] if first is None else _cut_captions(above)
    body = Body(above=above)
    body.doubt(*moved, *odd)
    for part in flat[start:]:
        if isinstance(part, str):
            waiting.append(part)
        else:
            add_table(body, part, _between(body, waiting))
            waiting = []
    _end(body, waiting, alone=first is None)
    return body


def _flat(paper: Paper) -> tuple[list[str | Trimmed], list[str]]:
    """Tables without the rows that only stand around them; what looked odd there."""
    found: list[str | Trimmed] = []
    odd: list[str] = []
    for part in paper.parts:
        if isinstance(part, str):
            found.append(part)
        else:
            table = trimmed(part)
            odd += table.doubts
            found += [*table.above, *([table] if table.rows else []), *table.below]
    return found, odd


def _first_line(flat: list[str | Trimmed]) -> int:
    """Where the lines to fill in begin on a paper without tables."""
    texts = list(map(str, flat))
    begins = (
        at
        for at, text in enumerate(texts)
        if _HEADING.match(text)
        or (find_blanks(text).blanks and not _PERIOD.fullmatch(text) and not has_fields(text))
    )
    return next(begins, len(flat))


def _with_unit_above(flat: list[str | Trimmed], start: int) -> tuple[list[str | Trimmed], int, list[str]]:
    """The lines in which the unit names itself stand above; on some papers they stand at the foot."""
    if any(isinstance(part, str) and names_unit(part) for part in flat[:start]):
        return flat, start, []
    below = range(start, len(flat))
    fields = [at for at in below if has_fields(said := _said(flat[at])) and said]
    unit = next((at for at in fields if names_unit(_said(flat[at]))), None)
    if unit is None:
        return (
            [*flat[:start], "填报单位：", *flat[start:]],
            start + 1,
            ["纸上没有“填报单位”一行，表头加上了，请核对"],
        )
    run = [at for at in fields if all(each in fields for each in range(min(at, unit), max(at, unit)))]
    rest = [part for at, part in enumerate(flat[start:], start) if at not in run]
    lines = [flat[at] for at in run]
    return [*flat[:start], *lines, *rest], start + len(run), ["填报单位一行在纸的下方，移到了表头，请核对"]


def _said(part: str | Trimmed) -> str:
    return part if isinstance(part, str) else ""


def _cut_captions(above: list[str]) -> list[str]:
    """Cuts off and gives back what stands between the heading line and the table, and a unit of measure."""
    last = max((at for at, text in enumerate(above) if has_fields(text)), default=len(above))
    captions = above[last + 1 :] if any(not has_fields(text) for text in above[:last]) else []
    del above[len(above) - len(captions) :]
    units = [text for text in above if is_measure(text) and not names_unit(text)]
    above[:] = [text for text in above if text not in units]
    return [*captions, *units]


def _is_caption(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and not asks_something(text) and not goes_to_the_note(text)


def _between(body: Body, waiting: list[str]) -> list[str]:
    """The lines right above a table that name it; those before them become lines, or go to the note."""
    first = len(waiting)
    while first and _is_caption(waiting[first - 1]):
        first -= 1
    add_lines(body, waiting[:first])
    return waiting[first:]


def _end(body: Body, waiting: list[str], *, alone: bool) -> None:
    """What stands below the last table: up to the last line to fill in, then the note. alone: there is no table."""
    asking = (asks_something(text) or (_WAITS.fullmatch(text) and not leads(text)) for text in waiting)
    last = max((at for at, asks in enumerate(asking, 1) if asks), default=0)
    add_lines(body, waiting[:last], keep=alone)
    body.note += waiting[last:]
