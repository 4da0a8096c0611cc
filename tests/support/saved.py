"""A table file as the bureau takes it, alone."""

from pathlib import Path

from handler.commands.import_file import file_table
from handler.commands.saved_table import read_table
from handler.records.receipt import Receipt
from handler.stores import Store
from handler.submit.settings import Settings


def add_file(settings: Settings, store: Store, edition: str, file: Path) -> Receipt:
    """File the table in `file`. Raises NotAddedError, StoreError."""
    return file_table(settings, store, settings.catalogue[edition], read_table(edition, file))
