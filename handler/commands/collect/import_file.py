"""Adding tables that came as files, where network or webview kept them from being posted.

A file is what the page's 导出文件 writes. It is validated and stored as a POST would be, under the key it carries: the
same file added twice gives the same receipt, and so does a table that the unit has filed as it is. Of several, each is
taken on its own, and of one unit's the one saved last counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from handler.attachments.file_type import fits, read_stored
from handler.attachments.upload_token import File, file_of_token
from handler.commands.collect.filed_besides import besides, filed_by, find_same, unit_of
from handler.commands.collect.saved_table import NotAddedError, Table, read_table
from handler.http.message import Refusal, RefusedError
from handler.records.keys import attachment_key
from handler.records.record import now
from handler.records.seal import Sealer
from handler.stores import MissingError, Store
from handler.submit.request import Filed
from handler.submit.settings import Settings
from handler.submit.store_once import Stored
from handler.submit.submit import file_submission
from schema.edition.survey import Survey
from schema.validation.checksum import short_code
from schema.validation.rules import Rule
from schema.validation.validate import Problem


@dataclass(frozen=True, slots=True)
class Looked:
    """Who may read the store trusts no seal: it looks at the file that a ticket speaks of. Raises StoreError."""

    store: Store

    def read(self, edition: str, unit: str, ticket: str) -> File | None:
        file = file_of_token(ticket)
        if file is None:
            return None
        try:
            kind = read_stored(self.store, attachment_key(edition, unit, file.sha256), file)
        except MissingError:
            return None
        return file if kind and fits(file.type, kind) else None


def add_files(
    survey: Survey,
    store: Store,
    files: Sequence[Path],
    received: datetime,
    failed: list[str],
    sealer: Sealer | None = None,
) -> Iterator[str]:
    """File what can be filed and yield a line for each (Chinese); why others cannot goes to `failed`. Raises StoreError.

    The record says that it came as a file, and when it was added, because `received` is whoever adds it's word.

    Each is received a microsecond after the one before, as they were saved, or as they are given where one does not
    say when: of two filings at one moment, chance would decide which counts.
    """
    edition = survey.edition.id
    settings = Settings(catalogue={edition: survey}, shell="", upload_tokens=Looked(store), sealer=sealer)
    for number, table in enumerate(_read_tables(edition, files, failed)):
        try:
            stored = file_table(settings, store, survey, table, received + timedelta(microseconds=number))
        except NotAddedError as error:
            failed.append(str(error))
        else:
            receipt, again = stored.receipt, "" if stored.created else "，以前已经接收过，时间仍是当时的"
            said = f"回执号 {receipt.reference}，校验码 {short_code(receipt.checksum)}"
            more = "".join(besides(survey, store, table, receipt))
            yield f"已接收 {table.file}：{receipt.unit.name}，{said}{again}{more}"


def _read_tables(edition: str, files: Sequence[Path], failed: list[str]) -> list[Table]:
    """Those that can be read, in the order in which they are to count."""
    tables = []
    for file in files:
        try:
            tables.append(read_table(edition, file))
        except NotAddedError as error:
            failed.append(str(error))
    if all(table.saved_at for table in tables):
        tables.sort(key=lambda table: table.saved_at)
    return tables


def file_table(settings: Settings, store: Store, survey: Survey, table: Table, received: datetime) -> Stored:
    """As it is stored; received then, or just after what the unit filed at that very moment.

    Raises NotAddedError, StoreError.
    """
    validate = settings.validators[survey.edition.id]
    if same := find_same(survey, store, table, received, validate, settings.upload_tokens):
        return Stored(receipt=same, created=False, filed=Filed(key="", id=same.id))
    moment = _free(survey, store, table, received)
    settled = replace(settings, clock=lambda: moment)
    submission = replace(table.submission, added_at=now())
    try:
        return file_submission(settled, store, survey, submission, Filed(key="", id=""))
    except RefusedError as error:
        raise NotAddedError("\n".join(f"{table.file}：{line}" for line in _lines(error.refusal))) from error


def _free(survey: Survey, store: Store, table: Table, moment: datetime) -> datetime:
    """The first moment from then on at which the unit has filed nothing."""
    taken = {record.received_at for record in filed_by(survey, store, unit_of(survey, table)).records}
    while moment in taken:
        moment += timedelta(microseconds=1)
    return moment


def _lines(refusal: Refusal) -> Iterator[str]:
    """What the officer is told: the page's remedies are not at hand here."""
    if refusal.problems:
        yield f"有 {len(refusal.problems)} 处需要改正，未接收。请该单位改好，另存一次再发来"
    else:
        yield f"{refusal.detail.partition('。')[0]}，未接收。在接收期内收到的，请用 --received 写明收到的时刻"
    yield from (f"{problem.place}：{_told(problem)}" for problem in refusal.problems)


def _told(problem: Problem) -> str:
    if problem.rule == "attachment_ticket":
        return (
            f"“{problem.label}”在存储里没有，或者不是当时传的那个文件。请对方移除它，另存一次，附件另行发送。"
        )
    if problem.rule == Rule.UNKNOWN_FIELD.value:
        return f"“{problem.label}”不是现行表格的项目，文件是表格更新前存的。请对方刷新页面，导入文件，核对后再提交。"
    return problem.message
