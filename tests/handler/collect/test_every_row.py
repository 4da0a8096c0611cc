"""A city of a hundred units, as it happens: every figure in Excel and Word against a sum made without the merge."""

import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from handler.collect.exports.xlsx.workbook import to_xlsx
from handler.collect.merge import merge
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from schema.edition.kinds import Answers, Count, YesNo
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.filings import EDITION, IN_TIME, SECOND, answers, change, make_record, store_record

pytestmark = pytest.mark.unmeasured

COUNTS = [blank.id for blank in EDITION.blanks if isinstance(blank.kind, Count)]
CHOICES = [blank.id for blank in EDITION.blanks if isinstance(blank.kind, YesNo)]
SURVEY = Survey(
    edition=EDITION,
    roster=Roster(
        units=tuple(
            Unit(code=f"{n:06}", name=f"第{n}街道市场监管所", aliases=(f"{n}街所",)) for n in range(100)
        )
    ),
)


@dataclass
class Year:
    """What was sent, and what an officer with a pencil would have noted beside it."""

    objects: list[Stored] = field(default_factory=list)
    current: dict[str, Answers] = field(default_factory=dict)
    filed: Counter[str] = field(default_factory=Counter)
    late: set[str] = field(default_factory=set)
    unknown: int = 0
    set_aside: int = 0

    @property
    def amended(self) -> set[str]:
        """Who filed in time besides."""
        return {code for code in self.late if self.filed[code] > 1}


@pytest.fixture(scope="module")
def year() -> Year:
    chance, made = random.Random(2021), Year()  # noqa: S311  # the same year each time
    for number, unit in enumerate(SURVEY.roster.units):
        if number % 10 == 3:  # ten are missing
            continue
        for revision in range(
            1 + (number % 7 == 0) + (number % 14 == 0)
        ):  # some file twice, some three times
            last_late = number % 11 == 5 and revision == 0
            at = EDITION.due + SECOND * (1 + number) if last_late else IN_TIME + timedelta(hours=revision)
            by_alias = number % 5 == 1  # unknown when it filed, because the alias came later
            name = unit.aliases[0] if by_alias else unit.name
            code = f"unknown-{number}" if by_alias and revision == 0 else unit.code
            filled = figures(chance, name)
            made.objects.append(store(filled, FiledUnit(code=code, name=name), at, revision))
            made.filed[unit.code] += 1
            if revision == 0 or unit.code not in made.late:  # what came after the deadline came last
                made.current[unit.code] = filled
            if last_late:
                made.late.add(unit.code)
    for number in range(12):
        name = f"没有听说过的单位{number}"
        made.objects.append(store(figures(chance, name), FiledUnit(code=f"unknown-x{number}", name=name)))
        made.unknown += 1
    for broken in made.objects[:4]:
        copy = change(broken, checksum="0" * 64)
        made.objects.append(Stored(key=f"{copy.key}.copy", data=copy.data))
        made.set_aside += 1
    chance.shuffle(made.objects)
    return made


def figures(chance: random.Random, name: str) -> Answers:
    typed = {id_: chance.choice((0, 0, 7, 1234, 999_999_999_999)) for id_ in COUNTS}
    return answers(unit=name, **typed, **{id_: chance.random() < 0.8 for id_ in CHOICES})


def store(filled: Answers, unit: FiledUnit, at: object = IN_TIME, revision: int = 0) -> Stored:
    return store_record(make_record(filled, unit=unit, at=at, key=f"{revision:08}"))  # type: ignore[arg-type]  # a moment


@pytest.fixture(scope="module")
def excel(year: Year) -> Iterator[dict[str, Worksheet]]:
    opened = load_workbook(io.BytesIO(to_xlsx(merge(SURVEY, year.objects))), read_only=True)
    yield {sheet.title: sheet for sheet in opened.worksheets}


def test_every_unit_is_counted_where_it_belongs(year: Year, excel: dict[str, Worksheet]) -> None:
    facts = [row[1] for row in excel["汇总"].iter_rows(min_row=5, max_row=12, values_only=True)]

    reported = len(year.current)
    assert reported == 90
    assert facts == [
        100,
        reported,
        reported - len(year.late),
        len(year.amended),
        len(year.late - year.amended),
        100 - reported,
        year.unknown,
        year.set_aside,
    ]


def test_every_row_is_what_its_unit_last_said(year: Year, excel: dict[str, Worksheet]) -> None:
    sheet = excel["各单位"]
    titles = [cell.value for cell in sheet[2]]
    first = titles.index(EDITION.labels[EDITION.blanks[0].id])
    told = list(sheet.iter_rows(min_row=3, max_row=102, values_only=True))

    expected = {True: "是", False: "否"}
    for unit, row in zip(SURVEY.roster.units, told, strict=True):
        filled = year.current.get(unit.code)
        status = "未报" if filled is None else "逾期" if unit.code in year.late else "按时"
        status = "按时报送、逾期修订" if unit.code in year.amended else status
        assert row[:3] == (unit.code, unit.name, status)
        assert row[9] == (year.filed[unit.code] or None)
        said = [filled[blank.id] if filled else None for blank in EDITION.blanks]
        assert list(row[first : first + len(said)]) == [
            expected[value] if isinstance(value, bool) else value for value in said
        ]


def test_what_does_not_count_is_listed(year: Year, excel: dict[str, Worksheet]) -> None:
    sorts = Counter(row[0] for row in excel["说明和未计入"].iter_rows(min_row=2, values_only=True))

    assert sorts == {
        "名单外": year.unknown,
        "未计入": year.set_aside,
    }
