"""待核实: the figures that look mistyped, heaviest first, with the reason and what became of them."""

from handler.collect.collection import Collection
from handler.collect.exports.xlsx.book import Book
from handler.collect.exports.xlsx.lists import Line, List
from handler.collect.suspects.suspect import Band, Suspect
from handler.records.review import How, Review
from schema.edition.dates import in_words
from schema.edition.model import Edition

_LIST = List(
    name="待核实",
    columns=(
        ("对合计的影响", 13),
        ("单位代码", 12),
        ("单位", 28),
        ("项目", 48),
        ("所填的数", 16),
        ("像打错的说明", 64),
        ("单位填报时的说明", 40),
        ("核实情况", 40),
    ),
)
_BANDS = {Band.LARGE: "10% 以上", Band.MIDDLE: "1%–10%", Band.SMALL: "不到 1%"}
_HOW = {How.PHONE: "打过电话", How.MATERIAL: "看过材料", How.EXPLAINED: "已有说明"}


def write_suspects(book: Book, collection: Collection) -> None:
    _LIST.write(book, (_line(each, collection.edition) for each in collection.suspects))


def _line(suspect: Suspect, edition: Edition) -> Line:
    """The figure that is farthest off as a number; the others of its sentence beside their labels."""
    first, *others = suspect.blanks
    also = [f"{edition.labels[id_]} {suspect.values[id_]}" for id_ in others]
    figure = suspect.values[first]
    return (
        _BANDS[suspect.band],
        suspect.unit,
        suspect.unit_name,
        "；".join([edition.labels[first], *also]),
        figure if isinstance(figure, int) else str(figure),
        "；".join(suspect.says),
        suspect.reason or "",
        _verified(suspect.verified, edition),
    )


def _verified(review: Review | None, edition: Edition) -> str:
    if review is None:
        return ""
    how = f"{_HOW[review.how]}，" if review.how else ""
    return f"核实无误（{how}{review.by}，{in_words(review.at, edition)}）：{review.note}"
