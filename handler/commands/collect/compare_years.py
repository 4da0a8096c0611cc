"""Two years side by side, blank by blank under the same id: all who reported, and the units of both years (同口径)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handler.collect.collection import Collection, Row
from handler.collect.exports.columns import Cell, answer_cell, total_cell
from handler.collect.exports.csv_tables import to_csv
from handler.collect.last_year import Compared, LastYear, Sum, obstacle
from schema.edition.kinds import Answer
from schema.edition.period import edition_in_words, sides

_MINUS = "−"
"""A spreadsheet takes what begins with the ASCII one for a formula."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A blank of either year: what it comes to now, None where it is not asked any more, and what there is to compare."""

    id: str
    label: str
    now: Sum | None = None
    compared: Compared


def compare_totals(collection: Collection, last_year: LastYear) -> list[Line]:
    """Every blank that is added up or counted in either year: this year's order, then what is gone."""
    earlier = last_year.collection
    of_now: dict[str, Sum] = {**collection.totals, **collection.tallies}
    of_then: dict[str, Sum] = {**earlier.totals, **earlier.tallies}
    asked = {blank.id: blank for blank in collection.edition.blanks}
    gone = {
        blank.id: Compared(
            before=of_then[blank.id],
            obstacle=obstacle(blank, asked[blank.id]) if blank.id in asked else "本期没有这一项",
        )
        for blank in earlier.edition.blanks
        if blank.id in of_then.keys() - last_year.blanks.keys()
    }
    labels = {**earlier.edition.labels, **collection.edition.labels}
    return [
        Line(id=id_, label=labels[id_], now=of_now.get(id_), compared=compared)
        for id_, compared in {**last_year.blanks, **gone}.items()
    ]


def to_comparison_csv(collection: Collection, last_year: LastYear) -> Iterator[bytes]:
    """The totals, for Excel, in pieces."""
    return to_csv(_cells(collection, last_year), collection.edition)


def _cells(collection: Collection, last_year: LastYear) -> Iterator[list[Cell]]:
    years = [_year(each) for each in (last_year.collection, collection)]
    counted = [each.coverage.counted for each in (last_year.collection, collection)]
    both = f"同口径 {last_year.both} 家"
    yield [
        "编号",
        "项目",
        *(f"{year}（已报 {number} 家）" for year, number in zip(years, counted, strict=True)),
        *("增减", "增减%"),
        *(f"{year}（{both}）" for year in years),
        *("增减（同口径）", "增减%（同口径）", "不可比的原因"),
    ]
    for line in compare_totals(collection, last_year):
        compared = line.compared
        yield [
            *(line.id, line.label),
            *_side_by_side(compared.before, line.now, comparable=not compared.obstacle),
            *_side_by_side(compared.both_before, compared.both_now, comparable=not compared.obstacle),
            compared.obstacle,
        ]


def _side_by_side(before: Sum | None, now: Sum | None, *, comparable: bool) -> list[Cell]:
    return [total_cell(before), total_cell(now), *(_change(before, now) if comparable else ("", ""))]


def _change(before: Sum | None, now: Sum | None) -> tuple[Cell, Cell]:
    """How much more it is, and in a hundred of what it was; of what was 0, nobody can say."""
    if not isinstance(before, int | str) or not isinstance(now, int | str):
        return "", ""
    was = Decimal(before)
    more = Decimal(now) - was
    change: Cell = int(more) if isinstance(now, int) else _signed(str(abs(more)), more)
    return change, _signed(f"{abs(more) / was:.1%}", more) if was > 0 else ""


def _signed(text: str, number: Decimal) -> str:
    return f"{_MINUS}{text}" if number < 0 else text


def to_units_comparison_csv(collection: Collection, last_year: LastYear) -> Iterator[bytes]:
    """Every figure of every unit of both years that has changed, and what is 0 and was not. For Excel, in pieces."""
    years = sides(collection.edition.id, last_year.collection.edition.id)
    return to_csv(_unit_cells(collection, years), collection.edition)


def _unit_cells(collection: Collection, years: tuple[str, str]) -> Iterator[Sequence[Cell]]:
    yield ("单位代码", "单位", "组", "编号", "项目", *years, "增减", "增减%", "提示")
    for row in collection.units:
        if row.current and row.last_year:
            yield from _changes(collection, row, row.last_year, years)


def _changes(
    collection: Collection, row: Row, before: dict[str, Answer], years: tuple[str, str]
) -> Iterator[Sequence[Cell]]:
    now, (then, this) = row.revisions[-1].record.answers, years
    for id_, was in before.items():
        if now[id_] != was:
            pair = ("", "") if isinstance(was, bool) or id_ in collection.tallies else _change(was, now[id_])
            hint = f"{this}填 0，{then}不是" if type(was) is int and now[id_] == 0 else ""
            named = (row.unit.code, row.unit.name, row.unit.group, id_, collection.edition.labels[id_])
            yield (*named, answer_cell(was), answer_cell(now[id_]), *pair, hint)


def _year(collection: Collection) -> str:
    return edition_in_words(collection.edition.id)


def summarise(collection: Collection, last_year: LastYear) -> Iterator[str]:
    """How many blanks can be compared, over how many units, and each that cannot."""
    lines = compare_totals(collection, last_year)
    apart = [line for line in lines if line.compared.obstacle]
    yield (
        f"与 {_year(last_year.collection)}比较：{len(lines) - len(apart)} 项可比，{len(apart)} 项不可比；"
        f"两期都报的 {last_year.both} 家"
    )
    yield from (f"不可比：{line.id}：{line.label}：{line.compared.obstacle}" for line in apart)
