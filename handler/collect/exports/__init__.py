"""The forms in which the bureau gets the collection, whoever hands them out: the function or the command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handler.collect.collection import Collection
from handler.collect.exports.collected_csv import to_csv
from handler.collect.exports.collected_docx import to_docx
from handler.collect.exports.collected_json import to_json

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """Media type, how the collection is written in it, and whether that is compressed already."""

    media: str
    write: Callable[[Collection], bytes]
    packed: bool = False


def _to_xlsx(collection: Collection) -> bytes:
    from handler.collect.exports.xlsx.workbook import to_xlsx

    return to_xlsx(collection)


EXPORTS: Mapping[str, Export] = {
    "json": Export(media="application/json; charset=utf-8", write=to_json),
    "csv": Export(media="text/csv; charset=utf-8", write=to_csv),
    "xlsx": Export(media=f"{_OFFICE}.spreadsheetml.sheet", write=_to_xlsx, packed=True),
    "docx": Export(media=f"{_OFFICE}.wordprocessingml.document", write=to_docx, packed=True),
}
"""By file extension."""
