"""One file that a machine with Python alone can run: the program and the libraries it needs, as a zip."""

import re
from collections.abc import Iterator
from pathlib import Path

from infra.package import ROOT, installed, read_library, write_zip

ROOMS = (
    "build.py",
    "schema/**/*.py",
    "schema/**/*.toml",
    "handler/**/*.py",
    "handler/**/*.xml",
    "infra/bundle/program.py",
    "infra/machine/*",
    "site/webform/**/*",
)
"""What of the project goes in."""
LIBRARIES = ("flask", "flask-wtf", "frozen-flask", "rcssmin", "rjsmin", "waitress", "xlsxwriter")
"""And with them what they need. All of it is Python, so that one file runs on every machine."""
S3 = ("botocore",)
"""For a store at s3://: ten times the size of all the rest."""
_SHEBANG = b"#!/usr/bin/env python3\n"


def make_bundle(out: Path, *, s3: bool) -> Path:
    """Write the program to `out`, executable; the same bytes from the same sources. Raises NotInstalledError, OSError."""
    content = dict(_project())
    for name in _with_what_they_need(LIBRARIES + (S3 if s3 else ())):
        content |= read_library(name)
    content["__main__.py"] = (ROOT / "infra" / "bundle" / "start.py").read_bytes()
    write_zip(content, out, _SHEBANG).chmod(0o755)
    return out


def _project() -> Iterator[tuple[str, bytes]]:
    for room in ROOMS:
        for file in ROOT.glob(room):
            if file.is_file() and file.suffix != ".pyc":
                yield file.relative_to(ROOT).as_posix(), file.read_bytes()


def _with_what_they_need(names: tuple[str, ...]) -> list[str]:
    """The names of these libraries and, one after another, of those that they require on this machine's Python."""
    found: dict[str, None] = {}
    asked = list(names)
    while asked:
        name = re.sub(r"[-_.]+", "-", asked.pop()).lower()
        if name in found:
            continue
        required = installed(name).requires or []
        found[name] = None
        # What a marker asks for (an extra, Windows, an older Python) is not needed here, or is installed and named bare.
        asked += [re.split(r"[^\w.-]", line)[0] for line in required if ";" not in line]
    return sorted(found)
