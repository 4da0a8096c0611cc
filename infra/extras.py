"""Libraries that go into a package: exactly the pinned version, the files as they were released."""

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from schema.errors import UserError

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements.txt"
_REMEDY = "先运行 make setup，再打包"


class ExtraError(UserError):
    """What is installed is not what is pinned."""


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
            raise ExtraError(f"{name} 的文件 {file} 被改动过，{_REMEDY}（先删去 .venv）")
        yield file.as_posix(), content
