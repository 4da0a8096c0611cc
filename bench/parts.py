"""A province's year merged in parts, beside DuckDB on the same lines: python -m bench.parts [RECORDS]

One process and two: wall time, CPU time of all processes, peak memory of the one that adds up and of its workers; then
the exports that are streamed. With a second number only so many processes: python -m bench.parts 1000000 2
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from bench.bars import bar, ratio
from bench.lines import Lines, survey_of, write_lines
from bench.with_duckdb import let_through, with_duckdb
from handler.collect.exports import EXPORTS
from handler.commands.parts.crew import Crew, alone, processes
from handler.commands.parts.merge import merge_in_parts

RECORDS = 1_000_000


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


def main() -> None:
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
        return
    records, *wanted = [int(each) for each in sys.argv[1:]] or [RECORDS]
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        write_lines(Path(folder), records)
        print(f"{records:,} records made in {time.perf_counter() - begun:.0f} s", flush=True)
        took = {jobs: merged(folder, records, jobs) for jobs in wanted or (1, 2)}
        if len(took) == 2:
            bar("1 process / 2", took[1] / took[2], 1.8, unit="×", least=True)
        for threads, ours in took.items():
            seconds, sums = with_duckdb(Path(folder, "records.ndjson"), threads)
            ratio(f"merge of {sums[0]:,} units / DuckDB, {threads} thread(s)", ours, seconds)
        print(f"of lines that are set aside here DuckDB takes: {let_through(Path(folder))}")


def merged(folder: str, records: int, jobs: int) -> float:
    command = [sys.executable, "-m", "bench.parts", "measure", folder, str(jobs)]
    said = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    print(
        f"{records:,} records, {jobs} process(es): merge {said['merge']:.1f} s, json {said['json']:.1f} s "
        f"({said['json MB']:.0f} MB), csv {said['csv']:.1f} s; CPU {said['cpu']:.0f} s; "
        f"peak {said['peak']:.0f} MB, worker {said['worker']:.0f} MB",
        flush=True,
    )
    took: float = said["merge"]
    return took


if __name__ == "__main__":
    main()
