"""Merging a folder of records, beside the least: reading every file and json.loads. python -m bench.folder [UNITS]

CPU time, the least of several rounds that alternate; then the memory of a merge of many more in parts, in a process of its
own: with the program (26 MB) and the roster (12 MB), which are there before it begins.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.bars import bar, ratio
from bench.lines import Lines, survey_of, write_lines
from bench.parts import peak
from handler.collect.merge import merge_records
from handler.collect.read_and_merge import read_and_merge
from handler.commands.parts.crew import alone
from handler.commands.parts.merge import merge_in_parts
from handler.records.fetch import read_all
from handler.stores.folder import FolderStore

ROUNDS = 5
UNITS = 3_000
MANY = 30_000


def write_files(root: Path, units: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_lines(Path(folder), units)
        lines = Lines(folder)
        for key in lines.list("submissions/2021/"):
            (root / key).parent.mkdir(parents=True, exist_ok=True)
            (root / key).write_bytes(lines.read(key).rstrip() + b"\n")


def read_bare(root: Path) -> None:
    for folder in os.scandir(root / "submissions" / "2021"):
        for file in os.scandir(folder.path):
            with open(file.path, "rb", buffering=0) as opened:  # noqa: PTH123  # the least
                json.loads(opened.read())


def cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    if sys.argv[1:2] == ["peak"]:
        lines = Lines(sys.argv[2])
        with merge_in_parts(survey_of(lines.units), lines, None, alone(lines)):
            print(peak())
        return
    units = int(sys.argv[1]) if sys.argv[1:] else UNITS
    with tempfile.TemporaryDirectory() as folder:
        root, survey = Path(folder), survey_of(units)
        write_files(root, units)
        store = FolderStore(root)
        works: dict[str, Callable[[], object]] = {
            "bare": lambda: read_bare(root),
            "read, checked again, merged": lambda: merge_records(survey, read_all(store, "2021")),
            "the same, and what looks mistyped": lambda: read_and_merge(survey, store, None),
        }
        rounds = [{name: cpu(work) for name, work in works.items()} for _ in range(ROUNDS)]
        bare, *ours = ((name, min(each[name] for each in rounds)) for name in works)
        for (name, took), limit in zip(ours, (2.0, None), strict=True):
            ratio(f"{units:,} files {name} / read + json.loads", took, bare[1], limit)
        write_lines(root, MANY)
        command = [sys.executable, "-m", "bench.folder", "peak", folder]
        memory = float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        bar(f"peak of a merge of {MANY:,} in parts", memory, 60, unit="MB")


if __name__ == "__main__":
    main()
