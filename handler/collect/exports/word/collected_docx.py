"""`collected.docx`: the official table, the totals of the roster in its blanks."""

from handler.collect.collection import Collection
from handler.collect.evidence import collection_digest
from handler.collect.exports.coverage_note import covered
from handler.collect.exports.filling import by_hand, with_totals
from handler.collect.exports.word.official import official_docx
from schema.validation.checksum import short_code


def to_docx(collection: Collection) -> bytes:
    """The document; the same collection gives the same bytes. The line above the table is the bureau's own to fill in."""
    return official_docx(
        collection.edition,
        heading=by_hand,
        fill=with_totals(collection),
        foot=f"{covered(collection)}；汇总码 {short_code(collection_digest(collection))}",
        moment=collection.as_of,
    )
