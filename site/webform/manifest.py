"""The folder that the site is frozen into: a manifest tells what an earlier build wrote there from everything else.

The manifest is a file as `sha256sum` writes it. While a build writes, it lists the earlier files and the new ones,
so that what a stopped build left behind is still known for ours. A file that is changed by hand is ours no more.
"""

import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from schema.errors import UserError

MANIFEST = ".yearly-form.sha256"
_UNFINISHED = ".yearly-form.new"
_PART = "[0-9A-Za-z_-][0-9A-Za-z._-]*"
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_PART}(?:/{_PART})*)")
_MOST_NAMED = 10

Pages = Mapping[str, bytes]
"""Path below the folder → content."""
Known = Mapping[str, set[str]]
"""Path below the folder → the checksums under which the file there is ours."""


class NotOursError(UserError):
    """The folder holds something else; freezing would write over it."""


def read_known(folder: Path) -> Known:
    """What of the folder is ours. Raises NotOursError, OSError."""
    if (folder / MANIFEST).is_file():
        return _read_manifest(folder / MANIFEST)
    if not folder.is_dir() or not any(folder.iterdir()):
        return {}
    raise NotOursError(f"文件夹 {folder} 里有别的文件，不是本站的旧版，没有动它；请换一个空文件夹")


def write_site(folder: Path, pages: Pages, known: Known) -> None:
    """Make the folder hold these pages in place of what is known; nothing else is touched.

    known: as `read_known` gave it. Raises NotOursError before anything is written, OSError.
    """
    fresh = {name: {_checksum(content)} for name, content in pages.items()}
    occupied = sorted(set(_occupied(folder, fresh, known)))
    if occupied:
        raise NotOursError(
            f"文件夹 {folder} 里的 {name_some(occupied)} 不是本站写的，或者写好以后又改过，而新的网站要写在那里。"
            "什么都没有动：请把这些文件移走，再生成一次，或换一个空文件夹"
        )
    folder.mkdir(parents=True, exist_ok=True)
    both = {name: fresh.get(name, set()) | set(known.get(name, ())) for name in {*fresh, *known}}
    made = [_UNFINISHED]
    try:
        _write(folder, MANIFEST, _manifest(both))
        for name, content in pages.items():
            if not (folder / name).is_file() or fresh[name] != {_checksum_at(folder / name)}:
                made += [] if name in known else [name]
                _write(folder, name, content)  # what is the same keeps its time of change, for rsync
    except OSError:
        for name in made:
            (folder / name).unlink(missing_ok=True)  # a full disk has room again for the site as it was
        raise
    for name in known.keys() - fresh.keys():
        _remove(folder, name, known[name])
    _write(folder, MANIFEST, _manifest(fresh))


def strangers(folder: Path) -> list[str]:
    """What stands in the site's folder and is not ours: files, and folders that hold nothing of ours. Raises OSError."""
    ours = {MANIFEST, *_read_manifest(folder / MANIFEST)}
    return list(_strangers(folder, "", ours))


def name_some(names: list[str]) -> str:
    """The names in one line, the first few of many."""
    more = f" 等 {len(names)} 处" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def parse_manifest(text: bytes, place: str) -> Known:
    """What a manifest lists; place: what it is called in the error. Raises NotOursError."""
    known: dict[str, set[str]] = {}
    for line in text.decode("ascii", "replace").splitlines():
        found = _LINE.fullmatch(line)
        if not found:
            raise NotOursError(
                f"{place} 记着本站写过哪些文件，现在读不出来，所以没有动那里的文件；请换一个空文件夹"
            )
        known.setdefault(found[2], set()).add(found[1])
    return known


def _read_manifest(file: Path) -> Known:
    return parse_manifest(file.read_bytes(), str(file))


def _manifest(known: Known) -> bytes:
    lines = (f"{checksum}  {name}\n" for name in sorted(known) for checksum in sorted(known[name]))
    return "".join(lines).encode()


def _occupied(folder: Path, fresh: Known, known: Known) -> Iterator[str]:
    """Where a page is to stand and something else does."""
    for name, checksums in fresh.items():
        path = folder / name
        if path.is_file():
            if _checksum_at(path) not in checksums | set(known.get(name, ())):
                yield name
        elif os.path.lexists(path):
            yield name
        else:
            above = [parent for parent in Path(name).parents if os.path.lexists(folder / parent)]
            yield from (parent.as_posix() for parent in above if not (folder / parent).is_dir())


def _write(folder: Path, name: str, content: bytes) -> None:
    """Whole or not at all."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / _UNFINISHED).write_bytes(content)
    (folder / _UNFINISHED).replace(folder / name)


def _remove(folder: Path, name: str, checksums: set[str]) -> None:
    """The file, if it is still as it was written, and the folders that are left empty."""
    path = folder / name
    if not path.is_file() or _checksum_at(path) not in checksums:
        return
    path.unlink()
    parent = path.parent
    while parent != folder and not parent.is_symlink() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent


def _strangers(folder: Path, above: str, ours: set[str]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        name = f"{above}{path.name}"
        if not path.is_dir() or path.is_symlink():
            yield from () if name in ours else (name,)
        elif any(each.startswith(f"{name}/") for each in ours):
            yield from _strangers(path, f"{name}/", ours)
        else:
            yield f"{name}/"


def _checksum_at(path: Path) -> str:
    return _checksum(path.read_bytes())


def _checksum(content: bytes) -> str:
    return sha256(content).hexdigest()
