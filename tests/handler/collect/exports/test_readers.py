"""Each file of the collection is read in one line by what analysts use, and none of them loses or gains anything."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from handler.collect.collection import Collection
from handler.collect.merge import merge
from handler.records.record import FiledUnit
from schema.edition.roster import Roster, Unit
from tests.support.collecting.collected import written
from tests.support.filings import EDITION, SURVEY, answers, make_record, store_record

pytestmark = pytest.mark.unmeasured

PHONES = ("057487654321", "13800001111", "87654321", "0574-87654321", "+86 574 87654321")
Table = Mapping[str, list[object]]


# Each is imported where it is asked: they are large, and every worker of a run reads this file.


def _pandas(file: str) -> Table:
    import pandas as pd

    table: Table = pd.read_csv(file).to_dict(orient="list")
    return table


def _polars(file: str) -> Table:
    import polars as pl

    return pl.read_csv(file).to_dict(as_series=False)


def _duckdb(file: str) -> Table:
    import duckdb

    read = duckdb.read_csv(file)
    return dict(zip(read.columns, map(list, zip(*read.fetchall(), strict=True)), strict=True))


READERS: dict[str, Callable[[str], Table]] = {"pandas": _pandas, "polars": _polars, "duckdb": _duckdb}


@pytest.fixture(scope="module")
def collection() -> Collection:
    """A hundred and fifty units: the first hundred with a code in digits, the last ones with letters; some missing."""
    chance = random.Random(7)  # noqa: S311  # the same each time
    codes = [f"{number:06}" for number in range(100)] + [f"3302Z{number}" for number in range(50)]
    units = tuple(Unit(code=code, name=f"第{n}所", group=f"{n % 3}片区") for n, code in enumerate(codes))
    records = []
    for number, unit in enumerate(units[:140]):
        figures = {"drills": chance.randrange(1000), "posters": number, "plan_made": number % 3 > 0}
        filled = answers(unit=unit.name, phone=PHONES[number // 30], **figures)
        records.append(make_record(filled, unit=FiledUnit(code=unit.code, name=unit.name)))
    return merge(replace(SURVEY, roster=Roster(units=units)), map(store_record, records))


@pytest.fixture(params=READERS)
def read(
    request: pytest.FixtureRequest, tmp_path: Path, collection: Collection
) -> Iterator[Callable[[str], Table]]:
    def read_export(extension: str) -> Table:
        file = tmp_path / f"collected.{extension}"
        file.write_bytes(written(extension, collection))
        return READERS[request.param](str(file))

    yield read_export


def plain(values: list[object]) -> list[str]:
    """As text, without the apostrophe that keeps it text."""
    return [str(value).removeprefix("'") for value in values]


def test_the_column_sums_of_the_units_are_the_totals(
    read: Callable[[str], Table], collection: Collection
) -> None:
    table = read("csv")

    assert plain(table["单位代码"]) == [row.unit.code for row in collection.units]
    assert [str(phone).removeprefix("'") for phone in table["电话"][:140]] == [
        PHONES[number // 30] for number in range(140)
    ]
    summed = {id_: total(table[EDITION.labels[id_]]) for id_ in collection.totals}
    assert summed == collection.totals


def test_the_long_form_gives_the_same_totals_and_every_telephone_number(
    read: Callable[[str], Table], collection: Collection
) -> None:
    table = read("long.csv")

    lines = list(zip(*(table[name] for name in ("code", "blank", "value", "measure")), strict=True))
    summed: Counter[str] = Counter()
    for _, id_, value, measure in lines:
        if isinstance(measure, str) and measure:
            summed[str(id_)] += int(str(value).removeprefix("'"))
    assert summed == collection.totals
    assert plain([value for _, id_, value, _ in lines if id_ == "phone"]) == [
        PHONES[number // 30] for number in range(140)
    ]
    assert set(table["group"]) == {"0片区", "1片区", "2片区"}


def test_the_codebook_names_the_columns_of_the_units(read: Callable[[str], Table]) -> None:
    units, book = read("csv"), read("codebook.csv")

    assert set(map(str, book["label"])) <= units.keys()
    assert list(book["blank"]) == [blank.id for blank in EDITION.blanks]
    assert list(book["number"]) == list(range(1, len(EDITION.blanks) + 1))


def total(values: list[object]) -> int:
    """Of what is there: a missing unit has nothing, which pandas calls NaN."""
    return sum(
        int(value) for value in values if isinstance(value, int | float) and value == value
    )  # NaN is not itself
