"""Collecting at size, each step in a process of its own: python -m bench.collect [UNITS BLANKS]

Without numbers: 1,225 units × 269 blanks, an export at which others time out; 3,000 × 69, what the collect function must
serve in 29 s. `openpyxl` writes the rows of 各单位 alone, without looks: what one would write without this project.
"""

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from openpyxl import Workbook

from bench.bars import ratio
from handler.collect.collection import Collection
from handler.collect.exports import EXPORTS
from handler.collect.exports.csv_tables import unit_lines
from handler.collect.merge import merge
from handler.records.fetch import Stored
from handler.records.record import FiledUnit
from schema.edition.model import Edition
from schema.edition.roster import Roster, Unit
from schema.edition.survey import Survey
from tests.support.builders import edition_of, edition_toml, the_2021, valid_answers
from tests.support.filings import make_record, store_record

SIZES = ((1_225, 269), (3_000, 69))
STEPS = ("merge", *EXPORTS, "openpyxl")


def edition_with(blanks: int) -> Edition:
    """The 2021 table, or one of as many counts."""
    if blanks == len(the_2021().blanks):
        return the_2021()
    progress = [f"第{number}项活动开展（{{count_{number}}}）次；" for number in range(1, blanks)]
    return edition_of(edition_toml(activity={"progress": json.dumps(progress)}), "2021")


def records(survey: Survey) -> list[Stored]:
    """One of each unit."""
    filled = valid_answers(survey.edition)
    filled |= {id_: abs(answer) for id_, answer in filled.items() if type(answer) is int}
    unit_blank = survey.edition.unit_blank.id
    made = []
    for unit in survey.roster.units:
        answers = {**filled, unit_blank: unit.name}
        filed = FiledUnit(code=unit.code, name=unit.name)
        made.append(store_record(make_record(answers, unit=filed, digest=survey.edition.digest)))  # type: ignore[arg-type]  # the builder's answers are such
    return made


def with_openpyxl(collection: Collection) -> Iterator[bytes]:
    book, packed = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for line in unit_lines(collection, collection.units):
        sheet.append([cell if isinstance(cell, int | str) else cell.replace(tzinfo=None) for cell in line])
    book.save(packed)
    yield packed.getvalue()


def measure(units: int, blanks: int, step: str) -> dict[str, float]:
    """Seconds of the step and of json.loads on all records, peak megabytes of the process, kilobytes written."""
    roster = Roster(units=tuple(Unit(code=f"{n:06}", name=f"第{n}街道市场监管所") for n in range(units)))
    survey = Survey(edition=edition_with(blanks), roster=roster)
    objects = records(survey)
    limit = seconds(lambda: [json.loads(stored.data) for stored in objects])
    if step == "merge":
        took, size = seconds(lambda: merge(survey, objects)), 0
    else:
        collection, written = merge(survey, objects), list[bytes]()
        assert not collection.set_aside
        write = with_openpyxl if step == "openpyxl" else EXPORTS[step].write
        took, size = seconds(lambda: written.append(b"".join(write(collection)))), len(written[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"took": took, "limit": limit, "peak": peak, "size": size / 1024}


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    if len(sys.argv) > 3:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
        return
    for units, blanks in [(int(sys.argv[1]), int(sys.argv[2]))] if sys.argv[1:] else SIZES:
        print(f"{units:,} units × {blanks} blanks; × json.loads of all records; peak of the process")
        took = {}
        for step in STEPS:
            command = [sys.executable, "-m", "bench.collect", str(units), str(blanks), step]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
            said = json.loads(done.stdout)
            times, took[step] = said["took"] / said["limit"], said["took"]
            print(
                f"{step:<10} {said['took']:>8.2f} s   × {times:>6.1f}   {said['peak']:>6.0f} MB   {said['size']:>9,.0f} kB"
            )
        ratio("xlsx, seven sheets / openpyxl, one bare sheet", took["xlsx"], took["openpyxl"], 0.7)


if __name__ == "__main__":
    main()
