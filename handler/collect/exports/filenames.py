"""Names for files on any disk: what Windows and Linux both take, and no two that Windows takes for one."""

import re
import unicodedata
from collections.abc import Iterable

from schema.validation.attachments import shown_name

LONGEST = 200
"""Bytes of a name in UTF-8; a disk takes 255, and a number may follow."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
"""Names of devices, which Windows opens whatever extension follows."""


def file_name(name: str) -> str:
    """A name that a file or a folder can have; as like `name` as may be, and never empty."""
    plain = _FORBIDDEN.sub("_", shown_name(name.replace("/", "_").replace("\\", "_")))
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension.encode()) > 8:
        stem, dot, extension = plain, "", ""
    room = LONGEST - len((dot + extension).encode())
    whole = stem.encode()[:room].decode(errors="ignore") + dot + extension
    whole = whole.strip(" ").rstrip(". ")
    if not whole or whole.startswith(".") or _DEVICE.fullmatch(whole.partition(".")[0].rstrip(" ")):
        return f"_{whole}"
    return whole


def distinct(names: Iterable[str]) -> list[str]:
    """The names as files of one folder, a number added to what would stand there already: 总结 (2).pdf."""
    return list(map(Distinct(), names))


class Distinct:
    """Gives one after the other such a name."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        free = next(each for each in _numbered(file_name(name)) if _folded(each) not in self._taken)
        self._taken.add(_folded(free))
        return free


def _numbered(name: str) -> Iterable[str]:
    stem, dot, extension = name.rpartition(".")
    yield name
    number = 2
    while True:
        yield f"{stem} ({number}){dot}{extension}" if dot else f"{name} ({number})"
        number += 1


def _folded(name: str) -> str:
    """Alike to a disk that does not tell capitals, widths of letters or their accents' order apart."""
    return unicodedata.normalize("NFKC", name).casefold()
