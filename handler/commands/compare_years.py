"""Two years' collections side by side, blank by blank under the same id."""

from collections.abc import Iterator
from dataclasses import dataclass

from handler.collect.collection import Collection
from handler.collect.exports.columns import Cell
from handler.collect.exports.tables.csv_text import to_csv
from schema.edition.kinds import kind_in_words
from schema.edition.sentence import Blank


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A blank of either year. before, after: the totals in words, '' where the year has none.

    obstacle: why the two cannot be compared (Chinese); '' where they can.
    """

    id: str
    label: str
    before: str
    after: str
    obstacle: str


def compare_totals(old: Collection, new: Collection) -> list[Line]:
    """Every blank that is added up or counted in either year: this year's order, then what is gone."""
    before = {blank.id: blank for blank in old.edition.blanks if _counts(blank)}
    after = {blank.id: blank for blank in new.edition.blanks if _counts(blank)}
    this_year = [_line(old, new, before.get(name), blank) for name, blank in after.items()]
    gone = [
        Line(
            id=name,
            label=old.edition.labels[name],
            before=_total(old, blank),
            after="",
            obstacle="今年没有这一项",
        )
        for name, blank in before.items()
        if name not in after
    ]
    return this_year + gone


def _counts(blank: Blank) -> bool:
    return blank.kind.adds_up or bool(blank.kind.words)


def _line(old: Collection, new: Collection, was: Blank | None, blank: Blank) -> Line:
    return Line(
        id=blank.id,
        label=new.edition.labels[blank.id],
        before=_total(old, was) if was else "",
        after=_total(new, blank),
        obstacle=_obstacle(was, blank),
    )


def _obstacle(was: Blank | None, blank: Blank) -> str:
    if was is None:
        return "去年没有这一项"
    if was.kind.measure != blank.kind.measure:
        return f"计量单位不同：{was.kind.measure or '无'} → {blank.kind.measure or '无'}"
    if was.kind != blank.kind:
        return f"填法不同：{kind_in_words(was.kind)} → {kind_in_words(blank.kind)}"
    return ""


def _total(collection: Collection, blank: Blank) -> str:
    if blank.id in collection.totals:
        return str(collection.totals[blank.id])
    return "，".join(f"{word} {times}" for word, times in collection.tallies[blank.id].items())


def to_comparison_csv(old: Collection, new: Collection) -> Iterator[bytes]:
    """For Excel, in pieces."""
    return to_csv(_cells(old, new), new.edition)


def _cells(old: Collection, new: Collection) -> Iterator[list[Cell]]:
    yield [
        "编号",
        "项目",
        *(f"{_year(each)}（已报 {each.counted} 家）" for each in (old, new)),
        "不可比的原因",
    ]
    for line in compare_totals(old, new):
        yield [line.id, line.label, _number(line.before), _number(line.after), line.obstacle]


def _number(total: str) -> Cell:
    """A telephone number is text, a total is none."""
    return int(total) if total.isdigit() else total


def _year(collection: Collection) -> str:
    return f"{collection.edition.id} 年"


def summarise(old: Collection, new: Collection) -> Iterator[str]:
    """How many blanks can be compared, and each that cannot."""
    lines = compare_totals(old, new)
    apart = [line for line in lines if line.obstacle]
    yield f"与 {_year(old)}比较：{len(lines) - len(apart)} 项可比，{len(apart)} 项不可比"
    yield from (f"不可比：{line.id}：{line.label}：{line.obstacle}" for line in apart)
