"""What the tests of the packages share."""

from pathlib import Path

import pytest

from tests.support.infra.packages import unpack_packages


@pytest.fixture(scope="package")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Handler → its package, unpacked."""
    return unpack_packages(tmp_path_factory.mktemp("packages"))
