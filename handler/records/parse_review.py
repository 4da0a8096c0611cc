"""A stored object read back as the review it holds, or why it holds none: shape, name, checksum, seal."""

import json
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import TypeVar

from handler.records.keys import review_key
from handler.records.record import Document, to_iso
from handler.records.review import BESIDES, FORMAT, Act, How, Review, about_of, checksum_of, review_of
from handler.records.seal import Sealed, Sealer
from schema.edition.kinds import Answer

_ALWAYS = ("format", "edition", "unit", "id", "kind", "at", "by", "note", "checksum")
_TEXTS = ("edition", "unit", "id", "at", "by", "note", "blank", "name", "code", "seal")
Word = TypeVar("Word", bound=Enum)


def parse_review(key: str, data: bytes, sealer: Sealer | None = None) -> Review | str:
    """The review that these bytes say under this name, or why they say none (Chinese). It never raises.

    sealer: looks at the seal, and the review says what came of it; None where the key is not at hand.
    """
    review = _parse(key, data)
    if isinstance(review, str) or sealer is None:
        return review
    sealed = sealer.look(review)
    return "印记与内容不符，可能是伪造的" if sealed is Sealed.BROKEN else replace(review, sealed=sealed.value)


def _parse(key: str, data: bytes) -> Review | str:
    try:
        document = json.loads(data.decode())
        json.dumps(
            document, ensure_ascii=False
        ).encode()  # half a surrogate pair can be read, and never be written
    except (ValueError, RecursionError):
        return "不是合格的 JSON，可能不完整"
    act = _word(Act, document.get("kind")) if isinstance(document, dict) else None
    if act is None or document.get("format") != FORMAT:
        return "不是一条审核记录"
    at = _moment(document.get("at"))
    if at is None or not _is_whole(document, act):
        return "审核记录缺少或写错了内容"
    if document.pop("checksum") != checksum_of(document):
        return "校验码与记录不符，记录可能损坏或被修改"
    if key != review_key(document["edition"], document["unit"], document["id"]):
        return "存放的位置或文件名与审核记录不符"
    return review_of(document, at)


def _is_whole(document: Document, act: Act) -> bool:
    needed, possible = BESIDES[act]
    names = set(document) - {"seal", *possible}
    return (
        names == {*_ALWAYS, *needed}
        and all(isinstance(document.get(name, ""), str) for name in _TEXTS)
        and isinstance(document.get("value", ""), Answer)
        and ("how" not in needed or _word(How, document["how"]) is not None)
        and ("about" not in needed or about_of(document["about"]) is not None)
    )


def _word(words: type[Word], said: object) -> Word | None:
    return next((word for word in words if word.value == said), None)


def _moment(said: object) -> datetime | None:
    """The moment as `to_iso` writes it."""
    try:
        moment = datetime.fromisoformat(str(said))
        return moment if moment.tzinfo and to_iso(moment) == said else None
    except (ValueError, OverflowError):
        return None
