"""The file that the page's 导出文件 writes, read back as what would have been posted."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handler.http.body import KEY
from handler.http.message import RefusedError
from handler.submit.request import Submission, read_attachments
from schema.edition.period import edition_in_words
from schema.errors import UserError

FORMAT = 1
KIND = "yearly-form-table"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_SHAPE = {"raw": dict, "reasons": dict, "nil": bool}


class NotAddedError(UserError):
    """The file cannot be filed; every reason on a line of its own, for whoever got the file (Chinese)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What is in a file; saved_at by the clock of whoever saved it, '' where the file does not say."""

    file: Path
    saved_at: str
    submission: Submission


def read_table(edition: str, file: Path) -> Table:
    """What the file says. Raises NotAddedError."""
    document = _load(file)
    if not isinstance(document, dict) or (document.get("kind"), document.get("format")) != (KIND, FORMAT):
        raise NotAddedError(f"{file}：不是填报页“导出文件”得到的文件")
    if document.get("edition") != edition:
        raise NotAddedError(
            f"{file}：是 {edition_in_words(str(document.get('edition')))}的表，不是 {edition_in_words(edition)}的"
        )
    table, key = document.get("table"), document.get("key")
    whole = isinstance(table, dict) and all(type(table.get(name)) is shape for name, shape in _SHAPE.items())
    if not isinstance(table, dict) or not whole or not isinstance(key, str) or not KEY.fullmatch(key):
        raise NotAddedError(f"{file}：内容不完整，可能已被修改")
    submission = Submission(
        raw=table["raw"],
        reasons=table["reasons"],
        nil=table["nil"],
        key=key,
        attachments=_attachments(file, table),
    )
    return Table(file=file, saved_at=_saved_at(document.get("saved_at")), submission=submission)


def _load(file: Path) -> object:
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise NotAddedError(f"{file}：没有这个文件") from error
    except OSError as error:
        raise NotAddedError(f"{file}：读不出这个文件（{error.strerror}）") from error
    document = _parse(data)
    if document is not None:
        return document
    if _parse(data.decode("gb18030", errors="replace")) is not None:
        raise NotAddedError(f"{file}：打开后又按 GBK（ANSI）另存过，不是原样，请对方把原来的文件再发一次")
    raise NotAddedError(f"{file}：不是合格的 JSON，可能没有传完，请对方再发一次")


def _parse(data: bytes | str) -> object:
    """The document, whatever a chat has put around it; None where it is none."""
    try:
        text = data if isinstance(data, str) else data.decode(json.detect_encoding(data))
        return json.loads(text[text.find("{") : text.rfind("}") + 1])
    except (ValueError, RecursionError):
        return None


def _saved_at(said: object) -> str:
    """The moment as the page writes it, `2021-06-30T01:02:03.004Z`: sorts as text as it does in time."""
    if not isinstance(said, str) or not _MOMENT.fullmatch(said):
        return ""
    try:
        datetime.fromisoformat(said)
    except ValueError:  # the 31st of June: the page did not write that
        return ""
    return said


def _attachments(file: Path, table: dict[str, object]) -> tuple[tuple[str, str], ...]:
    try:
        return read_attachments(table.get("attachments", []))
    except RefusedError as error:
        raise NotAddedError(f"{file}：内容不完整，可能已被修改") from error
