"""The attachments of every unit's current filing, downloaded as 附件/单位/文件名 and verified by their SHA-256."""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from handler.attachments.file_type import has_macros
from handler.collect.collection import Collection
from handler.collect.exports.filenames import distinct
from handler.commands.progress import Tell
from handler.records.keys import attachment_key
from handler.stores import MissingError, NotAllowedError, Store
from schema.validation.attachments import Attachment

FOLDER, WITHDRAWN = "附件", "附件（已撤下）"
WORKERS = 8
_UNFINISHED = ".unfinished"
"""What the name of a file ends in that is still being fetched."""


class Fetched(Enum):
    """What came of one attachment; the value is what to say of it (Chinese)."""

    NEW = "新取"
    HAD = "已有"
    MISSING = "缺失"
    DAMAGED = "损坏"
    BARRED = "不许读取（查出病毒，或无权）"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """An attachment, whose it is, where it is stored and where it goes."""

    unit: str
    attachment: Attachment
    key: str
    file: Path


def download(collection: Collection, store: Store, out: Path, tell: Tell) -> Iterator[str]:
    """Fetch what is not there yet; yields what is missing or damaged, what is no longer current, and a summary.

    What is there with the right content is not fetched again. What was filed once and is no longer leaves the folder. Raises StoreError and OSError.
    """
    root = out / FOLDER
    wanted = list(_wanted(collection, root))
    counts = dict.fromkeys(Fetched, 0)
    with ThreadPoolExecutor(WORKERS) as pool:
        found = pool.map(lambda each: _fetch(store, each), wanted)
        for done, (each, what) in enumerate(zip(wanted, found, strict=True), 1):
            tell(f"已取附件 {done} / {len(wanted)}")
            counts[what] += 1
            if what not in (Fetched.NEW, Fetched.HAD):
                yield f"附件{what.value}：{each.unit}：{each.attachment.name}"
            elif has_macros(each.file.read_bytes()):
                yield f"附件含宏，打开时请不要启用：{each.unit}：{each.attachment.name}"
    yield from _tidy(collection, wanted, out)
    yield f"附件在 {root}：{'，'.join(f'{what.value} {times} 个' for what, times in counts.items() if times or what is not Fetched.BARRED)}"


def _wanted(collection: Collection, root: Path) -> Iterator[Wanted]:
    rows = [row for row in collection.rows if row.current]
    for row, folder in zip(rows, distinct(row.unit.name for row in rows), strict=True):
        record = row.revisions[-1].record
        names = distinct(each.name for each in record.attachments)
        for attachment, name in zip(record.attachments, names, strict=True):
            yield Wanted(
                unit=row.unit.name,
                attachment=attachment,
                key=attachment_key(record.edition, record.unit.code, attachment.sha256),
                file=root / folder / name,
            )


def _fetch(store: Store, wanted: Wanted) -> Fetched:
    if _is_there(wanted):
        return Fetched.HAD
    wanted.file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = wanted.file.with_name(wanted.file.name + _UNFINISHED)
    digest = hashlib.sha256()
    try:
        with unfinished.open("wb") as file:
            for chunk in store.stream(wanted.key):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != wanted.attachment.sha256:
            return Fetched.DAMAGED
        unfinished.replace(wanted.file)
    except MissingError:
        return Fetched.MISSING
    except NotAllowedError:
        return Fetched.BARRED
    finally:
        unfinished.unlink(missing_ok=True)
    return Fetched.NEW


def _is_there(wanted: Wanted) -> bool:
    if not wanted.file.is_file() or wanted.file.stat().st_size != wanted.attachment.size:
        return False
    return _digest(wanted.file) == wanted.attachment.sha256


def _tidy(collection: Collection, wanted: list[Wanted], out: Path) -> Iterator[str]:
    """Files of earlier revisions are moved aside, so that the folder holds what counts; what is nobody's is left alone."""
    current = {each.file for each in wanted}
    filed = {
        attachment.sha256
        for row in collection.rows
        for revision in row.revisions
        for attachment in revision.record.attachments
    }
    for file in sorted((out / FOLDER).glob("*/*")):
        if file in current or not file.is_file():
            continue
        if _digest(file) not in filed:
            yield f"不属于现行报送，没有动它：{file}"
            continue
        aside = _free(out / WITHDRAWN / file.parent.name, file.name)
        aside.parent.mkdir(parents=True, exist_ok=True)
        file.replace(aside)
        yield f"不属于现行报送，已移到 {aside}"


def _free(folder: Path, name: str) -> Path:
    """A name in the folder that no file has."""
    taken = [file.name for file in folder.glob("*")]
    return folder / list(distinct([*taken, name]))[-1]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
