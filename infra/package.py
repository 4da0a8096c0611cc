"""What AWS Lambda runs: a zip for the public functions and one for the bureau's, the same bytes from the same sources.

Packed by the Python that the functions run on, bytecode lies beside the sources; by another there are the sources alone.
A room is shipped whole or not at all: each pattern below names one. A test runs the functions from the unpacked zips
and finds that they import all that is in them.
"""

import io
import marshal
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path, PurePosixPath

from schema.edition.survey import PACKED, pack
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements.txt"
SHELL = "handler/http/shell.html"
CATALOGUE = PACKED.relative_to(ROOT).as_posix()
"""The editions, loaded and checked when they are packed."""
SHARED = (
    "schema/__init__.py",
    "schema/errors.py",
    "schema/edition/*.py",
    "schema/validation/*.py",
    "handler/*.py",
    "handler/http/*.py",
    "handler/records/*.py",
    "handler/stores/*.py",
)
"""What every function needs."""
PUBLIC = (
    "handler/access/*.py",
    "handler/attachments/*.py",
    "handler/submit/*.py",
    "handler/lookup/*.py",
)
"""What the public functions need besides: Python's own library and boto3 do for the rest."""
BUREAU = ("handler/collect/**/*.py", "handler/collect/exports/word/docx/*.xml")
"""What the collect function needs besides, and EXTRAS."""
EXTRAS = ("xlsxwriter",)
"""The library that writes Excel."""
RUNTIME = (3, 12)
"""The functions' Python, as `template.yaml` has it."""
_UNCHECKED = (1).to_bytes(4, "little")
"""In the head of bytecode: it stands for its source, which need not be looked at."""
_PLAIN = 2
"""The newest form of bytecode without references, which would depend on what else the packing process holds."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3
_COMPILED = (".so", ".pyd", ".dylib", ".pyc")


class NotInstalledError(UserError):
    """A library that is to be packed is not there, or not the pinned one."""


def without_bytecode() -> Iterator[str]:
    """What is said where the packages will hold the sources alone (Chinese)."""
    if sys.version_info[:2] != RUNTIME:
        yield (
            f"打包用的 Python 不是云函数的 {'.'.join(map(str, RUNTIME))}，程序包里没有字节码：照样能用，只是函数每次冷启动约慢 0.05 秒"
        )


def make_package(shell: str, out: Path, root: Path = ROOT) -> Path:
    """Write the zip of the public functions, from `schema/` and `handler/` below `root`, to `out`, which is returned.

    shell: the page, frozen from the site's templates, that answers a plain form. Raises FileProblemsError, OSError.
    """
    return _pack({**_read(root, SHARED + PUBLIC), SHELL: shell.encode()}, out)


def make_collect_package(out: Path, root: Path = ROOT) -> Path:
    """Write the zip of the collect function to `out`, which is returned.

    Raises NotInstalledError, FileProblemsError, OSError.
    """
    extras = (file for extra in EXTRAS for file in _pinned(extra).items())
    return _pack(
        _read(root, SHARED + BUREAU) | {name: data for name, data in extras if name.endswith(".py")}, out
    )


def _read(root: Path, rooms: Iterable[str]) -> dict[str, bytes]:
    """Name in the package → content, of every file of these rooms, and the editions that the pages are frozen of."""
    files = (file for room in rooms for file in root.glob(room))
    catalogue = pack(load_catalogue())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files} | {CATALOGUE: catalogue}


def _pack(content: dict[str, bytes], out: Path) -> Path:
    if sys.version_info[:2] == RUNTIME:
        content |= dict(_bytecode(content))
    return write_zip(content, out)


def write_zip(content: Mapping[str, bytes], out: Path, head: bytes = b"") -> Path:
    """Name in the zip → content, the same bytes on whatever machine; head: what stands before it. Raises OSError."""
    packed = io.BytesIO(head)
    with zipfile.ZipFile(packed, "a") as archive:
        for name in sorted(content):
            archive.writestr(_entry(name), content[name], zipfile.ZIP_DEFLATED, 9)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(packed.getvalue())
    return out


def _bytecode(content: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """What Python looks for beside each source; for this version of it alone. A cold start need not compile then (50 ms)."""
    # How this process optimises and where it keeps its own bytecode (PYTHONOPTIMIZE, PYTHONPYCACHEPREFIX) is of this machine.
    for file in map(PurePosixPath, content):
        if file.suffix == ".py":
            source = content[str(file)]
            code = marshal.dumps(compile(source, str(file), "exec", dont_inherit=True, optimize=0), _PLAIN)
            beside = file.parent / "__pycache__" / f"{file.stem}.{sys.implementation.cache_tag}.pyc"
            yield str(beside), MAGIC_NUMBER + _UNCHECKED + source_hash(source) + code


def _entry(name: str) -> zipfile.ZipInfo:
    """Nothing of the machine that packs: neither its clock nor its file modes nor its system."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry


def _pinned(name: str) -> dict[str, bytes]:
    """The library in the version whose bytes our shorter way into its sheets is compared with. Raises NotInstalledError."""
    version = installed(name).version
    if f"{name}=={version} \\" not in PINS.read_text(encoding="utf-8").splitlines():
        raise NotInstalledError(
            f"安装的 {name} {version} 不是 {PINS.name} 里写定的那一版，先运行 make setup，再打包"
        )
    return read_library(name)


def read_library(name: str) -> dict[str, bytes]:
    """Path in a package → content, of what is Python in the library, and of its licence. Raises NotInstalledError."""
    files = {
        file.as_posix(): Path(str(file.locate()))
        for file in installed(name).files or ()
        if ".." not in file.parts  # scripts lie outside
    }
    return {
        path: place.read_bytes()
        for path, place in files.items()
        if place.suffix not in _COMPILED and place.is_file()
    }


def installed(name: str) -> Distribution:
    """Raises NotInstalledError."""
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise NotInstalledError(f"没有安装 {name}，先运行 make setup，再打包") from error
