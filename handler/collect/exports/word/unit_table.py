"""Each unit's official table as a Word document: filled with what it filed; or with the ids of its blanks, for the desk."""

from handler.collect.collection import Row
from handler.collect.exports.filling import with_answers
from handler.collect.exports.word.table import Table, to_bytes
from schema.edition.dates import in_words
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation.checksum import short_code


def unit_table(row: Row, edition: Edition) -> bytes:
    """Of a unit that counts."""
    record = row.revisions[-1].record
    received = f"{in_words(record.received_at, edition)}收到"
    if len(row.revisions) > 1:
        received += f"（第 {len(row.revisions)} 次）"
    foot = f"回执号 {record.reference}　校验码 {short_code(record.checksum)}　{received}"
    fill = with_answers(record)
    return to_bytes(Table(edition=edition, heading=fill, fill=fill, foot=foot, moment=record.received_at))


def unit_template(edition: Edition) -> bytes:
    """The same with ⟦id⟧ in each blank and ⟦⟧ at the foot, made at the deadline: what the desk fills for every unit."""
    return to_bytes(Table(edition=edition, heading=_mark, fill=_mark, foot="⟦⟧", moment=edition.due))


def _mark(blank: Blank) -> str:
    return f"⟦{blank.id}⟧"
