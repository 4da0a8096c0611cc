"""The start of the one-file program (`__main__.py` in it): unpacks it, once per version, and runs it.

Templates and editions are read as files, which a zip does not give.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path


def unpack(file: Path, home: Path) -> Path:
    """The folder below `home` that holds what stands in `file`; whole or not there. Raises OSError."""
    folder = home / hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    if not folder.is_dir():
        home.mkdir(0o700, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=home))
        with zipfile.ZipFile(file) as packed:
            packed.extractall(fresh)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            shutil.rmtree(fresh)  # another start was faster
    return folder


def run() -> int:
    """Run the program in the file that Python was given."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this file is what an older one is given
        print(  # noqa: T201  # nothing of ours is imported yet
            "需要 Python 3.11 或更新的版本，这里是 " + sys.version.split()[0], file=sys.stderr
        )
        return 1
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yearly-form"
    sys.path[0] = str(unpack(Path(sys.argv[0]), home))
    from infra.bundle.program import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
