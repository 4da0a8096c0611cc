"""A province's year as JSON lines: made up, and a store that reads them, so that a million files need not be made."""

import os
import random
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from handler.records.record import FiledUnit
from handler.stores import MissingError, NotAllowedError
from schema.edition.kinds import Count
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.builders import the_2021, valid_answers
from tests.support.filings import IN_TIME, NoFiles, make_record

REVISED = 20
"""One unit in so many has filed twice."""
LENGTH = 2_304
"""Bytes of a line, filled up with spaces: a record's place follows from its number."""
DRAWN = 9_973
"""Factors that are drawn once and gone round in; a prime, so that no two units have the same fifty."""


class Lines(NoFiles):
    """Units are numbered."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.ids = self.folder / "ids"

    @cached_property
    def lines(self) -> int:
        return os.open(self.folder / "records.ndjson", os.O_RDONLY)

    @property
    def units(self) -> int:
        return int((self.folder / "units").read_text())

    def list(self, prefix: str) -> Iterator[str]:
        if prefix != "submissions/2021/":
            return
        with self.ids.open(encoding="ascii") as names:
            yield from (f"{prefix}{name.rstrip()}.json" for name in names)

    def sizes(self, _prefix: str) -> Iterator[tuple[str, int]]:
        return iter(())

    def create(self, key: str, _data: bytes) -> bool:
        raise NotAllowedError(key)

    def read(self, key: str) -> bytes:
        _, _, code, name = key.split("/")
        wanted = f'"id": "{name.removesuffix(".json")}"'.encode()
        for slot in (int(code), self.units + int(code)):
            line = os.pread(self.lines, LENGTH, slot * LENGTH)
            if wanted in line:
                return line.rstrip() + b"\n"
        raise MissingError(key)


def survey_of(units: int) -> Survey:
    groups = max(1, units // 3_000)
    roster = (
        Unit(code=f"{n:07}", name=f"第{n}街道市场监管所", group=f"第{n % groups}市") for n in range(units)
    )
    return Survey(edition=the_2021(), roster=Roster(units=tuple(roster)))


def write_lines(folder: Path, records: int) -> None:
    edition, chance = the_2021(), random.Random(1)
    units = records * REVISED // (REVISED + 1)
    numbers = [blank.id for blank in edition.blanks if isinstance(blank.kind, Count)]
    factors = [chance.lognormvariate(0, 0.4) for _ in range(DRAWN)] * 2
    plain = valid_answers(edition)
    (folder / "units").write_text(str(units))
    names: list[str] = []
    with (folder / "records.ndjson").open("wb") as lines:
        for number in range(records):
            unit = FiledUnit(code=f"{number % units:07}", name=f"第{number % units}街道市场监管所")
            size, first = chance.lognormvariate(3, 1), number * 50 % DRAWN
            figures = {id_: int(size * factor) for id_, factor in zip(numbers, factors[first:], strict=False)}
            at = IN_TIME + timedelta(seconds=number // units)
            record = make_record({**plain, **figures, "unit": unit.name}, unit=unit, at=at)  # type: ignore[dict-item]  # the builder's answers are such
            lines.write(record.to_bytes().rstrip().ljust(LENGTH - 1) + b"\n")
            names.append(f"{unit.code}/{record.id}\n")
    (folder / "ids").write_text("".join(sorted(names)), encoding="ascii")
