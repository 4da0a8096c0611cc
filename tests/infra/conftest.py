"""What the tests of the packages share."""

import sys
from pathlib import Path

import pytest

from tests.support.infra.packages import unpack_packages


@pytest.fixture(scope="package")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Handler → its package, unpacked, as if this Python were the functions'."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("infra.package.RUNTIME", sys.version_info[:2])
        return unpack_packages(tmp_path_factory.mktemp("packages"))
