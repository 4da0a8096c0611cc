"""A stored object read back as the record it holds, or why it holds none: shape, name, reference, checksum."""

import json
import re
import sys
from datetime import datetime
from typing import Any

from handler.records.keys import object_key
from handler.records.record import FORMAT, VIA_FILE, FiledUnit, Record, reference, to_iso
from schema.validation.attachments import Attachment, is_whole
from schema.validation.checksum import checksum

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
_OPTIONAL = {"nil", "attachments", "via", "added_at", "seal"}
"""Members that stand there only where there is something to say."""
_FILE = {"name": str, "size": int, "type": str, "sha256": str}
_SEAL = re.compile(r"[0-9A-Z]{8}\.[0-9a-f]{64}")
_SHOWN = 3
_ANSWERS = {int, bool, str}
_YEARS = range(2000, 2100)
"""Of a moment that can be said in any offset; nothing was received in others."""


def parse_record(data: bytes) -> Record | str:
    """The record that these bytes say, or why they say none (Chinese). It never raises."""
    try:
        document = json.loads(data.decode())
        if b"\\u" in data:  # half a surrogate pair could be read, and then never be written
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return "不是合格的 JSON，可能不完整"
    if not isinstance(document, dict):
        return "不是一份填报记录"
    if document.get("format") != FORMAT:
        return f"记录格式不是 {FORMAT}"
    wrong = [name for name, shape in _SHAPE.items() if type(document.get(name)) is not shape]
    wrong += sorted(document.keys() - _SHAPE.keys() - _OPTIONAL)
    if document.get("nil", True) is not True:  # it stands there only where it is true
        wrong.append("nil")
    if "attachments" in document and not are_files(document["attachments"]):
        wrong.append("attachments")
    if "seal" in document and not (isinstance(document["seal"], str) and _SEAL.fullmatch(document["seal"])):
        wrong.append("seal")
    if ("via" in document) is not ("added_at" in document) or document.get("via", VIA_FILE) != VIA_FILE:
        wrong.append("via")
    if wrong:
        return f"记录缺少或写错了 {'、'.join(wrong[:_SHOWN])}"
    return _build(document)


def are_files(value: object) -> bool:
    """Whether it says which files were sent along, one at least."""
    return (
        isinstance(value, list)
        and value != []
        and all(isinstance(file, dict) and file.keys() == _FILE.keys() for file in value)
        and all(type(file[name]) is shape for file in value for name, shape in _FILE.items())
        and is_whole(files_of(value))
    )


def files_of(value: list[dict[str, Any]]) -> tuple[Attachment, ...]:
    """What `are_files` has found right."""
    return tuple(Attachment(**file) for file in value)


def _build(document: dict) -> Record | str:  # type: ignore[type-arg]  # the shape was just checked
    unit = document["unit"]
    if unit.keys() != {"code", "name"} or not all(isinstance(part, str) for part in unit.values()):
        return "记录缺少或写错了 unit"
    if not _ANSWERS.issuperset(map(type, document["answers"].values())):
        return "记录缺少或写错了 answers"
    if not all(isinstance(reason, str) for reason in document["explanations"].values()):
        return "记录缺少或写错了 explanations"
    received_at = _moment(document, "received_at")
    added_at = _moment(document, "added_at") if "added_at" in document else None
    if isinstance(received_at, str) or isinstance(added_at, str):
        return received_at if isinstance(received_at, str) else str(added_at)
    record = Record(  # what all records have in common is kept once: a merge holds a hundred thousand
        edition=sys.intern(document["edition"]),
        edition_digest=sys.intern(document["edition_digest"]),
        id=document["id"],
        unit=FiledUnit(**unit),
        answers=dict(zip(map(sys.intern, document["answers"]), document["answers"].values(), strict=True)),
        explanations=document["explanations"],
        nil="nil" in document,
        received_at=received_at,
        late=document["late"],
        checksum=document["checksum"],
        attachments=files_of(document.get("attachments", [])),
        added_at=added_at,
        seal=document.get("seal", ""),
    )
    if document["reference"] != reference(record.edition, record.unit.code, record.id):
        return "回执号与记录不符，记录可能损坏或被修改"
    return record


def _moment(document: dict[str, Any], name: str) -> datetime | str:
    """The moment, or why it is none (Chinese)."""
    try:
        moment = datetime.fromisoformat(document[name])
        if to_iso(moment) == document[name] and moment.year in _YEARS:
            return moment
    except (ValueError, OverflowError, TypeError):
        return f"记录缺少或写错了 {name}"
    return f"接收时间 {name} 不是规范写法"


def objection(key: str, record: Record) -> str:
    """Why a record was not written as it stands under this name (Chinese); empty if it was."""
    if key != object_key(record.edition, record.unit.code, record.id):
        return "存放的位置或文件名与记录不符"
    if checksum(record.answers) != record.checksum:
        return "校验码与记录不符，记录可能损坏或被修改"
    return ""
