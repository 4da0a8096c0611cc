"""What a unit has filed besides the table that comes as a file: which of them counts is never left to be found out later."""

from collections.abc import Iterator
from datetime import datetime

from handler.attachments.upload_token import TokenReader
from handler.commands.collect.saved_table import Table
from handler.records.fetch import Revisions, read_revisions
from handler.records.receipt import Receipt, receipt_of
from handler.records.record import FiledUnit, codes_of, content_of, find_unit
from handler.stores import Store
from handler.submit.check_tickets import attach
from schema.edition.dates import in_words
from schema.edition.survey import Survey
from schema.validation.checksum import checksum
from schema.validation.validate import Validator


def unit_of(survey: Survey, table: Table) -> FiledUnit:
    """Whose table it is, by the name in it."""
    return find_unit(survey.roster, str(table.submission.raw.get(survey.edition.unit_blank.id)))


def filed_by(survey: Survey, store: Store, unit: FiledUnit) -> Revisions:
    """All that counts or did under whichever of the unit's codes. Raises StoreError."""
    return read_revisions(store, survey.edition.id, codes_of(survey.roster, unit.code))


def find_same(
    survey: Survey,
    store: Store,
    table: Table,
    moment: datetime,
    validate: Validator,
    tokens: TokenReader | None,
) -> Receipt | None:
    """The receipt of the unit's newest filing where it is this table and came no later; else None. Raises StoreError.

    The page gives each saved file a key of its own: sent by the network and as a file too, one table would be two
    filings, and a unit that filed in time would be said to have amended it late.
    """
    given = table.submission
    judged = validate(given.raw, given.reasons, nil=given.nil)
    unit = unit_of(survey, table)
    attachments, wrong = attach(tokens, survey.edition, unit, given.attachments)
    filed = filed_by(survey, store, unit)
    if judged.problems or wrong or filed.damaged or not filed.records:
        return None
    newest = filed.records[-1]
    content = content_of(
        checksum(judged.answers), judged.explanations, nil=given.nil, attachments=attachments
    )
    return receipt_of(newest) if newest.content == content and newest.received_at <= moment else None


def besides(survey: Survey, store: Store, table: Table, receipt: Receipt) -> Iterator[str]:
    """Sentences on what counts, where the unit has filed more than this (Chinese). Raises StoreError."""
    filed = filed_by(survey, store, receipt.unit)
    later, before = filed.newer(receipt.id), filed.before(receipt.id)
    if later:
        yield f"。该单位另有更晚的报送（回执号 {later.reference}，{in_words(later.received_at, survey.edition)}），以那一次为准"
    elif before:
        yield f"。该单位此前报送过（回执号 {before.reference}，{in_words(before.received_at, survey.edition)}），现在以这份为准"
        saved = None if before.added_at or not table.saved_at else datetime.fromisoformat(table.saved_at)
        if saved and saved < before.received_at:  # of another file its own moment of saving is not known
            yield f"；但这份是 {in_words(saved, survey.edition)} 导出的，比那一次早，请向该单位核对"
