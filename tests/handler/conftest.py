"""The store that most tests of the functions need: an empty folder."""

from pathlib import Path

import pytest

from handler.stores.folder import FolderStore


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    (tmp_path / "store").mkdir()
    return FolderStore(tmp_path / "store")
