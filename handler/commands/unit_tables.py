"""Each unit's filled official table as a Word document, for the archive: 各单位统计表/单位.docx."""

from collections.abc import Iterator
from functools import partial

from handler.collect.collection import Collection, Row
from handler.collect.exports.filenames import unit_names
from handler.collect.exports.word.unit_table import unit_table
from handler.commands.output_folder import Folder
from handler.records.fetch import Progress
from schema.edition.model import Edition

FOLDER = "各单位统计表"


def write_tables(collection: Collection, folder: Folder, progress: Progress) -> Iterator[str]:
    """Write the table of every unit that counts, strangers too; yields how many. What fails is kept for `folder.finish`."""
    rows = [row for row in collection.rows if row.current]
    inner, written = Folder(path=folder.path / FOLDER, failed=folder.failed), 0
    for done, (row, name) in enumerate(zip(rows, unit_names(row.unit for row in rows), strict=True), 1):
        written += len(list(inner.write(f"{name}.docx", partial(_table, row, collection.edition))))
        progress(done, len(rows))
    yield f"各单位的统计表在 {inner.path}：{written} 份"


def _table(row: Row, edition: Edition) -> Iterator[bytes]:
    yield unit_table(row, edition)
