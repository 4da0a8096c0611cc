"""A province's year merged in parts, beside DuckDB on the same lines: python -m bench.parts [RECORDS]

One process and two: wall time, CPU time of all processes, peak memory of the one that adds up and of its workers; then
the exports that are streamed. DuckDB reads the same records as JSON lines, one thread and two, checks the checksum in SQL, keeps
each unit's newest and adds up; and which of the lines it takes that are set aside here.
"""

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path

from handler.collect.exports import EXPORTS
from handler.commands.parts.crew import Crew, alone, processes
from handler.commands.parts.merge import merge_in_parts
from handler.records.record import FiledUnit
from handler.stores import MissingError, NotAllowedError
from schema.edition.kinds import Count
from schema.edition.roster import Roster, Unit
from schema.loading.catalogue import Survey
from tests.support.builders import the_2021, valid_answers
from tests.support.filings import IN_TIME, NoFiles, change, make_record, store_record

RECORDS = 1_000_000
REVISED = 20
"""One unit in so many has filed twice."""
LENGTH = 2_304
"""Bytes of a line, filled up with spaces: a record's place follows from its number."""


class Lines(NoFiles):
    """A store of JSON lines: a bench's, so that a million files need not be made. Units are numbered."""

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
                return line
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
    plain = valid_answers(edition)
    (folder / "units").write_text(str(units))
    names: list[str] = []
    with (folder / "records.ndjson").open("wb") as lines:
        for number in range(records):
            unit = FiledUnit(code=f"{number % units:07}", name=f"第{number % units}街道市场监管所")
            size = chance.lognormvariate(3, 1)
            figures = {id_: int(size * chance.lognormvariate(0, 0.4)) for id_ in numbers}
            at = IN_TIME + timedelta(seconds=number // units)
            record = make_record({**plain, **figures, "unit": unit.name}, unit=unit, at=at)  # type: ignore[dict-item]  # the builder's answers are such
            lines.write(record.to_bytes().rstrip().ljust(LENGTH - 1) + b"\n")
            names.append(f"{unit.code}/{record.id}\n")
    (folder / "ids").write_text("".join(sorted(names)), encoding="ascii")


def measure(folder: str, jobs: int) -> dict[str, float]:
    store = Lines(folder)
    survey, said = survey_of(store.units), dict[str, float]()
    with opened(store, jobs) as crew:
        begun = time.perf_counter()
        with merge_in_parts(survey, store, None, crew) as collection:
            said["merge"] = time.perf_counter() - begun
            for form in ("json", "csv"):
                begun = time.perf_counter()
                said[f"{form} MB"] = sum(map(len, EXPORTS[form].write(collection))) / 1e6
                said[form] = time.perf_counter() - begun
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    said["cpu"] = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    said["peak"], said["worker"] = peak(), workers.ru_maxrss / 1024
    return said


def peak() -> float:
    """Megabytes of this process since it began: ru_maxrss would count what its parent had."""
    return int(re.findall(r"VmHWM:\s+([0-9]+)", Path("/proc/self/status").read_text())[0]) / 1024


def opened(store: Lines, jobs: int) -> AbstractContextManager[Crew]:
    return nullcontext(alone(store)) if jobs == 1 else processes(partial(Lines, str(store.folder)), jobs)


QUERY = """
WITH known AS (
  SELECT unit.code AS code, received_at || id AS place, answers,
    sha256(to_json(struct_pack({canonical}))::VARCHAR) = checksum AS sound
  FROM read_json('{file}', format='newline_delimited', columns={columns})
), newest AS (SELECT arg_max(answers, place) AS answers FROM known WHERE sound GROUP BY code)
SELECT count(*), {sums} FROM newest
"""


def with_duckdb(file: Path, threads: int) -> tuple[float, list[int]]:
    import duckdb

    edition = the_2021()
    types = {
        b.id: "BIGINT" if isinstance(b.kind, Count) else "BOOLEAN" if b.kind.words else "VARCHAR"
        for b in edition.blanks
    }
    answers = ", ".join(f'"{id_}" {type_}' for id_, type_ in types.items())
    columns = {
        "id": "VARCHAR",
        "unit": "STRUCT(code VARCHAR, name VARCHAR)",
        "answers": f"STRUCT({answers})",
        "received_at": "VARCHAR",
        "checksum": "VARCHAR",
    }
    query = QUERY.format(
        canonical=", ".join(f'"{id_}" := answers."{id_}"' for id_ in sorted(types)),
        file=file,
        columns=columns,
        sums=", ".join(f'sum(answers."{id_}")' for id_, type_ in types.items() if type_ == "BIGINT"),
    )
    with duckdb.connect(config={"threads": threads}) as connection:
        begun = time.perf_counter()
        row = connection.execute(query).fetchone()
        return time.perf_counter() - begun, list(map(int, row or ()))


def let_through(folder: Path) -> str:
    """Of lines that are set aside here, which DuckDB counts."""
    right = store_record(make_record())
    text = right.data.decode()
    odd = {
        "7.0": re.sub('("drills": [0-9]+)', r"\1.0", text),
        '"7"': re.sub('("drills": )([0-9]+)', r'\1"\2"', text),
        "a field more": change(right, more=1).data.decode(),
        "format 2": change(right, format=2).data.decode(),
    }
    taken = []
    for name, line in odd.items():
        file = folder / "odd.ndjson"
        file.write_text(line.strip() + "\n", encoding="utf-8")
        assert line != text, name
        if with_duckdb(file, 1)[1][0]:
            taken.append(name)
    return ", ".join(taken)


def main() -> None:
    if len(sys.argv) > 2:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
        return
    records = int(sys.argv[1]) if sys.argv[1:] else RECORDS
    with tempfile.TemporaryDirectory() as folder:
        write_lines(Path(folder), records)
        took = {}
        for jobs in (1, 2):
            command = [sys.executable, "-m", "bench.parts", folder, str(jobs)]
            said = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
            took[jobs] = said["merge"]
            print(
                f"{records:,} records, {jobs} process(es): merge {said['merge']:.1f} s, json {said['json']:.1f} s "
                f"({said['json MB']:.0f} MB), csv {said['csv']:.1f} s; CPU {said['cpu']:.0f} s; "
                f"peak {said['peak']:.0f} MB, worker {said['worker']:.0f} MB"
            )
        print(f"1 process / 2 × {took[1] / took[2]:.2f}   ≥ 1.8")
        for threads in (1, 2):
            seconds, sums = with_duckdb(Path(folder, "records.ndjson"), threads)
            print(
                f"DuckDB, {threads} thread(s): {seconds:.1f} s, {sums[0]:,} units; merge here × {took[threads] / seconds:.1f}"
            )
        print(f"of lines that are set aside here DuckDB takes: {let_through(Path(folder))}")


if __name__ == "__main__":
    main()
