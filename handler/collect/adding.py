"""Adding a table that came as a file, where network or webview kept it from being posted.

The file is what the page's 存成文件 writes. It is judged and stored as a POST would be, under
the key it carries: the same file added twice gives the same receipt.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handler.contents import Finding, fits, read_stored
from handler.messages import RefusedError
from handler.records import Receipt
from handler.stores import Store
from handler.submit.filing import file_submission
from handler.submit.intake import KEY, Filed, Submission, read_attachments
from handler.submit.settings import Settings
from handler.tickets import File, attachment_key, said_file
from schema.errors import UserError

FORMAT = 1
KIND = "yearly-form-table"
_SHAPE = {"raw": dict, "reasons": dict, "nil": bool}


@dataclass(frozen=True, slots=True)
class Looked:
    """Who may read the store trusts no seal: it looks at the file that a ticket speaks of. Raises StoreError."""

    store: Store

    def read(self, edition: str, unit: str, ticket: str) -> File | None:
        file = said_file(ticket)
        if file is None:
            return None
        finding, kind = read_stored(self.store, attachment_key(edition, unit, file.sha256), file)
        return file if finding is Finding.STORED and fits(file.type, kind) else None


class NotAddedError(UserError):
    """The file cannot be filed; every reason on a line of its own."""


def add_file(settings: Settings, store: Store, edition: str, file: Path) -> Receipt:
    """File the table in `file`. Raises NotAddedError, StoreError, OSError."""
    submission = _read(edition, file)
    survey = settings.catalogue[edition]
    try:
        return file_submission(settings, store, survey, submission, Filed(key="", id="")).receipt
    except RefusedError as error:
        refusal = error.refusal
        lines = [refusal.detail, *(f"{p['place']}：{_told(p)}" for p in refusal.problems)]
        raise NotAddedError("\n".join(f"{file.name}：{line}" for line in lines)) from error


def _told(problem: Mapping[str, str]) -> str:
    """What the officer is told: the page's remedies are not at hand here."""
    if problem["rule"] == "attachment_ticket":
        return f"“{problem['label']}”在存储里没有，或者不是当时传的那个文件。请对方移除它，另存一次，附件另行发送。"
    return problem["message"]


def _read(edition: str, file: Path) -> Submission:
    try:
        document = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise NotAddedError(f"{file.name}：不是合格的 JSON，可能没有传完，请对方再发一次") from error
    if not isinstance(document, dict) or (document.get("kind"), document.get("format")) != (KIND, FORMAT):
        raise NotAddedError(f"{file.name}：不是填报页“存成文件”得到的文件")
    if document.get("edition") != edition:
        raise NotAddedError(f"{file.name}：是 {document.get('edition')} 年的表，不是 {edition} 年的")
    table, key = document.get("table"), document.get("key")
    whole = isinstance(table, dict) and all(type(table.get(name)) is shape for name, shape in _SHAPE.items())
    if not isinstance(table, dict) or not whole or not isinstance(key, str) or not KEY.fullmatch(key):
        raise NotAddedError(f"{file.name}：内容不完整，可能被改动过")
    return Submission(
        raw=table["raw"],
        reasons=table["reasons"],
        nil=table["nil"],
        key=key,
        attachments=_attachments(file, table),
    )


def _attachments(file: Path, table: dict[str, object]) -> tuple[tuple[str, str], ...]:
    try:
        return read_attachments(table.get("attachments", []))
    except RefusedError as error:
        raise NotAddedError(f"{file.name}：内容不完整，可能被改动过") from error
