"""What AWS Lambda runs: a zip for the public functions and one for the bureau's, the same bytes from the same sources.

Packed by the Python that the functions run on, bytecode lies beside the sources; by another there are the sources alone.
A room is shipped whole or not at all: each pattern below names one. A test runs the functions from the unpacked zips
and finds that they import all that is in them.
"""

import base64
import hashlib
import io
import marshal
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path, PurePosixPath

from schema.errors import UserError

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements.txt"
SHELL = "handler/http/shell.html"
SHARED = (
    "schema/__init__.py",
    "schema/errors.py",
    "schema/editions/*.toml",
    "schema/edition/*.py",
    "schema/loading/*.py",
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
_REMEDY = "先运行 make setup，再打包"


class ExtraError(UserError):
    """What is installed is not what is pinned."""


def without_bytecode() -> Iterator[str]:
    """What is said where the packages will hold the sources alone (Chinese)."""
    if sys.version_info[:2] != RUNTIME:
        yield (
            f"打包用的 Python 不是云函数的 {'.'.join(map(str, RUNTIME))}，程序包里没有字节码：照样能用，只是函数每次冷启动约慢 0.05 秒"
        )


def make_package(shell: str, out: Path, root: Path = ROOT) -> Path:
    """Write the zip of the public functions, from `schema/` and `handler/` below `root`, to `out`, which is returned.

    shell: the page, frozen from the site's templates, that answers a plain form. Raises OSError.
    """
    return _pack({**_read(root, SHARED + PUBLIC), SHELL: shell.encode()}, out)


def make_collect_package(out: Path, root: Path = ROOT) -> Path:
    """Write the zip of the collect function to `out`, which is returned. Raises ExtraError, OSError."""
    content = _read(root, SHARED + BUREAU)
    for extra in EXTRAS:
        content |= read_extra(extra)
    return _pack(content, out)


def _read(root: Path, rooms: Iterable[str]) -> dict[str, bytes]:
    """Name in the package → content, of every file of these rooms."""
    files = (file for room in rooms for file in root.glob(room))
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def _pack(content: dict[str, bytes], out: Path) -> Path:
    if sys.version_info[:2] == RUNTIME:
        content |= dict(_bytecode(content))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in sorted(content):
            package.writestr(entry(name), content[name], zipfile.ZIP_DEFLATED, 9)
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


def entry(name: str) -> zipfile.ZipInfo:
    """Nothing of the machine that packs: neither its clock nor its file modes nor its system."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry


def read_extra(name: str, pins: Path = PINS) -> dict[str, bytes]:
    """Path in the package → content, of every Python file of the library.

    Raises ExtraError where another version than the pinned one is installed, or one whose files were changed.
    """
    pinned = _pinned(name, pins)
    try:
        installed = distribution(name)
    except PackageNotFoundError as error:
        raise ExtraError(f"没有安装 {name} {pinned}，{_REMEDY}") from error
    if installed.version != pinned:
        raise ExtraError(f"安装的是 {name} {installed.version}，应为 {pinned}，{_REMEDY}")
    return dict(_files(name, installed))


def _pinned(name: str, pins: Path) -> str:
    found = re.search(rf"(?m)^{re.escape(name)}==(\S+) ", pins.read_text(encoding="utf-8"))
    if not found:
        raise ExtraError(f"{pins.name} 里没有写定 {name} 的版本，应有一行 {name}==版本")
    return found[1]


def _files(name: str, installed: Distribution) -> Iterator[tuple[str, bytes]]:
    for file in installed.files or ():
        if file.suffix != ".py" or ".." in file.parts:  # scripts lie outside
            continue
        content = Path(str(file.locate())).read_bytes()
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        if file.hash and file.hash.value != digest:
            raise ExtraError(f"{name} 的文件 {file} 可能已被修改，{_REMEDY}（先删去 .venv）")
        yield file.as_posix(), content
