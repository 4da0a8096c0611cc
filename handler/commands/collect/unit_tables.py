"""Each unit's filled official table as a Word document, for the archive: 各单位统计表/单位.docx.

Or with the ids of its blanks, for the desk, which fills it for every unit.
"""

from collections.abc import Iterator

from handler.collect.collection import Collection, Row
from handler.collect.exports.filenames import distinct
from handler.collect.exports.filling import with_answers
from handler.collect.exports.word.official import official_docx
from handler.commands.collect.output_folder import Folder
from handler.commands.progress import Tell
from schema.edition.dates import in_words
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.validation.checksum import short_code

FOLDER = "各单位统计表"


def write_tables(collection: Collection, folder: Folder, tell: Tell) -> Iterator[str]:
    """Write the table of every unit that counts, strangers too; yields how many. What fails is kept for `folder.finish`."""
    rows = [row for row in collection.rows if row.current]
    inner, written = Folder(path=folder.path / FOLDER, failed=folder.failed), 0
    for done, (row, name) in enumerate(zip(rows, distinct(row.unit.name for row in rows), strict=True), 1):
        written += len(list(inner.write(f"{name}.docx", [unit_table(row, collection.edition)])))
        tell(f"已写各单位的表 {done} / {len(rows)}")
    yield f"各单位的统计表在 {inner.path}：{written} 份"


def unit_table(row: Row, edition: Edition) -> bytes:
    """Of a unit that counts."""
    record = row.revisions[-1].record
    received = f"{in_words(record.received_at, edition)}收到"
    if len(row.revisions) > 1:
        received += f"（第 {len(row.revisions)} 次）"
    foot = f"回执号 {record.reference}　校验码 {short_code(record.checksum)}　{received}"
    fill = with_answers(record)
    return official_docx(edition, heading=fill, fill=fill, foot=foot, moment=record.received_at)


def unit_template(edition: Edition) -> bytes:
    """The same with ⟦id⟧ in each blank and ⟦⟧ at the foot, made at the deadline: what the desk fills for every unit."""
    return official_docx(edition, heading=_mark, fill=_mark, foot="⟦⟧", moment=edition.due)


def _mark(blank: Blank) -> str:
    return f"⟦{blank.id}⟧"
