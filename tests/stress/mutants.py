"""Whether the stress programs can fail: each is run on a copy of the sources that breaks a promise: python -m tests.stress.mutants

A mutant that a program does not find is named, and the run fails.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 600
FAULTS = ("tests.stress.faults", "--number", "200", "--bursts")
BODIES = ("tests.stress.bodies", "3000")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """What it does wrong, where, and the program that must find it."""

    wrong: str
    file: str
    old: str
    new: str
    program: tuple[str, ...]


_CREATE = "    created = store.create(object_key(record.edition, record.unit.code, record.id), data)\n"
MUTANTS = (
    Mutant(
        wrong="acknowledges what failed",
        file="handler/submit/store_once.py",
        old=_CREATE,
        new=f"    try:\n    {_CREATE}    except StoreError:\n        created = True\n",
        program=FAULTS,
    ),
    Mutant(
        wrong="stores other figures than were sent",
        file="handler/submit/submit.py",
        old="    digest = checksum(validated.answers)\n",
        new='    validated.answers["drills"] = 5\n    digest = checksum(validated.answers)\n',
        program=FAULTS,
    ),
    Mutant(
        wrong="gives each try an id of its own",
        file="handler/records/record.py",
        old='    parts = "\\n".join((edition, code, key, content))\n',
        new='    import secrets\n\n    parts = "\\n".join((edition, code, key, content, secrets.token_hex(4)))\n',
        program=FAULTS,
    ),
    Mutant(
        wrong="acknowledges another time than it stores",
        file="handler/submit/store_once.py",
        old="    receipt = receipt_of(record, data=data)\n",
        new="    receipt = replace(receipt_of(record, data=data), received_at=record.first_received_at)\n",
        program=FAULTS,
    ),
    Mutant(
        wrong="seals nothing",
        file="handler/submit/store_once.py",
        old="    record = seal(record)\n",
        new="    record = record if seal else record\n",
        program=FAULTS,
    ),
    Mutant(
        wrong="leaves one field unescaped",
        file="handler/http/html.py",
        old="<dd>{escape(value)}</dd>",
        new="<dd>{value}</dd>",
        program=BODIES,
    ),
    Mutant(
        wrong="stores what the merge sets aside",
        file="handler/records/record.py",
        old='            "checksum": self.checksum,\n',
        new='            "checksum": self.checksum[::-1],\n',
        program=BODIES,
    ),
)


def find(mutant: Mutant, copy: Path) -> bool:
    """Whether its program fails on it. Raises AssertionError where the sources no longer say what it changes."""
    file = copy / mutant.file
    sound = file.read_text(encoding="utf-8")
    assert sound.count(mutant.old) == 1, f"{mutant.wrong}: {mutant.file} does not say once: {mutant.old}"
    file.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return run(mutant.program, copy) != 0
    finally:
        file.write_text(sound, encoding="utf-8")


def run(program: tuple[str, ...], copy: Path) -> int:
    """What it ends with; 124 where it does not end."""
    try:
        return subprocess.run(
            [sys.executable, "-m", *program], cwd=copy, capture_output=True, timeout=PATIENCE, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return 124


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        ignored = shutil.ignore_patterns(".venv", ".git", "public", "var", "dist", "*cache*")
        shutil.copytree(ROOT, copy, ignore=ignored)
        for program in (FAULTS, BODIES):
            assert run(program, copy) == 0, f"{program[0]} fails on the sound sources"
        missed = 0
        for mutant in MUTANTS:
            found = find(mutant, copy)
            missed += not found
            print(f"{'found ' if found else 'MISSED'}  {mutant.program[0]:<22} {mutant.wrong}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
