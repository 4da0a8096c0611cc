"""Checking a stored record again before it counts: shape, edition, name, checksum, answers."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256

from handler.records.fetch import Stored
from handler.records.parse import objection, parse_record
from handler.records.record import Record
from handler.records.seal import Sealed, Sealer
from handler.stores import StoreError
from schema.edition.kinds import is_optional
from schema.edition.model import Edition
from schema.edition.period import edition_in_words
from schema.validation.letters import was_right
from schema.validation.validate import Validated, Validator

_SHOWN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """A record that counts, and the name under which it is stored.

    remark: how it came to its unit, where that is not plain (Chinese). sealed: None where there was no key to look by.
    digest: SHA-256 of the object as it is stored. Its answers are those that the edition asks for, see `_as_asked`.
    """

    key: str
    record: Record
    remark: str = ""
    sealed: Sealed | None = None
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAside:
    """A stored object that does not count, and why (Chinese).

    unit: code of the unit whose it is, '' where it is nobody's filing. record: what can be read of it all the same.
    unread: it could not be read at all, and may be sound. digest: SHA-256 of the object as it was read, '' where it was not.
    """

    key: str
    reason: str
    unit: str = ""
    record: Record | None = field(default=None, repr=False, compare=False)
    unread: bool = False
    digest: str = field(default="", compare=False)


def verify(
    stored: Stored, edition: Edition, validate: Validator, sealer: Sealer | None = None
) -> Verified | SetAside:
    """The record in a stored object, or why there is none. It never raises. sealer: looks at the seal, if given.

    Nothing is set aside for what was read only once: a bit may have been lost on the way.
    """
    if stored.unread:
        return SetAside(key=stored.key, reason=stored.unread, unread=True)
    found = _look(stored, edition, validate, sealer)
    if isinstance(found, SetAside) and stored.again:
        with suppress(StoreError):
            return _look(replace(stored, data=stored.again()), edition, validate, sealer)
    return found


def _look(
    stored: Stored, edition: Edition, validate: Validator, sealer: Sealer | None
) -> Verified | SetAside:
    record, digest = parse_record(stored.data), sha256(stored.data).hexdigest()
    if isinstance(record, str):
        return SetAside(key=stored.key, reason=record, digest=digest)
    asked = _as_asked(record, edition)
    reason = _objection(stored.key, record, edition) or _misfit(
        validate(asked.answers, nil=record.nil), asked, edition
    )
    sealed = sealer.look(record) if sealer else None
    if not reason and sealed is Sealed.BROKEN:
        reason = "印记与记录不符，记录可能损坏或被修改"
    if reason:
        return SetAside(key=stored.key, reason=reason, record=record, digest=digest)
    return Verified(key=stored.key, record=asked, sealed=sealed, digest=digest)


def _objection(key: str, record: Record, edition: Edition) -> str:
    if record.edition != edition.id:
        return f"属于 {edition_in_words(record.edition)}的表，不是 {edition_in_words(edition.id)}的"
    return objection(key, record)


def _as_asked(record: Record, edition: Edition) -> Record:
    """What was filed by another wording, as this one asks: a blank that may stay empty and was not there is empty.

    One that was left empty and is not there any more said nothing. Checksum and seal are of what is stored.
    """
    if record.edition_digest == edition.digest:
        return record
    said = {id_: answer for id_, answer in record.answers.items() if answer != "" or id_ in edition.labels}
    asked = {
        blank.id: said.get(blank.id, "")
        for blank in edition.blanks
        if blank.id in said or is_optional(blank.kind)
    }
    return replace(record, answers=asked | said)


def _misfit(validated: Validated, record: Record, edition: Edition) -> str:
    if validated.answers == record.answers and not validated.problems:
        return ""
    earlier = {  # as an earlier version stored it: no less right today
        blank.id: record.answers[blank.id]
        for blank in edition.blanks
        if was_right(blank.kind, record.answers.get(blank.id), validated.answers.get(blank.id))
    }
    problems = [problem for problem in validated.problems if problem.blank not in earlier]
    told = [problem.label for problem in problems]
    if not told:
        now = validated.answers | earlier
        if now == record.answers:
            return ""
        if record.edition_digest == edition.digest:
            return "内容不是规范写法，不是由本系统写入的"
        told = [edition.labels[id_] for id_ in now if record.answers.get(id_) != now[id_]]
    labels = "、".join(told[:_SHOWN])
    more = f"等 {len(told)} 处" if len(told) > _SHOWN else ""
    because = "按另一版表格填报，" if record.edition_digest != edition.digest else ""
    return f"{because}与现行表格不符：{labels}{more}"
