"""What is saved: a table file as the bureau takes it, alone, and a record that is spoilt."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from handler.commands.collect.import_file import file_table
from handler.commands.collect.saved_table import read_table
from handler.records.fetch import Stored
from handler.records.receipt import Receipt
from handler.stores import Store
from handler.submit.settings import Settings

Spoil = Callable[[Stored], Stored]
HALF: Spoil = lambda stored: replace(stored, data=stored.data[: len(stored.data) // 2])  # noqa: E731  # one of several


def add_file(settings: Settings, store: Store, edition: str, file: Path) -> Receipt:
    """File the table in `file`. Raises NotAddedError, StoreError."""
    table = read_table(edition, file)
    return file_table(settings, store, settings.catalogue[edition], table, settings.clock()).receipt
