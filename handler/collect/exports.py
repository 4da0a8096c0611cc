"""The forms in which the bureau gets the collection, whoever hands them out: the function or the command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handler.collect.document import to_json
from handler.collect.merge import Collection
from handler.collect.table import to_csv
from handler.collect.word import to_docx

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """Media type, how the collection is written in it, and whether that is compressed already."""

    media: str
    write: Callable[[Collection], bytes]
    packed: bool = False


def _to_xlsx(collection: Collection) -> bytes:
    from handler.collect.excel.workbook import to_xlsx  # its library is large, and most calls ask for JSON

    return to_xlsx(collection)


EXPORTS: Mapping[str, Export] = {
    "json": Export(media="application/json; charset=utf-8", write=to_json),
    "csv": Export(media="text/csv; charset=utf-8", write=to_csv),
    "xlsx": Export(media=f"{_OFFICE}.spreadsheetml.sheet", write=_to_xlsx, packed=True),
    "docx": Export(media=f"{_OFFICE}.wordprocessingml.document", write=to_docx, packed=True),
}
"""By file extension."""
