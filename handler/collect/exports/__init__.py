"""The forms in which the bureau gets the collection, whoever hands them out: the function or the command."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from handler.collect.collection import Collection
from handler.collect.exports.collected_json import for_desk, in_pieces
from handler.collect.exports.csv_tables import to_codebook_csv, to_long_csv, to_outside_csv, to_units_csv
from handler.collect.exports.word.official import to_docx

_JSON = "application/json; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """Media type, how the collection is written in it, piece by piece, and whether that is compressed already."""

    media: str
    write: Callable[[Collection], Iterable[bytes]]
    packed: bool = False


def _to_xlsx(collection: Collection) -> Iterator[bytes]:
    from handler.collect.exports.xlsx.workbook import to_xlsx

    yield to_xlsx(collection)


def _to_docx(collection: Collection) -> Iterator[bytes]:
    yield to_docx(collection)


def _csv(write: Callable[[Collection], Iterable[bytes]]) -> Export:
    return Export(media="text/csv; charset=utf-8", write=write)


EXPORTS: Mapping[str, Export] = {
    "json": Export(media=_JSON, write=in_pieces),
    "csv": _csv(to_units_csv),
    "outside.csv": _csv(to_outside_csv),
    "long.csv": _csv(to_long_csv),
    "codebook.csv": _csv(to_codebook_csv),
    "xlsx": Export(media=f"{_OFFICE}.spreadsheetml.sheet", write=_to_xlsx, packed=True),
    "docx": Export(media=f"{_OFFICE}.wordprocessingml.document", write=_to_docx, packed=True),
}
"""By what follows the name of the file: `collected.csv`, `collected.long.csv`."""
ASKED: Mapping[str, Export] = {**EXPORTS, "desk.json": Export(media=_JSON, write=for_desk)}
"""Those, and what the desk asks for."""
