"""Checking a stored record again before it counts: shape, edition, name, checksum, answers."""

import json
from dataclasses import dataclass
from datetime import datetime

from handler.collect.reading import Stored
from handler.records import FORMAT, FiledUnit, Record, object_key, reference, to_iso
from schema.checksum import checksum
from schema.judge import Judge, Judged
from schema.model import Answer, Edition

_SHAPE = {
    "format": int,
    "edition": str,
    "edition_digest": str,
    "id": str,
    "unit": dict,
    "answers": dict,
    "explanations": dict,
    "received_at": str,
    "late": bool,
    "checksum": str,
    "reference": str,
}
_SHOWN = 3
_YEARS = range(2000, 2100)
"""Of a moment that can be said in any offset; nothing was received in others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vetted:
    """A record that counts, and the name under which it is stored."""

    key: str
    record: Record


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAside:
    """A stored object that does not count, and why (Chinese)."""

    key: str
    reason: str


def vet(stored: Stored, edition: Edition, judge: Judge) -> Vetted | SetAside:
    """The record in a stored object, or why there is none. It never raises."""
    record = _read(stored.data)
    reason = record if isinstance(record, str) else _objection(stored.key, record, edition, judge)
    if isinstance(record, str) or reason:
        return SetAside(key=stored.key, reason=reason)
    return Vetted(key=stored.key, record=record)


def _read(data: bytes) -> Record | str:
    try:
        document = json.loads(data.decode())
        if b"\\u" in data:  # half a surrogate pair could be read, and then never be written
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return "不是合格的 JSON，可能没有写完或被改动"
    if not isinstance(document, dict):
        return "不是一份填报记录"
    if document.get("format") != FORMAT:
        return f"记录格式不是 {FORMAT}"
    wrong = [name for name, shape in _SHAPE.items() if type(document.get(name)) is not shape]
    wrong += sorted(document.keys() - _SHAPE.keys() - {"nil"})
    if document.get("nil", True) is not True:  # it stands there only where it is true
        wrong.append("nil")
    if wrong:
        return f"记录缺少或写错了 {'、'.join(wrong[:_SHOWN])}"
    return _build(document)


def _build(document: dict) -> Record | str:  # type: ignore[type-arg]  # the shape was just checked
    unit = document["unit"]
    if unit.keys() != {"code", "name"} or not all(isinstance(part, str) for part in unit.values()):
        return "记录缺少或写错了 unit"
    if not all(isinstance(answer, Answer) for answer in document["answers"].values()):
        return "记录缺少或写错了 answers"
    if not all(isinstance(reason, str) for reason in document["explanations"].values()):
        return "记录缺少或写错了 explanations"
    try:
        received_at = datetime.fromisoformat(document["received_at"])
        if to_iso(received_at) != document["received_at"] or received_at.year not in _YEARS:
            return "收到时间 received_at 不是规范写法"
    except (ValueError, OverflowError):
        return "记录缺少或写错了 received_at"
    record = Record(
        edition=document["edition"],
        edition_digest=document["edition_digest"],
        id=document["id"],
        unit=FiledUnit(**unit),
        answers=document["answers"],
        explanations=document["explanations"],
        nil="nil" in document,
        received_at=received_at,
        late=document["late"],
        checksum=document["checksum"],
    )
    if document["reference"] != reference(record.edition, record.unit.code, record.id):
        return "回执号与记录不符，记录被改动过"
    return record


def _objection(key: str, record: Record, edition: Edition, judge: Judge) -> str:
    if record.edition != edition.id:
        return f"属于 {record.edition} 年的表，不是 {edition.id} 年的"
    if key != object_key(record.edition, record.unit.code, record.id):
        return "存放的位置或文件名与记录不符"
    if checksum(record.answers) != record.checksum:
        return "校验码与内容不符，内容被改动过"
    return _misfit(judge(record.answers, nil=record.nil), record, edition)


def _misfit(judged: Judged, record: Record, edition: Edition) -> str:
    if not judged.problems:
        return "" if judged.answers == record.answers else "内容不是规范写法，不是由本系统写入的"
    labels = "、".join(problem.label for problem in judged.problems[:_SHOWN])
    more = f"等 {len(judged.problems)} 处" if len(judged.problems) > _SHOWN else ""
    because = "按另一版表格填报，" if record.edition_digest != edition.digest else ""
    return f"{because}与现行表格不符：{labels}{more}"
